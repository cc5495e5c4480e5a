import { plus } from './dates.mts';
import type { Person } from './person.mts';

/** Why a date passes without a gift. */
export type ExclusionReason = 'terminated' | 'statusUnknown' | 'notActive' | 'noEmail';

export interface MatteringPerson {
	person: Person;
	occasion: 'birthday' | 'workAnniversary' | 'startDate';
	/** years in the company; null for the other occasions */
	years: number | null;
	gift: boolean;
	/** null when a gift is due */
	reason: ExclusionReason | null;
}

const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The MM-DD days that are celebrated on a date: its own, and 29 February where the year has none. */
function daysCelebratedOn(date: string): string[] {
	const monthDay = date.slice(5);
	const year = Number(date.slice(0, 4));
	return monthDay === '02-28' && !isLeapYear(year) ? ['02-28', '02-29'] : [monthDay];
}

function reasonAgainst(
	person: Person,
	occasion: MatteringPerson['occasion'],
	date: string,
): ExclusionReason | null {
	const terminationDate = person['internal.terminationDate'];
	const status = (person['internal.status'] ?? '').toLowerCase();
	const hired = (person['internal.lifecycleStatus'] ?? '').toLowerCase() === 'hired';
	const aboutToStart = hired && (person['work.startDate'] ?? '') >= date;
	if (terminationDate !== null && terminationDate < date) return 'terminated';
	if (status !== 'active' && status !== 'inactive') return 'statusUnknown';
	if (status === 'inactive' && !(occasion === 'startDate' && aboutToStart)) return 'notActive';
	if (!person['root.email']) return 'noEmail';
	return null;
}

/**
 * For whom a date matters and who gets a gift, found by looking at everybody. This is the sandbox's
 * own judgement, to hold the product's against: it must never share code with it.
 * @param date yyyy-MM-dd
 */
export function whoMattersOn(date: string, people: readonly Person[]): MatteringPerson[] {
	const days = daysCelebratedOn(date);
	const rows: MatteringPerson[] = [];
	for (const person of people) {
		const add = (occasion: MatteringPerson['occasion'], years: number | null) => {
			const reason = reasonAgainst(person, occasion, date);
			rows.push({ person, occasion, years, gift: reason === null, reason });
		};
		const birthday = person['personal.shortBirthDate'];
		if (birthday !== null && days.includes(birthday)) add('birthday', null);
		const startDate = person['work.startDate'];
		if (startDate === null) continue;
		if (startDate === date) add('startDate', null);
		const years = Number(date.slice(0, 4)) - Number(startDate.slice(0, 4));
		if (years >= 1 && days.includes(startDate.slice(5))) add('workAnniversary', years);
	}
	return rows;
}

/**
 * Whether a person left more than 30 days ago: too long for lists of what is coming.
 * @param today yyyy-MM-dd
 */
export function leftLongAgo(person: Person, today: string): boolean {
	const terminationDate = person['internal.terminationDate'];
	return terminationDate !== null && terminationDate < plus(today, { days: -30 });
}
