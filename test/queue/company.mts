import { plus } from '../../sandbox/hibob/dates.mts';
import type { Person } from '../../sandbox/hibob/people.mts';

/** Who has a birthday on a day besides those who get a gift: each gets none, or only on that day. */
const TRAPS: readonly ((person: Person, day: string) => Partial<Person>)[] = [
	// left yesterday
	(_, day) => ({
		'internal.status': 'Inactive',
		'internal.lifecycleStatus': 'Terminated',
		'internal.terminationDate': plus(day, { days: -1 }),
	}),
	// starts in two months
	(_, day) => ({
		'internal.status': 'Inactive',
		'internal.lifecycleStatus': 'Hired',
		'work.startDate': plus(day, { months: 2 }),
	}),
	() => ({ 'internal.status': 'Inactive', 'internal.lifecycleStatus': 'Leave' }),
	() => ({ 'internal.status': 'Suspended' }),
	() => ({ 'internal.status': null }),
	() => ({ 'root.email': null }),
	// leaves today: gets the gift today, and none when today's run fails
	(_, day) => ({ 'internal.terminationDate': day }),
];

const isOrdinary = (person: Person): boolean =>
	person.scenario === 'filler' &&
	person['internal.status'] === 'Active' &&
	person['internal.lifecycleStatus'] === 'Employed' &&
	person['internal.terminationDate'] === null &&
	person['root.email'] !== null;

/**
 * Lays all birthdays of a company on the given days: so many people who get a gift on each, and one
 * of every trap. Nobody else has a birthday within half a year.
 *
 * @param days yyyy-MM-dd, all of one year
 * @throws Error when the company has too few people without anything odd about them
 */
export function layBirthdays(
	people: readonly Person[],
	days: readonly { day: string; gifts: number }[],
): void {
	const [first] = days;
	if (!first) return;
	const farAway = plus(first.day, { months: -6 });
	for (const person of people) bornOn(person, farAway);
	const ordinary = people.filter(isOrdinary);
	const next = (): Person => {
		const person = ordinary.pop();
		if (!person) throw new Error('The company has too few ordinary people for so many birthdays.');
		return person;
	};
	for (const { day, gifts } of days) {
		for (let count = 0; count < gifts; count += 1) bornOn(next(), day);
		for (const trap of TRAPS) {
			const person = next();
			bornOn(person, day);
			Object.assign(person, trap(person, day));
		}
	}
}

function bornOn(person: Person, day: string): void {
	const monthDay = day.slice(5);
	person['personal.shortBirthDate'] = monthDay;
	person['personal.birthDate'] = `1988-${monthDay}`;
}
