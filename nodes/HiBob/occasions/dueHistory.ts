import { addDays, laterOf } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { isAnniversary } from './anniversaryYears';
import type { AnniversaryYears } from './anniversaryYears';
import { dueDates, dueDayOf } from './dueDates';
import type { DueDate, DueDates, DuePolicy } from './dueDates';
import { dueEntry } from './dueOccasions';
import type { DueCalendar, DueEntry } from './dueOccasions';
import { areSame, policyOf, wantedBy } from './dueRules';
import type { DueRules } from './dueRules';
import type { DueWindow } from './dueWindow';
import { daysCelebratedOn } from './leapDay';
import type { WantedOccasion } from './occasion';
import { furthestShift } from './workingDays';

/** The due rules of some time, until those after them. */
export interface DueSegment {
	/** the first due day that they decide; those of the oldest segment decide the days before, too */
	from: CivilDate;
	/** the day whose run was the first with them; null before it */
	firstRun: CivilDate | null;
	rules: DueRules;
}

/** Today’s due rules, and earlier ones while a run may still look at their days; oldest first. */
export type DueHistory = readonly DueSegment[];

/** The history of a trigger that is published for the first time. @param baseline - only what is due later counts */
export const firstHistory = (rules: DueRules, baseline: CivilDate): DueHistory => [
	{ from: baseline, firstRun: baseline, rules },
];

/**
 * The history with today’s rules.
 *
 * Rule: rules that no run has used are replaced as if they had never been set, so that a mistake fixed at
 * once returns nothing.
 *
 * @param from - the first due day that today’s rules decide, if they have changed
 */
export function withRules(history: DueHistory, rules: DueRules, from: CivilDate): DueHistory {
	const last = history.at(-1);
	if (!last) return firstHistory(rules, from);
	if (areSame(last.rules, rules)) return history;
	const isReplaced = history.length > 1 && (last.firstRun === null || last.from >= from);
	const kept = isReplaced ? history.slice(0, -1) : history;
	const before = kept.at(-1);
	if (isReplaced && before && areSame(before.rules, rules)) return kept;
	return [...kept, { from: isReplaced ? last.from : from, firstRun: null, rules }];
}

/**
 * The history after a run has begun.
 *
 * @param latest - the day whose run it is
 * @param oldest - the oldest due day at which it looks; rules that decide earlier ones are forgotten
 */
export function ranOn(history: DueHistory, latest: CivilDate, oldest: CivilDate): DueHistory {
	const ran = history.map((segment) => ({ ...segment, firstRun: segment.firstRun ?? latest }));
	return ran.filter((_, index) => {
		const next = ran[index + 1];
		return !next || next.from > oldest || next.firstRun >= oldest;
	});
}

/**
 * The due days of each wanted occasion.
 *
 * Rules: a due day is decided by the rules of its time, so what former rules owe still comes, and what new
 * ones add comes only from then on. Days that new rules move to before their own first day would never
 * come, so they fall due on the day of the first run with them.
 *
 * @param windowOf - the due days of an occasion; null when none of them counts
 */
export function calendarOfHistory(
	history: DueHistory,
	wanted: readonly WantedOccasion[],
	windowOf: (id: string) => DueWindow | null,
): DueCalendar {
	const known = new Map<string, DueDates>();
	const once = (name: string, find: () => DueDates): DueDates => {
		const due = known.get(name) ?? find();
		known.set(name, due);
		return due;
	};
	return wanted.flatMap((occasion) => {
		const window = windowOf(occasion.id);
		if (window === null) return [];
		return history.flatMap((segment, index) => {
			const own = wantedBy(segment.rules, occasion);
			if (own === null) return [];
			const calendar: DueEntry[] = [];
			const span = spanOf(history, index, window);
			if (span !== null) {
				const name = `${String(index)}/${span.from}/${span.until}`;
				const find = () => dueDates(span, policyOf(segment.rules));
				calendar.push(dueEntry(own, once(name, find)));
			}
			const before = history[index - 1];
			const both = before ? wantedByBoth(own, before) : null;
			if (before && both && isIn(segment.firstRun, window)) {
				const find = () => movedDates(before, segment);
				calendar.push(dueEntry(both, once(`${String(index)} moved`, find)));
			}
			return calendar;
		});
	});
}

const isIn = (day: CivilDate | null, { from, until }: DueWindow): boolean =>
	day !== null && from <= day && day <= until;

/** The days of a window that a segment decides; null when there are none. */
function spanOf(history: DueHistory, index: number, window: DueWindow): DueWindow | null {
	const [segment, next] = [history[index], history[index + 1]];
	const from = segment && index > 0 ? laterOf(segment.from, window.from) : window.from;
	const last = next ? addDays(next.from, -1) : window.until;
	const until = last < window.until ? last : window.until;
	return from > until ? null : { from, until };
}

/**
 * An occasion with the occurrences that count both by its rules and by those before; null when it was not
 * looked for before. An occurrence that did not count before was not moved.
 */
function wantedByBoth(own: WantedOccasion, { rules }: DueSegment): WantedOccasion | null {
	const before = wantedBy(rules, own);
	return before?.repeat === own.repeat
		? { ...own, years: own.years && before.years && inBoth(own.years, before.years) }
		: null;
}

/** The largest year that can be set by itself. */
const LAST_YEAR = 99;

const inBoth = (one: AnniversaryYears, other: AnniversaryYears): AnniversaryYears => ({
	years: new Set(
		Array.from({ length: LAST_YEAR + 1 }, (_, count) => count).filter(
			(count) => isAnniversary(one, count) && isAnniversary(other, count),
		),
	),
	from: one.from === null || other.from === null ? null : Math.max(one.from, other.from),
});

/** What was due on or after the first day of new rules, and is due before it by them. */
function movedDates(before: DueSegment, { from, firstRun, rules }: DueSegment): DueDates {
	const dueDate = firstRun ?? from;
	const [former, policy] = [policyOf(before.rules), policyOf(rules)];
	const reach = policy.daysBefore - former.daysBefore + shiftsOf(former) + shiftsOf(policy) + 1;
	const until = addDays(from, -1);
	const first = addDays(from, -reach);
	if (first > until) return { byDate: new Map(), byMonthDay: new Map() };
	const due = dueDates({ from: first, until }, policy);
	const isMoved = (date: CivilDate): boolean => dueDayOf(date, former) >= from;
	const byDate = [...due.byDate.values()].filter(({ date }) => isMoved(date));
	const byMonthDay = Array.from(due.byMonthDay, ([monthDay, days]): [string, DueDate[]] => [
		monthDay,
		days
			.filter(({ date }) => isMoved(celebrationNear(date, monthDay, former)))
			.map(({ date }) => ({ date, dueDate })),
	]);
	return {
		byDate: new Map(byDate.map(({ date }) => [date, { date, dueDate }])),
		byMonthDay: new Map(byMonthDay.filter(([, days]) => days.length > 0)),
	};
}

const shiftsOf = ({ workingDays }: DuePolicy): number => furthestShift(workingDays);

/** When a policy celebrates what another one celebrates on a date; for 29 February they are a day apart. */
const celebrationNear = (date: CivilDate, monthDay: string, { leapDay }: DuePolicy): CivilDate =>
	[date, addDays(date, 1), addDays(date, -1)].find((day) =>
		daysCelebratedOn(day, leapDay).includes(monthDay),
	) ?? date;
