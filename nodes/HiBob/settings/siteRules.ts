import type { INodeProperties } from 'n8n-workflow';
import { textsIn } from '../../shared/declaredParameter';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import type { ParameterReader } from '../../shared/parameterReader';
import { collectionOf, rowsOf, shown, stringOf } from '../../shared/parameterValue';
import { scheduleId, timeOfDay } from '../../shared/schedule/runSchedule';
import type { RunSchedule } from '../../shared/schedule/runSchedule';
import { timeZone as ownTimeZone } from '../../shared/schedule/timeZones';
import { isTimeZone } from '../../shared/timeZone';
import { FIELDS } from '../employees/fields';
import { LISTS } from '../employees/lists';
import { countryInWords } from '../employees/place';
import type { SiteRule } from '../occasions/siteRules';
import { isSiteId } from './requestedFields';
import { holidayDates, holidayList, holidaysIn, weekdaysOf, workingDays } from './when';
import { countries as peopleInCountries, sites as peopleAtSites } from './who';
import type { ChosenEntries } from './who';

const countries: INodeProperties = {
	...peopleInCountries,
	displayName: 'Country Names or IDs',
	hint: 'All sites in these countries. In HiBob, the country of a site is under Address.',
};

const runAt: INodeProperties = {
	displayName: 'Run At',
	name: 'runAt',
	type: 'string',
	default: '',
	placeholder: 'e.g. 9:00',
	description: "Time of day in this time zone. If empty, 'Run At' of the trigger applies.",
};

const sites: INodeProperties = { ...peopleAtSites, displayName: 'Site Names or IDs', hint: '' };

const timeZone: INodeProperties = {
	...ownTimeZone,
	typeOptions: { loadOptionsMethod: 'getOtherTimeZones' },
	default: '',
	hint: 'Decides what day it is for the people at these sites',
};

const ownHolidayDates: INodeProperties = {
	...holidayDates,
	description:
		"Dates that count like weekends at these sites. If there are none, those under 'When' apply.",
};

const ownHolidayList: INodeProperties = {
	...holidayList,
	description: 'More dates that count like weekends at these sites, to paste many at once',
};

const ownWorkingDays: INodeProperties = {
	...workingDays,
	default: [],
	description: "If empty, those under 'When' apply",
};

/** The sites that have days and times of their own. */
export const siteRules: INodeProperties = {
	displayName: 'Site Rules',
	name: 'siteRules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Site Rule',
	default: {},
	description:
		'Sites with their own time zone, run time or days off. Everyone else follows the settings above.',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [sites, countries, timeZone, runAt, ownWorkingDays, ownHolidayDates, ownHolidayList],
		},
	],
};

/** The Site Rules, checked. */
export interface SiteSettings {
	siteRules: readonly SiteRule[];
	/** ids of the fields that say where someone works; none without rules */
	placeFields: readonly string[];
	/** the chosen sites and countries, as the user wrote them */
	chosenSites: readonly ChosenEntries[];
}

/**
 * Reads the Site Rules.
 *
 * @throws ExplainedError that names the rule by its number, and what to set it to
 */
export function siteRulesOf(reader: ParameterReader): SiteSettings {
	const rules = collectionOf(reader.getNodeParameter(siteRules.name, siteRules.default));
	const entries = rowsOf(rules.rule).map((row) => ({
		row,
		sites: textsIn(row, sites),
		countries: textsIn(row, countries),
	}));
	const checked = entries.map((entry, index) => ruleIn(entry, index + 1));
	refuseTwice(checked);
	const chosen = (list: ChosenEntries['list'], texts: readonly string[]): ChosenEntries[] =>
		texts.length === 0 ? [] : [{ label: siteRules.displayName, list, entries: texts }];
	return {
		siteRules: checked,
		placeFields: placeFieldsOf(checked),
		chosenSites: [
			...chosen(
				LISTS.site,
				entries.flatMap((entry) => entry.sites),
			),
			...chosen(
				LISTS.country,
				entries.flatMap((entry) => entry.countries),
			),
		],
	};
}

function ruleIn(
	{ row, ...places }: { row: JsonObject; sites: string[]; countries: string[] },
	number: number,
): SiteRule {
	const name = `Rule ${String(number)} of '${siteRules.displayName}'`;
	if (places.sites.length + places.countries.length === 0) {
		throw new ExplainedError(
			`${name} has neither sites nor countries`,
			'Choose the sites that it applies to, or delete it',
		);
	}
	const zone = stringOf(row[timeZone.name] ?? '').trim();
	if (!isTimeZone(zone)) {
		throw new ExplainedError(
			`${name} has "${shown(zone)}" as its time zone`,
			"Choose one in 'Time Zone', such as Australia/Sydney",
		);
	}
	const text = stringOf(row[runAt.name] ?? '').trim();
	const time = timeOfDay(text);
	if (text !== '' && time === null) {
		throw new ExplainedError(
			`${name} has "${shown(text)}" as its run time`,
			"Set 'Run At' to hours and minutes, such as 9:00 or 14:30, or leave it empty",
		);
	}
	const weekdays = textsIn(row, ownWorkingDays);
	const daysOff = holidaysIn(row, ownHolidayDates, ownHolidayList);
	return {
		sites: places.sites.map((site) => site.toLowerCase()),
		countries: places.countries.map(countryInWords),
		timeZone: zone,
		runAt: time,
		weekdays: weekdays.length === 0 ? null : weekdaysOf(weekdays),
		holidays: daysOff.size === 0 ? null : daysOff,
	};
}

/** @throws ExplainedError when two rules are for one site or country */
function refuseTwice(rules: readonly SiteRule[]): void {
	const seen = new Map<string, number>();
	rules.forEach(({ sites: names, countries: codes }, index) => {
		const own = new Set([
			...names.map((site) => `site "${shown(site)}"`),
			...codes.map((code) => `country "${shown(code)}"`),
		]);
		for (const place of own) {
			const other = seen.get(place);
			seen.set(place, index + 1);
			if (other === undefined) continue;
			throw new ExplainedError(
				`'${siteRules.displayName}' has the ${place} in rule ${String(other)} and in rule ${String(index + 1)}`,
				'Remove it from one of them',
			);
		}
	});
}

function placeFieldsOf(rules: readonly SiteRule[]): string[] {
	if (rules.length === 0) return [];
	const hasIds = rules.some((rule) => rule.sites.some(isSiteId));
	const hasCountries = rules.some((rule) => rule.countries.length > 0);
	return [
		FIELDS.site.id,
		...(hasIds ? [FIELDS.siteId.id] : []),
		...(hasCountries ? [FIELDS.siteCountry.id] : []),
	];
}

/** The schedule of people who follow a rule. @param own - that of everyone else */
export const scheduleAt = (
	{ timeZone: zone, runAt: time }: SiteRule,
	own: RunSchedule,
): RunSchedule =>
	own.mode === 'everyPoll'
		? { mode: 'everyPoll', timeZone: zone }
		: { mode: 'onceADay', timeZone: zone, runAt: time ?? own.runAt };

/** The schedules of all rules that differ from each other and from that of everyone else. */
export function siteSchedulesOf(rules: readonly SiteRule[], own: RunSchedule): RunSchedule[] {
	const schedules = new Map(
		rules.map((rule) => scheduleAt(rule, own)).map((one) => [scheduleId(one), one]),
	);
	schedules.delete(scheduleId(own));
	return [...schedules.values()];
}
