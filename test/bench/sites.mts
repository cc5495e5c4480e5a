import { listAt, numberAt } from '../../sandbox/n8n/answers.mts';
import { childSays } from './child.mts';
import { hundredths, milliseconds, whole } from './formats.mts';
import { withHiBob } from './hibobAnswers.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { measuring } from './series.mts';
import type { Series } from './series.mts';
import { EMPLOYEES, FEW_EMPLOYEES } from './sizes.mts';
import { median } from './statistics.mts';

const ZONES = 24;

/** A day of a trigger with site rules for so many time zones. */
async function day({ url, serviceUser }: HiBobAnswers, zones: number) {
	const { id, token } = serviceUser;
	const said = await childSays('sitesChild.mts', [url, id, token, String(zones)]);
	const runs = listAt(said, 'runs').map(Number);
	return {
		runs: runs.length,
		runMs: median(runs),
		requests: numberAt(said, 'requests'),
		pollMs: median(listAt(said, 'times').map(Number)),
	};
}

export const sites: Series = {
	name: 'sites',
	title: 'A day with site rules in 24 time zones',
	text: 'Against a day without site rules, in one process. Each run time starts its own run, which reads everyone’s dates; HiBob documents [50 requests a minute](https://apidocs.hibob.com/docs/rate-limit).',
	sizeIs: 'employees',
	sizes: EMPLOYEES,
	quickSizes: FEW_EMPLOYEES,
	columns: [
		{ title: 'runs', of: 'runs', as: whole },
		{ title: 'a run', of: 'runMs', as: milliseconds },
		{ title: 'a run with one zone', of: 'oneRunMs', as: milliseconds },
		{ title: 'ratio', of: 'runRatio', as: hundredths },
		{ title: 'requests to HiBob', of: 'requests', as: whole },
		{ title: 'with one zone', of: 'oneRequests', as: whole },
		{ title: 'poll with nothing to do', of: 'pollMs', as: milliseconds },
		{ title: 'with one zone', of: 'onePollMs', as: milliseconds },
	],
	grows: { runMs: 'a run', pollMs: 'the poll with nothing to do' },
	open: measuring(
		async (employees) =>
			await withHiBob(employees, async (hibob) => {
				const many = await day(hibob, ZONES);
				const one = await day(hibob, 0);
				return {
					figures: {
						...many,
						oneRunMs: one.runMs,
						runRatio: many.runMs / one.runMs,
						oneRequests: one.requests,
						onePollMs: one.pollMs,
					},
				};
			}),
	),
};
