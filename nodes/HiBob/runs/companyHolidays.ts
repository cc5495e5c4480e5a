import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { CalendarKey } from '../employees/companyCalendar';
import { LISTS } from '../employees/lists';
import type { OccasionSettings } from '../settings/employeeSettings';
import { readCompanyCalendars } from '../transport/companyCalendars';
import type { HiBobContext } from '../transport/hibobContext';
import { readCurrentEntries } from '../transport/namedLists';

/** By how many days a row of days off may move a due day. */
const FURTHEST_MOVE = 60;

/**
 * The settings with the days off of HiBob’s company calendars, when they are wanted and matter.
 *
 * Rule: where the service user has no permission to read them, the listed holidays count, with a warning.
 *
 * @param first - the first due day that matters
 * @param last - the last occasion that matters
 * @throws as {@link readCompanyCalendars}: an outage must not look like a year without holidays
 */
export async function withCompanyHolidays<T extends OccasionSettings>(
	context: HiBobContext,
	settings: T,
	first: CivilDate,
	last: CivilDate,
): Promise<{ settings: T; warnings: string[] }> {
	const { duePolicy, usesCompanyCalendars } = settings;
	if (!usesCompanyCalendars || duePolicy.workingDays.shift === 'sameDay') {
		return { settings, warnings: [] };
	}
	const keys = [
		...(await keysIn(context, LISTS.calendar, 'calendar')),
		...(await keysIn(context, LISTS.site, 'site')),
	];
	const calendars = await readCompanyCalendars(context, keys, {
		from: addDays(first, -FURTHEST_MOVE),
		until: addDays(last, FURTHEST_MOVE),
	});
	return calendars.isReadable
		? { settings: { ...settings, daysOff: calendars.daysOff }, warnings: calendars.warnings }
		: {
				settings,
				warnings: [`${calendars.warning}. Until then, the dates in 'Holidays' count`],
			};
}

async function keysIn(
	context: HiBobContext,
	list: string,
	kind: 'calendar' | 'site',
): Promise<CalendarKey[]> {
	const entries = await readCurrentEntries(context, list);
	return entries.flatMap(({ id }): CalendarKey[] => (id === null ? [] : [`${kind}:${String(id)}`]));
}
