import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';

/** Starts a HiBob for a file whose tests say what it answers, forgets that after each, and ends it. */
export function answeringHiBob(begun: (hibob: HiBobSandbox) => void): void {
	let started: HiBobSandbox | undefined;
	beforeAll(async () => {
		started = await startHiBob({ today: '2026-11-23', size: 1, rateLimitPerMinute: 100_000 });
		begun(started);
	});
	afterAll(async () => {
		await started?.stop();
	});
	afterEach(() => {
		started?.faults.clear();
		if (started) started.requests.length = 0;
	});
}
