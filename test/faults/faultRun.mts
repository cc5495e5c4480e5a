import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isClean } from '../queue/ledger.mts';
import { isLogWhole } from './giftLog.mts';
import { reportOf } from './report.mts';
import { runScenario } from './run.mts';
import type { Scenario, ScenarioReport } from './run.mts';

// `npm run test:faults`: a real n8n whose services fail in every way we know of, and which is killed
// again and again. Options: --seed N, --days N (of each scenario), --report FILE (for the report, besides
// printing it), --logs FOLDER (for n8n's log of each scenario).

const AT_A_TIME = 2;
const begun = Date.now();

const option = (name: string): string | undefined => {
	const index = process.argv.indexOf(name);
	return index < 0 ? undefined : process.argv[index + 1];
};

const logs = option('--logs');
const DAYS = Number(option('--days') ?? 42);

const SHAPE = {
	seed: Number(option('--seed') ?? 1),
	firstDay: '2027-02-01',
	days: DAYS,
	giftsPerDay: 14,
	// of those that are planned, some never come about, because n8n is down or HiBob silent
	kills: 3 * DAYS,
	speed: 15,
	waitsForLog: true,
};

const scenarios: Scenario[] = [
	{ ...SHAPE, durable: false, honoursRequestId: false },
	{ ...SHAPE, durable: true, honoursRequestId: false, seed: SHAPE.seed + 1 },
	{ ...SHAPE, durable: false, honoursRequestId: true, seed: SHAPE.seed + 2 },
	{ ...SHAPE, durable: true, honoursRequestId: true, seed: SHAPE.seed + 3 },
];

const say = (text: string): void => {
	const minutes = (Date.now() - begun) / 60_000;
	process.stdout.write(`${minutes.toFixed(1).padStart(6)} min  ${text}\n`);
};

const isAsItHasToBe = ({ tally, log, violations, hibobRequests }: ScenarioReport): boolean =>
	isClean(tally) &&
	isLogWhole(log) &&
	violations.length === 0 &&
	hibobRequests.all === hibobRequests.reads;

const reports = new Map<Scenario, ScenarioReport>();

async function worker(queue: Scenario[]): Promise<void> {
	for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
		const name = `${scenario.durable ? 'durable' : 'default'}, ${scenario.honoursRequestId ? 'honours' : 'ignores'}`;
		const log = logs === undefined ? {} : { logFile: path.join(logs, `${name}.log`) };
		reports.set(
			scenario,
			await runScenario({ ...scenario, ...log }, (text) => {
				say(`[${name}] ${text}`);
			}),
		);
	}
}

let clean = false;
try {
	const queue = [...scenarios];
	await Promise.all(
		Array.from({ length: AT_A_TIME }, async () => {
			await worker(queue);
		}),
	);
	const inOrder = scenarios.flatMap((scenario) => reports.get(scenario) ?? []);
	const report = reportOf(inOrder);
	process.stdout.write(`\n${report}\n`);
	const file = option('--report');
	if (file !== undefined) writeFileSync(file, `${report}\n`);
	clean = inOrder.length === scenarios.length && inOrder.every(isAsItHasToBe);
	process.stdout.write(clean ? '\nAll as it has to be.\n' : '\nNOT as it has to be, see above.\n');
} catch (error) {
	process.stderr.write(
		`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
	);
}
process.exitCode = clean ? 0 : 1;
if (process.connected) process.disconnect();
