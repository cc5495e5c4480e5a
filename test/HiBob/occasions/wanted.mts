import { EVERY_YEAR } from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import type { AnniversaryYears } from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import type { DueDates } from '../../../nodes/HiBob/occasions/dueDates.ts';
import { dueEntry, dueOccasions } from '../../../nodes/HiBob/occasions/dueOccasions.ts';
import {
	wantedCustomDate,
	wantedDaysAfterStart,
	wantedOccasion,
} from '../../../nodes/HiBob/occasions/occasion.ts';
import type { Repeat } from '../../../nodes/HiBob/occasions/catalogue.ts';
import type { Occasion, WantedOccasion } from '../../../nodes/HiBob/occasions/occasion.ts';
import { FIELDS } from '../../../nodes/HiBob/employees/fields.ts';

export const birthday = wantedOccasion('birthday');
export const startDate = wantedOccasion('startDate');
export const endOfProbation = wantedOccasion('endOfProbation');
export const daysAfterStart = wantedDaysAfterStart;
export const workAnniversary = (years: AnniversaryYears = EVERY_YEAR): WantedOccasion => ({
	...wantedOccasion('workAnniversary'),
	years,
});
export const customDate = (field: string, repeat: Repeat): WantedOccasion =>
	wantedCustomDate(field, repeat);

/** Anniversaries that count from the first start date of someone who came back. */
export const originalAnniversary: WantedOccasion = {
	...workAnniversary(),
	fields: [FIELDS.originalStartDate.id, FIELDS.startDate.id],
};

export type OccasionDates = ReadonlyMap<string, string>;

/** Every occasion that needs no field of the user’s. */
export const EVERYTHING: readonly WantedOccasion[] = [birthday, workAnniversary(), startDate];

/** Dates by the id of the occasion; those that are empty are not there. */
export const datesOf = (
	dates: Readonly<Record<string, string | null | undefined>>,
): OccasionDates =>
	new Map(
		Object.entries(dates).flatMap(([id, date]) =>
			date === null || date === undefined ? [] : [[id, date] as const],
		),
	);

/** What is due on the same days for every wanted occasion. */
export const dueOn = (
	dates: OccasionDates,
	wanted: readonly WantedOccasion[],
	due: DueDates,
): Occasion[] =>
	dueOccasions(
		({ id }) => dates.get(id) ?? null,
		wanted.map((occasion) => dueEntry(occasion, due)),
	);
