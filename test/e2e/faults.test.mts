import { describe, expect, it } from '@jest/globals';
import { isClean } from '../queue/ledger.mts';
import { reportOf } from '../faults/report.mts';
import { runScenario } from '../faults/run.mts';

const TIMEOUT = 900_000;

/** A few days of `npm run test:faults`, which has many more. */
const FEW_DAYS = { firstDay: '2027-02-01', days: 4, giftsPerDay: 8, kills: 6, speed: 15 };

describe('with services that fail and n8n killed again and again, nobody gets a gift twice, wrongly or not at all', () => {
	it.each([
		['in the default engine', { durable: false, honoursRequestId: false, seed: 11 }],
		['in the durable scheduler', { durable: true, honoursRequestId: true, seed: 12 }],
	])(
		'%s',
		async (_name, scenario) => {
			const report = await runScenario({ ...FEW_DAYS, ...scenario });
			process.stdout.write(`${reportOf([report])}\n`);
			expect(report.tally).toMatchObject({ duplicates: [], lost: [], wrong: [], heldInTheEnd: [] });
			expect(isClean(report.tally)).toBe(true);
			expect(report.tally.sent).toBeGreaterThan(15);
			expect(report.kills.size).toBeGreaterThan(0);
			expect(report.log.invented).toEqual([]);
			expect(report.violations).toEqual([]);
			expect(report.hibobRequests.reads).toBe(report.hibobRequests.all);
		},
		TIMEOUT,
	);
});
