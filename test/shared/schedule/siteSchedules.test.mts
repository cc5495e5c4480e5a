import { describe, expect, test } from '@jest/globals';
import type { RunSchedule } from '../../../nodes/shared/schedule/runSchedule.ts';
import type { ScheduleState } from '../../../nodes/shared/schedule/scheduleState.ts';
import {
	isAnyDue,
	isDue,
	nextRunOf,
	scheduleRuns,
	withFirstRuns,
	withRuns,
} from '../../../nodes/shared/schedule/siteSchedules.ts';
import { civil } from '../../HiBob/occasions/calendar.mts';

const at = (timeZone: string, runAt = '07:00'): RunSchedule => ({
	mode: 'onceADay',
	runAt,
	timeZone,
});
const UTC = at('UTC');
const HONOLULU = at('Pacific/Honolulu');
const KIRITIMATI = at('Pacific/Kiritimati');
const SCHEDULES = { schedule: UTC, siteSchedules: [HONOLULU, KIRITIMATI] };
const [HAWAII, LINE] = ['Pacific/Honolulu 07:00', 'Pacific/Kiritimati 07:00'];

const instant = (text: string): number => Date.parse(`${text}Z`);

const NEW: ScheduleState = {
	baselines: {},
	began: {},
	lastRun: null,
	lastRunAt: null,
	siteRuns: {},
	givenUp: null,
	passedOver: null,
	revision: 0,
};

/** Published at an instant. */
function publishedAt(text: string): ScheduleState {
	const now = instant(text);
	const state = {
		...NEW,
		baselines: { birthday: civil(text.slice(0, 10)) },
		began: { birthday: now },
	};
	return withFirstRuns(state, scheduleRuns(SCHEDULES, state, now), now);
}

/** The zones that are due at an instant. */
const dueAt = (state: ScheduleState, text: string, schedules = SCHEDULES): string[] =>
	scheduleRuns(schedules, state, instant(text))
		.filter(isDue)
		.map(({ schedule }) => schedule.timeZone);

/** The state after a heartbeat, with its runs. */
function after(state: ScheduleState, text: string, schedules = SCHEDULES): ScheduleState {
	const now = instant(text);
	return withRuns(state, scheduleRuns(schedules, state, now), now);
}

