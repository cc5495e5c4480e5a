import type { CivilDate } from '../../shared/civilDate';
import type { AnniversaryYears } from './anniversaryYears';
import { OCCASION_ENTRIES, WHOLE_DATES } from './catalogue';
import type { DateKind, OccasionType, Repeat } from './catalogue';

/** One occasion of one employee in one year. */
export type Occasion = {
	/** the occurrence: the day itself */
	date: CivilDate;
	/** the day on which a run acts on it */
	dueDate: CivilDate;
	/** completed years where the year of the first day is known and counts, otherwise null */
	years: number | null;
} & (
	| { type: Exclude<OccasionType, 'customDate' | 'daysAfterStart'> }
	| { type: 'daysAfterStart'; days: number }
	| { type: 'customDate'; field: string; repeat: Repeat }
);

/** An occasion that a user looks for: an entry of the catalogue with the user's settings. */
export interface WantedOccasion {
	type: OccasionType;
	/** its name in gift keys: the event, with the days after the start, or the field id of a custom date */
	id: string;
	/** ids of the fields that its date is read from; the first that is filled counts */
	fields: readonly string[];
	/** id of the field to read where the service user has no permission to view the others */
	fallback: string | null;
	reads: DateKind;
	/** how many days after that date it comes; 0 on the date itself */
	daysAfter: number;
	repeat: Repeat;
	/** the completed years that count; null when the year of the date does not matter */
	years: AnniversaryYears | null;
}

/**
 * An occasion of the catalogue without settings of its own. Days after the start need
 * {@link wantedDaysAfterStart}.
 *
 * @throws RangeError for a custom date, which needs {@link wantedCustomDate}
 */
export function wantedOccasion(type: OccasionType): WantedOccasion {
	const entry = entryOf(type);
	if (entry.field === null) throw new RangeError(`${type} has no field of its own`);
	return {
		type,
		id: type,
		fields: [entry.field.id],
		fallback: entry.fallback?.id ?? null,
		reads: entry.reads,
		daysAfter: 0,
		repeat: entry.repeat,
		years: yearsFrom(entry.firstYear),
	};
}

/** A number of days after the start date. Each number is an occasion of its own, with its own keys. */
export const wantedDaysAfterStart = (days: number): WantedOccasion => ({
	...wantedOccasion('daysAfterStart'),
	id: idOfDays(days),
	daysAfter: days,
});

const idOfDays = (days: number): string => `daysAfterStart${String(days)}`;

/**
 * A HiBob date field that the user chose. If yearly, it first comes a year after the date: the day itself is
 * not an anniversary.
 */
export function wantedCustomDate(field: string, repeat: Repeat): WantedOccasion {
	const { reads, firstYear } = entryOf('customDate');
	return {
		type: 'customDate',
		id: field,
		fields: [WHOLE_DATES.get(field) ?? field],
		fallback: null,
		reads,
		daysAfter: 0,
		repeat,
		years: repeat === 'once' ? null : yearsFrom(firstYear),
	};
}

const yearsFrom = (from: number | null): AnniversaryYears | null =>
	from === null ? null : { years: new Set(), from };

function entryOf(type: OccasionType) {
	const entry = OCCASION_ENTRIES.find(({ event }) => event === type);
	if (!entry) throw new RangeError(`${type} is not an occasion`);
	return entry;
}

/** The name of an occasion among the wanted ones. */
export function occasionId(occasion: Occasion): string {
	if (occasion.type === 'customDate') return occasion.field;
	return occasion.type === 'daysAfterStart' ? idOfDays(occasion.days) : occasion.type;
}

/** Whether an occasion of the catalogue comes once, and not every year. */
export const comesOnce = ({ type }: Occasion): boolean => entryOf(type).repeat === 'once';
