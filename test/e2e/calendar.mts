import { setTimeout as delay } from 'node:timers/promises';
import { hibobCredential } from '../../sandbox/demo/stage.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import { Birthdays } from './birthdays.mts';
import type { Execution, N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { pollTimesAt, START } from '../../sandbox/n8n/workflowParts.mts';
import { ensureLibfaketime } from './libfaketime.mts';

const TRIGGER = 'HiBob Employees';
/** of the trigger, unless it is told another */
export const RUN_TIME = '07:00:00';
const SHORTLY_BEFORE_RUN_TIME = '06:59:58';
const TIME_OF_PUBLISHING = '06:59:46';
const TIME_OF_FIRST_START = '06:50:00';

// There is none between publishing and the run time, so that the run is the first thing that follows
// publishing.
export const POLL_TIMES = pollTimesAt([4, 14, 24, 34, 44]);
const UNTIL_NEXT_HEARTBEAT_MS = 13_000;

const EVENTS = ['birthday', 'workAnniversary', 'startDate'];

export interface CalendarOptions {
	/** yyyy-MM-dd, the day for which the company is made and on which n8n starts */
	firstDay: string;
	/** how many people HiBob has; as many as usual unless told */
	size?: number;
	/** settings for n8n, by the names of its environment variables */
	env?: Record<string, string>;
}

/** What an execution of the published workflow was started with, by key. */
export interface Emission {
	status: string;
	/** of the items of the output "Due" */
	due: string[];
	skipped: Record<string, unknown>[];
}

/** A sandbox HiBob and a real n8n on any day, which come to the next one together. */
export class Calendar {
	readonly hibob: HiBobSandbox;
	readonly n8n: N8nHost;
	readonly credential: { id: string; name: string };
	readonly birthdays: Birthdays;

	private constructor(hibob: HiBobSandbox, n8n: N8nHost, credential: { id: string; name: string }) {
		this.hibob = hibob;
		this.birthdays = new Birthdays(hibob.people);
		this.n8n = n8n;
		this.credential = credential;
	}

	/** @throws Error when the clock cannot be moved here, or n8n does not start */
	static async open({ firstDay, size, env = {} }: CalendarOptions): Promise<Calendar> {
		await ensureLibfaketime();
		const hibob = await startHiBob({
			today: firstDay,
			rateLimitPerMinute: 1_000,
			...(size === undefined ? {} : { size }),
		});
		const fakeTime = `${firstDay} ${TIME_OF_FIRST_START}`;
		const n8n = await startN8n({ fakeTime, env }).catch(async (error: unknown) => {
			await hibob.stop();
			throw error;
		});
		const stop = async () => {
			await Promise.all([n8n.stop(), hibob.stop()]);
		};
		try {
			const credential = await n8n.createCredential(
				'hiBobServiceUserApi',
				'HiBob (sandbox)',
				hibobCredential(hibob),
			);
			return new Calendar(hibob, n8n, credential);
		} catch (error) {
			await stop();
			throw error;
		}
	}

	async close(): Promise<void> {
		await Promise.all([this.n8n.stop(), this.hibob.stop()]);
	}

	/** Lets it be a day and a time while n8n runs, as when a machine wakes up. */
	async moveTo(day: string, time: string): Promise<void> {
		this.hibob.setToday(day);
		await this.n8n.moveClock(`${day} ${time}`);
	}

	/**
	 * Starts n8n anew at an instant, after `kill` or in good order.
	 *
	 * @param env settings for n8n that are different from now on
	 */
	async restartAt(day: string, time: string, env: Record<string, string> = {}): Promise<void> {
		this.hibob.setToday(day);
		await this.n8n.restart({ fakeTime: `${day} ${time}`, env });
	}

	/**
	 * Publishes a workflow with a trigger for every occasion shortly before its run time, and goes on
	 * to the run time.
	 *
	 * @param parameters - settings of the trigger besides
	 */
	async publishBeforeRunOf(day: string, parameters: object = {}): Promise<string> {
		await this.moveTo(day, TIME_OF_PUBLISHING);
		const id = await this.n8n.importWorkflow(this.workflow(parameters));
		await this.n8n.publish(id);
		await this.moveTo(day, SHORTLY_BEFORE_RUN_TIME);
		return id;
	}

	/**
	 * What the trigger has returned so far, oldest first, when there are so many executions.
	 * @throws Error when they do not come in time
	 */
	async emissions(workflowId: string, count: number, timeoutMs = 60_000): Promise<Emission[]> {
		const executions = await this.n8n.waitForExecutions(workflowId, { count, timeoutMs });
		return await Promise.all(
			executions.map(async ({ id }) => emissionOf(await this.n8n.execution(id))),
		);
	}

	/** Lets a heartbeat pass, and a little more. @returns what the trigger has returned so far */
	async emissionsAfterHeartbeat(workflowId: string): Promise<Emission[]> {
		await delay(UNTIL_NEXT_HEARTBEAT_MS);
		return await this.emissions(workflowId, 0);
	}

	/** What Occasion: Get Upcoming of the HiBob node says of the next days. */
	async upcoming(days: number): Promise<Record<string, unknown>[]> {
		const id = await this.n8n.importWorkflow({
			name: 'Upcoming',
			nodes: [
				START,
				{
					id: 'upcoming',
					name: 'Upcoming',
					type: nodeType('hiBob'),
					typeVersion: 1,
					position: [200, 0],
					parameters: {
						resource: 'occasion',
						operation: 'getUpcoming',
						events: EVENTS,
						days,
						returnAll: true,
						simplify: false,
					},
					credentials: { hiBobServiceUserApi: this.credential },
				},
			],
			connections: { [START.name]: { main: [[{ node: 'Upcoming', type: 'main', index: 0 }]] } },
		});
		const run = await this.n8n.runManually(id, START.name);
		return outputOf(await this.n8n.waitForExecution(run), 'Upcoming');
	}

	/** The keys of all gifts for a day, by the sandbox's own reckoning. */
	giftsOn(day: string, people: readonly Person[] = this.hibob.people): string[] {
		return whoMattersOn(day, people)
			.filter(({ gift }) => gift)
			.map(({ person, occasion }) => `hibob:${person['root.id']}:${occasion}:${day.slice(0, 4)}`)
			.sort();
	}

	/** The reasons against all gifts for a day, by the sandbox's own reckoning. */
	reasonsOn(day: string): string[] {
		return whoMattersOn(day, this.hibob.people)
			.flatMap(({ reason }) => reason ?? [])
			.sort();
	}

	private workflow(parameters: object): WorkflowJson {
		return {
			name: 'Occasions',
			nodes: [
				{
					id: 'a2c1b7f0-0000-4000-8000-000000000001',
					name: TRIGGER,
					type: nodeType('hiBobTrigger'),
					typeVersion: 1,
					position: [0, 0],
					parameters: {
						pollTimes: POLL_TIMES,
						events: EVENTS,
						options: { includeSkipped: true },
						...parameters,
					},
					credentials: { hiBobServiceUserApi: this.credential },
				},
				{
					id: 'a2c1b7f0-0000-4000-8000-000000000002',
					name: 'Gift',
					type: 'n8n-nodes-base.noOp',
					typeVersion: 1,
					position: [200, 0],
					parameters: {},
				},
			],
			connections: { [TRIGGER]: { main: [[{ node: 'Gift', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1', timezone: 'UTC' },
		};
	}
}

function emissionOf(execution: Execution): Emission {
	return {
		status: execution.status,
		due: outputOf(execution, TRIGGER)
			.map(({ key }) => String(key))
			.sort(),
		skipped: outputOf(execution, TRIGGER, 1),
	};
}
