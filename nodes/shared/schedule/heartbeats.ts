import type { IPollFunctions } from 'n8n-workflow';
import type { CivilDate } from '../civilDate';
import { retryPause } from './retryPause';

/** Why n8n polls: a person publishes, n8n itself starts, or it is a heartbeat. */
export type PollCause = 'publish' | 'n8nStart' | 'heartbeat';

// The budget of one poll in n8n's default engine; its durable scheduler gives less.
const DEFAULT_POLL_BUDGET = 300_000;
// More than all requests of a run may take together. n8n's default engine ends no poll, and a service
// that sends its answer byte by byte is never silent for so long that a request would time out.
const LONGEST_RUN = 30 * 60_000;

/** A publishing by a person, with the baseline that it set. */
export interface Publication {
	baseline: CivilDate | null;
}

interface Running {
	/** ms since 1970 */
	since: number;
}

interface Failures {
	count: number;
	/** ms since 1970; no run before */
	pauseUntil: number;
}

/**
 * What one n8n process remembers of a trigger between polls. A poll that throws saves no state in
 * n8n, so pauses after failures can only be kept here.
 */
export class Heartbeats<S> {
	private readonly activations = new WeakSet<object>();

	private readonly failures = new Map<string, Failures>();

	private readonly running = new Map<string, Running>();

	private readonly states = new Map<string, S>();

	private readonly published = new Map<string, Publication>();

	/**
	 * n8n's default engine makes one poll context per activation and keeps it, with the mode of the
	 * activation, for every later poll; its durable scheduler makes a new one, in mode `update`,
	 * for each (n8n-core poll-context.js; n8n trigger-execution-context.factory.js).
	 */
	causeOf(context: IPollFunctions): PollCause {
		const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : DEFAULT_POLL_BUDGET;
		if (budget < DEFAULT_POLL_BUDGET || this.activations.has(context)) return 'heartbeat';
		this.activations.add(context);
		const mode = context.getActivationMode();
		return mode === 'init' || mode === 'leadershipChange' ? 'n8nStart' : 'publish';
	}

	/** Notes the baseline of a trigger that was just published. */
	publishedWith(trigger: string, baseline: CivilDate | null): void {
		this.published.set(trigger, { baseline });
		this.failures.delete(trigger);
	}

	/**
	 * The publishing of a trigger since its last good heartbeat; undefined when there was none. n8n's
	 * durable scheduler does not save what the poll at publishing left in the state.
	 */
	publicationOf(trigger: string): Publication | undefined {
		return this.published.get(trigger);
	}

	/** The state of a trigger that this process wrote or read last. */
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
	 * Runs `poll` unless one of the same trigger is under way, and notes whether it failed. n8n does
	 * not wait for a poll that takes longer than its interval.
	 *
	 * Rule: a run that does not end delays the next one, but must not stop the trigger for good. After
	 * half an hour it is given up, and whatever comes of it later does not count.
	 *
	 * @param poll - is told how to find out that it was given up
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
		const publication = this.published.get(trigger);
		let failed = true;
		try {
			const result = await poll(isGivenUp);
			failed = false;
			return result;
		} finally {
			if (!isGivenUp()) this.noteEnd(trigger, now, failed, publication);
		}
	}

	private noteEnd(
		trigger: string,
		now: number,
		failed: boolean,
		publication: Publication | undefined,
	): void {
		this.running.delete(trigger);
		if (failed) {
			this.pauseAfterFailure(trigger, now);
			return;
		}
		this.failures.delete(trigger);
		// A publishing that came in the meantime is left for the next heartbeat
		if (this.published.get(trigger) === publication) this.published.delete(trigger);
	}

	private pauseAfterFailure(trigger: string, now: number): void {
		const count = (this.failures.get(trigger)?.count ?? 0) + 1;
		this.failures.set(trigger, { count, pauseUntil: now + retryPause(count) });
	}
}
