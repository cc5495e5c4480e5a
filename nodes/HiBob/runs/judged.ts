import type { CivilDate } from '../../shared/civilDate';
import { hasOptedOut } from '../employees/chosenFields';
import { verdict } from '../employees/eligibility';
import { readEmployee } from '../employees/employee';
import { employeeItem, skippedItem } from '../employees/employeeItem';
import { occasionDate } from '../employees/occasionDate';
import { dueOccasions } from '../occasions/dueOccasions';
import type { DueCalendar } from '../occasions/dueOccasions';
import type { OccasionSettings } from '../settings/employeeSettings';
import type { Company } from './company';
import { chosenFieldsOf, withoutWhatOnlyRulesRead } from './shownFields';

export type DueItem = ReturnType<typeof employeeItem>;
export type SkippedItem = ReturnType<typeof skippedItem>;

/** Occasions that are due: those of eligible people, and those of the others with the reason. */
export interface Judged {
	items: DueItem[];
	skipped: SkippedItem[];
}

/**
 * Judges the occasions of a calendar on day `today`.
 *
 * @throws ExplainedError when a record cannot be read
 */
export function judged(
	{ roster, unreadable }: Company,
	settings: OccasionSettings,
	calendar: DueCalendar,
	today: CivilDate,
): Judged {
	const result: Judged = { items: [], skipped: [] };
	const { rules, optOutField } = settings;
	for (const record of roster) {
		const occasions = dueOccasions((wanted) => occasionDate(record, wanted), calendar);
		if (occasions.length === 0) continue;
		const employee = readEmployee(record);
		const optedOut = optOutField !== null && hasOptedOut(record, optOutField);
		const chosen = chosenFieldsOf(record, settings, unreadable);
		const shown = withoutWhatOnlyRulesRead(employee, settings);
		for (const occasion of occasions) {
			const judgement = verdict({ employee, optedOut, occasion, today, rules });
			if (judgement.eligible) {
				result.items.push(employeeItem(shown, occasion, chosen, judgement.email));
			} else {
				result.skipped.push(skippedItem(shown, occasion, chosen, judgement));
			}
		}
	}
	return result;
}
