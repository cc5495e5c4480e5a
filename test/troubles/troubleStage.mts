import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { createCredentials } from '../../sandbox/demo/stage.mts';
import { filledIn, TEMPLATES } from '../../sandbox/demo/templates.mts';
import { mailCredential } from '../../sandbox/demo/mailCredential.mts';
import {
	ALERTS_TABLE,
	giftAlerts,
	giftWatch,
	RUNS_TABLE,
	withErrorWorkflow,
} from '../../sandbox/demo/troubleWatch.mts';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type {
	Execution,
	ExecutionSummary,
	N8nHost,
	StartOptions,
	WorkflowJson,
} from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { pollTimesAt, startedByWebhook, everySeconds } from '../../sandbox/n8n/workflowParts.mts';
import { Gateway } from '../faults/gateway.mts';
import { Birthdays } from '../e2e/birthdays.mts';
import { ensureLibfaketime } from '../e2e/libfaketime.mts';
import { runnerClock } from './runnerClock.mts';
import type { RunnerClock } from './runnerClock.mts';

export const TELLS = 'Every 5 Minutes';
export const LOOKS = 'Every Hour';
const POLLS_EVERY_S = 5;
// a busy machine takes many times longer
const PATIENCE = 200_000;
/** The day of the company's oddities, such as people who share an address: none of the days here. */
const COMPANY_OF = '2027-02-01';

/** Timers do not see a moved clock, so both look more often than they are shipped to. */
const every = (seconds: number) => ({
	rule: {
		interval: [{ field: 'cronExpression', expression: `*/${String(seconds)} * * * * *` }],
	},
});

/** A workflow with other parameters in one node. */
const withParameter = (
	{ nodes, ...workflow }: WorkflowJson,
	name: string,
	changes: Readonly<Record<string, unknown>>,
): WorkflowJson => ({
	...workflow,
	nodes: nodes.map((node) => {
		if (!isRecord(node) || node.name !== name) return node;
		const own = isRecord(node.parameters) ? node.parameters : {};
		return { ...node, parameters: { ...own, ...changes } };
	}),
});

/** Their quiet executions are kept in a test only, which has to know when they have looked. */
const keptOnSuccess = (workflow: WorkflowJson): WorkflowJson => ({
	...workflow,
	settings: { ...workflow.settings, saveDataSuccessExecution: 'all' },
});

/** A real n8n on a day of its own with both workflows published, and a person's mailbox. */
export class TroubleStage {
	readonly n8n: N8nHost;
	readonly hibob: HiBobSandbox;
	readonly reachdesk: ReachdeskSandbox;
	readonly mailbox: Mailbox;
	/** between n8n and the mailbox; shut, email is down */
	readonly smtp: Gateway;
	alerts = '';
	watch = '';
	private readonly clock: RunnerClock;
	private readonly userFolder: string;
	readonly birthdays: Birthdays;
	private read = 0;

