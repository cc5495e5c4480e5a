import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { Gateway } from './gateway.mts';

/** Both sandbox servers, each behind a port that can be shut. */
export interface Services {
	hibob: HiBobSandbox;
	reachdesk: ReachdeskSandbox;
	hibobGate: Gateway;
	reachdeskGate: Gateway;
	/** what so many seconds of n8n's clock take, in ms of the real one */
	seconds: (count: number) => number;
	/** Everything works again. */
	repair: () => Promise<void>;
	stop: () => Promise<void>;
}

export interface ServicesOptions {
	/** yyyy-MM-dd */
	firstDay: string;
	/** people in the company */
	size: number;
	seed: number;
	honoursRequestId: boolean;
	speed: number;
	/** n8n's clock, ms since 1970 */
	now: () => number;
}

export async function startServices(options: ServicesOptions): Promise<Services> {
	const { firstDay, size, seed, honoursRequestId, speed, now } = options;
	const [hibob, reachdesk] = await Promise.all([
		startHiBob({ today: firstDay, size, seed, now, rateLimitPerMinute: 100_000 }),
		startReachdesk({ now }),
	]);
	const [hibobGate, reachdeskGate] = await Promise.all([
		Gateway.open(hibob.url),
		Gateway.open(reachdesk.url),
	]);
	reachdesk.variants.honoursRequestId = honoursRequestId;
	for (const wallet of reachdesk.wallets) wallet.balance = 10_000_000;
	return {
		hibob,
		reachdesk,
		hibobGate,
		reachdeskGate,
		seconds: (count) => (count * 1000) / speed,
		repair: async () => {
			hibob.faults.clear();
			reachdesk.faults.clear();
			hibob.variants.staleSeconds = 0;
			Object.assign(reachdesk.variants, {
				listingLagSeconds: 0,
				missPage: null,
				paginationPlace: 'top',
			});
			await Promise.all([hibobGate.reopen(), reachdeskGate.reopen()]);
		},
		stop: async () => {
			await Promise.all([hibobGate.shut(), reachdeskGate.shut()]);
			await Promise.all([hibob.stop(), reachdesk.stop()]);
		},
	};
}
