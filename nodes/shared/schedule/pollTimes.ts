import { DateTime, IANAZone } from 'luxon';
import type { IPollFunctions } from 'n8n-workflow';
import type { CivilDate } from '../civilDate';
import { isObject } from '../jsonObject';
import type { JsonObject } from '../jsonObject';
import type { RunSchedule } from './runSchedule';
import type { Schedules } from './siteSchedules';

// n8n adds some seconds to each poll time, and one hour hardly matters.
const LATE = 2;

/**
 * Warns in n8n’s log if Poll Times make a daily run hours late. The run is not lost: the next poll catches
 * up on it.
 *
 * @param today - `yyyy-MM-dd`
 */
export function warnOfLatePolls(
	context: IPollFunctions,
	name: string,
	{ schedule, siteSchedules = [] }: Schedules,
	today: CivilDate,
): void {
	const pollTimes: unknown = context.getNodeParameter('pollTimes', {});
	const late = [schedule, ...siteSchedules].flatMap((one) => {
		if (one.mode === 'everyPoll') return [];
		const hours = hoursLate(one, pollTimes, context.getTimezone(), today);
		return hours < LATE ? [] : [{ hours, time: `${one.runAt} (${one.timeZone})` }];
	});
	const [worst] = late.sort((one, other) => other.hours - one.hours);
	if (worst === undefined) return;
	context.logger.warn(
		`${name}: with these Poll Times, the run at ${worst.time} starts up to ${String(worst.hours)} hours late. Set 'Poll Times' to Every Hour or Every Minute`,
	);
}

/**
 * By how many whole hours Poll Times make a run late on the worst day of the coming year; 0 if they are
 * more frequent than daily, or unknown.
 *
 * @param zone - the workflow’s time zone, which applies to Poll Times
 */
export function hoursLate(
	schedule: Extract<RunSchedule, { mode: 'onceADay' }>,
	pollTimes: unknown,
	zone: string,
	today: CivilDate,
): number {
	const items = isObject(pollTimes) && Array.isArray(pollTimes.item) ? pollTimes.item : [];
	const times = items.filter(isObject).map(timesOfDay);
	const daily = times.flatMap((list) => list ?? []);
	if (daily.length === 0 || times.includes(null) || !IANAZone.isValidZone(zone)) return 0;
	// daylight saving changes are all seen on the first days of the months
	const late = Array.from({ length: 12 }, (_, months) => {
		const day = DateTime.fromISO(today, { zone: schedule.timeZone }).plus({ months });
		const [hour, minute] = schedule.runAt.split(':').map(Number);
		const run = day.set({ hour: hour ?? 0, minute: minute ?? 0 });
		const waits = daily.map((time) => {
			const poll = run.setZone(zone).set({ hour: time.hour, minute: time.minute });
			const next = poll.plus({ days: poll < run ? time.days : time.days - 1 });
			return next.diff(run).as('hours');
		});
		return Math.min(...waits);
	});
	return Math.floor(Math.max(...late));
}

interface TimeOfDay {
	hour: number;
	minute: number;
	/** from one such poll to the next */
	days: number;
}

const DAYS_BETWEEN = { everyDay: 1, everyWeek: 7, everyMonth: 31 } as const;

/** The times of day of one entry of Poll Times; null if it polls more often or is unreadable. */
function timesOfDay({ mode, hour, minute, cronExpression }: JsonObject): TimeOfDay[] | null {
	switch (mode) {
		case 'everyDay':
		case 'everyWeek':
		case 'everyMonth':
			return [{ hour: numberIn(hour, 14), minute: numberIn(minute, 0), days: DAYS_BETWEEN[mode] }];
		case 'custom':
			return typeof cronExpression === 'string' ? timesOfCron(cronExpression) : null;
		default:
			return null;
	}
}

/** n8n’s cron expressions have five fields, or six if they begin with seconds. */
function timesOfCron(expression: string): TimeOfDay[] | null {
	const fields = expression.trim().split(/\s+/);
	const [minute, hours] = fields.length === 6 ? fields.slice(1) : fields;
	if (!/^\d{1,2}$/.test(minute ?? '') || !/^\d{1,2}(?:,\d{1,2})*$/.test(hours ?? '')) return null;
	return (hours ?? '')
		.split(',')
		.map((hour) => ({ hour: Number(hour), minute: Number(minute), days: 1 }));
}

const numberIn = (value: unknown, preset: number): number =>
	typeof value === 'number' && Number.isInteger(value) ? value : preset;
