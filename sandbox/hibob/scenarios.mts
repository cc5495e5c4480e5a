import type { Person } from './person.mts';
import { BIRTHDAY_SCENARIOS } from './scenarios/birthdays.mts';
import { CAREER_SCENARIOS } from './scenarios/careers.mts';
import type { ScenarioPlan } from './scenarios/plan.mts';

/** The edge cases that every sandbox company contains, by the name that `person.scenario` bears. */
export const SCENARIOS = { ...CAREER_SCENARIOS, ...BIRTHDAY_SCENARIOS } satisfies Record<
	string,
	ScenarioPlan
>;

export type Scenario = keyof typeof SCENARIOS;

/** All people of a scenario, in the order of the table. */
export const peopleIn = (people: readonly Person[], scenario: Scenario): Person[] =>
	people.filter((person) => person.scenario === scenario);

/**
 * The first person of a scenario.
 * @throws Error when nobody is left in it
 */
export function personIn(people: readonly Person[], scenario: Scenario): Person {
	const person = people.find((candidate) => candidate.scenario === scenario);
	if (!person) throw new Error(`nobody in the company shows the scenario ${scenario}`);
	return person;
}
