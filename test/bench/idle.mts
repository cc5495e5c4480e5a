import { listAt, numberAt } from '../../sandbox/n8n/answers.mts';
import { childSays } from './child.mts';
import { bytes, milliseconds, whole } from './formats.mts';
import { withHiBob } from './hibobAnswers.mts';
import { measuring } from './series.mts';
import type { Series } from './series.mts';
import { EMPLOYEES, FEW_EMPLOYEES } from './sizes.mts';
import { median } from './statistics.mts';

const OCCASIONS_A_YEAR = 2;
const REMEMBERED_DAYS = 396;
/** publishing, and the run of the day */
const REQUESTS_BEFORE = 2;

export const idle: Series = {
	name: 'idle',
	title: 'A poll with nothing to do',
	text: 'The trigger remembers all employees and the gifts of thirteen months.',
	sizeIs: 'employees',
	sizes: EMPLOYEES,
	quickSizes: FEW_EMPLOYEES,
	columns: [
		{ title: 'keys remembered', of: 'keys', as: whole },
		{ title: 'poll', of: 'pollMs', as: milliseconds },
		{ title: 'requests to HiBob', of: 'requests', as: whole },
		{ title: 'state per employee', of: 'stateBytesPerEmployee', as: bytes },
	],
	grows: { pollMs: 'the poll' },
	open: measuring(
		async (employees) =>
			await withHiBob(employees, async ({ url, serviceUser, asked }) => {
				const keys = Math.round((employees * OCCASIONS_A_YEAR * REMEMBERED_DAYS) / 365);
				const said = await childSays('idleChild.mts', [
					...[url, serviceUser.id, serviceUser.token, String(keys)],
				]);
				return {
					figures: {
						keys,
						pollMs: median(listAt(said, 'times').map(Number)),
						requests: (await asked()).length - REQUESTS_BEFORE,
						stateBytesPerEmployee: numberAt(said, 'stateBytes') / employees,
					},
				};
			}),
	),
};
