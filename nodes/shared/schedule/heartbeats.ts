import type { IPollFunctions } from 'n8n-workflow';
import { ExplainedError } from '../explainedError';
import { retryPause } from './retryPause';

/** Why n8n polls: a person publishes, n8n starts, or a poll time has come (a heartbeat). */
export type PollCause = 'publish' | 'n8nStart' | 'heartbeat';

// The budget of one poll in n8n's default engine; its durable scheduler gives less.
const DEFAULT_POLL_BUDGET = 300_000;
// Longer than all requests of a run together. n8n's default engine never ends a poll, and a service that
// sends its response byte by byte never triggers the timeout of a request.
const LONGEST_RUN = 30 * 60_000;

interface Running {
	/** ms since 1970 */
	since: number;
}

interface Failures {
	count: number;
	/** ms since 1970; no run before then */
	pauseUntil: number;
}

/**
 * Identifies a trigger in this process: by its workflow and node id, so that a renamed trigger continues
 * where it was.
 */
export const triggerOf = (context: IPollFunctions): string =>
	`${context.getWorkflow().id ?? ''}:${context.getNode().id}`;

/**
 * What one n8n process remembers about a trigger between polls. n8n saves no state when a poll throws,
 * so the pauses after failures can only be kept here.
 */
export class Heartbeats<S> {
	private readonly activations = new WeakSet<object>();

	private readonly failures = new Map<string, Failures>();

	private readonly running = new Map<string, Running>();

	private readonly states = new Map<string, S>();

	/** the node id by workflow and node name */
	private readonly nodeIds = new Map<string, string>();

	/**
	 * n8n's default engine creates one poll context per activation and reuses it, with the mode of the
	 * activation, for every later poll. Its durable scheduler creates a new one for each poll, in mode
	 * `update` (n8n-core poll-context.js; n8n trigger-execution-context.factory.js).
	 */
	causeOf(context: IPollFunctions): PollCause {
		const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : DEFAULT_POLL_BUDGET;
		if (budget < DEFAULT_POLL_BUDGET || this.activations.has(context)) return 'heartbeat';
		this.activations.add(context);
		const mode = context.getActivationMode();
		return mode === 'init' || mode === 'leadershipChange' ? 'n8nStart' : 'publish';
	}

	/**
	 * Rule: two triggers of one workflow with the same node id, as in copied JSON, would share a state, and
	 * the second would never run.
	 *
	 * @throws ExplainedError when another trigger of the workflow has the same node id
	 */
	checkNodeId(context: IPollFunctions): void {
		const workflow = context.getWorkflow().id ?? '';
		const { id, name } = context.getNode();
		this.nodeIds.set(`${workflow}:${name}`, id);
		for (const [node, otherId] of this.nodeIds) {
			const otherName = node.slice(workflow.length + 1);
			if (!node.startsWith(`${workflow}:`) || otherName === name || otherId !== id) continue;
			// the former name of a renamed trigger is still known here, but has no connections any more
			if (context.getChildNodes(otherName).length === 0) this.nodeIds.delete(node);
			else throw sameNodeId(otherName, name);
		}
	}

	/**
	 * Starts from scratch after a publishing: pauses end, and a run in progress with the former settings no
	 * longer counts.
	 */
	restart(trigger: string): void {
		this.failures.delete(trigger);
		this.running.delete(trigger);
	}

	/** The state of a trigger that this process last wrote or read. */
	writtenState(trigger: string): S | undefined {
		return this.states.get(trigger);
	}

	/** Keeps the state of a trigger. */
	wrote(trigger: string, state: S): void {
		this.states.set(trigger, state);
	}

	isPaused(trigger: string, now: number): boolean {
		return now < (this.failures.get(trigger)?.pauseUntil ?? 0);
	}

	/**
	 * Runs `poll` unless the same trigger has a poll in progress, and notes whether it failed. n8n does not
	 * wait for a poll that takes longer than its interval.
	 *
	 * Rule: a run that does not end delays the next one, but must not stop the trigger forever. After half
	 * an hour it is abandoned, and its result does not count.
	 *
	 * @param poll - can ask whether it was abandoned
	 */
	async alone<T>(
		trigger: string,
		now: number,
		poll: (isGivenUp: () => boolean) => Promise<T>,
	): Promise<T | null> {
		const other = this.running.get(trigger);
		if (other && now - other.since < LONGEST_RUN) return null;
		const own: Running = { since: now };
		this.running.set(trigger, own);
		const isGivenUp = () => this.running.get(trigger) !== own;
		let failed = true;
		try {
			const result = await poll(isGivenUp);
			failed = false;
			return result;
		} finally {
			if (!isGivenUp()) this.noteEnd(trigger, now, failed);
		}
	}

	private noteEnd(trigger: string, now: number, failed: boolean): void {
		this.running.delete(trigger);
		if (failed) this.pauseAfterFailure(trigger, now);
		else this.failures.delete(trigger);
	}

	private pauseAfterFailure(trigger: string, now: number): void {
		const count = (this.failures.get(trigger)?.count ?? 0) + 1;
		this.failures.set(trigger, { count, pauseUntil: now + retryPause(count, Math.random()) });
	}
}

const sameNodeId = (one: string, other: string) =>
	new ExplainedError(
		`The triggers "${one}" and "${other}" have the same node ID. They would share one memory, and one of them would never run`,
		'In the editor, duplicate one of them, delete its original and publish again',
	);
