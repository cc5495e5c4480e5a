import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { Kept } from '../kept.mts';
import { isClean } from '../queue/ledger.mts';
import { isLogWhole } from './giftLog.mts';
import { reportOf } from './report.mts';
import { runScenario } from './run.mts';
import type { Scenario, ScenarioReport } from './run.mts';

// `npm run test:faults`: a real n8n whose services fail in every way we know of, and which is killed
// again and again. Options: --seed N, --days N (of each scenario), --report FILE (for the report, besides
// printing it), --logs FOLDER (for n8n's log of each scenario). When it was stopped, it continues with the
// scenarios that it had not finished (kept.mts: --keep, --anew).

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

const isReport = (value: unknown): value is ScenarioReport =>
	isRecord(value) && 'tally' in value && 'log' in value;

const kept = Kept.of('faults', process.argv, { say });
const reports = new Map<Scenario, ScenarioReport>();

async function worker(queue: Scenario[]): Promise<void> {
	for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
		const { durable, honoursRequestId, seed } = scenario;
		const name = `${durable ? 'durable' : 'default'}, ${honoursRequestId ? 'honours' : 'ignores'}`;
		const log = logs === undefined ? {} : { logFile: path.join(logs, `${name}.log`) };
		const chosen = { ...scenario, ...log };
		const report = await kept.part(
			`${name}, seed ${String(seed)}, ${String(DAYS)} days`,
			isReport,
			async () =>
				await runScenario(chosen, (text) => {
					say(`[${name}] ${text}`);
				}),
		);
		reports.set(scenario, report);
	}
}

const queue = [...scenarios];
const workers = await Promise.allSettled(
	Array.from({ length: AT_A_TIME }, async () => {
		await worker(queue);
	}),
);
// the other scenario has come to its end meanwhile, and is kept
for (const one of workers) if (one.status === 'rejected') throw one.reason;
const inOrder = scenarios.flatMap((scenario) => reports.get(scenario) ?? []);
const report = reportOf(inOrder);
process.stdout.write(`\n${report}\n`);
const file = option('--report');
if (file !== undefined) writeFileSync(file, `${report}\n`);
kept.finish();
const clean = inOrder.length === scenarios.length && inOrder.every(isAsItHasToBe);
process.stdout.write(clean ? '\nAll as it has to be.\n' : '\nNOT as it has to be, see above.\n');
process.exitCode = clean ? 0 : 1;
if (process.connected) process.disconnect();
