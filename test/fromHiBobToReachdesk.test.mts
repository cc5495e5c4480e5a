import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../nodes/shared/jsonObject.ts';
import { stringOf } from '../nodes/shared/parameterValue.ts';
import { plus } from '../sandbox/hibob/dates.mts';
import { startHiBob } from '../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../sandbox/hibob/server.mts';
import { startReachdesk } from '../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../sandbox/reachdesk/server.mts';
import { actionNode } from './HiBob/node/actionNode.mts';
import { clock, triggerNode } from './HiBob/resources/publishedTrigger.mts';
import { giftNode } from './hostile/reachdeskNode.mts';
import { execute, PolledTrigger, processedData } from './n8nCore.mts';

/** The item is the only contract of the two services: what the HiBob nodes return, Send Gift holds to. */

const TODAY = '2026-11-23';
let hibob: HiBobSandbox;
let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	clock(`${TODAY}T06:30:00Z`);
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
	reachdesk = await startReachdesk({ now: () => Date.now() });
});
afterAll(async () => {
	jest.restoreAllMocks();
	await Promise.all([hibob.stop(), reachdesk.stop()]);
});
beforeEach(() => {
	clock(`${TODAY}T06:30:00Z`);
	processedData.entries.clear();
	reachdesk.sends.length = 0;
});

const rowsOf = (items: readonly INodeExecutionData[] | undefined): IDataObject[] =>
	(items ?? []).map(({ json }) => json);

const send = async (items: IDataObject[], parameters: IDataObject = {}) => {
	const node = giftNode(
		reachdesk,
		{ safety: { maximumGifts: 1_000 }, ...parameters },
		{ onError: 'continueRegularOutput' },
	);
	return rowsOf((await execute(node, items)).output);
};
const outcomesOf = (rows: readonly IDataObject[]) =>
	new Set(rows.map(({ outcome, error }) => outcome ?? error));

const polled = (parameters: IDataObject) => new PolledTrigger(triggerNode(hibob, parameters));
const EVENTS = ['birthday', 'workAnniversary', 'startDate'];

