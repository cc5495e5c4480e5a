import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createRunExecutionData } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';
import { unpackRoster, isPackedRoster } from '../../../nodes/HiBob/employees/packedRoster.ts';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext, savedAs } from '../../n8nCore.mts';
import { civil } from '../occasions/calendar.mts';
import { LiveTrigger } from './liveTrigger.mts';
import { clock, triggerNode } from './publishedTrigger.mts';

// n8n hands saved state out with the workflow, so whatever has happened, it holds nobody's id in clear
// (but in the packed roster of the events that need it), no key, and no day that is anybody's.

const FIRST = civil('2026-11-23');
const EVENTS = ['birthday', 'workAnniversary', 'startDate'];

let hibob: HiBobSandbox;
beforeEach(async () => {
	hibob = await startHiBob({ today: FIRST, rateLimitPerMinute: 100_000 });
	clock(`${FIRST}T06:30:00Z`);
	jest.spyOn(pollContext(triggerNode(hibob)).logger, 'warn').mockReturnValue();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});

type Step =
	| { kind: 'run'; daysLater: number; outcome: string | null }
	| { kind: 'publish'; parameters: IDataObject };

const anyStep = (): fc.Arbitrary<Step> =>
	fc.oneof(
		{
			weight: 3,
			arbitrary: fc.record({
				kind: fc.constant('run' as const),
				daysLater: fc.integer({ min: 0, max: 12 }),
				outcome: fc.constantFrom('sent', 'held', 'paused', 'failed', 'optedOut', null),
			}),
		},
		{
			weight: 2,
			arbitrary: fc.record({
				kind: fc.constant('publish' as const),
				parameters: fc.record({
					events: fc.subarray([...EVENTS, 'daysAfterStart', 'endOfProbation'], { minLength: 1 }),
					delivery: fc.constantFrom('once', 'repeat'),
					who: fc.constantFrom<IDataObject>({}, { countries: ['Germany'] }, { leaveOut: [] }),
					// so that the day on which something comes out is not the day itself
					when: fc.record({
						daysBefore: fc.constantFrom(0, 14, 29),
						shift: fc.constantFrom('sameDay', 'previous', 'next'),
						catchUpDays: fc.constantFrom(2, 7, 30),
					}),
					options: fc.constantFrom<IDataObject>({}, { includeSkipped: true }),
				}),
			}),
		},
	);

/** An execution in which each item came to an outcome. */
const execution = (output: INodeExecutionData[][] | null, outcome: string): IRun => ({
	mode: 'trigger',
	startedAt: new Date(0),
	status: outcome === 'failed' ? 'error' : 'success',
	storedAt: 'db',
	data: createRunExecutionData({
		resultData: {
			runData: {
				'Send Gift': [
					{
						startTime: 0,
						executionIndex: 0,
						executionTime: 0,
						source: [],
						data: {
							main: [(output?.[0] ?? []).map(({ json }) => ({ json: { key: json.key, outcome } }))],
						},
					},
				],
			},
		},
	}),
});

const DATES = /\b\d{4}-\d\d-\d\d\b/g;

/** What a state holds that it must not, as it is saved. @param days - on which something ran or was published */
function inClear(state: IDataObject, days: ReadonlySet<string>): unknown[] {
	const { roster, ...rest } = savedAs(state);
	const text = JSON.stringify(rest);
	const ids = hibob.people.map((person) => person['root.id']);
	return [
		...ids.filter((id) => text.includes(id)),
		...(text.match(DATES) ?? []).filter((day) => !days.has(day)),
		...(/hibob:|@|\d{10,12}(?=\d{6})/.exec(text) ?? []),
		...hibob.people
			.map((person) => person['personal.shortBirthDate'])
			.filter((birthday) => typeof birthday === 'string' && text.includes(`"${birthday}"`)),
		...(roster === undefined || isPackedRoster(roster) ? [] : [roster]),
	];
}

/** Goes through some steps and looks at the state after each. */
async function played(steps: readonly Step[], first: IDataObject): Promise<Set<string>> {
	let day = FIRST;
	const days = new Set<string>();
	// a run is for its own day; a baseline, and the begin of a changed setting, lie next to a day
	const note = () => {
		for (const near of [-1, 0, 1]) days.add(addDays(day, near));
	};
	note();
	const held = new Set<string>();
	const trigger = new LiveTrigger(hibob, first);
	await trigger.publish(`${day}T07:30:00Z`, undefined, 'activate');
	expect(inClear(trigger.polled.state, days)).toEqual([]);
	for (const step of steps) {
		if (step.kind === 'publish') {
			note();
			await trigger.publish(`${day}T12:00:00Z`, step.parameters);
		} else {
			day = addDays(day, step.daysLater);
			note();
			hibob.setToday(day);
			const output = await trigger.beat(`${day}T13:00:31Z`);
			if (step.outcome !== null) await trigger.polled.ends(execution(output, step.outcome));
			// what was learned is noted by the next poll
			await trigger.beat(`${day}T13:01:31Z`);
		}
		expect(inClear(trigger.polled.state, days)).toEqual([]);
		for (const [name, value] of Object.entries(savedAs(trigger.polled.state))) {
			const isEmpty = value === null || JSON.stringify(value) === '{}';
			if (!isEmpty) held.add(name);
		}
	}
	return held;
}

