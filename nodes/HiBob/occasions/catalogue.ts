import { FIELDS } from '../employees/fields';
import type { HiBobField } from '../employees/fields';

export type Repeat = 'yearly' | 'once';

/** How a date is written: `monthDay` is one without a year, which HiBob calls a short date. */
export type DateKind = 'date' | 'monthDay' | 'either';

/** What the nodes know about one kind of occasion. */
interface OccasionEntry {
	/** its value in the panel, in items and in every gift key, so it never changes */
	event: string;
	/** as the panel and Access: Check call it */
	label: string;
	description: string;
	/** where HiBob keeps its date; null when the user chooses the fields */
	field: HiBobField | null;
	/** used where the service user has no permission to view `field`; only its month and day are kept */
	fallback?: HiBobField;
	/** what else Access: Check tests for it */
	alsoNeeds?: readonly HiBobField[];
	reads: DateKind;
	repeat: Repeat;
	/** the first completed year that counts; null when the year of the date does not matter */
	firstYear: number | null;
}

/**
 * Every occasion that the nodes know, declared once. The panel’s events, the fields requested from HiBob,
 * Access: Check, Get Upcoming and the due days all follow from it.
 */
const OCCASIONS = [
	{
		event: 'birthday',
		label: 'Birthday',
		description: 'Every year on the month and day of birth. Birth year is never returned.',
		field: FIELDS.shortBirthDate,
		fallback: FIELDS.birthDate,
		reads: 'monthDay',
		repeat: 'yearly',
		firstYear: null,
	},
	{
		event: 'workAnniversary',
		label: 'Work Anniversary',
		description: 'Every year on the day of the start date, from the first year on',
		field: FIELDS.startDate,
		reads: 'date',
		repeat: 'yearly',
		firstYear: 1,
	},
	{
		event: 'startDate',
		label: 'Start Date',
		description: 'On the first day of a new starter',
		field: FIELDS.startDate,
		alsoNeeds: [FIELDS.lifecycleStatus],
		reads: 'date',
		repeat: 'once',
		firstYear: null,
	},
	{
		event: 'daysAfterStart',
		label: 'Days After Start',
		description: 'A number of days after the start date, such as 30, 60 and 90',
		field: FIELDS.startDate,
		reads: 'date',
		repeat: 'once',
		firstYear: null,
	},
	{
		event: 'endOfProbation',
		label: 'End of Probation',
		description: 'On the last day of the probation period',
		field: FIELDS.probationEndDate,
		reads: 'date',
		repeat: 'once',
		firstYear: null,
	},
	{
		event: 'customDate',
		label: 'Custom Date',
		description: 'Any date in HiBob, every year or once',
		field: null,
		reads: 'either',
		repeat: 'yearly',
		firstYear: 1,
	},
] as const satisfies readonly OccasionEntry[];

/**
 * HiBob’s short dates that have a whole one. The whole one is read instead, because only its year tells the
 * first day from an anniversary.
 */
export const WHOLE_DATES: ReadonlyMap<string, string> = new Map([
	['work.shortStartDate', FIELDS.startDate.id],
]);

/** What can be celebrated. */
export type OccasionType = (typeof OCCASIONS)[number]['event'];

/** The same entries, without their literal values. */
export const OCCASION_ENTRIES: readonly (OccasionEntry & { event: OccasionType })[] = OCCASIONS;
