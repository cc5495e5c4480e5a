import { once } from 'node:events';

/** Resolves when the terminal, or the script that started this process, wants it to end. */
export async function toldToEnd(): Promise<void> {
	const events = ['SIGINT', 'SIGTERM', 'disconnect'].map((event) => once(process, event));
	await Promise.race(events);
}
