import type { JsonObject } from '../../shared/jsonObject';
import { listIdOf } from './hibobRecord';

/** A company calendar in HiBob: by its own id, or by the id of the site it belongs to. */
export type CalendarKey = `calendar:${string}` | `site:${string}`;

/**
 * The company calendar of an employee; null when HiBob names none.
 *
 * Rule: the calendar of the employment where one is set, if the company still has it, otherwise
 * that of the site (apidocs.hibob.com/reference/post_timeoff-calendars-employees-search).
 *
 * @param isKnown - whether the company has a calendar with an id, as HiBob’s list `calendar` says
 */
export function companyCalendarOf(
	record: JsonObject,
	isKnown: (calendarId: string) => boolean = () => true,
): CalendarKey | null {
	const calendar = listIdOf(record, 'calendarId') ?? '';
	if (calendar !== '' && isKnown(calendar)) return `calendar:${calendar}`;
	const site = listIdOf(record, 'siteId') ?? '';
	return site === '' ? null : `site:${site}`;
}
