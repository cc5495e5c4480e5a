import { isCivilDate } from '../../shared/civilDate';
import type { OccasionDates, WantedOccasions } from '../occasions/occasion';
import { chosenDate } from './chosenFields';
import { birthdayOf } from './employee';
import { dateOf } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

/** Which occasions are looked for, and what they count from. */
export interface Wanted {
	wanted: WantedOccasions;
	/** whether work anniversaries count from the first start date of someone who came back */
	countsFromOriginalStart: boolean;
}

/**
 * The dates of an employee that the wanted occasions are made of; of the others nothing is read.
 *
 * @throws ExplainedError when one of them is not a date
 */
export function occasionDates(
	record: HiBobRecord,
	{ wanted, countsFromOriginalStart }: Wanted,
): OccasionDates {
	const needsStart = wanted.startDate || wanted.workAnniversary !== null;
	const startDate = needsStart ? dateOf(record, 'startDate', isCivilDate) : null;
	const originalStart =
		countsFromOriginalStart && wanted.workAnniversary !== null
			? dateOf(record, 'originalStartDate', isCivilDate)
			: null;
	const customDates = new Map<string, string>();
	for (const { field } of wanted.customDates) {
		const date = chosenDate(record, field);
		if (date !== null) customDates.set(field, date);
	}
	return {
		birthday: wanted.birthday ? birthdayOf(record) : null,
		startDate,
		anniversaryDate: originalStart ?? startDate,
		customDates,
	};
}