describe('the schedules of a trigger', () => {
	test('owe nothing at their first publishing, and run at their own time each', () => {
		const state = publishedAt('2026-11-24T12:00:00');
		expect(state.siteRuns).toEqual({ [HAWAII]: '2026-11-23', [LINE]: '2026-11-24' });
		expect(dueAt(state, '2026-11-24T12:00:01')).toEqual([]);
		// 07:00 on the 24th in Honolulu, and on the 25th in Kiritimati
		expect(dueAt(state, '2026-11-24T17:00:00')).toEqual([HONOLULU.timeZone, KIRITIMATI.timeZone]);
		const ran = after(state, '2026-11-24T17:00:30');
		expect(ran.siteRuns).toEqual({ [HAWAII]: '2026-11-24', [LINE]: '2026-11-25' });
		expect(ran.lastRun).toBe('2026-11-24');
		expect(dueAt(ran, '2026-11-25T06:59:59')).toEqual([]);
		expect(dueAt(ran, '2026-11-25T07:00:00')).toEqual(['UTC']);
	});

	test('count what begins from their own next run', () => {
		const state = publishedAt('2026-11-24T12:00:00');
		const runs = scheduleRuns(SCHEDULES, state, instant('2026-11-24T12:00:00'));
		// 02:00 on the 24th in Honolulu, before the run; 02:00 on the 25th in Kiritimati, before it, too
		expect(runs.map(({ baselines }) => baselines.birthday)).toEqual([
			'2026-11-24',
			'2026-11-23',
			'2026-11-24',
		]);
		const known = scheduleRuns(SCHEDULES, { ...state, began: {} }, instant('2026-11-24T12:00:00'));
		expect(known.map(({ baselines }) => baselines.birthday)).toEqual([
			'2026-11-24',
			'2026-11-24',
			'2026-11-24',
		]);
	});

	test('that are new have run when the trigger ran last, whatever it noted of that', () => {
		const state = { ...publishedAt('2026-11-24T12:00:00'), siteRuns: {} };
		expect(dueAt(state, '2026-11-24T12:30:00')).toEqual([]);
		// a version without sites noted the day of the last run alone: 07:00 UTC on the 24th
		const former = { ...state, lastRunAt: null, lastRun: civil('2026-11-24') };
		expect(dueAt(former, '2026-11-24T16:59:59')).toEqual([]);
		expect(dueAt(former, '2026-11-24T17:00:00')).toEqual([HONOLULU.timeZone, KIRITIMATI.timeZone]);
	});

	test('do not believe a run that a clock that had jumped ahead has left', () => {
		const state = publishedAt('2026-11-24T12:00:00');
		const jumped = {
			...state,
			siteRuns: { [HAWAII]: civil('2027-11-24'), [LINE]: civil('2026-11-25') },
		};
		expect(dueAt(jumped, '2026-11-24T17:00:00')).toContain(HONOLULU.timeZone);
		const unknown = { ...state, siteRuns: {}, lastRunAt: instant('2027-11-24T12:00:00') };
		expect(dueAt(unknown, '2026-11-24T12:00:00')).toEqual([HONOLULU.timeZone, KIRITIMATI.timeZone]);
	});

	test('leave the trigger’s own last run as it is when only sites run, even a later one', () => {
		const state = { ...publishedAt('2026-11-24T12:00:00'), lastRun: civil('2026-11-25') };
		expect(dueAt(state, '2026-11-24T17:00:00')).not.toContain('UTC');
		expect(after(state, '2026-11-24T17:00:30').lastRun).toBe('2026-11-25');
	});

	test('do not run twice in the hour that comes twice', () => {
		const london = { schedule: UTC, siteSchedules: [at('Europe/London', '01:30')] };
		const name = 'Europe/London 01:30';
		const before: ScheduleState = {
			...publishedAt('2026-10-24T12:00:00'),
			siteRuns: { [name]: civil('2026-10-24') },
		};
		const ran = after(before, '2026-10-25T00:30:30', london);
		expect(ran.siteRuns).toEqual({ [name]: '2026-10-25' });
		// 01:10 for the second time; another schedule runs, and notes all of them
		const other = after(ran, '2026-10-25T01:10:00', london);
		expect(other.siteRuns).toEqual({ [name]: '2026-10-25' });
		expect(dueAt(other, '2026-10-25T01:30:30', london)).toEqual([]);
	});

	test('name the next run of all', () => {
		const state = publishedAt('2026-11-24T12:00:00');
		const next = (text: string) => nextRunOf(scheduleRuns(SCHEDULES, state, instant(text)));
		expect(next('2026-11-24T12:00:00')).toBe('2026-11-24T17:00:00.000Z');
		expect(next('2026-11-24T18:00:00')).toBe('2026-11-25T07:00:00.000Z');
	});

	test.each(['12:30:00', '16:59:59', '17:00:00', '23:00:00'])(
		'are asked in short whether any is due, with the same answer (%s)',
		(time) => {
			const state = publishedAt('2026-11-24T12:00:00');
			const text = `2026-11-24T${time}`;
			expect(isAnyDue(SCHEDULES, state, instant(text))).toBe(dueAt(state, text).length > 0);
		},
	);

	test('all run at every poll when the trigger does', () => {
		const polls = {
			schedule: { mode: 'everyPoll', timeZone: 'UTC' } as const,
			siteSchedules: [{ mode: 'everyPoll', timeZone: 'Pacific/Honolulu' } as const],
		};
		const state = publishedAt('2026-11-24T12:00:00');
		const runs = scheduleRuns(polls, state, instant('2026-11-24T12:00:30'));
		expect(runs.every(isDue)).toBe(true);
		expect(runs.map(({ day }) => day.today)).toEqual(['2026-11-24', '2026-11-24']);
		expect(nextRunOf(runs)).toBeNull();
	});
});

describe('a state of before sites had schedules of their own', () => {
	const old: ScheduleState = { ...NEW, lastRun: civil('2026-11-24') };
	const lastRunInHonolulu = (schedule: RunSchedule) =>
		scheduleRuns({ schedule, siteSchedules: [HONOLULU] }, old, instant('2026-11-25T12:00:00')).find(
			({ isOwn }) => !isOwn,
		)?.lastRun;

	test('counts as one that ran at the run time of its day', () => {
		// 13:00 on the 24th in Honolulu, and 21:00 on the 23rd
		expect(lastRunInHonolulu(at('UTC', '23:00'))).toBe('2026-11-24');
		expect(lastRunInHonolulu(UTC)).toBe('2026-11-23');
	});

	test('counts as one that ran when its day began, without a run time', () => {
		expect(lastRunInHonolulu({ mode: 'everyPoll', timeZone: 'UTC' })).toBe('2026-11-23');
	});
});
