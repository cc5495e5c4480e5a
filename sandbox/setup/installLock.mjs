import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { showing } from './progress.mjs';

const GRACE_FOR_WRITING_THE_PID_MS = 10_000;

/** @param {string} lock */
function tryToTake(lock) {
	try {
		mkdirSync(lock);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
		throw error;
	}
	writeFileSync(path.join(lock, 'pid'), String(process.pid));
	return true;
}

/**
 * @param {string} lock
 * @returns {boolean} whether the process that took the lock still runs
 */
function holderRuns(lock) {
	try {
		const pid = Number(readFileSync(path.join(lock, 'pid'), 'utf8'));
		process.kill(pid, 0);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EPERM') return true;
		const taken = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
		return Date.now() - taken < GRACE_FOR_WRITING_THE_PID_MS;
	}
}

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
