import { setTimeout as delay } from 'node:timers/promises';
import { DURABLE_SCHEDULER } from '../../sandbox/n8n/environment.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type {
	Execution,
	ExecutionSummary,
	N8nHost,
	WorkflowJson,
} from '../../sandbox/n8n/host.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { handBuiltWorkflow } from './handBuilt.mts';
import { withHiBob } from './hibobAnswers.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { TRIGGER_NODE, triggerNode } from './triggerNode.mts';
import { feedTrigger, startFeed } from './feed.mts';
import { milliseconds, tenths, whole } from './formats.mts';
import type { Series } from './series.mts';
import { EMPLOYEES, FEW_EMPLOYEES } from './sizes.mts';
import { median } from './statistics.mts';

const TRIGGER_TIMES = 10;
const HAND_BUILT_TIMES = 2;
const TIMEOUT_MS = 600_000;

const POLL_TIMES = pollTimesAt(everySeconds(2));

/** Something that polls, and a node that does nothing. */
const polledWorkflow = (trigger: object): WorkflowJson => ({
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

const beginOf = ({ startedAt }: ExecutionSummary): number => Date.parse(startedAt ?? '');
const endOf = ({ stoppedAt }: ExecutionSummary): number => Date.parse(stoppedAt ?? '');

/** When the execution began that came last before an end. */
const lastBefore = (starts: readonly number[], end: number): number =>
	Math.max(...starts.filter((start) => start <= end));

/** Lets a published workflow be started by its own polls, and takes all but the first execution. */
async function polled(n8n: N8nHost, workflow: WorkflowJson): Promise<Execution[]> {
	const id = await n8n.importWorkflow(workflow);
	await n8n.publish(id);
	const executions = await n8n.waitForExecutions(id, {
		count: TRIGGER_TIMES,
		timeoutMs: TIMEOUT_MS,
	});
	await n8n.unpublish(id);
	const runs = await Promise.all(executions.map(async (one) => await n8n.execution(one.id)));
	if (runs.some(({ status }) => status !== 'success')) {
		throw new Error(`${String(runs.length)} executions by polls, and not all were good`);
	}
	// the first also asks what the server has not yet ready
	return runs.slice(1);
}

/** From the first request of a poll to the begin and to the end of its execution. */
const polledMs = (runs: readonly Execution[], starts: readonly number[]) => ({
	beginMs: median(runs.map((run) => beginOf(run) - lastBefore(starts, beginOf(run)))),
	endMs: median(runs.map((run) => endOf(run) - lastBefore(starts, beginOf(run)))),
});

async function timeTrigger(n8n: N8nHost, hibob: HiBobAnswers) {
	const trigger = await triggerNode(n8n, hibob, {
		pollTimes: POLL_TIMES,
		events: ['birthday'],
		run: 'everyPoll',
		delivery: 'repeat',
	});
	await hibob.asked();
	const runs = await polled(n8n, polledWorkflow(trigger));
	const starts = (await hibob.asked())
		.filter(({ body }) => !body.includes('filters'))
		.map(({ at }) => at);
	const gifts = runs[0] === undefined ? 0 : outputOf(runs[0], TRIGGER_NODE).length;
	return { ...polledMs(runs, starts), gifts };
}

/** The least that a poll takes in n8n: its own RSS trigger, on a feed with one item. */
async function timeFeed(n8n: N8nHost) {
	const feed = await startFeed();
	try {
		const runs = await polled(n8n, polledWorkflow(feedTrigger(feed.url, POLL_TIMES)));
		return polledMs(runs, feed.asked);
	} finally {
		feed.stop();
	}
}

async function timeHandBuilt(
	n8n: N8nHost,
	hibob: HiBobAnswers,
): Promise<{ ms: number; gifts: number }> {
	const today = new Date().toISOString().slice(0, 10);
	const ms: number[] = [];
	let gifts = 0;
	for (let time = 0; time < HAND_BUILT_TIMES; time++) {
		// what was returned once is not returned again, so each time is the first
		const id = await n8n.importWorkflow(handBuiltWorkflow(hibob, today));
		await n8n.runManually(id, 'Start');
		// the list says when it has ended; all that it has read would be asked for again and again
		const [ended] = await n8n.waitForExecutions(id, { count: 1, timeoutMs: TIMEOUT_MS });
		if (ended?.status !== 'success') {
			throw new Error(`the workflow built by hand ended as ${String(ended?.status)}`);
		}
		ms.push(endOf(ended) - beginOf(ended));
		if (time === 0) gifts = outputOf(await n8n.execution(ended.id), 'Not Seen Before').length;
		await delay(1_000);
	}
	return { ms: median(ms), gifts };
}

export const inN8n: Series = {
	name: 'inN8n',
	title: 'Finding birthdays in a real n8n',
	text: "The trigger, and a workflow built by hand: HTTP Request, Split Out, Filter with the same rules for the birthday, the status and the last day, Remove Duplicates. By hand, people without an email address are found as well. Timed from the first request to HiBob to the end of the execution; *before it* is what of that lies before the execution begins. Beside it the least that a poll takes: n8n's own RSS Feed Trigger with a feed of one item.",
	sizeIs: 'employees',
	sizes: EMPLOYEES,
	quickSizes: FEW_EMPLOYEES,
	columns: [
		{ title: 'gifts', of: 'gifts', as: whole },
		{ title: 'trigger', of: 'triggerMs', as: milliseconds },
		{ title: 'before it', of: 'triggerBeginMs', as: milliseconds },
		{ title: 'built by hand', of: 'handBuiltMs', as: milliseconds },
		{ title: 'gifts', of: 'handBuiltGifts', as: whole },
		{ title: 'times faster', of: 'ratio', as: tenths },
		{ title: 'RSS trigger', of: 'feedMs', as: milliseconds },
		{ title: 'before it', of: 'feedBeginMs', as: milliseconds },
		{ title: 'trigger, durable scheduler', of: 'durableMs', as: milliseconds },
	],
	grows: { triggerMs: 'the trigger', handBuiltMs: 'built by hand' },
	targets: [
		{
			what: 'Finding birthdays among 1,000 employees in n8n, times faster than built by hand',
			of: 'ratio',
			size: 1_000,
			least: 12,
			as: tenths,
		},
	],
	open: async () => {
		const n8n = await startN8n();
		const durable = await startN8n({ env: DURABLE_SCHEDULER }).catch(async (error: unknown) => {
			await n8n.stop();
			throw error;
		});
		return {
			measure: async (employees) =>
				await withHiBob(employees, async (hibob) => {
					const trigger = await timeTrigger(n8n, hibob);
					const feed = await timeFeed(n8n);
					const handBuilt = await timeHandBuilt(n8n, hibob);
					const { endMs: durableMs } = await timeTrigger(durable, hibob);
					return {
						figures: {
							gifts: trigger.gifts,
							handBuiltGifts: handBuilt.gifts,
							triggerMs: trigger.endMs,
							triggerBeginMs: trigger.beginMs,
							handBuiltMs: handBuilt.ms,
							ratio: handBuilt.ms / trigger.endMs,
							feedMs: feed.endMs,
							feedBeginMs: feed.beginMs,
							durableMs,
						},
					};
				}),
			close: async () => {
				await Promise.all([n8n.stop(), durable.stop()]);
			},
		};
	},
};
