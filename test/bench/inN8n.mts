import { setTimeout as delay } from 'node:timers/promises';
import { DURABLE_SCHEDULER } from '../../sandbox/n8n/environment.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { handBuiltWorkflow } from './handBuilt.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { TRIGGER_NODE, triggerNode } from './triggerNode.mts';
import { figureOf } from './statistics.mts';
import type { Figure } from './statistics.mts';

/** One run over a company in a real n8n: the trigger, and the workflow that people build by hand. */
export interface InN8n {
	employees: number;
	/** items that each put out */
	gifts: { trigger: number; handBuilt: number };
	/** from the first request to HiBob to the end of the execution */
	triggerMs: Figure;
	handBuiltMs: Figure;
	ratio: number;
	/** the same for the trigger with n8n’s durable scheduler, which gives a poll 36 s */
	durableMs: Figure;
}

const TRIGGER_TIMES = 4;
const HAND_BUILT_TIMES = 2;
const TIMEOUT_MS = 240_000;

const POLL_TIMES = pollTimesAt(everySeconds(10));

const triggerWorkflow = (trigger: object): WorkflowJson => ({
	name: 'Birthdays',
	nodes: [
		trigger,
		{
			id: 'gift',
			name: 'Gift',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	],
	connections: { [TRIGGER_NODE]: { main: [[{ node: 'Gift', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1', timezone: 'UTC' },
});

const endOf = ({ stoppedAt }: Execution): number => Date.parse(stoppedAt ?? '');

/** Lets the published trigger poll some times, each from its first request to the end. */
async function timeTrigger(
	n8n: N8nHost,
	hibob: HiBobAnswers,
): Promise<{ ms: number[]; gifts: number }> {
	const trigger = await triggerNode(n8n, hibob, {
		pollTimes: POLL_TIMES,
		events: ['birthday'],
		run: 'everyPoll',
		delivery: 'repeat',
	});
	const id = await n8n.importWorkflow(triggerWorkflow(trigger));
	await n8n.publish(id);
	await hibob.asked();
	const executions = await n8n.waitForExecutions(id, {
		count: TRIGGER_TIMES,
		timeoutMs: TIMEOUT_MS,
	});
	await n8n.unpublish(id);
	const starts = (await hibob.asked())
		.filter(({ body }) => !body.includes('filters'))
		.map(({ at }) => at);
	const runs = await Promise.all(executions.map(async (one) => await n8n.execution(one.id)));
	const [first] = runs;
	if (!first || runs.some(({ status }) => status !== 'success')) {
		throw new Error(`${String(runs.length)} runs of the trigger, and not all were good`);
	}
	const ms = runs.map((run) => {
		const end = endOf(run);
		return end - Math.max(...starts.filter((start) => start <= end));
	});
	// the first run also asks what the server has not yet ready
	return {
		ms: ms.slice(1),
		gifts: outputOf(first, TRIGGER_NODE).length,
	};
}

async function timeHandBuilt(
	n8n: N8nHost,
	hibob: HiBobAnswers,
): Promise<{ ms: number[]; gifts: number }> {
	const today = new Date().toISOString().slice(0, 10);
	const ms: number[] = [];
	let gifts = 0;
	for (let time = 0; time < HAND_BUILT_TIMES; time++) {
		// what was put out once is not put out again, so each time is the first
		const id = await n8n.importWorkflow(handBuiltWorkflow(hibob, today));
		const run = await n8n.runManually(id, 'Start');
		const execution = await n8n.waitForExecution(run, { timeoutMs: TIMEOUT_MS });
		if (execution.error) throw new Error(execution.error.message);
		gifts = outputOf(execution, 'Not Seen Before').length;
		ms.push(endOf(execution) - Date.parse(execution.startedAt ?? ''));
		await delay(1_000);
	}
	return { ms, gifts };
}

/** Measures one size after the other, the trigger and the hand-built workflow side by side. */
export async function measureInN8n(
	companies: readonly { employees: number; hibob: HiBobAnswers }[],
	say: (text: string) => void,
): Promise<InN8n[]> {
	const durable = new Map<number, number[]>();
	const scheduler = await startN8n({ env: DURABLE_SCHEDULER });
	try {
		for (const { employees, hibob } of companies) {
			say(`the trigger with the durable scheduler, ${String(employees)} employees`);
			durable.set(employees, (await timeTrigger(scheduler, hibob)).ms);
		}
	} finally {
		await scheduler.stop();
	}
	const n8n = await startN8n();
	const results: InN8n[] = [];
	try {
		for (const { employees, hibob } of companies) {
			say(`the trigger, ${String(employees)} employees`);
			const trigger = await timeTrigger(n8n, hibob);
			say(`the workflow built by hand, ${String(employees)} employees`);
			const handBuilt = await timeHandBuilt(n8n, hibob);
			const [triggerMs, handBuiltMs] = [figureOf(trigger.ms), figureOf(handBuilt.ms)];
			results.push({
				employees,
				gifts: { trigger: trigger.gifts, handBuilt: handBuilt.gifts },
				triggerMs,
				handBuiltMs,
				ratio: handBuiltMs.median / triggerMs.median,
				durableMs: figureOf(durable.get(employees) ?? []),
			});
		}
	} finally {
		await n8n.stop();
	}
	return results;
}
