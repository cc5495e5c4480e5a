import { DateTime, IANAZone } from 'luxon';
import { addDays, isCivilDate } from '../civilDate';
import type { CivilDate } from '../civilDate';

/** When the trigger acts: on the first heartbeat at or after a time of day, or on every one. */
export type RunSchedule =
	{ mode: 'onceADay'; runAt: string; timeZone: string } | { mode: 'everyPoll'; timeZone: string };

/** Whether a text is a time of day as `HH:mm`, 00:00 to 23:59. */
export const isTimeOfDay = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Whether a text names a time zone, such as `UTC` or `Europe/London`. */
export const isTimeZone = (text: string): boolean => IANAZone.isValidZone(text);

/**
 * Today's date in the schedule's zone, and whether today's run time has come.
 *
 * Wall-clock times are compared, so a run time that daylight saving skips counts as reached
 * when the clock has jumped over it.
 *
 * @param now - milliseconds since 1970-01-01T00:00Z
 */
export function runDay(
	schedule: RunSchedule,
	now: number,
): { today: CivilDate; runTimeReached: boolean } {
	const local = DateTime.fromMillis(now, { zone: schedule.timeZone });
	const today = local.toFormat('yyyy-MM-dd');
	if (!isCivilDate(today)) throw new RangeError(`${schedule.timeZone} is not a time zone`);
	return {
		today,
		runTimeReached: schedule.mode === 'everyPoll' || local.toFormat('HH:mm') >= schedule.runAt,
	};
}

/**
 * The day before the first run that can follow.
 *
 * Rule: activated before the run time, today's occasions count; after it, tomorrow's do.
 */
export function firstBaseline(today: CivilDate, runTimeReached: boolean): CivilDate {
	return runTimeReached ? today : addDays(today, -1);
}