describe('the saved state', () => {
	it('holds no id, no key and nobody’s day in clear, whatever has happened', async () => {
		const first = fc.constantFrom<IDataObject>(
			{ events: EVENTS, delivery: 'repeat', when: { daysBefore: 14 } },
			{ events: ['birthday'], when: { shift: 'previous', daysBefore: 45 } },
		);
		await fc.assert(
			fc.asyncProperty(fc.array(anyStep(), { maxLength: 6 }), first, async (steps, parameters) => {
				await played(steps, parameters);
			}),
			{ numRuns: 15 },
		);
	}, 300_000);

	it('holds all kinds of memory in a history that makes them', async () => {
		const publish = (parameters: IDataObject): Step => ({ kind: 'publish', parameters });
		const run = (daysLater: number, outcome: string | null): Step => ({
			kind: 'run',
			daysLater,
			outcome,
		});
		const repeat = { events: EVENTS, delivery: 'repeat', when: { daysBefore: 14 } };
		const held = await played(
			[
				run(1, 'held'),
				run(1, 'sent'),
				publish({ who: { countries: ['Germany'] } }),
				run(1, 'held'),
				publish({ who: {}, when: { daysBefore: 0 } }),
				run(9, 'paused'),
				publish({ delivery: 'once' }),
				run(1, null),
			],
			repeat,
		);
		const all = ['keys', 'delivered', 'held', 'skipped', 'closed', 'passedOver', 'repeatFrom'];
		expect(all.filter((name) => !held.has(name) && name !== 'passedOver')).toEqual([]);
	});

	it('knows what a publishing passes over without anybody’s id or day', async () => {
		const trigger = new LiveTrigger(hibob, { events: ['birthday'], when: { daysBefore: 14 } });
		await trigger.publish(`${FIRST}T07:30:00Z`, undefined, 'activate');
		expect(savedAs(trigger.polled.state).passedOver).toEqual({
			count: expect.any(Number),
			events: ['birthday'],
		});
	});

	it('holds ids in the packed roster alone, and only for events that compare', async () => {
		const trigger = new LiveTrigger(hibob, { events: ['employeeLeft'] });
		await trigger.publish(`${FIRST}T06:30:00Z`, undefined, 'activate');
		const days = new Set([addDays(FIRST, -1), FIRST, addDays(FIRST, 1)]);
		expect(inClear(trigger.polled.state, days)).toEqual([]);
		const { roster } = savedAs(trigger.polled.state);
		const known = isPackedRoster(roster) ? unpackRoster(roster) : null;
		expect(known?.fingerprints.size).toBeGreaterThan(200);
		await trigger.publish(`${FIRST}T06:40:00Z`, { events: ['employeeSynced', 'birthday'] });
		await trigger.beat(`${FIRST}T07:00:31Z`);
		expect(savedAs(trigger.polled.state)).not.toHaveProperty('roster');
	});

	it('of the version before, which named ids and days, is rewritten by the first run', async () => {
		const trigger = new LiveTrigger(hibob, { events: ['birthday'], delivery: 'repeat' });
		await trigger.publish(`${FIRST}T06:30:00Z`, undefined, 'activate');
		const [one] = hibob.people;
		const id = one?.['root.id'] ?? '';
		const before = {
			...savedAs(trigger.polled.state),
			emitted: { [`hibob:${id}:birthday:2026`]: '2026-11-15' },
			passedOver: { count: 1, occasions: [{ id, event: 'birthday', date: '2026-11-29' }] },
			held: { '2026-11-10': 'AAAAAAAA' },
		};
		const upgraded = trigger.polled.restartedWith(before);
		clock(`${FIRST}T06:45:00Z`);
		await upgraded.activate('init');
		clock(`${FIRST}T07:00:31Z`);
		await upgraded.heartbeat();
		const days = new Set([addDays(FIRST, -1), FIRST, addDays(FIRST, 1)]);
		expect(inClear(upgraded.state, days)).toEqual([]);
		expect(savedAs(upgraded.state)).toMatchObject({ held: { '2026-11': 'AAAAAAAA' } });
	});
});
