import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRunExecutionData, jsonParse } from 'n8n-workflow';
import type { IDataObject, IRun } from 'n8n-workflow';
import { deliveredKeys } from '../../../nodes/HiBob/runs/delivered.ts';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { PolledTrigger, savedAs } from '../../n8nCore.mts';
import { civil } from '../occasions/calendar.mts';
import { clock, keys, stillOwedOn, triggerNode } from './publishedTrigger.mts';

const SEND = 'Send Gift';

/** An execution that has ended so, with what its nodes returned. */
const execution = (status: IRun['status'], outputs: Record<string, IDataObject[]> = {}): IRun => ({
	mode: 'trigger',
	startedAt: new Date(0),
	status,
	storedAt: 'db',
	data: createRunExecutionData({
		resultData: {
			runData: Object.fromEntries(
				Object.entries(outputs).map(([name, rows]) => [
					name,
					[
						{
							startTime: 0,
							executionIndex: 0,
							executionTime: 0,
							source: [],
							data: { main: [rows.map((json) => ({ json }))] },
						},
					],
				]),
			),
		},
	}),
});

describe('what need not be offered again', () => {
	const two = ['one', 'two'];
	const after = (run: IRun | undefined) => deliveredKeys(run, two);

	it.each([
		['sent', true],
		['pendingReview', true],
		['link', true],
		['alreadySent', true],
		['optedOut', true],
		['unconfirmed', false],
		['notDue', false],
		['dryRun', false],
	])('by the outcome %s: %s', (outcome, isDelivered) => {
		const outputs = { [SEND]: [{ key: 'one', outcome }] };
		for (const status of ['success', 'error'] as const) {
			expect(after(execution(status, outputs)).includes('one')).toBe(isDelivered);
		}
	});

	it.each(['success', 'error', 'crashed', 'canceled'] as const)(
		'is nothing of which no node speaks, as when a Filter has let it go (%s)',
		(status) => {
			expect(after(execution(status))).toEqual([]);
			expect(after(execution(status, { [SEND]: [{ error: 'No such campaign' }] }))).toEqual([]);
		},
	);

	it('is what waits for a person, and nothing that n8n does not know of', () => {
		expect(after(execution('waiting'))).toEqual(two);
		expect(after(undefined)).toEqual([]);
	});

	it('is known from the last node that speaks of it, such as a sub-workflow', () => {
		const outputs = { Call: [{ key: 'two', outcome: 'sent' }] };
		expect(after(execution('error', outputs))).toEqual(['two']);
	});
});

