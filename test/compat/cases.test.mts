import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CASES } from './cases.mts';
import { jestArguments, planFor } from './plan.mts';
import { isAllWell, tableOf, withTable } from './report.mts';
import { fromJson, outcomesOf, toJson } from './outcome.mts';

const E2E = path.resolve(import.meta.dirname, '..', 'e2e');

describe('the cases of test:compat', () => {
	it('are all end-to-end tests', () => {
		const files = readdirSync(E2E)
			.filter((file) => file.endsWith('.test.mts'))
			.map((file) => path.basename(file, '.test.mts'));
		expect(CASES.map(({ file }) => file).sort()).toEqual(files.sort());
	});

	it('are all run on a new n8n, and on an older one those that it has', () => {
		expect(planFor('2.40.5')).toEqual({ cases: CASES, leftOut: [] });
		const old = planFor('2.0.3');
		expect(CASES.filter((one) => !old.cases.includes(one)).map(({ file }) => file)).toEqual([
			'packageMove',
			'durable',
			'runModes',
			'reachdeskLimits',
			'giftApproval',
			'giftByHand',
			'giftFollowUp',
			'giftHistory',
			'employeeGifts',
			'giftMapCaps',
			'managerNotice',
			'teamGift',
			'myGifts',
			'benefitReport',
			'giftLog',
			'employeeSync',
		]);
		const pattern = new RegExp(jestArguments(old).at(-1) ?? '');
		expect(pattern.test('nobody gets a gift twice in the default engine')).toBe(true);
		expect(pattern.test('nobody gets a gift twice in the durable scheduler')).toBe(false);
	});
});

describe('the table of test:compat', () => {
	const report = (statuses: string[], status = 'passed') => ({
		testResults: planFor('2.40.5').cases.map(({ file }) => ({
			name: path.join(E2E, `${file}.test.mts`),
			status,
			startTime: 1_000,
			endTime: 13_000,
			assertionResults: statuses.map((each) => ({ status: each })),
		})),
	});
	const on = (jestReport: unknown) => ({
		version: '2.40.5',
		node: '24.21.0',
		on: '2026-11-25',
		outcomes: outcomesOf(jestReport),
	});

	it('says what passed and what was left out', () => {
		const result = on(report(['passed', 'passed', 'pending']));
		expect(isAllWell(result)).toBe(true);
		expect(tableOf([result])).toContain('| The HiBob node | 2 passed, 1 not in this n8n, 12 s |');
	});

	it.each([
		['fails', on(report(['passed', 'failed'])), '1 FAILED, 1 passed'],
		['cannot be run', on(report([], 'failed')), '1 FAILED, 0 passed'],
		['is missing', on({ testResults: [] }), 'FAILED: did not run'],
	])('says so when a case %s', (_, result, words) => {
		expect(isAllWell(result)).toBe(false);
		expect(tableOf([result])).toContain(words);
	});

	it('is kept as it is', () => {
		const results = [on(report(['passed', 'failed', 'pending']))];
		expect(fromJson(toJson(results))).toEqual(results);
	});

	it('takes the place of the one before', () => {
		const page = 'a\n<!-- test:compat -->\n\nold\n\n<!-- /test:compat -->\nb';
		expect(withTable(page, 'new $&')).toBe(page.replace('old', () => 'new $&'));
		expect(() => withTable('a', 'new')).toThrow('no place');
	});
});
