import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../../sandbox/http/faults.mts';
import type { LoggedRequest } from '../../sandbox/http/requestLog.mts';
import { isFinished } from '../../sandbox/n8n/executionData.mts';
import type { ExecutionSummary } from '../../sandbox/n8n/host.mts';
import type { N8nWorker } from '../../sandbox/queue/worker.mts';
import type { QueueStage } from './stage.mts';

const TIMEOUT_MS = 120_000;
/** so many looks at the requests to Reachdesk come before one at the executions */
const LOOKS_AT_EXECUTIONS = 400;
/** within that, two retries have come as far as Reachdesk */
const GATHERING_MS = 2_000;

/** What a plan waits for did not come, so that nothing could be broken at that moment. */
export class MomentMissed extends Error {}

/** Two retries of one execution that were begun at the same time. */
export interface PairOfRetries {
	/** ids of executions */
	executions: [string, string];
	/** whether two workers carried them out */
	onTwoWorkers: boolean;
}

/** A day of the plan: its daily run, and what can be done to it. */
export class Day {
	readonly stage: QueueStage;
	readonly pairs: PairOfRetries[] = [];
	private readonly before: { requests: number; executions: Set<string> };
	/** executions whose worker was killed; n8n notices that a minute later, or never */
	private readonly cutOff: Set<string>;

	private constructor(stage: QueueStage, executions: Set<string>, cutOff: Set<string>) {
		this.stage = stage;
		this.before = { requests: stage.reachdesk.requests.length, executions };
		this.cutOff = cutOff;
	}

	/**
	 * Lets a yyyy-MM-dd day begin; its daily run comes some seconds later.
	 *
	 * @param cutOff executions of earlier days whose worker was killed; those of this day are added
	 */
	static async begin(stage: QueueStage, day: string, cutOff: Set<string>): Promise<Day> {
		const executions = await stage.host.main.executions(stage.workflowId);
		const begun = new Day(stage, new Set(executions.map(({ id }) => id)), cutOff);
		await stage.moveTo(day);
		return begun;
	}

	/** The id of the daily run's execution, when it has come. */
	async execution(): Promise<string> {
		const [first] = await this.executions(1);
		return first?.id ?? '';
	}

	/** Waits until so many requests of a method have come to Reachdesk on this day. */
	async arrives(method: 'GET' | 'POST', count: number): Promise<void> {
		await this.until(() => this.requests(method).length >= count, `${method} ${String(count)}`);
	}

	/** Waits until so many gifts of this day have been answered. */
	async answered(count: number): Promise<void> {
		await this.until(
			() => this.requests('POST').filter(({ status }) => status !== undefined).length >= count,
			`the answer to POST ${String(count)}`,
		);
	}

	/** The worker that carries out the daily run. */
	async busyWorker(): Promise<N8nWorker> {
		return this.workerOf(await this.execution());
	}

	/**
	 * Ends the worker of the daily run at once, as a power cut would.
	 *
	 * @param worker it, where the moment matters and there is no time to look
	 */
	async cutOffRun(worker?: N8nWorker): Promise<N8nWorker> {
		const busy = worker ?? (await this.busyWorker());
		await busy.kill();
		this.cutOff.add(await this.execution());
		return busy;
	}

	/**
	 * Presses "Retry" for the daily run twice at the same time, lets both set about their gifts at the
	 * same instant, and waits until they have begun.
	 */
	async retryTwice(): Promise<PairOfRetries> {
		const { host, reachdesk } = this.stage;
		// both list the sends before their first gift
		reachdesk.faults.add({ method: 'GET', times: 2, fault: released(GATHERING_MS) });
		const id = await this.execution();
		const known = (await this.executions(1)).length;
		// they answer when the execution has ended, which one that is cut off never does
		void Promise.allSettled([host.main.retryExecution(id), host.main.retryExecution(id)]);
		const retries = (await this.executions(known + 2)).slice(known).map((retry) => retry.id);
		const [one = '', other = ''] = retries;
		const [first, second] = await Promise.all(
			[one, other].map(async (retry) => await this.numberOfWorker(retry)),
		);
		const pair: PairOfRetries = { executions: [one, other], onTwoWorkers: first !== second };
		this.pairs.push(pair);
		return pair;
	}

