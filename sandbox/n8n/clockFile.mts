import { writeFileSync } from 'node:fs';

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
