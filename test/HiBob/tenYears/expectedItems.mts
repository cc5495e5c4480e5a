import { isLeapYear, toDate, toDay, weekdayOfDay } from './days.mts';
import type { Person } from './people.mts';
import { statusOn, ONCE, SHORT, YEARLY } from './records.mts';

/** The settings as the brute force needs them: nothing of the product's types. */
export interface PlainSettings {
	daysBefore: number;
	move: -1 | 0 | 1;
	/** 0 is Sunday */
	weekend: readonly number[];
	/** `yyyy-MM-dd` */
	holidays: readonly string[];
	leapDay: '02-28' | '03-01';
	counts: (years: number) => boolean;
}

const CATCH_UP_DAYS = 7;

export interface Occurrence {
	type: string;
	/** how the key ends */
	name: string;
	day: number;
	years: number | null;
}

/** What a run returns, one line for each item, by the day of the run. */
export function expectedItems(
	people: readonly Person[],
	settings: PlainSettings,
	[firstRun, lastRun]: readonly [string, string],
): Map<string, string[]> {
	const [first, last] = [toDay(firstRun), toDay(lastRun)];
	const dayOff = offDays(settings, first, last);
	const byDay = new Map<string, string[]>();
	for (const person of people) {
		for (const occurrence of occurrencesOf(person, settings, firstRun, lastRun)) {
			let due = occurrence.day - settings.daysBefore;
			while (settings.move !== 0 && dayOff.has(due)) due += settings.move;
			if (due < first) continue;
			for (let today = due; today <= Math.min(due + CATCH_UP_DAYS, last); today++) {
				if (!mayHave(person, occurrence, today)) continue;
				const date = toDate(today);
				const line = `hibob:${person.id}:${occurrence.name} on ${toDate(occurrence.day)}, due ${toDate(due)}, years ${String(occurrence.years)}`;
				const lines = byDay.get(date);
				if (lines) lines.push(line);
				else byDay.set(date, [line]);
				break;
			}
		}
	}
	return byDay;
}

/** The days from a year before to a year after on which nobody works. */
export function offDays(
	{ weekend, holidays }: PlainSettings,
	first: number,
	last: number,
): Set<number> {
	const off = new Set(holidays.map(toDay));
	for (let day = first - 366; day <= last + 366; day++) {
		if (weekend.includes(weekdayOfDay(day))) off.add(day);
	}
	return off;
}

/** Everything of somebody around the days of the runs. */
export function occurrencesOf(
	{ birthday, start, probationEnd, yearly, short, once }: Person,
	{ leapDay, counts }: PlainSettings,
	firstRun: string,
	lastRun: string,
): Occurrence[] {
	const found: Occurrence[] = [];
	const startDate = start === null ? null : toDate(start);
	if (start !== null && startDate !== null) {
		const name = `startDate:${startDate.slice(0, 4)}`;
		found.push({ type: 'startDate', name, day: start, years: null });
		for (const days of [30, 400]) {
			const year = toDate(start + days).slice(0, 4);
			const after = `daysAfterStart${String(days)}:${year}`;
			found.push({ type: 'daysAfterStart', name: after, day: start + days, years: null });
		}
	}
	if (probationEnd !== null) {
		const name = `endOfProbation:${toDate(probationEnd).slice(0, 4)}`;
		found.push({ type: 'endOfProbation', name, day: probationEnd, years: null });
	}
	if (once !== null) {
		found.push({ type: 'customDate', name: `${ONCE}:${once}`, day: toDay(once), years: null });
	}
	const every = [
		{ type: 'birthday', name: 'birthday', date: birthday },
		{ type: 'workAnniversary', name: 'workAnniversary', date: startDate },
		{ type: 'customDate', name: YEARLY, date: yearly },
		{ type: 'customDate', name: SHORT, date: short },
	];
	// the years next to the runs too: days move over New Year
	for (
		let year = Number(firstRun.slice(0, 4)) - 1;
		year <= Number(lastRun.slice(0, 4)) + 1;
		year++
	) {
		for (const { type, name, date } of every) {
			if (date === null) continue;
			const years = date.length === 10 ? year - Number(date.slice(0, 4)) : null;
			if (type === 'workAnniversary' && (years === null || years < 1 || !counts(years))) continue;
			// the day itself is no anniversary
			if (years !== null && years < 1) continue;
			const monthDay = date.slice(-5);
			const celebrated = monthDay === '02-29' && !isLeapYear(year) ? leapDay : monthDay;
			const day = toDay(`${String(year)}-${celebrated}`);
			found.push({ type, name: `${name}:${String(year)}`, day, years });
		}
	}
	return found;
}

/**
 * Whether someone may have a gift for an occurrence on the day of a run.
 *
 * @param answeredOn - the day on which HiBob answered, when that is another one than at their site
 */
export function mayHave(
	person: Person,
	{ type, day }: Occurrence,
	today: number,
	answeredOn = today,
): boolean {
	const { start, email, unreadable } = person;
	const [status, lifecycle] = statusOn(person, answeredOn);
	const cameBack =
		person.termination !== null &&
		start !== null &&
		person.termination < start &&
		start <= today &&
		status === 'Active' &&
		lifecycle === 'Employed';
	const termination = cameBack ? null : person.termination;
	const hasLeft = termination === null ? lifecycle === 'Terminated' : termination < today;
	if (email === null || unreadable || hasLeft) return false;
	if (termination !== null && termination < day) return false;
	if (start !== null && day < start) return false;
	if (type === 'startDate' && lifecycle === 'Hired' && status === 'Inactive') return true;
	if (start !== null && today < start && type !== 'startDate') return false;
	return status === 'Active';
}
