import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { callFollowUp, followUpOnCall, readingGifts } from '../../sandbox/demo/giftFollowUp.mts';
import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { createCredentials } from '../../sandbox/demo/stage.mts';
import { changedTemplate, filledIn, TEMPLATES } from '../../sandbox/demo/templates.mts';
import type { GiftOffice } from '../../sandbox/demo/templates.mts';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { DURABLE_SCHEDULER } from '../../sandbox/n8n/environment.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { ExecutionSummary, N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { ensureLibfaketime } from '../e2e/libfaketime.mts';
import { N8nDatabase } from './n8nDatabase.mts';
import type { TriggerMemory } from './n8nDatabase.mts';
import { startServices } from './services.mts';
import type { Services } from './services.mts';

const SETTINGS = {
	// a moved clock makes executions look old
	EXECUTIONS_DATA_PRUNE: 'false',
};

// n8n’s clock runs on while it starts
const TIME_OF_FIRST_START = '05:00:00';
const TRIGGER = 'HiBob Employees';
const KEPT_COPIES = 4;
const TEMPLATE = TEMPLATES.find(({ slug }) => slug === 'birthday-gift');

const POLL_TIMES = pollTimesAt(everySeconds(10, 2));

export interface RigOptions {
	/** yyyy-MM-dd, the day of the first run */
	firstDay: string;
	/** people in the company */
	size: number;
	seed: number;
	honoursRequestId: boolean;
	/** n8n's durable scheduler with durable cursors instead of its default engine */
	durable: boolean;
	/** how many times faster n8n's clock runs */
	speed: number;
	/** where n8n’s log goes */
	logFile?: string;
}

interface Backup {
	folder: string;
	workflowId: string;
	triggerName: string;
}

interface Memory extends TriggerMemory {
	workflowId: string;
	triggerName: string;
}

/** Sandbox servers, a real n8n with a fast clock, and the shipped birthday workflow in it. */
export class Rig {
	readonly services: Services;
	readonly n8n: N8nHost;
	workflowId = '';
	private readonly options: RigOptions;
	private readonly database: N8nDatabase;
	private readonly backups: Backup[] = [];
	private readonly memories: Memory[] = [];
	private copies = 0;
	private triggerName = TRIGGER;
	private credentials: Record<string, { id: string; name: string }> = {};
	private office: GiftOffice = { giftLog: '', giftHolds: '' };
	private dying: Promise<void> | null = null;

	private constructor(services: Services, n8n: N8nHost, options: RigOptions) {
		this.services = services;
		this.n8n = n8n;
		this.options = options;
		this.database = new N8nDatabase(n8n.userFolder);
	}

