import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../../sandbox/http/faults.mts';
import type { Day } from './day.mts';

/** Something that breaks on a day while gifts are being sent. */
export interface Breakdown {
	/** in words, for the report */
	name: string;
	/** Breaks it and repairs it; the daily run comes while this waits for it. */
	happen: (day: Day) => Promise<void>;
}

const LONG_ENOUGH_TO_SEE_THE_WORKER_MS = 1_500;
/** after an answer, within the time in which n8n notes it and takes up the next gift */
const BETWEEN_GIFTS_MS = 300;
const LISTED_LATE_S = 600;

/** Lets so many gifts through, and then something goes wrong with one. */
function faultAtGift({ stage }: Day, number: number, fault: Fault): void {
	const post = { method: 'POST', times: 1 };
	for (let count = 1; count < number; count += 1) {
		stage.reachdesk.faults.add({ ...post, fault: { kind: 'slow', milliseconds: 0 } });
	}
	stage.reachdesk.faults.add({ ...post, fault });
}

/** A worker dies while its POST of the second gift is under way. */
async function dieDuringPost(day: Day, fault: Fault): Promise<void> {
	faultAtGift(day, 2, fault);
	await day.arrives('POST', 2);
	const worker = await day.cutOffRun();
	await worker.restart();
}

/** Only the worker's death is to be seen here, not the slowness that lets us see who it is. */
async function dieAfterPost(day: Day, afterMs: number): Promise<void> {
	faultAtGift(day, 1, { kind: 'slow', milliseconds: LONG_ENOUGH_TO_SEE_THE_WORKER_MS });
	await day.arrives('POST', 1);
	const worker = await day.busyWorker();
	await day.answered(2);
	await delay(afterMs);
	await day.cutOffRun(worker);
	await worker.restart();
}

/** The minute that lies so many minutes after an instant, such as `2028-02-28 06:58`. */
const minutesLater = (now: number, minutes: number): string =>
	new Date(now + minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');

/** Until then, the gifts that a killed worker had claimed, sent or not, are held. */
async function afterSettleTime({ stage }: Day): Promise<void> {
	await stage.moveClock(minutesLater(stage.host.now(), 20));
}

export const BREAKDOWNS = {
	beforeAnyPost: {
		name: 'worker killed before the first POST, execution retried twice at once',
		happen: async (day) => {
			const { faults } = day.stage.reachdesk;
			faults.add({ method: 'GET', times: 1, fault: { kind: 'noAnswer', when: 'before' } });
			await day.arrives('GET', 1);
			const worker = await day.cutOffRun();
			await worker.restart();
			await day.retryTwice();
		},
	},
	duringPostNotMade: {
		name: 'worker killed during a POST that makes no gift, retried twice at once',
		happen: async (day) => {
			await dieDuringPost(day, { kind: 'noAnswer', when: 'before' });
			await day.retryTwice();
		},
	},
	duringPostMade: {
		name: 'worker killed during a POST that makes the gift, retried twice at once',
		happen: async (day) => {
			await dieDuringPost(day, { kind: 'noAnswer', when: 'after' });
			await day.retryTwice();
		},
	},
	listedLate: {
		name: 'worker killed during a POST that makes a gift which is listed ten minutes later, retried twice at once',
		happen: async (day) => {
			day.stage.reachdesk.variants.listingLagSeconds = LISTED_LATE_S;
			await dieDuringPost(day, { kind: 'noAnswer', when: 'after' });
			await day.retryTwice();
		},
	},
	afterPost: {
		name: 'worker killed at the moment of an answer, retried twice at once',
		happen: async (day) => {
			await dieAfterPost(day, 0);
			await day.retryTwice();
		},
	},
	betweenGifts: {
		name: 'worker killed between two gifts, retried twice at once after the settle time, one retry killed too',
		happen: async (day) => {
			await dieAfterPost(day, BETWEEN_GIFTS_MS);
			await afterSettleTime(day);
			const { executions } = await day.retryTwice();
			await day.arrives('POST', 4);
			const worker = await day.cutOffExecution(executions[0]);
			await worker.restart();
		},
	},
	settled: {
		name: 'worker killed during a POST that makes no gift, retried twice at once after the settle time',
		happen: async (day) => {
			await dieDuringPost(day, { kind: 'noAnswer', when: 'before' });
			await afterSettleTime(day);
			await day.retryTwice();
		},
	},
	main: {
		name: 'main process killed while a worker sends',
		happen: async (day) => {
			faultAtGift(day, 2, { kind: 'slow', milliseconds: LONG_ENOUGH_TO_SEE_THE_WORKER_MS });
			await day.arrives('POST', 2);
			await day.execution();
			await day.stage.host.main.kill();
			await day.stage.host.restartMain();
		},
	},
	mainAndWorker: {
		name: 'main process and worker killed during a POST that makes the gift, nothing retried',
		happen: async (day) => {
			const { host } = day.stage;
			faultAtGift(day, 2, { kind: 'noAnswer', when: 'after' });
			await day.arrives('POST', 2);
			const worker = await day.cutOffRun();
			await host.main.kill();
			await Promise.all([host.restartMain(), worker.restart()]);
		},
	},
	bothWorkers: {
		name: 'all workers killed during a POST that makes no gift, back on the next day',
		happen: async (day) => {
			const { host } = day.stage;
			faultAtGift(day, 2, { kind: 'noAnswer', when: 'before' });
			await day.arrives('POST', 2);
			await day.cutOffRun();
			await Promise.all(
				host.workers.map(async (worker) => {
					await worker.kill();
				}),
			);
			await day.stage.moveClock(minutesLater(host.now(), 12 * 60));
			await Promise.all(
				host.workers.map(async (worker) => {
					await worker.restart();
				}),
			);
		},
	},
} satisfies Record<string, Breakdown>;
