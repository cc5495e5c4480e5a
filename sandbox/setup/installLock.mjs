import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { holderRuns, tryToTake } from '../n8n/processLock.cjs';
import { showing } from './progress.mjs';

/** @param {string} lock */
async function take(lock) {
	for (;;) {
		if (tryToTake(lock)) return;
		if (!holderRuns(lock)) rmSync(lock, { recursive: true, force: true });
		else await delay(1000);
	}
}

/**
 * Runs the work while no other process on this machine runs it. A lock that a killed process left
 * behind is taken over.
 *
 * @template T
 * @param {string} lock folder that stands for the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(lock, work) {
	if (!tryToTake(lock)) {
		await showing(
			`Waiting for another process that is installing n8n (if there is none, delete ${lock})`,
			async () => await take(lock),
		);
	}
	try {
		return await work();
	} finally {
		rmSync(lock, { recursive: true, force: true });
	}
}
