import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CASES } from './cases.mts';
import type { Case } from './cases.mts';
import { fromJson, isWell, NOT_NOTED, outcomeOf, toJson, withOutcome } from './outcome.mts';
import type { Outcome, VersionOutcome } from './outcome.mts';
import { casesOf, casesToRun, inContainer, jestArguments, reasonAgainst, wishOf } from './plan.mts';
import { summaryOf, tableOf, withTable } from './report.mts';

const E2E = path.resolve(import.meta.dirname, '..', 'e2e');

const WHERE = { node: '24.21.0', on: '2026-11-27', commit: '5638bd0' };
const PASSED = { passed: 3, failed: 0, leftOut: 0, seconds: 12, ...WHERE };
const FAILED = { ...PASSED, failed: 1 };

const versionWith = (version: string, outcomes: [string, Outcome][]): VersionOutcome => ({
	version,
	outcomes: new Map(outcomes),
});

function caseNamed(file: string): Case {
	const found = CASES.find((one) => one.file === file);
	if (found === undefined) throw new Error(`There is no case ${file}.`);
	return found;
}

describe('the cases of test:compat', () => {
	it('are all end-to-end tests', () => {
		const files = readdirSync(E2E)
			.filter((file) => file.endsWith('.test.mts'))
			.map((file) => path.basename(file, '.test.mts'));
		expect(CASES.map(({ file }) => file).sort()).toEqual(files.sort());
	});

	it('are all run on a new n8n, and on an older one those that it has', () => {
		expect(casesOf('2.40.5')).toEqual(CASES);
		const old = casesOf('2.0.3');
		expect(CASES.filter((one) => !old.includes(one)).map(({ file }) => file)).toEqual([
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
	});

	it('skip on an older n8n the tests that take more', () => {
		const faults = caseNamed('faults');
		const pattern = new RegExp(jestArguments(faults, '2.0.3').at(-1) ?? '');
		expect(pattern.test('nobody gets a gift twice in the default engine')).toBe(true);
		expect(pattern.test('nobody gets a gift twice in the durable scheduler')).toBe(false);
		expect(jestArguments(faults, '2.40.5')).not.toContain('--testNamePattern');
	});

	it('are run on an n8n in a container, except for those that move its clock', () => {
		const left = CASES.filter((one) => !casesOf(inContainer('3.0.0')).includes(one));
		const movers = readdirSync(E2E)
			.filter((file) => file.endsWith('.test.mts'))
			.filter((file) =>
				/libfaketime|fakeTime|calendar\.mts|\.\.\/(faults|queue)\//.test(
					readFileSync(path.join(E2E, file), 'utf8'),
				),
			)
			.map((file) => path.basename(file, '.test.mts'));
		expect(left.map(({ file }) => file).sort()).toEqual(
			[...new Set([...movers, 'container'])].sort(),
		);
		expect(reasonAgainst(caseNamed('caps'), inContainer('3.0.0'))).toMatch(/a moved clock/);
		expect(reasonAgainst(caseNamed('caps'), '2.41.1')).toBeUndefined();
	});
});

describe('what test:compat is asked for', () => {
	const KNOWN = ['2.0.3', '2.40.5', '2.41.1'];

	it('is everything unless something is named', () => {
		expect(wishOf([], KNOWN)).toEqual({
			versions: KNOWN,
			files: [],
			isReport: false,
			isContinued: false,
		});
		expect(wishOf(['caps', '2.41.1', '--report', '--continue'], KNOWN)).toEqual({
			versions: ['2.41.1'],
			files: ['caps'],
			isReport: true,
			isContinued: true,
		});
	});

	it('is refused when it is misspelled, instead of running everything', () => {
		expect(() => wishOf(['2.41.3'], KNOWN)).toThrow('Unknown: 2.41.3');
	});

	it('goes on after what has passed, and repeats what has failed', () => {
		const kept = [
			versionWith('2.41.1', [
				['caps', PASSED],
				['sites', FAILED],
			]),
		];
		const files = (...args: string[]) =>
			casesToRun('2.41.1', wishOf(args, KNOWN), kept).map(({ file }) => file);
		expect(files('caps', 'sites', 'queue', '--continue')).toEqual(['queue', 'sites']);
		expect(files('caps', 'sites', 'queue')).toEqual(['queue', 'caps', 'sites']);
		expect(casesToRun('2.40.5', wishOf(['--continue'], KNOWN), kept)).toEqual(CASES);
	});
});

describe('what came out of a case', () => {
	const report = (statuses: string[], status = 'passed') => ({
		testResults: [
			{
				name: path.join(E2E, 'hibobNode.test.mts'),
				status,
				startTime: 1_000,
				endTime: 13_000,
				assertionResults: statuses.map((each) => ({ status: each })),
			},
		],
	});
	const cell = (jestReport: unknown) =>
		tableOf([versionWith('2.40.5', [['hibobNode', outcomeOf(jestReport, 'hibobNode', WHERE)]])]);

	it('is told with its day and its commit', () => {
		expect(cell(report(['passed', 'passed', 'pending']))).toContain(
			'| The HiBob node | 2 passed, 1 not in this n8n, 12 s, 2026-11-27 at 5638bd0 |',
		);
	});

	it('is told with its day alone where the commit was not noted', () => {
		const outcome = { ...PASSED, commit: NOT_NOTED };
		expect(tableOf([versionWith('2.40.5', [['hibobNode', outcome]])])).toContain(
			'3 passed, 12 s, 2026-11-27 |',
		);
	});

	it.each([
		['fails', report(['passed', 'failed']), '1 FAILED, 1 passed'],
		['cannot be run', report([], 'failed'), '1 FAILED, 0 passed'],
		['is missing from what Jest says', { testResults: [] }, '1 FAILED, 0 passed'],
	])('is a failure when the case %s', (_, jestReport, words) => {
		expect(isWell(outcomeOf(jestReport, 'hibobNode', WHERE))).toBe(false);
		expect(cell(jestReport)).toContain(words);
	});
});

describe('the table of test:compat', () => {
	it('says of each version what was not run', () => {
		const results = [versionWith('2.40.5', [['caps', PASSED]]), versionWith('2.41.1', [])];
		expect(tableOf(results)).toContain('| The HiBob node | not run | not run |');
		const [one, other] = summaryOf(results).split('\n').slice(2);
		expect(one).toContain(`| 1 of ${String(CASES.length)} | 0 | ${String(CASES.length - 1)} |`);
		expect(other).toContain(`| 0 of ${String(CASES.length)} | 0 | ${String(CASES.length)} |`);
	});

	it('counts what failed', () => {
		const [, , row] = summaryOf([versionWith('2.41.1', [['caps', FAILED]])]).split('\n');
		expect(row).toContain(`| 1 | ${String(CASES.length - 1)} |`);
	});

	it('is kept as it is', () => {
		const results = [
			versionWith('2.41.1', [
				['caps', PASSED],
				['sites', FAILED],
			]),
		];
		expect(fromJson(toJson(results))).toEqual(results);
	});

	it('keeps what came out of other cases and versions before, the oldest n8n first', () => {
		const kept = [
			versionWith('2.0.3', [['caps', PASSED]]),
			versionWith('2.41.1', [
				['caps', FAILED],
				['sites', PASSED],
			]),
		];
		const again = { version: '2.41.1', file: 'caps', outcome: PASSED };
		expect(withOutcome(kept, again)).toEqual([
			versionWith('2.0.3', [['caps', PASSED]]),
			versionWith('2.41.1', [
				['caps', PASSED],
				['sites', PASSED],
			]),
		]);
		const versionsWith = (version: string) =>
			withOutcome(kept, { version, file: 'caps', outcome: FAILED }).map((one) => one.version);
		expect(versionsWith('2.40.5')).toEqual(['2.0.3', '2.40.5', '2.41.1']);
		const inOne = inContainer('3.0.0');
		expect(versionsWith(inOne)).toEqual(['2.0.3', '2.41.1', inOne]);
	});

	it('takes the place of the one before', () => {
		const page = 'a\n<!-- test:compat -->\n\nold\n\n<!-- /test:compat -->\nb';
		expect(withTable(page, 'new $&')).toBe(page.replace('old', () => 'new $&'));
		expect(() => withTable('a', 'new')).toThrow('no place');
	});
});
