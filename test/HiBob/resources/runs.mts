import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import type { CivilDate } from '../../../nodes/shared/civilDate.ts';
import type { DuePolicy } from '../../../nodes/HiBob/occasions/dueDates.ts';
import { runMemory } from '../../../nodes/HiBob/resources/trigger/memory.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { sameForAll } from '../../../nodes/HiBob/runs/calendars.ts';
import type { Company } from '../../../nodes/HiBob/runs/company.ts';
import { dailyRun } from '../../../nodes/HiBob/runs/dailyRun.ts';
import type { RunMemory } from '../../../nodes/HiBob/runs/dailyRun.ts';
import { calendarOf, dueDaysAtFirst, dueDaysInRun } from '../../../nodes/HiBob/runs/dueDays.ts';
import { recordIn, rules } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';
import { EVERYTHING } from '../occasions/wanted.mts';

/** What a run knows of those before it: one baseline for every occasion. */
export interface State {
	baseline: CivilDate;
	lastRun?: CivilDate;
	memory: RunMemory;
}

export const SAME_DAY: DuePolicy = {
	daysBefore: 0,
	leapDay: 'february28',
	workingDays: { shift: 'sameDay', weekdays: new Set([1, 2, 3, 4, 5]), holidays: new Set() },
};

export const settings = (changes: Partial<TriggerSettings> = {}): TriggerSettings => ({
	wanted: EVERYTHING,
	rosterEvents: new Set(),
	schedule: { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' },
	siteSchedules: [],
	siteRules: [],
	usesCompanyCalendars: false,
	daysOff: null,
	duePolicy: SAME_DAY,
	catchUpDays: 7,
	delivery: 'once',
	offersOnceADay: false,
	includeSkipped: false,
	reportsRuns: false,
	largestShrink: 20,
	largestUnreadable: 5,
	rules: rules(),
	optOutField: null,
	optInField: null,
	preferredNameField: null,
	chosenEntries: [],
	extraFields: [],
	watchedFields: changes.extraFields ?? [],
	requested: { required: [], optional: [], decisive: [], place: [] },
	returned: { address: true, personalEmail: true, phone: true },
	...changes,
});

/** A company of which everything is readable. */
export const companyOf = (roster: HiBobRecord[], unreadable: string[] = []): Company => ({
	roster,
	unidentified: [],
	headCount: roster.length,
	everyone: roster,
	unreadable: new Set(unreadable),
});

/** The id of a custom date field that {@link person} knows. */
export const CUSTOM_FIELD = 'work.custom.field_1';

interface Person {
	birthday?: string | null;
	startDate?: string | null;
	originalStartDate?: string | null;
	probationEndDate?: string | null;
	custom?: unknown;
	status?: string;
	lifecycleStatus?: string;
	terminationDate?: string | null;
	email?: string | null;
}

/** An employee as HiBob answers it; active and long there unless said otherwise. */
export const person = (id: string, about: Person): HiBobRecord =>
	recordIn(
		JSON.stringify({
			id,
			email: about.email === undefined ? `${id}@work.example` : about.email,
			work: {
				startDate: about.startDate ?? null,
				originalStartDate: about.originalStartDate ?? null,
				custom: { field_1: about.custom ?? null },
			},
			internal: {
				status: about.status ?? 'Active',
				lifecycleStatus: about.lifecycleStatus ?? 'Employed',
				terminationDate: about.terminationDate ?? null,
				probationEndDate: about.probationEndDate ?? null,
			},
			personal: { shortBirthDate: about.birthday ?? null },
		}),
	);

/** What is remembered before the first publishing. */
export const NO_MEMORY: RunMemory = {
	headCount: null,
	roster: null,
	keys: {},
	delivered: {},
	offered: null,
	syncedOn: null,
	due: [],
	repeatFrom: null,
	skipped: null,
	closed: {},
	held: {},
	sites: {},
};

export const freshState = (baseline = '2026-01-01'): State => ({
	baseline: civil(baseline),
	memory: NO_MEMORY,
});

/** A run on its own day, after the state of those before. */
export function runOn(
	company: Company,
	chosen: TriggerSettings,
	{ baseline, lastRun, memory }: State,
	today: CivilDate,
) {
	const day = { today, latest: today, baseline: today };
	const known = memory.due.length > 0 ? memory.due : dueDaysAtFirst(chosen, { ...day, baseline });
	const due = dueDaysInRun(chosen, known, lastRun ?? null, day);
	const baselines = Object.fromEntries(chosen.wanted.map(({ id }) => [id, baseline]));
	const calendar = calendarOf(chosen, due, baselines, day);
	const run = dailyRun(company, chosen, { ...memory, due }, sameForAll(calendar), {
		...day,
		members: company.headCount,
	});
	return { ...run, state: { baseline, lastRun: today, memory: run.memory } };
}

/** The state as it comes back from n8n after a run. */
export function throughStaticData({ memory, ...schedule }: State): State {
	const staticData: IDataObject = {};
	runMemory.write(staticData, memory);
	return {
		...schedule,
		memory: runMemory.read(jsonParse<IDataObject>(JSON.stringify(staticData))),
	};
}

export const keysOf = (items: readonly { key: string }[]) => items.map(({ key }) => key);