	private constructor(parts: {
		n8n: N8nHost;
		hibob: HiBobSandbox;
		reachdesk: ReachdeskSandbox;
		mailbox: Mailbox;
		smtp: Gateway;
		clock: RunnerClock;
		userFolder: string;
	}) {
		this.n8n = parts.n8n;
		this.hibob = parts.hibob;
		this.birthdays = new Birthdays(parts.hibob.people);
		this.reachdesk = parts.reachdesk;
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
		const hibob = await startHiBob({ today: COMPANY_OF, rateLimitPerMinute: 1_000 });
		hibob.setToday(start.slice(0, 10));
		const n8n = await startN8n({ userFolder, env: clock.env, fakeTime: start });
		const reachdesk = await startReachdesk({ now: n8n.now });
		const stage = new TroubleStage({ n8n, hibob, reachdesk, mailbox, smtp, clock, userFolder });
		const { port } = new URL(smtp.url);
		const credential = await mailCredential(n8n, { ...mailbox, port: Number(port) });
		const alerts = keptOnSuccess(giftAlerts(credential, every(4)));
		stage.alerts = await n8n.importWorkflow(alerts);
		const watch = keptOnSuccess(giftWatch(credential, every(6)));
		stage.watch = await n8n.importWorkflow(withErrorWorkflow(watch, stage.alerts));
		return stage;
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.smtp.shut();
		await Promise.all([this.hibob.stop(), this.reachdesk.stop(), this.mailbox.stop()]);
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

	/**
	 * Publishes workflows/birthday-gift.json with Gift Log and Gift Holds.
	 *
	 * @param safety - of Send Gift
	 * @returns its id
	 */
	async birthdayGift(safety: Readonly<Record<string, unknown>> = {}): Promise<string> {
		const { n8n, hibob, reachdesk } = this;
		const credentials = await createCredentials(n8n, { hibob, reachdesk });
		const office = await openGiftOffice(n8n);
		const [birthday] = TEMPLATES;
		if (birthday === undefined) throw new Error('There is no birthday gift.');
		const trigger = { pollTimes: pollTimesAt(everySeconds(POLLS_EVERY_S)) };
		const workflow = filledIn(birthday, { sender: reachdesk.sender, credentials, trigger, office });
		return await this.publishWithAlerts(withParameter(workflow, 'Send Gift', { safety }));
	}

	/**
	 * Moves the clock to a run time or a later try of a workflow, and waits for its next execution.
	 *
	 * @param instant such as `2027-03-09 07:00:02`
	 */
	async run(workflow: string, instant: string): Promise<Execution> {
		const count = (await this.n8n.executions(workflow)).length + 1;
		this.hibob.setToday(instant.slice(0, 10));
		await this.n8n.moveClock(instant);
		const runs = await this.n8n.waitForExecutions(workflow, { count, timeoutMs: PATIENCE });
		return await this.n8n.execution(runs.at(-1)?.id ?? '');
	}

	async publishWithAlerts(workflow: WorkflowJson): Promise<string> {
		const id = await this.n8n.importWorkflow(withErrorWorkflow(workflow, this.alerts));
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
			{ timeoutMs: PATIENCE, what: `${String(count)} failures recorded` },
		);
	}

	/**
	 * Moves the clock, and waits until a workflow has looked after that.
	 *
	 * @param instant such as `2027-03-09 07:25:30`
	 * @param status how that look has to end; in any way unless told. One that finds that another is
	 * just telling ends well
	 */
	async look(
		which: 'alerts' | 'watch',
		instant: string,
		status?: ExecutionSummary['status'],
	): Promise<ExecutionSummary> {
		const moved = Date.parse(`${instant.replace(' ', 'T')}Z`);
		this.hibob.setToday(instant.slice(0, 10));
		await this.n8n.moveClock(instant);
		return await this.n8n.waitUntil(
			async () => {
				const executions = (await this.n8n.executions(this[which])).filter(
					({ mode }) => mode === 'trigger',
				);
				const look = executions.find(
					({ startedAt, stoppedAt, ...execution }) =>
						stoppedAt !== undefined &&
						(status === undefined
							? Date.parse(startedAt ?? '') >= moved
							: execution.status === status && Date.parse(stoppedAt) >= moved),
				);
				// one that was under way when the clock was moved may be the one that tells
				const isOver = executions.every(
					({ id, stoppedAt }) => stoppedAt !== undefined || Number(id) > Number(look?.id),
				);
				return isOver ? look : undefined;
			},
			{ timeoutMs: PATIENCE, what: `${which} to look at ${instant}` },
		);
	}

	/** The emails that have come since the last time this was asked. */
	newMails(): Mail[] {
		const mails = this.mailbox.mails.slice(this.read);
		this.read += mails.length;
		return mails;
	}

	/** Waits until so many emails have come that `newMails` has not given yet. */
	async mailsArrive(count: number): Promise<void> {
		const what = `${String(count)} emails`;
		const come = () => this.mailbox.mails.length >= this.read + count;
		await this.n8n.waitUntil(() => Promise.resolve(come()), { timeoutMs: PATIENCE, what });
	}

	/** Notes a run that completed, as gift-log does. */
	async noteRun(run: Readonly<Record<string, unknown>>): Promise<void> {
		const runs = await this.n8n.dataTable(RUNS_TABLE);
		await runs.remove('workflow_id', String(run.workflow_id));
		await runs.insert([run]);
	}

	/** Waits until gift-alerts has recorded that a workflow failed on a day. */
	async recordedOn(day: string, workflow: string): Promise<void> {
		await this.n8n.waitUntil(
			async () =>
				(await this.alertRows()).some((row) => row.day === day && row.workflow === workflow),
			{ timeoutMs: PATIENCE, what: `the failure of ${workflow} on ${day}` },
		);
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
