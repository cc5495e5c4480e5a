import { plus } from '../dates.mts';
import type { PersonFacts } from '../person.mts';

/** What is particular about a person of a scenario; the rest is invented as for anyone else. */
export type ParticularFacts = Partial<PersonFacts> & { firstName: string; surname: string };

export interface ScenarioPlan {
	/** in words, for whoever reads the table */
	shows: string;
	/** the people of the scenario, relative to a yyyy-MM-dd date */
	people: (today: string) => ParticularFacts[];
}

export const ACTIVE = { status: 'Active', lifecycleStatus: 'Employed' };

export const left = (terminationDate: string) => ({
	status: 'Inactive',
	lifecycleStatus: 'Terminated',
	terminationDate,
	lastDayOfWork: terminationDate,
});

/** A past start date whose anniversary is not near `today`. */
export const longAgo = (today: string, years: number) => plus(today, { years: -years, days: -120 });
