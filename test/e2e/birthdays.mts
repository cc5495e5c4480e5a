import type { Person } from '../../sandbox/hibob/people.mts';

/** Gives birthdays to people of whom nothing else is special. */
export class Birthdays {
	private readonly people: readonly Person[];
	private readonly given = new Set<string>();

	constructor(people: readonly Person[]) {
		this.people = people;
	}

	/** Gives someone ordinary a birthday, so that a day is not without one. @param monthDay MM-DD */
	add(monthDay: string): void {
		const person = this.people.find(
			(candidate) =>
				candidate.scenario === 'filler' &&
				candidate['internal.status'] === 'Active' &&
				candidate['internal.terminationDate'] === null &&
				candidate['root.email'] !== null &&
				!this.given.has(candidate['root.id']),
		);
		if (!person) throw new Error('Nobody ordinary is left in the company.');
		this.given.add(person['root.id']);
		person['personal.shortBirthDate'] = monthDay;
	}
}
