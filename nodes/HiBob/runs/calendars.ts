import type { JsonObject } from '../../shared/jsonObject';
import { scheduleId } from '../../shared/schedule/runSchedule';
import type { RunSchedule } from '../../shared/schedule/runSchedule';
import { companyCalendarOf } from '../employees/companyCalendar';
import { placeOf } from '../employees/place';
import type { DuePolicy } from '../occasions/dueDates';
import { dueCalendar } from '../occasions/dueOccasions';
import type { DueCalendar } from '../occasions/dueOccasions';
import type { DueWindow } from '../occasions/dueWindow';
import { policyAt, ruleFor } from '../occasions/siteRules';
import type { Place, SiteRule } from '../occasions/siteRules';
import type { OccasionSettings } from '../settings/employeeSettings';
import { scheduleAt } from '../settings/siteRules';

/**
 * The due days that count for an employee: none for one who follows another schedule. Null: a row that
 * identifies nobody, which follows the trigger’s own schedule.
 */
export type Calendars = (record: JsonObject | null) => DueCalendar;

/** What a person’s due days depend on. */
interface Rules {
	policy: DuePolicy;
	place: Place;
	/** of the company calendar; null when none is known */
	daysOff: ReadonlySet<string> | null;
}

/** The settings that say who follows which schedule. */
export type ScheduleSettings = Pick<OccasionSettings, 'siteRules' | 'duePolicy' | 'daysOff'> & {
	schedule: RunSchedule;
};

const NOWHERE: Place = { site: null, siteId: null, country: null };

/** A calendar that is the same for everyone. */
export const sameForAll =
	(calendar: DueCalendar): Calendars =>
	() =>
		calendar;

/**
 * The due days of people who follow a schedule. They are worked out once for each place.
 *
 * @param build - the due days at a place
 */
export function calendarsOf(
	settings: ScheduleSettings,
	schedule: RunSchedule,
	build: (rules: Rules) => DueCalendar,
): Calendars {
	const { siteRules, duePolicy, daysOff: calendars } = settings;
	const otherwise = isFollowed(schedule, settings, null)
		? build({ policy: duePolicy, place: NOWHERE, daysOff: null })
		: [];
	if (siteRules.length === 0 && calendars === null) return sameForAll(otherwise);
	const known = new Map<string, DueCalendar>();
	return (record) => {
		if (record === null) return otherwise;
		const place = placeOf(record);
		const calendar =
			calendars && companyCalendarOf(record, (id) => calendars.has(`calendar:${id}`));
		const name = [place.site, place.siteId, place.country, calendar].join('/');
		const before = known.get(name);
		if (before) return before;
		const rule = ruleFor(siteRules, place);
		const daysOff = calendar === null ? null : (calendars?.get(calendar) ?? null);
		const days = isFollowed(schedule, settings, rule)
			? build({ policy: policyAt(duePolicy, rule, daysOff), place, daysOff })
			: [];
		known.set(name, days);
		return days;
	};
}

/**
 * The due days within a window of people who follow a schedule.
 *
 * @param windowOf - the due days of an occasion; null when none of them counts
 */
export const calendarsWithin = (
	settings: ScheduleSettings & Pick<OccasionSettings, 'wanted'>,
	schedule: RunSchedule,
	windowOf: (id: string) => DueWindow | null,
): Calendars =>
	calendarsOf(settings, schedule, ({ policy }) => dueCalendar(settings.wanted, windowOf, policy));

/** Whether an employee follows a schedule. */
export const followersOf =
	(settings: ScheduleSettings, schedule: RunSchedule) =>
	(record: JsonObject): boolean =>
		isFollowed(schedule, settings, ruleFor(settings.siteRules, placeOf(record)));

/** Whether a schedule is that of a rule; null for everyone without a rule. */
function isFollowed(
	schedule: RunSchedule,
	{ schedule: own }: ScheduleSettings,
	rule: SiteRule | null,
): boolean {
	const followed = rule === null ? own : scheduleAt(rule, own);
	return scheduleId(followed) === scheduleId(schedule);
}
