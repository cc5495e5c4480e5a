import type { CivilDate } from '../../shared/civilDate';
import { verdict } from '../employees/eligibility';
import {
	employeeItem,
	skippedItem,
	unidentifiedItem,
	unreadableItem,
} from '../employees/employeeItem';
import type { HiBobRecord } from '../employees/hibobRecord';
import type { OccasionSettings } from '../settings/employeeSettings';
import type { Calendars } from './calendars';
import type { Company } from './company';
import { dueOf, mayBeDue } from './due';
import type { Due } from './due';
import { personOf } from './person';
import { chosenFieldsOf, withoutWhatOnlyRulesRead } from './shownFields';

export type DueItem = ReturnType<typeof employeeItem>;
export type SkippedItem = ReturnType<typeof skippedItem>;
export type UnreadableItem = ReturnType<typeof unreadableItem | typeof unidentifiedItem>;

/** Occasions that are due: those of eligible people, and those of the others with the reason. */
export interface Judged {
	items: DueItem[];
	skipped: SkippedItem[];
	/** people with unreadable data, so that their occasions are unknown */
	unreadable: UnreadableItem[];
}

/**
 * Judges the occasions of the calendars on day `today`.
 *
 * Rule: unreadable data affect only the employee they belong to; everyone else is judged as if the record
 * were not there.
 */
export function judged(
	company: Company,
	settings: OccasionSettings,
	calendars: Calendars,
	today: CivilDate,
): Judged {
	const result: Judged = { items: [], skipped: [], unreadable: [] };
	for (const record of company.roster) {
		const due = dueOf(record, calendars(record));
		if (due.occasions.length > 0) judgeOccasions(result, company, settings, record, due, today);
		else if (due.unreadable.length > 0) {
			judgeUnreadable(result, company, settings, record, due, today);
		}
	}
	const calendar = calendars(null);
	// where nothing falls due, it does not matter who a row belongs to
	for (const unidentified of calendar.length === 0 ? [] : company.unidentified) {
		const { rows } = unidentified;
		const due = rows.map((row) => dueOf(row, calendar));
		// nothing is known about a row that is not an object
		if (rows.length > 0 && !due.some(mayBeDue)) continue;
		const [occasion] = due.flatMap(({ occasions }) => occasions);
		const unreadable = due.flatMap((one) => one.unreadable);
		const event = occasion?.type ?? eventOf(unreadable, settings);
		if (event) result.unreadable.push(unidentifiedItem(unidentified, event, today));
	}
	return result;
}

function judgeOccasions(
	result: Judged,
	company: Company,
	settings: OccasionSettings,
	record: HiBobRecord,
	{ occasions, unreadable }: Due,
	today: CivilDate,
): void {
	const { rules } = settings;
	const person = personOf(record, settings, unreadable);
	const chosen = chosenFieldsOf(record, settings, company.unreadable);
	const shown = withoutWhatOnlyRulesRead(person.employee, settings);
	for (const occasion of occasions) {
		const judgement = verdict({ ...person, occasion, today, rules });
		if (judgement.eligible) {
			result.items.push(employeeItem(shown, occasion, chosen, judgement.email));
		} else {
			result.skipped.push(skippedItem(shown, occasion, chosen, judgement));
		}
	}
}

/** Rule: people who would be skipped anyway do not matter, such as those who left long ago. */
function judgeUnreadable(
	result: Judged,
	company: Company,
	settings: OccasionSettings,
	record: HiBobRecord,
	{ unreadable }: Due,
	today: CivilDate,
): void {
	const person = personOf(record, settings, unreadable);
	const judgement = verdict({ ...person, occasion: null, today, rules: settings.rules });
	if (judgement.eligible || judgement.reason !== 'dataUnreadable') return;
	const event = eventOf(unreadable, settings);
	if (event === undefined) return;
	const chosen = chosenFieldsOf(record, settings, company.unreadable);
	const shown = withoutWhatOnlyRulesRead(person.employee, settings);
	result.unreadable.push(unreadableItem(shown, event, today, chosen, judgement));
}

/** The first event whose date is among the unreadable fields, or the first of all. */
function eventOf(unreadable: readonly string[], { wanted }: OccasionSettings) {
	const isUnreadable = ({ fields, fallback }: (typeof wanted)[number]): boolean =>
		unreadable.some((field) => fields.includes(field) || field === fallback);
	return (wanted.find(isUnreadable) ?? wanted[0])?.type;
}