	/** @throws Error in plain words when something that is needed is not there or does not start */
	static async open(options: RigOptions): Promise<Rig> {
		await ensureLibfaketime();
		const { firstDay, durable, speed, logFile } = options;
		const n8n = await startN8n({
			fakeTime: `${firstDay} ${TIME_OF_FIRST_START}`,
			speed,
			...(logFile === undefined ? {} : { logFile }),
			env: durable ? { ...SETTINGS, ...DURABLE_SCHEDULER } : SETTINGS,
		});
		try {
			const services = await startServices({ ...options, now: n8n.now });
			const rig = new Rig(services, n8n, options);
			await rig.createCredentials();
			rig.office = await openGiftOffice(n8n);
			await rig.publishAnew();
			return rig;
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	}

	async close(): Promise<void> {
		await this.dying;
		await this.n8n.stop();
		await this.services.stop();
	}

	/** Ends n8n at once, in the middle of whatever it does. */
	readonly kill = (): void => {
		this.dying ??= this.n8n.kill();
	};

	/** Whether `kill` was called since the last start. */
	get isDown(): boolean {
		return this.dying !== null;
	}

	/** Starts n8n again, so many minutes later by its clock. */
	async comeBack(minutesLater: number): Promise<void> {
		await this.dying;
		this.keepCopies();
		await this.start(this.n8n.now() + minutesLater * 60_000);
	}

	/** Lets it be another time while n8n runs, as when a machine wakes up. */
	async moveTo(day: string, time: string): Promise<void> {
		this.services.hibob.setToday(day);
		await this.unlessKilled(this.n8n.moveClock(`${day} ${time}`), undefined);
	}

	async restart(): Promise<void> {
		await this.whileDown(() => undefined);
	}

	/** A person gives the trigger another name and publishes that. */
	async renameTrigger(): Promise<void> {
		this.triggerName = this.triggerName === TRIGGER ? 'People of our company' : TRIGGER;
		await this.n8n.updateWorkflow(this.workflowId, this.workflow());
		await this.n8n.publish(this.workflowId);
	}

	/** A person imports the workflow once more, publishes that and unpublishes the old one. */
	async publishAnew(): Promise<void> {
		const old = this.workflowId;
		if (old !== '') await this.n8n.unpublish(old);
		this.workflowId = await this.n8n.importWorkflow(this.workflow());
		await this.n8n.publish(this.workflowId);
	}

	/** The trigger remembers what it did some starts ago. False when there is nothing as old. */
	async restoreOldMemory(): Promise<boolean> {
		const old = this.memories.find(
			({ workflowId, triggerName }) =>
				workflowId === this.workflowId && triggerName === this.triggerName,
		);
		if (!old) return false;
		await this.whileDown(() => {
			this.database.restoreMemory(this.workflowId, old);
		});
		return true;
	}

	/** All of n8n's database is what it was some starts ago. False when there is nothing as old. */
	async restoreOldDatabase(): Promise<boolean> {
		const [old] = this.backups;
		if (!old) return false;
		await this.whileDown(() => {
			this.database.restore(old.folder);
			this.workflowId = old.workflowId;
			this.triggerName = old.triggerName;
		});
		return true;
	}

	/** The executions of the workflow, none while n8n is down. */
	async executions(): Promise<ExecutionSummary[]> {
		if (this.isDown) return [];
		return await this.unlessKilled(this.n8n.executions(this.workflowId), []);
	}

	/** The rows of the data table Gift Log, after the workflow Gift follow-up has looked at Reachdesk. */
	async giftLog(): Promise<Record<string, unknown>[]> {
		const { reachdeskApi } = this.credentials;
		const followUp = changedTemplate('gift-follow-up', {
			...readingGifts(reachdeskApi),
			'Send Email': { disabled: true },
		});
		const id = await this.n8n.importWorkflow(followUpOnCall(followUp));
		await this.n8n.publish(id);
		const { error } = await callFollowUp(this.n8n, id);
		await this.n8n.unpublish(id);
		if (error) throw new Error(error.message);
		const table = await this.n8n.dataTable('Gift Log');
		return await table.rows();
	}

	/** What n8n answers, or something else when it was killed meanwhile. */
	async unlessKilled<T>(answer: Promise<T>, otherwise: T): Promise<T> {
		try {
			return await answer;
		} catch (error) {
			if (this.isDown) return otherwise;
			throw error;
		}
	}

	private async whileDown(change: () => void): Promise<void> {
		await this.n8n.stopKeeping();
		this.keepCopies();
		change();
		await this.start(this.n8n.now());
	}

	private async start(instant: number): Promise<void> {
		this.dying = null;
		const fakeTime = new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
		// the next kill may come while it starts
		await this.unlessKilled(this.n8n.restart({ fakeTime }), undefined);
	}

	/** The last few of them; the oldest is what comes back. */
	private keepCopies(): void {
		const { workflowId, triggerName } = this;
		this.memories.push({ workflowId, triggerName, ...this.database.memoryOf(workflowId) });
		if (this.memories.length > KEPT_COPIES) this.memories.shift();
		const folder = path.join(this.n8n.userFolder, `backup-${String(this.copies % KEPT_COPIES)}`);
		this.database.backUp(folder);
		this.copies += 1;
		this.backups.push({ folder, workflowId, triggerName });
		if (this.backups.length >= KEPT_COPIES) this.backups.shift();
	}

	private async createCredentials(): Promise<void> {
		const { hibob, reachdesk, hibobGate, reachdeskGate } = this.services;
		this.credentials = await createCredentials(this.n8n, {
			hibob: { ...hibob, url: hibobGate.url },
			reachdesk: { ...reachdesk, url: reachdeskGate.url },
		});
	}

	private workflow(): WorkflowJson {
		if (!TEMPLATE) throw new Error('There is no birthday template.');
		const workflow = filledIn(TEMPLATE, {
			sender: this.services.reachdesk.sender,
			credentials: this.credentials,
			trigger: { pollTimes: POLL_TIMES },
			office: this.office,
		});
		const named = (name: unknown) => (name === TRIGGER ? this.triggerName : name);
		return {
			...workflow,
			nodes: workflow.nodes.map((node) =>
				isRecord(node) ? { ...node, name: named(node.name) } : node,
			),
			connections: Object.fromEntries(
				Object.entries(workflow.connections).map(([name, to]: [string, unknown]) => [
					String(named(name)),
					to,
				]),
			),
		};
	}

	/** Whether n8n has noted that the trigger's run of a yyyy-MM-dd day is done. */
	hasRunOn(day: string): boolean {
		return this.database.notesRunOn(day, this.workflowId);
	}

	/** Waits, by n8n's clock. */
	async pause(seconds: number): Promise<void> {
		await delay((seconds * 1000) / this.options.speed);
	}
}
