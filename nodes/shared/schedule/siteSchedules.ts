import { addDays, laterOf } from '../civilDate';
import type { CivilDate } from '../civilDate';
import { ownOf } from '../jsonObject';
import { runDay, runTimeOn, scheduleId } from './runSchedule';
import type { RunDay, RunSchedule } from './runSchedule';
import { isBelievable } from './scheduleState';
import type { ScheduleState } from './scheduleState';

/** The schedules of a trigger: its own, and those of sites with another schedule. */
export interface Schedules {
	schedule: RunSchedule;
	/** each differs from all others; absent for a trigger without sites */
	siteSchedules?: readonly RunSchedule[];
}

/** One schedule of a trigger at a moment, with what is known about its runs. */
export interface ScheduleRun {
	schedule: RunSchedule;
	/** whether it is the trigger's own */
	isOwn: boolean;
	day: RunDay;
	/** the day whose run time its last good run was for; null before the first publishing */
	lastRun: CivilDate | null;
	/** the day before the first run that counts, by what the trigger looks for */
	baselines: Readonly<Record<string, CivilDate>>;
}

/**
 * All schedules of a trigger at a moment, its own first.
 *
 * Rules: what begins at a moment begins at each site with that site's next run time. A new schedule counts
 * as having run when the trigger last ran. So it owes nothing and repeats nothing.
 *
 * @param now - milliseconds since 1970-01-01T00:00Z
 */
export const scheduleRuns = (
	schedules: Schedules,
	state: ScheduleState,
	now: number,
): ScheduleRun[] =>
	moments(schedules, state, now).map((moment) => ({
		...moment,
		baselines: moment.isOwn ? state.baselines : baselinesAt(moment.schedule, state),
	}));

/** Whether any schedule is due. Every poll asks this, so the baselines are not computed. */
export const isAnyDue = (schedules: Schedules, state: ScheduleState, now: number): boolean =>
	moments(schedules, state, now).some(isDue);

type Moment = Omit<ScheduleRun, 'baselines'>;

function moments(
	{ schedule, siteSchedules = [] }: Schedules,
	state: ScheduleState,
	now: number,
): Moment[] {
	const own = { schedule, isOwn: true, day: runDay(schedule, now), lastRun: state.lastRun };
	const sites = siteSchedules.map((one) => {
		const day = runDay(one, now);
		return { schedule: one, isOwn: false, day, lastRun: lastRunOf(one, state, schedule, day) };
	});
	return [own, ...sites];
}

const baselinesAt = (
	schedule: RunSchedule,
	{ baselines, began }: ScheduleState,
): ScheduleRun['baselines'] =>
	Object.fromEntries(
		Object.entries(baselines).map(([subject, baseline]) => {
			const since = ownOf(began, subject);
			return [subject, since === undefined ? baseline : runDay(schedule, since).baseline];
		}),
	);

function lastRunOf(
	schedule: RunSchedule,
	{ siteRuns, lastRun, lastRunAt }: ScheduleState,
	own: RunSchedule,
	day: RunDay,
): CivilDate | null {
	if (lastRun === null) return null;
	const known = ownOf(siteRuns, scheduleId(schedule));
	if (known !== undefined && isBelievable(known, day)) return known;
	// versions without site rules did not note the moment
	const at = lastRunAt ?? (own.mode === 'onceADay' ? runTimeOn(own, lastRun) : Date.parse(lastRun));
	const then = runDay(schedule, at).latest;
	return isBelievable(then, day) ? then : null;
}

/** Whether the latest run time that has passed has had no good run. */
export const isDue = ({ schedule, lastRun, day }: Moment): boolean =>
	schedule.mode === 'everyPoll' || lastRun === null || lastRun < day.latest;

/** The state of a trigger after all due schedules have run. */
export function withRuns<S extends ScheduleState>(
	state: S,
	runs: readonly ScheduleRun[],
	now: number,
): S {
	const siteRuns = runs
		.filter(({ isOwn }) => !isOwn)
		.map(
			({ schedule, lastRun, day }) =>
				[scheduleId(schedule), laterOf(lastRun ?? day.latest, day.latest)] as const,
		);
	const own = runs.find((run) => run.isOwn && isDue(run));
	return {
		...state,
		lastRun: own?.day.latest ?? state.lastRun,
		lastRunAt: now,
		siteRuns: Object.fromEntries(siteRuns),
	};
}

/** The same for a trigger that is published for the first time: nothing has run, and nothing is owed. */
export function withFirstRuns<S extends ScheduleState>(
	state: S,
	runs: readonly ScheduleRun[],
	now: number,
): S {
	const own = runs.find(({ isOwn }) => isOwn);
	const sites = runs.filter(({ isOwn }) => !isOwn);
	return {
		...state,
		lastRun: own?.day.baseline ?? null,
		lastRunAt: now,
		siteRuns: Object.fromEntries(
			sites.map(({ schedule, day }) => [scheduleId(schedule), day.baseline]),
		),
	};
}

/** The instant of the next run as an ISO text in UTC; null if each poll is a run. */
export function nextRunOf(runs: readonly ScheduleRun[]): string | null {
	const next = runs.flatMap(({ schedule, day }) =>
		schedule.mode === 'onceADay' ? [runTimeOn(schedule, addDays(day.latest, 1))] : [],
	);
	return next.length === 0 ? null : new Date(Math.min(...next)).toISOString();
}
