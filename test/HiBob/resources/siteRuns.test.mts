import { describe, expect, test } from '@jest/globals';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { runMemory } from '../../../nodes/HiBob/resources/trigger/memory.ts';
import type { Company } from '../../../nodes/HiBob/runs/company.ts';
import { dueDaysAtFirst } from '../../../nodes/HiBob/runs/dueDays.ts';
import { runSites, siteRunsOf } from '../../../nodes/HiBob/runs/siteRuns.ts';
import type { RunSchedule } from '../../../nodes/shared/schedule/runSchedule.ts';
import { runDay } from '../../../nodes/shared/schedule/runSchedule.ts';
import { readState, settled } from '../../../nodes/shared/schedule/scheduleState.ts';
import { scheduleRuns } from '../../../nodes/shared/schedule/siteSchedules.ts';
import { companyOf, person, settings } from './runs.mts';

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

/** A run of both schedules, on the 23rd in UTC and on the 24th in Sydney. */
function runBoth(company: Company) {
	const day = runDay(schedule, BEGIN);
	const subjects = SETTINGS.wanted.map(({ id }) => id);
	const first = settled(readState({}, runMemory, subjects), subjects, day, BEGIN);
	const state = { ...first, memory: { ...first.memory, due: dueDaysAtFirst(SETTINGS, day) } };
	const { runs, history } = siteRunsOf(
		SETTINGS,
		state,
		runDay(schedule, NOW),
		scheduleRuns(SETTINGS, state, NOW),
	);
	return runSites(company, SETTINGS, { ...state.memory, due: history }, runs);
}

describe('two schedules in one run', () => {
	test('judge each person on the date of their own site', () => {
		const { results } = runBoth(
			companyOf([
				at('London', '1', '11-23'),
				at('London', '2', '11-24'),
				at('Sydney', '3', '11-23'),
				at('Sydney', '4', '11-24'),
				at('Sydney', '5', '11-25'),
			]),
		);
		expect(results.map(({ result }) => result.items.map(({ employee }) => employee.id))).toEqual([
			['1'],
			['3', '4'],
		]);
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
});