	/** Ends the worker of an execution at once. */
	async cutOffExecution(id: string): Promise<N8nWorker> {
		await this.numberOfWorker(id);
		this.cutOff.add(id);
		const worker = this.workerOf(id);
		await worker.kill();
		return worker;
	}

	/** Waits until all executions have ended that can. @returns those of this day that have */
	async quiet(): Promise<ExecutionSummary[]> {
		const { main } = this.stage.host;
		return await main.waitUntil(
			async () => {
				const today = await this.executions(1);
				return this.haveEnded(today) && today;
			},
			{ timeoutMs: TIMEOUT_MS, what: 'the executions of the day to end' },
		);
	}

	/**
	 * n8n lists a poll that failed as an execution, which no worker ever sees. The trigger tries again
	 * a minute later, and that is the run of the day.
	 */
	private isFailedPoll({ id, mode, status }: ExecutionSummary): boolean {
		return mode === 'trigger' && status === 'error' && this.stage.host.workersOf(id).length === 0;
	}

	private async executions(count: number): Promise<ExecutionSummary[]> {
		return await this.stage.host.main.waitUntil(
			async () => {
				const today = await this.executionsSoFar();
				return today.length >= count && today;
			},
			{ timeoutMs: TIMEOUT_MS, what: `${String(count)} executions on this day` },
		);
	}

	private async executionsSoFar(): Promise<ExecutionSummary[]> {
		const { host, workflowId } = this.stage;
		const all = await host.main.executions(workflowId);
		return all.filter((one) => !this.before.executions.has(one.id) && !this.isFailedPoll(one));
	}

	/** Whether some executions have all ended that can. */
	private haveEnded(executions: readonly ExecutionSummary[]): boolean {
		return (
			executions.length > 0 && executions.every((one) => isFinished(one) || this.cutOff.has(one.id))
		);
	}

	/** The number of the worker that has begun an execution, when one has. */
	private async numberOfWorker(id: string): Promise<number> {
		const { host } = this.stage;
		return await host.main.waitUntil(() => Promise.resolve(host.workersOf(id).at(-1)), {
			timeoutMs: TIMEOUT_MS,
			what: `a worker to begin execution ${id}`,
		});
	}

	private workerOf(id: string): N8nWorker {
		const { host } = this.stage;
		const worker = host.workers[(host.workersOf(id).at(-1) ?? 0) - 1];
		if (!worker) throw new Error(`No worker has begun execution ${id}.`);
		return worker;
	}

	private requests(method: string): LoggedRequest[] {
		return this.stage.reachdesk.requests
			.slice(this.before.requests)
			.filter((request) => request.method === method);
	}

	/**
	 * Looks so often that what follows comes at that very moment.
	 *
	 * @throws MomentMissed when all executions have ended without it
	 */
	private async until(condition: () => boolean, what: string): Promise<void> {
		const end = Date.now() + TIMEOUT_MS;
		for (let looks = 1; !condition(); looks++) {
			const isOver =
				Date.now() > end ||
				(looks % LOOKS_AT_EXECUTIONS === 0 && this.haveEnded(await this.executionsSoFar()));
			if (isOver && !condition()) {
				throw new MomentMissed(
					`Waited for ${what} at Reachdesk, which did not come. ${await this.soFar()}`,
				);
			}
			await delay(5);
		}
	}

	/** What there is to see of the day, for an error. */
	private async soFar(): Promise<string> {
		const { host, workflowId } = this.stage;
		const executions = (await host.main.executions(workflowId))
			.filter(({ id }) => !this.before.executions.has(id))
			.map(
				({ id, mode, status }) =>
					`${id} (${mode}, ${status}, on ${String(host.workersOf(id).length)} workers)`,
			);
		const [posts, lists] = ['POST', 'GET'].map((method) => String(this.requests(method).length));
		return `So far: ${posts ?? ''} POST, ${lists ?? ''} GET; executions ${executions.join(', ')}\n${host.main.logEnd()}`;
	}
}

/** Holds up requests, and lets all of them go at one instant, so long after the first has come. */
function released(afterMs: number): Fault {
	let instant: number | undefined;
	return {
		kind: 'slow',
		get milliseconds() {
			instant ??= Date.now() + afterMs;
			return Math.max(0, instant - Date.now());
		},
	};
}
