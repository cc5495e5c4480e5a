import type { INodeProperties } from 'n8n-workflow';
import { textsIn } from '../../shared/declaredParameter';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import type { ParameterReader } from '../../shared/parameterReader';
import { collectionOf, shown, stringOf } from '../../shared/parameterValue';
import { isTimeOfDay, scheduleId } from '../../shared/schedule/runSchedule';
import type { RunSchedule } from '../../shared/schedule/runSchedule';
import { isTimeZone } from '../../shared/timeZone';
import { FIELDS } from '../employees/fields';
import { LISTS } from '../employees/lists';
import { countryInWords } from '../employees/place';
import type { SiteRule } from '../occasions/siteRules';
import { isSiteId } from './requestedFields';
import { holidays, holidaysOf, weekdaysOf, workingDays } from './when';
import { countries as peopleInCountries, sites as peopleAtSites } from './who';
import type { ChosenEntries } from './who';

const countries: INodeProperties = {
	...peopleInCountries,
	hint: 'All sites in these countries. HiBob keeps the country of a site under Address.',
};

const runAt: INodeProperties = {
	displayName: 'Run At',
	name: 'runAt',
	type: 'string',
	default: '',
	placeholder: 'e.g. 09:00',
	description: 'Time of day in this time zone. When empty, the run time above counts.',
};

const sites: INodeProperties = { ...peopleAtSites, hint: '' };

const timeZone: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Australia/Sydney',
	description: 'Decides what day it is for the people at these sites',
};

const ownHolidays: INodeProperties = {
	...holidays,
	description:
		'Dates that count like weekends at these sites. When empty, those under "When" count.',
};

const ownWorkingDays: INodeProperties = {
	...workingDays,
	default: [],
	description: 'When empty, those under "When" count',
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
		'Sites with a time zone, run time or days off of their own. Everyone else follows the settings above.',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [sites, countries, timeZone, runAt, ownWorkingDays, ownHolidays],
		},
	],
};

/** The Site Rules, checked. */
export interface SiteSettings {
	siteRules: readonly SiteRule[];
	/** ids of the fields that say where somebody works; none without rules */
	placeFields: readonly string[];
	/** the sites and countries that were chosen, as the user wrote them */
	chosenSites: readonly ChosenEntries[];
}

/**
 * Reads the Site Rules.
 *
 * @throws ExplainedError that names the rule by its number, and what it takes
 */
export function siteRulesOf(reader: ParameterReader): SiteSettings {
	const rows = collectionOf(reader.getNodeParameter(siteRules.name, siteRules.default)).rule;
	const entries = (Array.isArray(rows) ? rows : []).map(collectionOf).map((row) => ({
		row,
		sites: textsIn(row, sites),
		countries: textsIn(row, countries),
	}));
	const rules = entries.map((entry, index) => ruleIn(entry, index + 1));
	refuseTwice(rules);
	const chosen = (list: ChosenEntries['list'], texts: readonly string[]): ChosenEntries[] =>
		texts.length === 0 ? [] : [{ label: siteRules.displayName, list, entries: texts }];
	return {
		siteRules: rules,
		placeFields: placeFieldsOf(rules),
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
	const name = `"${siteRules.displayName}", rule ${String(number)}`;
	if (places.sites.length + places.countries.length === 0) {
		throw new ExplainedError(
			`${name} names no site and no country`,
			'Choose the sites that it is for, or delete it',
		);
	}
	const zone = stringOf(row[timeZone.name] ?? '').trim();
	if (!isTimeZone(zone)) {
		throw new ExplainedError(
			`${name} has "${shown(zone)}" as its time zone`,
			'Set "Time Zone" to a name such as Australia/Sydney',
		);
	}
	const time = stringOf(row[runAt.name] ?? '').trim();
	if (time !== '' && !isTimeOfDay(time)) {
		throw new ExplainedError(
			`${name} has "${shown(time)}" as its run time`,
			'Set "Run At" to hours and minutes, such as 09:00, or leave it empty',
		);
	}
	const weekdays = textsIn(row, ownWorkingDays);
	const dates = textsIn(row, ownHolidays, /[\s,;]+/);
	return {
		sites: places.sites.map((site) => site.toLowerCase()),
		countries: places.countries.map(countryInWords),
		timeZone: zone,
		runAt: time === '' ? null : time,
		weekdays: weekdays.length === 0 ? null : weekdaysOf(weekdays),
		holidays: dates.length === 0 ? null : holidaysOf(dates),
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
				`"${siteRules.displayName}" has the ${place} in rule ${String(other)} and in rule ${String(index + 1)}`,
				'Take it out of one of them',
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

/** The schedule of those who follow a rule. @param own - that of everyone else */
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