describe('a trigger that repeats until sent', () => {
	let hibob: HiBobSandbox;
	beforeEach(async () => {
		clock('2026-11-22T06:30:00Z');
		hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 100_000 });
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		await hibob.stop();
	});
	const live = async () => {
		const trigger = new PolledTrigger(
			triggerNode(hibob, { events: ['birthday'], delivery: 'repeat' }),
		);
		await trigger.activate('activate');
		return trigger;
	};
	const runOn = async (trigger: PolledTrigger, day: string) => {
		hibob.setToday(day);
		clock(`${day}T07:00:31Z`);
		return keys(await trigger.heartbeat()).map(String);
	};
	/** who is still there on the 24th of those who were due on the 23rd */
	const owed = () =>
		stillOwedOn(hibob, '2026-11-23', '2026-11-24').filter((key) => key.includes(':birthday:'));
	const sent = (all: readonly string[]) =>
		execution('success', { [SEND]: all.map((key) => ({ key, outcome: 'sent' })) });

	it('does not offer again what it knows to be sent', async () => {
		const trigger = await live();
		const first = await runOn(trigger, '2026-11-23');
		expect(first.length).toBeGreaterThan(1);
		await trigger.ends(sent(first));
		const second = await runOn(trigger, '2026-11-24');
		expect(first.filter((key) => second.includes(key))).toEqual([]);
	});

	it('offers again what failed, and that alone', async () => {
		const trigger = await live();
		const first = await runOn(trigger, '2026-11-23');
		const [failed = '', ...others] = first;
		await trigger.ends({ ...sent(others), status: 'error' });
		const second = await runOn(trigger, '2026-11-24');
		expect(first.filter((key) => second.includes(key))).toEqual([failed]);
	});

	it('offers everything again when n8n does not know what became of it', async () => {
		const trigger = await live();
		await runOn(trigger, '2026-11-23');
		await trigger.ends(undefined);
		expect(await runOn(trigger, '2026-11-24')).toEqual(expect.arrayContaining(owed()));
	});

	it('offers everything again, and does not end n8n, when nobody can read what became of it', async () => {
		const unhandled = jest.fn();
		process.on('unhandledRejection', unhandled);
		const trigger = await live();
		await runOn(trigger, '2026-11-23');
		await trigger.ends(jsonParse<IRun>('{"status":"success"}'));
		await setTimeout(0);
		process.off('unhandledRejection', unhandled);
		expect(unhandled).not.toHaveBeenCalled();
		expect(await runOn(trigger, '2026-11-24')).toEqual(expect.arrayContaining(owed()));
	});

	it('offers everything again when n8n stopped before it ended', async () => {
		const trigger = await live();
		await runOn(trigger, '2026-11-23');
		const restarted = trigger.restartedWith(trigger.state);
		await restarted.activate('init');
		expect(await runOn(restarted, '2026-11-24')).toEqual(expect.arrayContaining(owed()));
	});

	it('remembers it over a restart once a poll has stored it', async () => {
		const trigger = await live();
		const first = await runOn(trigger, '2026-11-23');
		await trigger.ends(sent(first));
		clock('2026-11-23T07:01:31Z');
		expect(await trigger.heartbeat()).toBeNull();
		expect(JSON.stringify(trigger.state)).not.toMatch(/hibob:/);
		const restarted = trigger.restartedWith(trigger.state);
		await restarted.activate('init');
		const second = await runOn(restarted, '2026-11-24');
		expect(first.filter((key) => second.includes(key))).toEqual([]);
	});

	describe('and whose gifts a person holds', () => {
		const endedWith = (outcome: string, all: readonly string[]) =>
			execution('error', { [SEND]: all.map((key) => ({ key, outcome })) });
		/** Runs the days after the first one, each of which ends as told. */
		const runsOf = async (
			trigger: PolledTrigger,
			days: number,
			end: (offered: string[]) => IRun | undefined,
		) => {
			let offered: string[] = [];
			for (let day = 1; day <= days; day++) {
				offered = await runOn(trigger, addDays(civil('2026-11-23'), day));
				await trigger.ends(end(offered));
			}
			return offered;
		};
		const held = async (outcome = 'paused') => {
			const trigger = new PolledTrigger(
				triggerNode(hibob, {
					events: ['birthday'],
					delivery: 'repeat',
					options: { includeSkipped: true },
				}),
			);
			await trigger.activate('activate');
			const first = await runOn(trigger, '2026-11-23');
			expect(first.length).toBeGreaterThan(1);
			await trigger.ends(endedWith(outcome, first));
			return { trigger, first };
		};
		/** The keys of a day: those of people who may not get a gift then are skipped, with the reason. */
		const bothOn = async (trigger: PolledTrigger, day: string) => {
			hibob.setToday(day);
			clock(`${day}T07:00:31Z`);
			const output = await trigger.heartbeat();
			return { offered: keys(output).map(String), skipped: keys(output, 1).map(String) };
		};

		it.each(['paused', 'held', 'overBudget'])(
			'offers them again for as long as they are %s, and no longer',
			async (outcome) => {
				const { trigger, first } = await held(outcome);
				await runsOf(trigger, 40, (offered) => endedWith(outcome, offered));
				const restarted = trigger.restartedWith(savedAs(trigger.state));
				await restarted.activate('init');
				const { offered, skipped } = await bothOn(restarted, '2027-01-03');
				expect([...offered, ...skipped]).toEqual(expect.arrayContaining(first));
				expect(first.some((key) => offered.includes(key))).toBe(true);
				expect(new Set(offered).size).toBe(offered.length);
				await restarted.ends(sent(offered));
				const after = await runOn(restarted, '2027-01-04');
				expect(after.filter((key) => offered.includes(key))).toEqual([]);
				expect(JSON.stringify(restarted.state)).not.toMatch(/hibob:/);
			},
		);

		it('offers them no more once their employees want no gifts', async () => {
			const { trigger, first } = await held('held');
			await runsOf(trigger, 12, (offered) => endedWith('held', offered));
			const last = await runOn(trigger, '2026-12-06');
			const [one = '', ...others] = first.filter((key) => last.includes(key));
			expect(one).not.toBe('');
			const outcomes = last.map((key) => ({ key, outcome: key === one ? 'optedOut' : 'held' }));
			await trigger.ends(execution('success', { [SEND]: outcomes }));
			const { offered, skipped } = await bothOn(trigger, '2026-12-07');
			expect([...offered, ...skipped]).not.toContain(one);
			expect([...offered, ...skipped]).toEqual(expect.arrayContaining(others));
		});

		it('keeps them when they fail on the day on which sending goes on', async () => {
			const { trigger, first } = await held();
			await runsOf(trigger, 20, (offered) => endedWith('paused', offered));
			await runOn(trigger, '2026-12-14');
			await trigger.ends(execution('error'));
			const { offered, skipped } = await bothOn(trigger, '2026-12-15');
			expect([...offered, ...skipped]).toEqual(expect.arrayContaining(first));
			expect(first.some((key) => offered.includes(key))).toBe(true);
		});

		it('brings back what is held, and nothing that failed beside it', async () => {
			const { trigger, first } = await held('failed');
			const [one = '', ...others] = await runOn(trigger, '2026-11-24');
			expect(first).toContain(one);
			const hold = () => endedWith('paused', [one]);
			await trigger.ends(hold());
			await runsOf(trigger, 12, hold);
			const { offered, skipped } = await bothOn(trigger, '2026-12-06');
			expect([...offered, ...skipped]).toContain(one);
			expect(others.filter((key) => [...offered, ...skipped].includes(key))).toEqual([]);
		});

		it('gives them up after three months', async () => {
			const { trigger, first } = await held();
			const last = await runsOf(trigger, 94, (offered) => endedWith('paused', offered));
			expect(first.filter((key) => last.includes(key))).toEqual([]);
		});
	});
});
