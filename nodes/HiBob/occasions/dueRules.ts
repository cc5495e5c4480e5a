import { dayIn } from '../../shared/civilDate';
import { isObject, ownOf } from '../../shared/jsonObject';
import type { AnniversaryYears } from './anniversaryYears';
import type { Repeat } from './catalogue';
import type { DuePolicy } from './dueDates';
import type { LeapDayPolicy } from './leapDay';
import type { WantedOccasion } from './occasion';
import { policyAt } from './siteRules';
import type { RulePlaces, SiteDays, SiteRule } from './siteRules';
import type { WorkingDays } from './workingDays';

/** Which occurrences of an occasion count. */
interface OccurrenceRule {
	repeat: Repeat;
	/** null when the year of the date does not matter */
	years: { single: readonly number[]; from: number | null } | null;
}

/**
 * The settings that decide what is due on which day, as plain JSON without personal data. Rules that mean
 * the same are the same text.
 */
export interface DueRules {
	daysBefore: number;
	leapDay: LeapDayPolicy;
	shift: WorkingDays['shift'];
	weekdays: readonly number[];
	holidays: readonly string[];
	/** by the id of the occasion */
	occasions: Readonly<Record<string, OccurrenceRule>>;
	/** the days of sites that have others; absent when none has */
	sites?: readonly (RulePlaces & SiteDays)[];
}

/** The due rules of the settings. Days off do not matter when nothing is moved. */
export function dueRulesOf(
	wanted: readonly WantedOccasion[],
	policy: DuePolicy,
	siteRules: readonly SiteRule[] = [],
): DueRules {
	const { shift, weekdays, holidays } = policy.workingDays;
	const isMoved = shift !== 'sameDay';
	const rules = wanted.map(
		({ id, repeat, years }) => [id, { repeat, years: plain(years) }] as const,
	);
	return {
		daysBefore: policy.daysBefore,
		leapDay: policy.leapDay,
		shift,
		weekdays: isMoved ? inOrder(weekdays) : [],
		holidays: isMoved ? [...holidays].sort() : [],
		occasions: Object.fromEntries(rules.toSorted(([one], [other]) => (one < other ? -1 : 1))),
		...(isMoved ? siteDaysOf(policy, siteRules) : {}),
	};
}

/** Nothing when no site has days of its own. */
function siteDaysOf(policy: DuePolicy, rules: readonly SiteRule[]): Pick<DueRules, 'sites'> {
	if (rules.every(({ weekdays, holidays }) => weekdays === null && holidays === null)) return {};
	return {
		sites: rules.map((rule) => {
			const { weekdays, holidays } = policyAt(policy, rule).workingDays;
			return {
				sites: [...rule.sites].sort(),
				countries: [...rule.countries].sort(),
				weekdays: inOrder(weekdays),
				holidays: [...holidays].sort(),
			};
		}),
	};
}

const inOrder = (numbers: Iterable<number>): number[] =>
	[...numbers].sort((one, other) => one - other);

const plain = (years: AnniversaryYears | null): OccurrenceRule['years'] =>
	years && { single: [...years.years].sort((one, other) => one - other), from: years.from };

/** Whether two rules mean the same. */
export const areSame = (one: DueRules, other: DueRules): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/** How a due day follows from the day itself, by such rules. */
export const policyOf = ({ daysBefore, leapDay, ...days }: DueRules): DuePolicy => ({
	daysBefore,
	leapDay,
	workingDays: {
		shift: days.shift,
		weekdays: new Set(days.weekdays),
		holidays: new Set(days.holidays),
	},
});

/** A wanted occasion with the occurrences of such rules; null when they do not look for it. */
export function wantedBy({ occasions }: DueRules, wanted: WantedOccasion): WantedOccasion | null {
	const rule = ownOf(occasions, wanted.id);
	if (!rule) return null;
	const { repeat, years } = rule;
	return {
		...wanted,
		repeat,
		years: years && { years: new Set(years.single), from: years.from },
	};
}

const SHIFTS = ['sameDay', 'previous', 'next'] as const;
const LEAP_DAYS = ['february28', 'march1'] as const;
const REPEATS = ['yearly', 'once'] as const;
/** Of days and years; nothing larger can be set. */
const LARGEST = 99;

/** Reads stored rules; null for anything else. */
export function readDueRules(stored: unknown): DueRules | null {
	if (!isObject(stored)) return null;
	const shift = SHIFTS.find((one) => one === stored.shift);
	const leapDay = LEAP_DAYS.find((one) => one === stored.leapDay);
	const { daysBefore, weekdays, holidays } = stored;
	if (!isNumber(daysBefore) || !shift || !leapDay) return null;
	if (!isListOf(weekdays, isWeekday) || !isListOf(holidays, isDate)) return null;
	if (shift !== 'sameDay' && weekdays.length === 0) return null;
	const occasions = readOccurrenceRules(stored.occasions);
	const sites = stored.sites === undefined ? [] : readSiteDays(stored.sites);
	if (occasions === null || sites === null) return null;
	const rules = { daysBefore, leapDay, shift, weekdays, holidays, occasions };
	return sites.length === 0 ? rules : { ...rules, sites };
}

function readSiteDays(stored: unknown): NonNullable<DueRules['sites']> | null {
	if (!Array.isArray(stored)) return null;
	const known = stored.filter(isSiteDays);
	return known.length === stored.length ? known : null;
}

const isSiteDays = (value: unknown): value is RulePlaces & SiteDays =>
	isObject(value) &&
	isListOf(value.sites, isText) &&
	isListOf(value.countries, isText) &&
	isListOf(value.weekdays, isWeekday) &&
	value.weekdays.length > 0 &&
	isListOf(value.holidays, isDate);

const isText = (value: unknown): value is string => typeof value === 'string';

function readOccurrenceRules(stored: unknown): Record<string, OccurrenceRule> | null {
	if (!isObject(stored)) return null;
	const rules: [id: string, OccurrenceRule][] = [];
	for (const [id, value] of Object.entries(stored)) {
		const repeat = isObject(value) ? REPEATS.find((one) => one === value.repeat) : undefined;
		const years = isObject(value) ? readYears(value.years) : undefined;
		if (!repeat || years === undefined) return null;
		rules.push([id, { repeat, years }]);
	}
	return Object.fromEntries(rules);
}

/** Undefined for anything else. */
function readYears(stored: unknown): OccurrenceRule['years'] | undefined {
	if (stored === null) return null;
	if (!isObject(stored) || !isListOf(stored.single, isNumber)) return undefined;
	const { single, from } = stored;
	return from === null || isNumber(from) ? { single, from } : undefined;
}

const isNumber = (value: unknown): value is number =>
	Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LARGEST;
const isWeekday = (value: unknown): value is number => isNumber(value) && value >= 1 && value <= 7;
const isDate = (value: unknown): value is string => dayIn(value) !== null;

const isListOf = <T>(value: unknown, isOne: (one: unknown) => one is T): value is T[] =>
	Array.isArray(value) && value.every(isOne);
