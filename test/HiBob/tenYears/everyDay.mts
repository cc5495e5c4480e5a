import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { anniversaryYears } from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { civil, daysFrom } from '../occasions/calendar.mts';
import { duePolicy } from '../occasions/duePolicies.mts';
import type { Rules } from '../occasions/duePolicies.mts';
import {
	birthday,
	customDate,
	daysAfterStart,
	endOfProbation,
	startDate,
	workAnniversary,
} from '../occasions/wanted.mts';
import { freshState, runOn } from '../resources/runs.mts';
import { toDay } from './days.mts';
import type { Person } from './people.mts';
import { changesOf, ONCE, recordOn, SHORT, YEARLY } from './records.mts';

/** The trigger with every event, the default rules and these. */
export function triggerSettings(rules: Rules, years: string): TriggerSettings {
	return {
		wanted: [
			birthday,
			workAnniversary(anniversaryYears(years)),
			startDate,
			daysAfterStart(30),
			daysAfterStart(400),
			endOfProbation,
			customDate(YEARLY, 'yearly'),
			customDate(SHORT, 'yearly'),
			customDate(ONCE, 'once'),
		],
		rosterEvents: new Set(),
		schedule: { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' },
		siteSchedules: [],
		siteRules: [],
		usesCompanyCalendars: false,
		daysOff: null,
		duePolicy: duePolicy(rules),
		catchUpDays: 7,
		delivery: 'once',
		offersOnceADay: false,
		includeSkipped: false,
		reportsRuns: false,
		largestShrink: 20,
		rules: {
			reasons: new Set([
				'terminated',
				'leavesBeforeOccasion',
				'notActive',
				'statusUnknown',
				'noEmail',
				'dataUnreadable',
			]),
			leavesOnLastDayOfWork: false,
			lifecycles: new Set(),
			exceptEmploymentTypes: new Set(),
			persons: new Set(),
			personsUntil: new Map(),
			filters: {
				site: new Set(),
				department: new Set(),
				employmentType: new Set(),
				lifecycleStatus: new Set(),
				country: new Set(),
			},
			recipientEmail: 'work',
		},
		optOutField: null,
		optInField: null,
		preferredNameField: null,
		chosenEntries: [],
		extraFields: [],
		watchedFields: [],
		largestUnreadable: 5,
		requested: { required: [], optional: [], decisive: [], place: [] },
		returned: { address: true, personalEmail: true, phone: true },
	};
}

export interface Runs {
	people: readonly Person[];
	/** how a due day follows, and the text of "Anniversary Years" */
	rules: Rules;
	years: string;
	/** the days of the first and of the last run */
	span: readonly [string, string];
}

/** What the product's runs return, day after day; each run's state goes into the next. */
export function everyDay({ people, rules, years, span }: Runs): Map<string, string[]> {
	const settings = triggerSettings(rules, years);
	const [first, last] = [civil(span[0]), civil(span[1])];
	const changing = new Map<number, { index: number; person: Person }[]>();
	people.forEach((person, index) => {
		for (const day of changesOf(person)) {
			changing.set(day, [...(changing.get(day) ?? []), { index, person }]);
		}
	});
	const roster: HiBobRecord[] = people.map((person) => recordOn(person, toDay(first)));
	let state = freshState(addDays(first, -1));
	const byDay = new Map<string, string[]>();
	for (const today of daysFrom(first, last)) {
		for (const { index, person } of changing.get(toDay(today)) ?? []) {
			roster[index] = recordOn(person, toDay(today));
		}
		const result = runOn(
			{
				roster,
				unidentified: [],
				headCount: roster.length,
				everyone: roster,
				unreadable: new Set(),
			},
			settings,
			state,
			today,
		);
		state = result.state;
		const lines = result.items.map(
			({ key, occasion: { date, dueDate, years } }) =>
				`${key} on ${date}, due ${dueDate}, years ${String(years)}`,
		);
		if (lines.length > 0) byDay.set(today, lines);
	}
	return byDay;
}
