import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { CLOCK_FILE_READ_EVERY_S } from './environment.mts';

/**
 * Says in the words of libfaketime how far a process's clock is off.
 *
 * @param aheadBy in ms; negative for the past
 * @param speed how many of its seconds go by in one
 */
export function writeClock(file: string, aheadBy: number, speed = 1): void {
	const seconds = (aheadBy / 1000).toFixed(3);
	const faster = speed === 1 ? '' : ` x${String(speed)}`;
	writeFileSync(file, `${aheadBy < 0 ? '' : '+'}${seconds}${faster}\n`);
}

/** Waits until each process has noticed what its clock file says now. */
export async function clockNoticed(): Promise<void> {
	await delay(CLOCK_FILE_READ_EVERY_S * 2_000);
}
