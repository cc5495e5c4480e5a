import { isRecord, listAt, numberAt, textAt } from '../../sandbox/n8n/answers.mts';
import { childSays } from './child.mts';
import { hundredths, megabytes, milliseconds, whole } from './formats.mts';
import { withHiBob } from './hibobAnswers.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { measuring } from './series.mts';
import type { Row, Series } from './series.mts';
import { EMPLOYEES, FEW_EMPLOYEES } from './sizes.mts';
import { median } from './statistics.mts';

const TIMES = 15;
const MEMORY_TIMES = 5;
const SHOWN_OF_PROFILE = 10;

const BIRTHDAYS = { events: ['birthday'] };
const ROSTER = { events: ['employeeAdded', 'employeeChanged', 'employeeLeft'] };
const REPORTED = { events: ['birthday', 'runCompleted'] };

/** What is measured in a process of its own. */
interface Measuring {
	/** parameters of the trigger whose run is measured */
	run: object;
	/** those of the trigger that it is compared with; the bare answers without them */
	against?: object;
}

/** Asks processes of their own for the run of a trigger, or for what it is compared with. */
async function processes({ url, serviceUser, asked }: HiBobAnswers, { run, against }: Measuring) {
	const child = async (what: string, questions: readonly string[] = []): Promise<unknown> =>
		await childSays('oneProcessChild.mts', [
			...[what, url, serviceUser.id, serviceUser.token, String(TIMES)],
			...[questions, run, against ?? null].map((one) => JSON.stringify(one)),
		]);
	await child('questions');
	const answers = (await asked()).filter(({ url: path }) => path.endsWith('/people/search'));
	const questions = answers.map(({ body }) => body);
	return {
		answerBytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
		times: async () => {
			const said = await child('time', questions);
			const msOf = (side: string) => median(listAt(said, side).map(Number));
			const [runMs, againstMs] = [msOf('run'), msOf('against')];
			const figures = {
				gifts: numberAt(said, 'count'),
				runMs,
				againstMs,
				timeRatio: runMs / againstMs,
			};
			if (against !== undefined) return figures;
			const clientMs = msOf('client');
			return { ...figures, clientMs, clientRatio: clientMs / againstMs };
		},
		peak: async (what: 'bareMemory' | 'runMemory'): Promise<number> => {
			const peaks: number[] = [];
			for (let time = 0; time < MEMORY_TIMES; time++) {
				peaks.push(numberAt(await child(what, questions), 'peak'));
			}
			return median(peaks);
		},
		profile: async (): Promise<Row> =>
			Object.fromEntries(
				listAt(await child('profile'), 'profile')
					.filter(isRecord)
					.slice(0, SHOWN_OF_PROFILE)
					.map((row) => [textAt(row, 'name'), numberAt(row, 'ms')]),
			),
	};
}

const TIMES_BARE_AND_RUN: Series['columns'] = [
	{ title: 'answers', of: 'answerBytes', as: megabytes },
	{ title: 'bare', of: 'againstMs', as: milliseconds },
	{ title: 'n8n’s client', of: 'clientMs', as: milliseconds },
	{ title: 'its time ratio', of: 'clientRatio', as: hundredths },
	{ title: 'run', of: 'runMs', as: milliseconds },
	{ title: 'time ratio', of: 'timeRatio', as: hundredths },
];

export const reading: Series = {
	name: 'reading',
	title: 'A daily run in one process',
	text: 'The run, and a bare `fetch` and `JSON.parse` of the same answers: all dates first, then everything about the people who are due. Between them the HTTP client that n8n gives to nodes, with the same requests and nothing else: a node takes at least as long. Memory is the peak above the starting level.',
	sizeIs: 'employees',
	sizes: EMPLOYEES,
	quickSizes: FEW_EMPLOYEES,
	columns: [
		...TIMES_BARE_AND_RUN,
		{ title: 'bare', of: 'barePeakBytes', as: megabytes },
		{ title: 'run', of: 'runPeakBytes', as: megabytes },
		{ title: 'memory ratio', of: 'memoryRatio', as: hundredths },
	],
	grows: { runMs: 'the run' },
	targets: [1_000, 10_000, 50_000].map((size) => ({
		what: `A daily run over ${whole(size)} employees, times fetch and parse`,
		of: 'timeRatio',
		size,
		most: size === 50_000 ? 1.25 : 1.3,
		as: hundredths,
	})),
	profileIs:
		"by V8's profiler, in ms a run; `transformResponse` is the `JSON.parse` of n8n's HTTP client",
	open: measuring(
		async (employees) =>
			await withHiBob(employees, async (hibob) => {
				const { answerBytes, times, peak, profile } = await processes(hibob, { run: BIRTHDAYS });
				const [barePeakBytes, runPeakBytes] = [await peak('bareMemory'), await peak('runMemory')];
				const memoryRatio = runPeakBytes / barePeakBytes;
				return {
					figures: { answerBytes, ...(await times()), barePeakBytes, runPeakBytes, memoryRatio },
					profile: await profile(),
				};
			}),
	),
};

export const rosterEvents: Series = {
	name: 'rosterEvents',
	title: 'Employee Added, Changed and Left in one process',
	text: 'A run that compares everyone with the last run, and a bare `fetch` and `JSON.parse` of the same answers; between them n8n’s client alone. Nobody has changed.',
	sizeIs: 'employees',
	sizes: EMPLOYEES,
	quickSizes: FEW_EMPLOYEES,
	columns: TIMES_BARE_AND_RUN,
	grows: { runMs: 'the run' },
	targets: [
		{
			what: 'Employee events over 50,000 employees, times fetch and parse',
			of: 'timeRatio',
			size: 50_000,
			most: 1.5,
			as: hundredths,
		},
	],
	profileIs: "by V8's profiler, in ms a run",
	open: measuring(
		async (employees) =>
			await withHiBob(employees, async (hibob) => {
				const { answerBytes, times, profile } = await processes(hibob, { run: ROSTER });
				return { figures: { answerBytes, ...(await times()) }, profile: await profile() };
			}),
	),
};

export const runCompleted: Series = {
	name: 'runCompleted',
	title: 'Run Completed',
	text: 'A daily run with and without the report of the event Run Completed, in one process.',
	sizeIs: 'employees',
	sizes: EMPLOYEES,
	quickSizes: FEW_EMPLOYEES,
	columns: [
		{ title: 'without', of: 'againstMs', as: milliseconds },
		{ title: 'with', of: 'runMs', as: milliseconds },
		{ title: 'ratio', of: 'timeRatio', as: hundredths },
	],
	grows: { runMs: 'the run with it' },
	open: measuring(
		async (employees) =>
			await withHiBob(employees, async (hibob) => {
				const measured = await processes(hibob, { run: REPORTED, against: BIRTHDAYS });
				return { figures: await measured.times() };
			}),
	),
};
