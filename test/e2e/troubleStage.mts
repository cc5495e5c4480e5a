import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { hibobCredential } from '../../sandbox/demo/stage.mts';
import { mailCredential } from '../../sandbox/demo/mailCredential.mts';
import {
	ALERTS_TABLE,
	giftAlerts,
	giftWatch,
	RUNS_TABLE,
	withErrorWorkflow,
} from '../../sandbox/demo/troubleWatch.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost, StartOptions, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { pollTimesAt, startedByWebhook, everySeconds } from '../../sandbox/n8n/workflowParts.mts';
import { Gateway } from '../faults/gateway.mts';
import { ensureLibfaketime } from './libfaketime.mts';
import { runnerClock } from './runnerClock.mts';
import type { RunnerClock } from './runnerClock.mts';

export const TELLS = 'Every 5 Minutes';
export const LOOKS = 'Every Hour';
const POLLS_EVERY_S = 5;

/** Their quiet executions are kept in a test only, which has to know when they have looked. */
const keptOnSuccess = (workflow: WorkflowJson): WorkflowJson => ({
	...workflow,
	settings: { ...workflow.settings, saveDataSuccessExecution: 'all' },
});

/** A real n8n on a day of its own with both workflows published, and a person's mailbox. */
export class TroubleStage {
	readonly n8n: N8nHost;
	readonly hibob: HiBobSandbox;
	readonly mailbox: Mailbox;
	/** between n8n and the mailbox; shut, email is down */
	readonly smtp: Gateway;
	alerts = '';
	watch = '';
	private readonly clock: RunnerClock;
	private readonly userFolder: string;
	private read = 0;

	private constructor(parts: {
		n8n: N8nHost;
		hibob: HiBobSandbox;
		mailbox: Mailbox;
		smtp: Gateway;
		clock: RunnerClock;
		userFolder: string;
	}) {
		this.n8n = parts.n8n;
		this.hibob = parts.hibob;
		this.mailbox = parts.mailbox;
		this.smtp = parts.smtp;
		this.clock = parts.clock;
		this.userFolder = parts.userFolder;
	}

