import { setTimeout as delay } from 'node:timers/promises';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { hibobCredential } from '../../sandbox/demo/stage.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { handBuiltWorkflow } from './handBuilt.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
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

/** n8n's other engine for polls. */
export const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
};

const POLL_TIMES = pollTimesAt(everySeconds(10));

const credentialOf = async (n8n: N8nHost, hibob: HiBobAnswers) =>
	await n8n.createCredential('hiBobServiceUserApi', 'HiBob', hibobCredential(hibob));

const triggerWorkflow = (credential: { id: string; name: string }): WorkflowJson => ({
	name: 'Birthdays',
	nodes: [
		{
			id: 'trigger',
			name: 'HiBob Employees',
			type: 'n8n-nodes-hibob-reachdesk.hiBobEmployeesTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				pollTimes: POLL_TIMES,
				events: ['birthday'],
				run: 'everyPoll',
				options: { delivery: 'repeat' },
			},
			credentials: { hiBobServiceUserApi: credential },
		},
		{
			id: 'gift',
			name: 'Gift',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	],
	connections: { 'HiBob Employees': { main: [[{ node: 'Gift', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1', timezone: 'UTC' },
});

const endOf = ({ stoppedAt }: Execution): number => Date.parse(stoppedAt ?? '');

/** Lets the published trigger poll some times, each from its first request to the end. */
async function timeTrigger(
	n8n: N8nHost,
	hibob: HiBobAnswers,
): Promise<{ ms: number[]; gifts: number }> {
	const id = await n8n.importWorkflow(triggerWorkflow(await credentialOf(n8n, hibob)));
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
	const failed = runs.find(({ status }) => status !== 'success');
	if (failed) throw new Error(failed.error?.message ?? 'a run of the trigger failed');
	const ms = runs.map((run) => {
		const end = endOf(run);
		return end - Math.max(...starts.filter((start) => start <= end));
	});
	// the first run also asks what the server has not yet ready
	return {
		ms: ms.slice(1),
		gifts: outputOf(runs[0] ?? failed ?? never(), 'HiBob Employees').length,
	};
}

const never = (): never => {
	throw new Error('the trigger did not run');
};

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
	const scheduler = await startN8n({ env: DURABLE });
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
