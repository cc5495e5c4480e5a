import { setTimeout as delay } from 'node:timers/promises';

const MINUTE = 60_000;
/** importing and publishing three workflows takes about ten seconds */
const LEAD = 40_000;
/** nothing here may straddle midnight: the company is made for one day */
const LAST_MINUTES_OF_THE_DAY = 6;

/** The first whole minute that leaves time to publish, as `HH:mm` UTC. */
export function soonRunTime(now: number): string {
	const minute = Math.ceil((now + LEAD) / MINUTE) * MINUTE;
	return new Date(minute).toISOString().slice(11, 16);
}

/** Waits out the last minutes of a UTC day. */
export async function awayFromMidnight(say: (text: string) => void): Promise<void> {
	const now = new Date();
	const left = 24 * 60 - (now.getUTCHours() * 60 + now.getUTCMinutes());
	if (left > LAST_MINUTES_OF_THE_DAY) return;
	say(`It is almost midnight UTC. Waiting ${String(left)} minutes for the new day …`);
	const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
	await delay(midnight - now.getTime() + 2_000);
}
