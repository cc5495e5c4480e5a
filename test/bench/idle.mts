import { listAt, numberAt } from '../../sandbox/n8n/answers.mts';
import { childSays } from './child.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { figureOf } from './statistics.mts';
import type { Figure } from './statistics.mts';

/** Heartbeats that have nothing to do, and the state that they look at. */
export interface Idle {
	employees: number;
	/** gift keys that are remembered: those of thirteen months */
	keys: number;
	heartbeatMs: Figure;
	/** to HiBob, during all of them */
	requests: number;
	/** of the roster events */
	stateBytesPerEmployee: number;
}

const OCCASIONS_A_YEAR = 2;
const REMEMBERED_DAYS = 396;

export async function measureIdle(hibob: HiBobAnswers, employees: number): Promise<Idle> {
	const { url, serviceUser } = hibob;
	const keys = Math.round((employees * OCCASIONS_A_YEAR * REMEMBERED_DAYS) / 365);
	await hibob.asked();
	const said = await childSays('idleChild.mts', [
		...[url, serviceUser.id, serviceUser.token, String(keys)],
	]);
	const before = 2; // publishing, and the run of the day
	return {
		employees,
		keys,
		heartbeatMs: figureOf(listAt(said, 'times').map(Number)),
		requests: (await hibob.asked()).length - before,
		stateBytesPerEmployee: numberAt(said, 'stateBytes') / employees,
	};
}
