import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outputOf } from '../../sandbox/n8n/host.mts';
import { isClean } from '../queue/ledger.mts';
import { shortPlan } from '../queue/plan.mts';
import { companySize, playDays } from '../queue/queueRun.mts';
import type { QueueRun } from '../queue/queueRun.mts';
import { START, startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import { callFor, outcomesOf, peopleOf, publishCapped } from './capped.mts';
import { documented, lineOf, PRODUCTION, rowOf, sending, TEST_RUN } from './runModes.mts';
import { reportOf } from '../queue/report.mts';
import { QueueStage } from '../queue/stage.mts';

// The short form of `npm run test:queue`.

const FIRST_DAY = '2026-12-01';
const PLAN = shortPlan(FIRST_DAY);

let stage: QueueStage;
let run: QueueRun;

beforeAll(async () => {
	stage = await QueueStage.open({
		firstDay: FIRST_DAY,
		honoursRequestId: false,
		size: companySize(PLAN),
	});
	const say = (text: string) => process.stdout.write(`Queue mode: ${text}\n`);
	run = await playDays(stage, PLAN, say);
	process.stdout.write(`Queue mode: ${reportOf(run)}\n`);
}, 700_000);
afterAll(async () => {
	await stage.close();
}, 60_000);

describe('n8n in queue mode, with workers killed while they send', () => {
	it('makes every gift once, to the right people', () => {
		const { tally } = run;
		expect(tally.due).toBe(PLAN.reduce((sum, { gifts }) => sum + gifts + 1, 0));
		expect({
			duplicates: tally.duplicates,
			lost: tally.lost,
			wrong: tally.wrong,
			held: tally.heldInTheEnd,
		}).toEqual({ duplicates: [], lost: [], wrong: [], held: [] });
		expect(tally.sent + tally.leftMeanwhile.length).toBe(tally.due);
		expect(isClean(tally)).toBe(true);
	});

	it('gives a reason whenever a gift is not made', () => {
		expect(run.tally.heldWithoutReason).toEqual([]);
	});

	it('has no execution that failed by itself', () => {
		expect(run.failures).toEqual([]);
	});

	it('was broken in every way of the plan', () => {
		expect(run.neverHappened).toEqual([]);
	});

	it('was retried on both workers at the same time', () => {
		expect(run.pairs.map(({ onTwoWorkers }) => onTwoWorkers)).toEqual(
			PLAN.filter(({ breakdown }) => breakdown).map(() => true),
		);
	});

	it('sends nothing when the workflow is run from the editor, by a worker', async () => {
		const { host, reachdesk, workflowId } = stage;
		const sends = reachdesk.sends.length;
		const id = await host.main.runManually(workflowId, 'HiBob Employees');
		const execution = await host.main.waitForExecution(id, { timeoutMs: 60_000 });
		expect(host.workersOf(id)).toHaveLength(1);
		expect(outputOf(execution, 'Dry Run').length).toBeGreaterThan(0);
		expect(outputOf(execution, 'Gift Sent')).toEqual([]);
		expect(reachdesk.sends).toHaveLength(sends);
	}, 90_000);

	it.each([
		['production', 'Webhook', PRODUCTION],
		['test', 'Start', TEST_RUN],
	] as const)(
		'sends on a worker what may be sent, in a %s run',
		async (kind, name, expected) => {
			const { host, reachdesk, credentials } = stage;
			const place = { n8n: host.main, reachdesk, credentials };
			const way = `Queue worker, ${kind} run`;
			const trigger = name === 'Start' ? START : startedByWebhook('queue-worker');
			const id = await host.main.importWorkflow(sending(place, way, trigger));
			let execution: string;
			if (name === 'Start') {
				execution = await host.main.runManually(id, name);
			} else {
				await host.main.publish(id);
				execution = await host.main.runByWebhook(id, 'queue-worker');
			}
			const ended = await host.main.waitForExecution(execution, { timeoutMs: 60_000 });
			expect(host.workersOf(execution)).toHaveLength(1);
			expect(rowOf(place, way, ended)).toEqual(expected);
			expect(documented()).toContain(lineOf(way, expected));
		},
		120_000,
	);

	it('lets executions on both workers at once not pass a cap together', async () => {
		const { host, reachdesk, credentials } = stage;
		const place = { n8n: host.main, reachdesk, credentials };
		const workers = new Set<number>();
		// which worker takes an execution is up to n8n
		for (let round = 1; workers.size < 2 && round <= 5; round++) {
			const test = `workers-${String(round)}`;
			const cap = { per: 'workflowMonth', gifts: '5' };
			const { id, path } = await publishCapped(place, { path: test, cap });
			const calls = [0, 1, 2, 3].map((call) => peopleOf(test, 3, call * 10));
			await Promise.all(
				calls.map(async (people) => {
					await callFor(host.main, path, people);
				}),
			);
			const ended = await host.main.waitForExecutions(id, { count: 4, timeoutMs: 150_000 });
			const executions = await Promise.all(
				ended.map(async (one) => await host.main.execution(one.id)),
			);
			const outcomes = executions.flatMap(outcomesOf);
			expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(5);
			expect(outcomes.filter((outcome) => outcome === 'overBudget')).toHaveLength(7);
			expect(reachdesk.sends.filter(({ email }) => email.startsWith(`${test}-`))).toHaveLength(5);
			workers.clear();
			for (const one of ended) for (const worker of host.workersOf(one.id)) workers.add(worker);
		}
		expect(workers.size).toBe(2);
	}, 400_000);

	it('keeps to the contracts of both services', () => {
		expect(run.violations).toEqual([]);
	});
});
