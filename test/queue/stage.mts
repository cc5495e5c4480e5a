import { setTimeout as delay } from 'node:timers/promises';
import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { createCredentials } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { filledIn, TEMPLATES } from '../../sandbox/demo/templates.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { QueueHost } from '../../sandbox/queue/queueHost.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { ensureLibfaketime } from '../e2e/libfaketime.mts';

const TIME_OF_PUBLISHING = '06:50:00';
const RUN_TIME = '07:00';

const POLL_EVERY_S = 5;
const POLL_AT_S = 2;
const POLL_TIMES = pollTimesAt(everySeconds(POLL_EVERY_S, POLL_AT_S));

export interface QueueStageOptions {
	/** yyyy-MM-dd, the day of the first run */
	firstDay: string;
	/** whether Reachdesk answers a repeated request_id with the first send */
	honoursRequestId: boolean;
	/** people in the company */
	size: number;
	/** a packed community package to load instead of this project */
	tarball?: string;
	say?: (text: string) => void;
}

/** Sandbox servers, n8n in queue mode with two workers, and the published birthday workflow. */
export class QueueStage {
	readonly hibob: HiBobSandbox;
	readonly reachdesk: ReachdeskSandbox;
	readonly host: QueueHost;
	readonly workflowId: string;
	readonly credentials: Stage['credentials'];

	private constructor(
		hibob: HiBobSandbox,
		reachdesk: ReachdeskSandbox,
		host: QueueHost,
		{ workflowId, credentials }: Published,
	) {
		this.hibob = hibob;
		this.reachdesk = reachdesk;
		this.host = host;
		this.workflowId = workflowId;
		this.credentials = credentials;
	}

	/** @throws Error in plain words when something that is needed is not there or does not start */
	static async open(options: QueueStageOptions): Promise<QueueStage> {
		const { firstDay, honoursRequestId, size, ...rest } = options;
		await ensureLibfaketime();
		const fakeTime = `${firstDay} ${TIME_OF_PUBLISHING}`;
		const host = await QueueHost.start({ workers: 2, fakeTime, ...rest });
		const opened: { stop: () => Promise<void> }[] = [host];
		try {
			const hibob = await startHiBob({ today: firstDay, size, rateLimitPerMinute: 1_000 });
			opened.push(hibob);
			const reachdesk = await startReachdesk({ now: host.now });
			opened.push(reachdesk);
			reachdesk.variants.honoursRequestId = honoursRequestId;
			for (const wallet of reachdesk.wallets) wallet.balance = 1_000_000;
			return new QueueStage(hibob, reachdesk, host, await published(host, hibob, reachdesk));
		} catch (error) {
			for (const one of opened) await one.stop();
			throw error;
		}
	}

	/** Lets the run time of a yyyy-MM-dd day come. */
	async moveTo(day: string): Promise<void> {
		this.hibob.setToday(day);
		await this.moveClock(`${day} ${RUN_TIME}`);
	}

	/**
	 * Moves the clock of all of n8n just after a poll, so that none comes while it is moved.
	 *
	 * @param minute as for {@link QueueHost.moveClock}
	 */
	async moveClock(minute: string): Promise<void> {
		const sincePoll = () => (this.host.now() / 1_000 - POLL_AT_S) % POLL_EVERY_S;
		while (sincePoll() > 1) await delay(50);
		await this.host.moveClock(minute);
	}

	async close(): Promise<void> {
		await this.host.stop();
		await Promise.all([this.hibob.stop(), this.reachdesk.stop()]);
	}
}

interface Published {
	workflowId: string;
	credentials: Stage['credentials'];
}

async function published(
	{ main }: QueueHost,
	hibob: HiBobSandbox,
	reachdesk: ReachdeskSandbox,
): Promise<Published> {
	const template = TEMPLATES.find(({ slug }) => slug === 'birthday-gift');
	if (!template) throw new Error('There is no birthday template.');
	const credentials = await createCredentials(main, { hibob, reachdesk });
	const trigger = { pollTimes: POLL_TIMES };
	const office = await openGiftOffice(main);
	const id = await main.importWorkflow(
		filledIn(template, { sender: reachdesk.sender, credentials, trigger, office }),
	);
	await main.publish(id);
	// the publishing is reported by an execution, too
	await main.waitForExecutions(id, { count: 1, timeoutMs: 60_000 });
	return { workflowId: id, credentials };
}
