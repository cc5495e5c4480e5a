import { listAt, numberAt, textAt } from '../../sandbox/n8n/answers.mts';
import { childSays } from './child.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { figureOf } from './statistics.mts';
import type { Figure } from './statistics.mts';

const TIMES = 15;
const MEMORY_TIMES = 5;

/** The daily run against the bare fetch and JSON.parse of the same answers, in one process. */
export interface OneProcess {
	employees: number;
	gifts: number;
	/** of all answers of a run */
	bytes: number;
	bareMs: Figure;
	runMs: Figure;
	timeRatio: number;
	/** the most resident memory beyond what was before */
	barePeakBytes: Figure;
	runPeakBytes: Figure;
	memoryRatio: number;
	/** where the time of the run goes: ms by function, the most first */
	profile: { name: string; ms: number }[];
}

const SHOWN_OF_PROFILE = 10;

const profileIn = (said: unknown): OneProcess['profile'] =>
	listAt(said, 'profile')
		.slice(0, SHOWN_OF_PROFILE)
		.map((row) => ({ name: textAt(row, 'name'), ms: numberAt(row, 'ms') }));

export async function measureOneProcess(
	hibob: HiBobAnswers,
	employees: number,
): Promise<OneProcess> {
	const { url, serviceUser } = hibob;
	const child = async (what: string, questions: readonly string[] = []): Promise<unknown> =>
		await childSays('oneProcessChild.mts', [
			...[what, url, serviceUser.id, serviceUser.token, String(TIMES)],
			JSON.stringify(questions),
		]);
	await hibob.asked();
	await child('questions');
	const all = (await hibob.asked()).filter(({ url: path }) => path.endsWith('/people/search'));
	// the first two are those of publishing
	const ofRun = all.slice(2);
	const questions = ofRun.map(({ body }) => body);
	const time = await child('time', questions);
	const [bareMs, runMs] = [listAt(time, 'bare').map(Number), listAt(time, 'run').map(Number)];
	const barePeaks: number[] = [];
	const runPeaks: number[] = [];
	for (let index = 0; index < MEMORY_TIMES; index++) {
		barePeaks.push(numberAt(await child('bareMemory', questions), 'peak'));
		runPeaks.push(numberAt(await child('runMemory', questions), 'peak'));
	}
	return {
		employees,
		gifts: numberAt(time, 'count'),
		bytes: ofRun.reduce((sum, { bytes }) => sum + bytes, 0),
		bareMs: figureOf(bareMs),
		runMs: figureOf(runMs),
		timeRatio: figureOf(runMs).median / figureOf(bareMs).median,
		barePeakBytes: figureOf(barePeaks),
		runPeakBytes: figureOf(runPeaks),
		memoryRatio: figureOf(runPeaks).median / figureOf(barePeaks).median,
		profile: profileIn(await child('profile')),
	};
}
