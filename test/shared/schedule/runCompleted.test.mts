import { describe, expect, test } from '@jest/globals';
import type { IPollFunctions } from 'n8n-workflow';
import { memberOf } from '../../../nodes/shared/jsonObject.ts';
import {
	outputNamed,
	REPORTS_RUNS,
	runCompletedItem,
	withRunCompleted,
} from '../../../nodes/shared/schedule/runCompleted.ts';
import type { RunsBefore } from '../../../nodes/shared/schedule/runCompleted.ts';
import type { RunSchedule } from '../../../nodes/shared/schedule/runSchedule.ts';
import type { ScheduleRun } from '../../../nodes/shared/schedule/siteSchedules.ts';
import { civil } from '../../HiBob/occasions/calendar.mts';
import { partial } from '../partial.mts';

const DAILY: RunSchedule = { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' };
const NEVER_BEFORE: RunsBefore = { givenUp: null, passedOver: null };

/** A run of today, 25 November. */
const runOf = (lastRun: string | null, schedule: RunSchedule = DAILY): ScheduleRun => ({
	schedule,
	isOwn: schedule === DAILY,
	day: {
		today: civil('2026-11-25'),
		latest: civil('2026-11-25'),
		baseline: civil('2026-11-24'),
	},
	lastRun: lastRun === null ? null : civil(lastRun),
	baselines: {},
});

/** What an item of the event says. */
function reportOf(
	runs: ScheduleRun[],
	before = NEVER_BEFORE,
	report: Parameters<typeof runCompletedItem>[3] = { counts: {}, warnings: [] },
	workflow: { id?: string; name?: string } = { id: 'w', name: 'Birthdays' },
): unknown {
	const context = partial<IPollFunctions>({
		getWorkflow: () => workflow,
		getNode: () => ({ name: 'HiBob' }),
	});
	const completedAt = Date.parse('2026-11-25T07:00:30Z');
	return runCompletedItem(context, runs, before, report, completedAt).json;
}
const warningsOf = (...all: Parameters<typeof reportOf>): unknown =>
	memberOf(memberOf(reportOf(...all), 'run'), 'warnings');

describe('the item of a completed run', () => {
	test('says which run it was, what it counted, and when the next one is', () => {
		const report = { counts: { read: 40, returned: 2 }, warnings: ['A field is missing.'] };
		expect(reportOf([runOf('2026-11-24')], NEVER_BEFORE, report)).toEqual({
			event: 'runCompleted',
			run: {
				workflow: { id: 'w', name: 'Birthdays' },
				trigger: 'HiBob',
				day: '2026-11-25',
				previousDay: '2026-11-24',
				timeZone: 'UTC',
				completedAt: '2026-11-25T07:00:30.000Z',
				nextRun: '2026-11-26T07:00:00.000Z',
				read: 40,
				returned: 2,
				warnings: ['A field is missing.'],
			},
		});
	});

	test('is of a workflow that is not saved, too', () => {
		expect(reportOf([runOf(null)], NEVER_BEFORE, undefined, {})).toMatchObject({
			run: { workflow: { id: null, name: null } },
		});
	});

	test('says the day of the schedule that was due, and of each one with several', () => {
		const lima: RunSchedule = { ...DAILY, timeZone: 'America/Lima' };
		const tokyo: RunSchedule = { ...DAILY, timeZone: 'Asia/Tokyo' };
		const dayIn = (timeZone: string) => ({
			day: '2026-11-25',
			previousDay: '2026-11-24',
			timeZone,
		});
		const ran = runOf('2026-11-25');
		const due = [runOf('2026-11-24', lima), runOf('2026-11-24', tokyo)];
		expect(reportOf([ran, ...due])).toMatchObject({
			run: {
				timeZone: 'America/Lima',
				schedules: due.map(({ schedule }) => dayIn(schedule.timeZone)),
			},
		});
		expect(reportOf([ran, runOf('2026-11-25', lima)])).toMatchObject({
			run: { timeZone: 'UTC', schedules: [] },
		});
	});

	test('warns of nothing without a schedule', () => {
		expect(reportOf([])).toMatchObject({ run: { nextRun: null, warnings: [] } });
	});
});

describe('a run warns of days without one', () => {
	const words = (days: string) =>
		`No run completed ${days}: n8n was down, the workflow was unpublished, or the runs failed. What fell due then is caught up now`;

	test.each([
		['2026-11-24', []],
		['2026-11-25', []],
		['2026-11-23', [words('on 2026-11-24')]],
		['2026-11-22', [words('from 2026-11-23 to 2026-11-24')]],
		[null, []],
	])('after the last one on %s', (lastRun, expected) => {
		expect(warningsOf([runOf(lastRun)])).toEqual(expected);
	});

	test('not when each poll is a run', () => {
		expect(warningsOf([runOf('2026-11-20', { mode: 'everyPoll', timeZone: 'UTC' })])).toEqual([]);
	});

	test('not when they were given up, but of that and of what publishing skipped', () => {
		const before: RunsBefore = {
			givenUp: { from: civil('2026-10-01'), until: civil('2026-10-20') },
			passedOver: { count: 2, events: ['birthday'] },
		};
		const report = { counts: {}, warnings: ['Last.'] };
		expect(warningsOf([runOf('2026-11-20')], before, report)).toEqual([
			"The workflow was unpublished for longer than 'Catch-Up Days', so what fell due from 2026-10-01 to 2026-10-20 is skipped",
			'2 upcoming occasions fell due before the workflow was published, so they are skipped. n8n’s log from that moment names them. Send these by hand',
			'Last.',
		]);
	});
});

test('the item has an output of its own, after all others', () => {
	const [item, report] = [{ json: { key: 'a' } }, { json: { event: 'runCompleted' } }];
	expect(withRunCompleted([[item]], report, 1)).toEqual([[item], [report]]);
	expect(withRunCompleted([[item]], report, 2)).toEqual([[item], [], [report]]);
	expect(withRunCompleted(null, report, 1)).toEqual([[], [report]]);
});

test('an output is listed by its name where the event is chosen', () => {
	expect(outputNamed('Run Completed')).toBe('{ type: "main", displayName: "Run Completed" }');
	expect(REPORTS_RUNS).toBe('$parameter["events"]?.includes("runCompleted")');
});
