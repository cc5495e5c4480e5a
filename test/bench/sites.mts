import { listAt } from '../../sandbox/n8n/answers.mts';
import { childSays } from './child.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { figureOf } from './statistics.mts';
import type { Figure } from './statistics.mts';

/** A day with site rules in 24 time zones. */
export interface Sites {
	employees: number;
	/** runs of the day, of which each asks HiBob */
	runs: number;
	runMs: Figure;
	/** to HiBob, on the whole day */
	requests: number;
	/** a heartbeat that has nothing to do */
	heartbeatMs: Figure;
}

// a heartbeat without a run takes less, by far
const LEAST_OF_A_RUN_MS = 5;

export async function measureSites(hibob: HiBobAnswers, employees: number): Promise<Sites> {
	const { url, serviceUser } = hibob;
	await hibob.asked();
	const said = await childSays('sitesChild.mts', [url, serviceUser.id, serviceUser.token]);
	const runs = listAt(said, 'runs')
		.map(Number)
		.filter((ms) => ms > LEAST_OF_A_RUN_MS);
	const { length: requests } = await hibob.asked();
	return {
		employees,
		runs: runs.length,
		runMs: figureOf(runs),
		requests,
		heartbeatMs: figureOf(listAt(said, 'times').map(Number)),
	};
}
