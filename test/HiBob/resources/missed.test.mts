import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';
import { stringOf } from '../../../nodes/shared/parameterValue.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { LiveTrigger } from './liveTrigger.mts';
import { clock, expectedOn, keys, stillOwedOn } from './publishedTrigger.mts';

// What fell due while no run succeeded, for longer than the catch-up days.

let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 100_000 });
	clock('2026-11-23T06:30:00Z');
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});

async function live(parameters: object = {}): Promise<LiveTrigger> {
	const trigger = new LiveTrigger(hibob, {
		events: ['birthday', 'workAnniversary'],
		options: { includeSkipped: true },
		when: { catchUpDays: 2 },
		...parameters,
	});
	await trigger.publish('2026-11-23T06:30:00Z', undefined, 'activate');
	return trigger;
}

/** Lets HiBob refuse every run of some days. */
async function outage(trigger: LiveTrigger, days: readonly string[]): Promise<void> {
	hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 503 } });
	for (const day of days) {
		await expect(trigger.beat(`2026-11-${day}T07:00:31Z`)).rejects.toThrow('503');
	}
	hibob.faults.clear();
}

const withoutStarts = (found: readonly string[]) =>
	found.filter((key) => !key.includes(':startDate:'));

const missedIn = (output: INodeExecutionData[][] | null) =>
	(output?.[1] ?? []).map(({ json }) => json).filter(({ reason }) => reason === 'missed');

const owedOn = (days: readonly string[], judgedOn: string): string[] =>
	days.flatMap((day) => stillOwedOn(hibob, `2026-11-${day}`, judgedOn)).sort();

describe('an occasion that fell out of the catch-up days', () => {
	it('comes out once as missed, with the days on which no run succeeded', async () => {
		const trigger = await live();
		await trigger.runs('2026-11-23', 1);
		await outage(trigger, ['24', '25', '26', '27', '28']);
		const output = await trigger.beat('2026-11-29T07:00:31Z');
		expect(keys(output).sort()).toEqual(owedOn(['27', '28', '29'], '2026-11-29'));
		const missed = missedIn(output);
		expect(missed.map(({ key }) => stringOf(key)).sort()).toEqual(
			owedOn(['24', '25', '26'], '2026-11-29'),
		);
		expect(missed.length).toBeGreaterThan(0);
		for (const { explanation, employee } of missed) {
			expect(explanation).toContain('No run succeeded from 2026-11-24 to 2026-11-28');
			expect(employee).toMatchObject({ email: null });
		}
		expect(missedIn(await trigger.beat('2026-11-30T07:00:31Z'))).toEqual([]);
	});

	it('is no missed one while it can still be caught up', async () => {
		const trigger = await live();
		await trigger.runs('2026-11-23', 1);
		await outage(trigger, ['24', '25']);
		const output = await trigger.beat('2026-11-26T07:00:31Z');
		expect(missedIn(output)).toEqual([]);
		expect(keys(output).sort()).toEqual(owedOn(['24', '25', '26'], '2026-11-26'));
	});

	it('is named when the trigger was off for longer than that and is switched on again', async () => {
		const trigger = await live();
		await trigger.runs('2026-11-23', 1);
		await trigger.publish('2026-11-29T06:30:00Z', undefined, 'activate');
		const output = await trigger.beat('2026-11-29T07:00:31Z');
		expect(keys(output).sort()).toEqual(withoutStarts(expectedOn(hibob, '2026-11-29', true)));
		expect(
			missedIn(output)
				.map(({ key }) => stringOf(key))
				.sort(),
		).toEqual(owedOn(['24', '25', '26', '27', '28'], '2026-11-29'));
		expect(missedIn(await trigger.beat('2026-11-30T07:00:31Z'))).toEqual([]);
	});

	it('is none of those from before the first publishing', async () => {
		const trigger = await live();
		await outage(trigger, ['23', '24', '25', '26']);
		const output = await trigger.beat('2026-11-27T07:00:31Z');
		expect(
			missedIn(output)
				.map(({ key }) => stringOf(key))
				.sort(),
		).toEqual(owedOn(['23', '24'], '2026-11-27'));
	});
});
