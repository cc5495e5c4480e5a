import { DateTime } from 'luxon';
import { addDays } from '../civilDate';
import type { CivilDate } from '../civilDate';
import { dayOf } from '../timeZone';

/** When the trigger runs: on the first poll at or after a time of day (`HH:mm`), or on every poll. */
export type RunSchedule =
	{ mode: 'onceADay'; runAt: string; timeZone: string } | { mode: 'everyPoll'; timeZone: string };

/** Where a moment is in a schedule. */
export interface RunDay {
	/** today's date in the schedule's zone */
	today: CivilDate;
	/** the day of the latest run time that has passed: today, or yesterday before today's run time */
	latest: CivilDate;
	/** the day before the first run that counts for something that begins now */
	baseline: CivilDate;
}

const TIME_OF_DAY = /^(?:[01]?\d|2[0-3]):[0-5]\d$/;

/**
 * A time of day as `HH:mm`, 00:00 to 23:59; null when the text is not one.
 *
 * @param text - as people write it: 9:00 is 09:00
 */
export const timeOfDay = (text: string): string | null =>
	TIME_OF_DAY.test(text) ? text.padStart(5, '0') : null;

/**
 * Where a moment is in a schedule.
 *
 * Rules: wall-clock times are compared, so a run time that daylight saving skips has passed once the clock
 * has jumped over it. What begins before the run time counts today, what begins after it counts from
 * tomorrow. With At Every Poll, the next poll is the first run, and its own day counts.
 *
 * @param now - milliseconds since 1970-01-01T00:00Z
 */
export function runDay(schedule: RunSchedule, now: number): RunDay {
	const moment = DateTime.fromMillis(now, { zone: schedule.timeZone });
	const today = dayOf(moment, schedule.timeZone);
	const yesterday = addDays(today, -1);
	if (schedule.mode === 'everyPoll') return { today, latest: today, baseline: yesterday };
	const latest = moment.toFormat('HH:mm') >= schedule.runAt ? today : yesterday;
	return { today, latest, baseline: latest };
}

/** The instant of a run time on a day, in milliseconds since 1970-01-01T00:00Z. */
export const runTimeOn = (
	{ runAt, timeZone }: Extract<RunSchedule, { mode: 'onceADay' }>,
	day: CivilDate,
): number => DateTime.fromISO(`${day}T${runAt}`, { zone: timeZone }).toMillis();

/** Names a schedule in a trigger's state: two rules with the same run time and zone are one schedule. */
export const scheduleId = (schedule: RunSchedule): string =>
	schedule.mode === 'onceADay' ? `${schedule.timeZone} ${schedule.runAt}` : schedule.timeZone;
