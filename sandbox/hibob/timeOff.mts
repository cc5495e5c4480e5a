import { isWeekend, plus, yearOf } from './dates.mts';
import type { Person } from './person.mts';

/** An absence of whole days, both dates included. */
export interface Absence {
	requestId: number;
	person: Person;
	policy: string;
	/** yyyy-MM-dd */
	startDate: string;
	endDate: string;
	approved: boolean;
}

/** Two holidays and one sick leave a year, at dates that follow from the id: nothing has to be kept. */
function absencesIn(year: number, person: Person): Absence[] {
	const id = person['root.id'];
	return [
		{ policy: 'Holiday', digits: id.slice(-3), first: 0, longest: 12 },
		{ policy: 'Holiday', digits: id.slice(-6, -3), first: 180, longest: 12 },
		{ policy: 'Sick leave', digits: id.slice(-9, -6), first: 90, longest: 3 },
	].map(({ policy, digits, first, longest }, index) => {
		const startDate = plus(`${String(year)}-01-01`, { days: first + (Number(digits) % 175) });
		return {
			requestId: year * 100_000 + (Number(id.slice(-5)) % 33_000) * 3 + index,
			person,
			policy,
			startDate,
			endDate: plus(startDate, { days: Number(digits) % longest }),
			approved: Number(digits) % 10 !== 7,
		};
	});
}

/** The absences of people that touch the days between two yyyy-MM-dd dates. */
export function absencesBetween(from: string, to: string, people: readonly Person[]): Absence[] {
	const years = [...new Set([yearOf(from) - 1, yearOf(from), yearOf(to)])];
	return people
		.flatMap((person) => years.flatMap((year) => absencesIn(year, person)))
		.filter(({ startDate, endDate }) => startDate <= to && endDate >= from)
		.filter(({ startDate, endDate }) => startDate !== endDate || !isWeekend(startDate));
}
