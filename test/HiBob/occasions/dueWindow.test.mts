import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { dueWindow } from '../../../nodes/HiBob/occasions/dueWindow.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, civil } from './calendar.mts';

describe('a run on 2026-11-23 looks', () => {
	test.each([
		['2026-11-22', 7, ['2026-11-23', '2026-11-23'], 'at its own day, as the first run'],
		['2026-11-20', 7, ['2026-11-21', '2026-11-23'], 'at the days after the baseline'],
		['2026-11-15', 7, ['2026-11-16', '2026-11-23'], 'back to a baseline just out of reach'],
		['2026-01-01', 7, ['2026-11-16', '2026-11-23'], 'back seven days when the baseline is old'],
		['2026-01-01', 0, ['2026-11-23', '2026-11-23'], 'at its own day alone without catch-up'],
		['2026-11-22', 0, ['2026-11-23', '2026-11-23'], 'at its first day alone without catch-up'],
	])('with baseline %s and %i catch-up days at %j: %s', (baseline, catchUp, [from, until]) => {
		expect(dueWindow(civil('2026-11-23'), civil(baseline), catchUp)).toEqual({ from, until });
	});

	test.each([
		['2026-11-23', 7, 'on the baseline itself: today was over when it was activated'],
		['2026-11-23', 0, 'on the baseline without catch-up'],
		['2026-12-01', 7, 'before the baseline, after the clock was set back'],
	])('with baseline %s and %i catch-up days at nothing: it is %s', (baseline, catchUp) => {
		expect(dueWindow(civil('2026-11-23'), civil(baseline), catchUp)).toBeNull();
	});

	test('over New Year', () => {
		expect(dueWindow(civil('2027-01-02'), civil('2026-06-01'), 7)).toEqual({
			from: '2026-12-26',
			until: '2027-01-02',
		});
	});
});

describe('any window', () => {
	test('holds exactly the days after the baseline and within the catch-up days', () => {
		const catchUpDays = fc.integer({ min: 0, max: 60 });
		const ago = fc.integer({ min: -5, max: 90 });
		fc.assert(
			fc.property(anyDate(), ago, catchUpDays, fc.nat(100), (today, days, catchUp, back) => {
				const baseline = addDays(today, -days);
				const day = addDays(today, -back);
				const window = dueWindow(today, baseline, catchUp);
				const isLookedAt = window !== null && day >= window.from && day <= window.until;
				expect(isLookedAt).toBe(day > baseline && back <= catchUp);
			}),
			RUNS,
		);
	});
});