describe('Send Gift', () => {
	it('sends none of what a test of the trigger shows', async () => {
		const trigger = polled({ events: [...EVENTS, 'employeeSynced'] });
		const [items] = (await trigger.fetchTestEvent()) ?? [];
		expect(items?.length).toBeGreaterThan(5);
		const outcomes = outcomesOf(await send(rowsOf(items)));
		expect(outcomes.has('notDue')).toBe(true);
		expect(outcomes.has('sent')).toBe(false);
		expect(reachdesk.sends).toEqual([]);
	});

	it('sends what a run of the trigger returns, and nothing to those it skips', async () => {
		const trigger = polled({ events: EVENTS, options: { includeSkipped: true } });
		await trigger.activate('activate');
		clock(`${TODAY}T07:00:31Z`);
		const [items, skipped] = (await trigger.heartbeat()) ?? [];
		// two people have one address, so one of them waits for the next run
		expect(outcomesOf(await send(rowsOf(items)))).toEqual(new Set(['sent', 'unconfirmed']));
		const made = reachdesk.sends.length;
		expect(made).toBeGreaterThan(5);
		for (const { outcome } of await send(rowsOf(skipped))) expect(outcome).not.toBe('sent');
		expect(reachdesk.sends).toHaveLength(made);
	});

	it('sends for days after the start and for the end of the probation, and says for which', async () => {
		const person = hibob.people.find(
			(one) => one['internal.status'] === 'Active' && one['internal.terminationDate'] === null,
		);
		if (!person) throw new Error('Nobody is active');
		const { 'work.startDate': started, 'internal.probationEndDate': probation } = person;
		person['work.startDate'] = plus(TODAY, { days: -90 });
		person['internal.probationEndDate'] = TODAY;
		const trigger = polled({ events: ['daysAfterStart', 'endOfProbation'] });
		await trigger.activate('activate');
		clock(`${TODAY}T07:00:31Z`);
		const [items] = (await trigger.heartbeat()) ?? [];
		Object.assign(person, { 'work.startDate': started, 'internal.probationEndDate': probation });
		const own = rowsOf(items).filter(({ key }) => stringOf(key).includes(person['root.id']));
		const rows = await send(own, { campaign: '={{ $json.occasion.days ? 1501 : 1502 }}' });
		const day = { date: TODAY, dueDate: TODAY, years: null };
		expect(rows).toMatchObject([
			{
				outcome: 'sent',
				key: `hibob:${person['root.id']}:daysAfterStart90:2026`,
				occasion: { type: 'daysAfterStart', days: 90, ...day },
			},
			{
				outcome: 'sent',
				key: `hibob:${person['root.id']}:endOfProbation:2026`,
				occasion: { type: 'endOfProbation', ...day },
			},
		]);
	});

	it('sends nothing to somebody of whom the roster says that they have left', async () => {
		const trigger = polled({ events: ['employeeLeft'] });
		await trigger.activate('activate');
		const leaver = hibob.people.find(
			(person) => person['internal.status'] === 'Active' && person['root.email'] !== null,
		);
		if (!leaver) throw new Error('Nobody is active');
		leaver['internal.status'] = 'Inactive';
		clock(`${TODAY}T07:00:31Z`);
		const [items] = (await trigger.heartbeat()) ?? [];
		leaver['internal.status'] = 'Active';
		expect(items).toHaveLength(1);
		for (const { outcome } of await send(rowsOf(items))) expect(outcome).not.toBe('sent');
		expect(reachdesk.sends).toEqual([]);
	});

	it.each([false, true])(
		'sends of what is to come that of today alone, to those who are eligible (simplified: %s)',
		async (simplify) => {
			const parameters = { events: EVENTS, days: 40, returnAll: true, simplify };
			const node = actionNode(hibob, {
				resource: 'occasion',
				operation: 'getUpcoming',
				...parameters,
			});
			const upcoming = rowsOf((await execute(node, [{}])).output);
			const below = {
				recipientSource: 'defineBelow',
				giftKey: '={{ $json.employeeId + $json.event }}',
				firstName: 'Ada',
				lastName: 'Lovelace',
				email: '={{ $json.email || "nobody@example.com" }}',
			};
			const rows = await send(upcoming, simplify ? below : {});
			const isToday = ({ eligible, dueDate, occasion }: IDataObject) =>
				eligible === true &&
				[dueDate, isObject(occasion) ? occasion.dueDate : null].includes(TODAY);
			upcoming.forEach((item, index) => {
				const { outcome } = rows[index] ?? {};
				if (isToday(item)) expect(['sent', 'unconfirmed']).toContain(outcome);
				else expect(['notDue', undefined]).toContain(outcome);
			});
			expect(reachdesk.sends.length).toBeGreaterThan(5);
		},
	);

	it('sends to an employee whom HiBob: Get Employee returns, for the occasion that is named', async () => {
		const person = hibob.people.find(
			(one) => one['internal.status'] === 'Active' && one['internal.terminationDate'] === null,
		);
		const gone = hibob.people.find((one) => one['internal.lifecycleStatus'] === 'Terminated');
		const get = async (id: unknown) =>
			rowsOf(
				(
					await execute(
						actionNode(hibob, {
							resource: 'employee',
							operation: 'get',
							employee: { __rl: true, mode: 'id', value: id },
						}),
						[{}],
					)
				).output,
			);
		const items = [...(await get(person?.['root.id'])), ...(await get(gone?.['root.id']))];
		if (!person) throw new Error('Nobody is active');
		const right = person['internal.terminationDate'];
		Reflect.set(person, 'internal.terminationDate', 'soon');
		const unreadable = await get(person['root.id']);
		Reflect.set(person, 'internal.terminationDate', right);
		expect(outcomesOf(await send(unreadable, { occasionKey: 'holidays:2026' }))).toEqual(
			new Set(['notDue']),
		);
		const rows = await send(items, { occasionKey: 'holidays:2026' });
		expect(rows.map(({ outcome }) => outcome)).toEqual(['sent', 'notDue']);
		expect(rows[0]?.key).toBe(`hibob:${person['root.id']}:holidays:2026`);
		// a month later the answer of today says too little
		clock('2027-01-23T09:00:00Z');
		processedData.entries.clear();
		expect(outcomesOf(await send(items, { occasionKey: 'new year:2027' }))).toEqual(
			new Set(['notDue']),
		);
	});
});
