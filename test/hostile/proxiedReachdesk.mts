import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { startProxy } from './proxy.mts';
import type { Proxy } from './proxy.mts';

/** A Reachdesk whose answers a test can alter, and the proxy in front of it. */
interface ProxiedReachdesk {
	reachdesk: ReachdeskSandbox;
	proxy: Proxy;
}

/**
 * Starts a Reachdesk behind a proxy for the tests of a file, and ends both. In each test the clock is
 * that of the file, for n8n and for Reachdesk.
 */
export function proxiedReachdesk(
	now: () => number,
	begun: (started: ProxiedReachdesk) => void,
): void {
	let started: ProxiedReachdesk | undefined;
	beforeAll(async () => {
		const reachdesk = await startReachdesk({ now });
		started = { reachdesk, proxy: await startProxy(reachdesk.url) };
		begun(started);
	});
	afterAll(async () => {
		await started?.proxy.stop();
		await started?.reachdesk.stop();
	});
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockImplementation(now);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
}
