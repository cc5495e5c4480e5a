import type { DuePolicy } from './dueDates';
import type { DueHistory } from './dueHistory';
import type { DueRules } from './dueRules';

/** Where a person works, in lower case; null for what HiBob did not return. */
export interface Place {
	/** the name of the site */
	site: string | null;
	siteId: string | null;
	/** of the site: the ISO code, or the name of an unknown country */
	country: string | null;
}

/** The people a rule is for, in lower case. */
export interface RulePlaces {
	/** names or ids */
	sites: readonly string[];
	/** ISO codes, or names of unknown countries */
	countries: readonly string[];
}

/** The days on which people work at a site. */
export interface SiteDays {
	/** ISO weekdays: 1 is Monday, 7 is Sunday */
	weekdays: readonly number[];
	holidays: readonly string[];
}

/** A row of Site Rules. Null: as everywhere else. */
export interface SiteRule extends RulePlaces {
	timeZone: string;
	/** `HH:mm` */
	runAt: string | null;
	weekdays: ReadonlySet<number> | null;
	holidays: ReadonlySet<string> | null;
}

/**
 * The rule that a person follows; null for the settings of everyone else.
 *
 * Rules: a rule for the site wins over one for its country, and the first of several wins. A person whose
 * site is unknown follows no rule.
 */
export function ruleFor<R extends RulePlaces>(
	rules: readonly R[],
	{ site, siteId, country }: Place,
): R | null {
	const isAt = ({ sites }: R): boolean =>
		(site !== null && sites.includes(site)) || (siteId !== null && sites.includes(siteId));
	const isIn = ({ countries }: R): boolean => country !== null && countries.includes(country);
	return rules.find(isAt) ?? rules.find(isIn) ?? null;
}

/**
 * How a due day follows from the day itself for a person who follows a rule.
 *
 * @param daysOff - of their company calendar; null when none is known
 */
export function policyAt(
	policy: DuePolicy,
	rule: SiteRule | null,
	daysOff: ReadonlySet<string> | null = null,
): DuePolicy {
	const { workingDays } = policy;
	const weekdays = rule?.weekdays ?? null;
	const holidays = daysOff ?? rule?.holidays ?? null;
	return weekdays === null && holidays === null
		? policy
		: {
				...policy,
				workingDays: {
					...workingDays,
					weekdays: weekdays ?? workingDays.weekdays,
					holidays: holidays ?? workingDays.holidays,
				},
			};
}

/** Due rules as they are at a place. */
function rulesAt(
	{ sites, ...rules }: DueRules,
	place: Place,
	daysOff: ReadonlySet<string> | null,
): DueRules {
	const own = ruleFor(sites ?? [], place);
	const days = own === null ? rules : { ...rules, weekdays: own.weekdays, holidays: own.holidays };
	return daysOff === null || rules.shift === 'sameDay' ? days : { ...days, holidays: [...daysOff] };
}

/**
 * A history as it is at a place: each of its rules knew its own sites. A company calendar is not a setting,
 * so today’s calendar counts for all of them.
 */
export const historyAt = (
	history: DueHistory,
	place: Place,
	daysOff: ReadonlySet<string> | null = null,
): DueHistory =>
	history.map((segment) => ({ ...segment, rules: rulesAt(segment.rules, place, daysOff) }));
