import type { CivilDate, MonthDay } from './civilDate';

/** What can be celebrated; the word is part of every gift key, so it never changes. */
export type OccasionType = 'birthday' | 'workAnniversary' | 'startDate';

/** One occasion of one employee in one year. */
export interface Occasion {
	type: OccasionType;
	/** the occurrence: the day itself */
	date: CivilDate;
	/** the day on which a run acts on it */
	dueDate: CivilDate;
	/** completed years for a work anniversary, otherwise null */
	years: number | null;
}

/** The dates of an employee that occasions are made of. */
export interface OccasionDates {
	birthday: MonthDay | null;
	startDate: CivilDate | null;
}
