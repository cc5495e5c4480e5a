import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { runMemory } from '../../../nodes/HiBob/resources/trigger/memory.ts';
import { dueDaysAtFirst } from '../../../nodes/HiBob/runs/dueDays.ts';
import type { RunMemory } from '../../../nodes/HiBob/runs/dailyRun.ts';
import { runSites, siteRunsOf } from '../../../nodes/HiBob/runs/siteRuns.ts';
import { siteSchedulesOf } from '../../../nodes/HiBob/settings/siteRules.ts';
import { runDay } from '../../../nodes/shared/schedule/runSchedule.ts';
import type { RunSchedule } from '../../../nodes/shared/schedule/runSchedule.ts';
import { readState, settled, writeState } from '../../../nodes/shared/schedule/scheduleState.ts';
import type { TriggerState } from '../../../nodes/shared/schedule/scheduleState.ts';
import {
	isAnyDue,
	isDue,
	scheduleRuns,
	withFirstRuns,
	withRuns,
} from '../../../nodes/shared/schedule/siteSchedules.ts';
import type { Rules } from '../occasions/duePolicies.mts';
import { triggerSettings } from './everyDay.mts';
import type { Person } from './people.mts';
import { changesOf, recordOn } from './records.mts';
import { ELSEWHERE, rulesFor, siteAt, SITES } from './sitePlan.mts';
import type { Stays } from './sitePlan.mts';

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface HourlyRuns {
	people: readonly Person[];
	/** where each of them works */
	stays: readonly Stays[];
	rules: Rules;
	/** the instants of all heartbeats */
	beats: readonly number[];
}

/** What the product's runs return, by the instant of the heartbeat; each run's state goes into the next. */
export function everyHour({ people, stays, rules, beats }: HourlyRuns): Map<string, string[]> {
	const schedule: RunSchedule = {
		mode: 'onceADay',
		runAt: ELSEWHERE.runAt,
		timeZone: ELSEWHERE.zone,
	};
	const siteRules = rulesFor(SITES);
	const settings = {
		...triggerSettings(rules, ''),
		schedule,
		siteRules,
		siteSchedules: siteSchedulesOf(siteRules, schedule),
	};
	const subjects = settings.wanted.map(({ id }) => id);
	const [begin = 0] = beats;
	const fresh = settled(
		readState({}, runMemory, subjects),
		subjects,
		runDay(schedule, begin),
		begin,
	);
	let state = withFirstRuns(fresh, scheduleRuns(settings, fresh, begin), begin);
	state = {
		...state,
		memory: { ...state.memory, due: dueDaysAtFirst(settings, runDay(schedule, begin)) },
	};
	const roster = new Roster(people, stays);
	const found = new Map<string, string[]>();
	for (const now of beats) {
		if (!isAnyDue(settings, state, now)) continue;
		const runs = scheduleRuns(settings, state, now);
		const due = runs.filter(isDue);
		const records = roster.at(now);
		const company = {
			roster: records,
			everyone: records,
			unidentified: [],
			headCount: records.length,
			unreadable: new Set<string>(),
		};
		const { runs: siteRuns, history } = siteRunsOf(settings, state, runDay(schedule, now), due);
		const { results, memory } = runSites(
			company,
			settings,
			{ ...state.memory, due: history },
			siteRuns,
		);
		state = asStored(withRuns({ ...state, memory }, runs, now), subjects);
		const lines = results.flatMap(({ run, result }) =>
			result.items.map(
				({ key, occasion: { date, dueDate } }) =>
					`${key} on ${date}, due ${dueDate}, in ${run.schedule.timeZone} on ${run.day.today}`,
			),
		);
		if (lines.length > 0) found.set(new Date(now).toISOString(), lines);
	}
	return found;
}

/** The state as it comes back from n8n, which restarts after each run. */
function asStored(state: TriggerState<RunMemory>, subjects: readonly string[]) {
	const staticData: IDataObject = {};
	writeState(staticData, state, runMemory);
	return readState(jsonParse<IDataObject>(JSON.stringify(staticData)), runMemory, subjects);
}

/** What HiBob answers as time goes on. */
class Roster {
	private readonly records: HiBobRecord[] = [];

	private readonly changes: { at: number; index: number }[];

	private next = 0;

	private readonly people: readonly Person[];

	private readonly stays: readonly Stays[];

	constructor(people: readonly Person[], stays: readonly Stays[]) {
		this.people = people;
		this.stays = stays;
		this.changes = people
			.flatMap((person, index) =>
				[0, ...changesOf(person), ...(stays[index] ?? []).map(({ from }) => from)].map((day) => ({
					at: day * DAY,
					index,
				})),
			)
			.sort((one, other) => one.at - other.at);
	}

	at(now: number): HiBobRecord[] {
		for (; (this.changes[this.next]?.at ?? Infinity) <= now; this.next++) {
			const index = this.changes[this.next]?.index ?? 0;
			const person = this.people[index];
			if (!person) continue;
			const site = siteAt(this.stays[index] ?? [], now);
			this.records[index] = recordOn(person, Math.floor(now / DAY), site);
		}
		return [...this.records];
	}
}