	/** @param start such as `2027-03-08 08:00:00` */
	static async open(start: string): Promise<TroubleStage> {
		await ensureLibfaketime();
		const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-troubles-'));
		const clock = runnerClock(path.join(userFolder, 'clock'));
		const mailbox = await startMailbox();
		const smtp = await Gateway.open(`smtp://${mailbox.host}:${String(mailbox.port)}`);
		const hibob = await startHiBob({ today: start.slice(0, 10), rateLimitPerMinute: 1_000 });
		// a speed other than 1 lets timers see the clock jump, so that the shipped schedules come
		const n8n = await startN8n({ userFolder, env: clock.env, fakeTime: start, speed: 1.001 });
		const stage = new TroubleStage({ n8n, hibob, mailbox, smtp, clock, userFolder });
		const { port } = new URL(smtp.url);
		const credential = await mailCredential(n8n, { ...mailbox, port: Number(port) });
		stage.alerts = await n8n.importWorkflow(keptOnSuccess(giftAlerts(credential)));
		stage.watch = await n8n.importWorkflow(keptOnSuccess(giftWatch(credential, stage.alerts)));
		return stage;
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.smtp.shut();
		await Promise.all([this.hibob.stop(), this.mailbox.stop()]);
		this.clock.remove();
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	/** Publishes a workflow that fails whenever its webhook is called. @returns how to fail it once */
	async failing(name: string, errorMessage: string): Promise<() => Promise<void>> {
		const hook = name.toLowerCase().replaceAll(/\W+/g, '-');
		const id = await this.publishWithAlerts({
			name,
			nodes: [
				startedByWebhook(hook),
				{
					id: `${hook}-stop`,
					name: 'Stop, and Say Why',
					type: 'n8n-nodes-base.stopAndError',
					typeVersion: 1,
					position: [200, 0],
					parameters: { errorMessage },
				},
			],
			connections: {
				[startedByWebhook(hook).name]: {
					main: [[{ node: 'Stop, and Say Why', type: 'main', index: 0 }]],
				},
			},
		});
		return async () => {
			const known = (await this.alerted()).length;
			await this.n8n.runByWebhook(id, hook);
			await this.recorded(known + 1);
		};
	}

	/** Publishes a workflow with the real trigger, on the sandbox's HiBob. @returns its id */
	async occasions(name: string): Promise<string> {
		const credential = await this.n8n.createCredential(
			'hiBobServiceUserApi',
			'HiBob (sandbox)',
			hibobCredential(this.hibob),
		);
		return await this.publishWithAlerts({
			name,
			nodes: [
				{
					id: 'a2c1b7f0-0000-4000-8000-000000000001',
					name: 'HiBob Employees',
					type: 'n8n-nodes-hibob-reachdesk.hiBobTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {
						pollTimes: pollTimesAt(everySeconds(POLLS_EVERY_S)),
						events: ['birthday'],
					},
					credentials: { hiBobServiceUserApi: credential },
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
			connections: { 'HiBob Employees': { main: [[{ node: 'Gift', type: 'main', index: 0 }]] } },
		});
	}

	async publishWithAlerts(workflow: WorkflowJson): Promise<string> {
		const settings = { executionOrder: 'v1', timezone: 'UTC' };
		const id = await this.n8n.importWorkflow(
			withErrorWorkflow({ ...workflow, settings }, this.alerts),
		);
		await this.n8n.publish(id);
		return id;
	}

	/** The executions of gift-alerts that n8n has started because a workflow failed. */
	private async alerted() {
		return (await this.n8n.executions(this.alerts)).filter(({ mode }) => mode === 'error');
	}

	/** Waits until gift-alerts has heard of so many failures since the beginning. */
	async recorded(count: number): Promise<void> {
		await this.n8n.waitUntil(
			async () => {
				const ended = (await this.alerted()).filter(({ stoppedAt }) => stoppedAt !== undefined);
				return ended.length >= count;
			},
			{ what: `${String(count)} failures recorded` },
		);
	}

	/** Moves the clock past the next time at which a workflow looks, and waits until it has. */
	async look(which: 'alerts' | 'watch', moveTo: string): Promise<Execution> {
		const id = this[which];
		const before = await this.looks(id);
		await this.n8n.moveClock(moveTo);
		const [latest] = await this.n8n.waitUntil(
			async () => {
				const now = (await this.looks(id)).filter(
					({ stoppedAt, startedAt }) =>
						stoppedAt !== undefined &&
						startedAt !== undefined &&
						!before.some((one) => one.startedAt === startedAt),
				);
				return now.length > 0 ? now : undefined;
			},
			{ what: `${which} to look at ${moveTo}`, timeoutMs: 20_000 },
		);
		return await this.n8n.execution(latest?.id ?? '');
	}

	private async looks(id: string) {
		return (await this.n8n.executions(id)).filter(({ mode }) => mode === 'trigger');
	}

	/** The emails that have come since the last time this was asked. */
	newMails(): Mail[] {
		const mails = this.mailbox.mails.slice(this.read);
		this.read += mails.length;
		return mails;
	}

	/** Notes a run that completed, as gift-log does. */
	async noteRun(run: Readonly<Record<string, unknown>>): Promise<void> {
		const runs = await this.n8n.dataTable(RUNS_TABLE);
		await runs.remove('workflow_id', String(run.workflow_id));
		await runs.insert([run]);
	}

	async alertRows(): Promise<Record<string, unknown>[]> {
		return await (await this.n8n.dataTable(ALERTS_TABLE)).rows();
	}

	/** Starts n8n anew at an instant, with other settings when told. */
	async restartAt(instant: string, env: StartOptions['env'] = {}): Promise<void> {
		this.hibob.setToday(instant.slice(0, 10));
		await this.n8n.restart({ fakeTime: instant, env });
	}
}
