import { describe, expect, test } from '@jest/globals';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { runMemory } from '../../../nodes/HiBob/resources/trigger/memory.ts';
import type { Company } from '../../../nodes/HiBob/runs/company.ts';
import type { RunMemory } from '../../../nodes/HiBob/runs/dailyRun.ts';
import {
	dueDaysAtFirst,
	dueDaysInRun,
	dueDaysPublished,
} from '../../../nodes/HiBob/runs/dueDays.ts';
import { runSites, siteRunsOf } from '../../../nodes/HiBob/runs/siteRuns.ts';
import type { RunSchedule } from '../../../nodes/shared/schedule/runSchedule.ts';
import { runDay, scheduleId } from '../../../nodes/shared/schedule/runSchedule.ts';
import { readState, settled } from '../../../nodes/shared/schedule/scheduleState.ts';
import type { ScheduleRun } from '../../../nodes/shared/schedule/siteSchedules.ts';
import { scheduleRuns } from '../../../nodes/shared/schedule/siteSchedules.ts';
import { companyOf, person, SAME_DAY, settings } from './runs.mts';

// Several schedules in one run, over one answer of HiBob.

const schedule: RunSchedule = { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' };
const inSydney: RunSchedule = { ...schedule, timeZone: 'Australia/Sydney' };
const BEGIN = Date.parse('2026-11-22T12:00:00Z');
const NOW = Date.parse('2026-11-23T21:00:00Z');

const SETTINGS = {
	...settings(),
	schedule,
	siteSchedules: [inSydney],
	siteRules: [
		{
			sites: ['sydney'],
			countries: [],
			timeZone: inSydney.timeZone,
			runAt: null,
			weekdays: null,
			holidays: null,
		},
	],
};

/** An employee at a site with a birthday. */
function at(site: string, id: string, birthday: string, firstName: unknown = 'Noa'): HiBobRecord {
	const record = person(id, { birthday });
	const work = { startDate: null, site };
	return { ...record, firstName, work };
}

/** What is remembered between the first publishing and the run. */
function stateBefore(settings: Settings) {
	const day = runDay(schedule, BEGIN);
	const subjects = settings.wanted.map(({ id }) => id);
	const first = settled(readState({}, runMemory, subjects), subjects, day, BEGIN);
	return { ...first, memory: { ...first.memory, due: dueDaysAtFirst(SETTINGS, day) } };
}

type Settings = typeof SETTINGS;
const day = runDay(schedule, NOW);

/** A run of both schedules, on the 23rd in UTC and on the 24th in Sydney. */
function runBoth(
	company: Company,
	settings: Settings = SETTINGS,
	changes: Partial<RunMemory> = {},
) {
	const state = stateBefore(settings);
	const { runs, history } = siteRunsOf(settings, state, day, scheduleRuns(settings, state, NOW));
	const memory = { ...state.memory, due: history, ...changes };
	return runSites(company, settings, memory, runs);
}

/** Who was returned by each schedule, its own first. */
const returned = ({ results }: ReturnType<typeof runBoth>) =>
	results.map(({ result }) => result.items.map(({ employee }) => employee.id));

const BOTH_DUE = [at('London', '1', '11-23'), at('Sydney', '3', '11-24')];

describe('two schedules in one run', () => {
	test('judge each person on the date of their own site', () => {
		const run = runBoth(
			companyOf([
				at('London', '1', '11-23'),
				at('London', '2', '11-24'),
				at('Sydney', '3', '11-23'),
				at('Sydney', '4', '11-24'),
				at('Sydney', '5', '11-25'),
			]),
		);
		expect(returned(run)).toEqual([['1'], ['3', '4']]);
	});

	test('remember for each schedule what it returned on the day', () => {
		const settings: Settings = { ...SETTINGS, delivery: 'repeat', offersOnceADay: true };
		const company = companyOf(BOTH_DUE);
		const first = runBoth(company, settings);
		expect(returned(first)).toEqual([['1'], ['3']]);
		const { offered, sites } = first.memory;
		expect(returned(runBoth(company, settings, { offered, sites }))).toEqual([[], []]);
		expect(returned(runBoth(company, settings, { offered }))).toEqual([[], ['3']]);
		expect(returned(runBoth(company, settings, { sites }))).toEqual([['1'], []]);
	});

	test('remember for each schedule whom it skipped, until the site has another', () => {
		const company = companyOf(
			BOTH_DUE.map((record) => ({ ...record, email: null, internal: { status: 'Inactive' } })),
		);
		const { results, memory } = runBoth(company, SETTINGS, {
			sites: { former: { skipped: null, offered: { day: day.today, keys: '' } } },
		});
		const [own, site] = results.map(({ result }) => result.memory);
		expect(own?.skipped).not.toBeNull();
		expect(site?.skipped).not.toEqual(own?.skipped);
		expect(memory.skipped).toEqual(own?.skipped);
		expect(memory.sites).toEqual({
			[scheduleId(inSydney)]: { skipped: site?.skipped, offered: null },
		});
	});

	test('have new rules with the trigger’s own run; a site’s run leaves them waiting', () => {
		const state = stateBefore(SETTINGS);
		const changed: Settings = { ...SETTINGS, duePolicy: { ...SAME_DAY, daysBefore: 3 } };
		const both = scheduleRuns(changed, state, NOW);
		const historyAfter = (due: ScheduleRun[]) => siteRunsOf(changed, state, day, due).history;
		const inRun = dueDaysInRun(changed, state.memory.due, state.lastRun, day);
		const waiting = dueDaysPublished(changed, state.memory.due, day);
		expect(inRun).not.toEqual(waiting);
		expect(historyAfter(both)).toEqual(inRun);
		expect(historyAfter(both.filter(({ isOwn }) => isOwn))).toEqual(inRun);
		expect(historyAfter(both.filter(({ isOwn }) => !isOwn))).toEqual(waiting);
	});

	test('list a row of which nothing is known once', () => {
		const company = {
			...companyOf([at('Sydney', '1', '11-24')]),
			unidentified: [{ id: null, place: 'Row 1', explanation: 'It is no object', rows: [] }],
		};
		const { results } = runBoth(company);
		expect(results.map(({ result }) => result.skipped.length)).toEqual([1, 0]);
	});

	test('stop when too many of those at one site cannot be read, however large the company', () => {
		const unreadable = Array.from({ length: 4 }, (_, index) =>
			at('Sydney', `9${String(index)}`, '11-24', 17),
		);
		const others = Array.from({ length: 500 }, (_, index) =>
			at('London', String(index + 1), '05-05'),
		);
		expect(() => runBoth(companyOf([...others, ...unreadable]))).toThrow(/4/);
		const elsewhere = unreadable.map((record) => ({ ...record, work: { site: 'London' } }));
		expect(() => runBoth(companyOf([...others, ...elsewhere]))).not.toThrow();
	});

	test('without sites, compare with all rows of HiBob’s answer', () => {
		const unreadable = Array.from({ length: 4 }, (_, index) =>
			at('London', `9${String(index)}`, '11-23', 17),
		);
		const settings: Settings = { ...SETTINGS, siteSchedules: [], siteRules: [] };
		const company = companyOf(unreadable);
		expect(() => runBoth(company, settings)).toThrow(/4/);
		// rows that identify nobody belong to the company, too
		expect(() => runBoth({ ...company, headCount: 500 }, settings)).not.toThrow();
	});
});
