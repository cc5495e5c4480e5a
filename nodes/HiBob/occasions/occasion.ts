import type { CivilDate } from '../../shared/civilDate';
import type { AnniversaryYears } from './anniversaryYears';

/** What can be celebrated; the word is part of every gift key, so it never changes. */
export type OccasionType = 'birthday' | 'workAnniversary' | 'startDate' | 'customDate';

/** A HiBob date that the user chose as an occasion. */
export interface CustomDate {
	/** field id in dot form */
	field: string;
	repeat: 'yearly' | 'once';
}

/** One occasion of one employee in one year. */
export type Occasion = {
	/** the occurrence: the day itself */
	date: CivilDate;
	/** the day on which a run acts on it */
	dueDate: CivilDate;
	/** completed years where the year of the first day is known and counts, otherwise null */
	years: number | null;
} & (
	| { type: Exclude<OccasionType, 'customDate'> }
	| { type: 'customDate'; field: string; repeat: CustomDate['repeat'] }
);

/** Which occasions a user looks for. */
export interface WantedOccasions {
	birthday: boolean;
	startDate: boolean;
	/** null when work anniversaries are not looked for */
	workAnniversary: AnniversaryYears | null;
	customDates: readonly CustomDate[];
}

/** The dates of an employee that occasions are made of. */
export interface OccasionDates {
	/** `MM-dd` */
	birthday: string | null;
	startDate: CivilDate | null;
	/** what work anniversaries count from */
	anniversaryDate: CivilDate | null;
	/** `yyyy-MM-dd` or `MM-dd` by field id */
	customDates: ReadonlyMap<string, string>;
}
