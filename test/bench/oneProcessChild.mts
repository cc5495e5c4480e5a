import { writeFileSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { pollContext, PolledTrigger } from '../n8nCore.mts';
import built from './builtPackage.cjs';
import { builtTrigger } from './builtTrigger.mts';
import { askedOf } from './hibobAnswers.mts';

// Measures in this process the run of a trigger, the bare fetch and JSON.parse of the answers that it gets,
// or the run and what it is compared with in turn. Arguments: what, base URL, id and token of the service
// user, repetitions, and as JSON the questions of a run, the parameters of the trigger, and those of the
// trigger that it is compared with, or null for the bare answers and those by n8n's client alone.

const [what = '', url = '', id = '', token = '', times = '1', ...json] = process.argv.slice(2);
const [questions, parameters, compared]: unknown[] = json.map((one): unknown => JSON.parse(one));
const bodies = Array.isArray(questions) ? questions.map(String) : [];
const authorization = `Basic ${Buffer.from(`${id}:${token}`).toString('base64')}`;
const hibob = { url, serviceUser: { id, token } };
const HOW = { run: 'everyPoll', delivery: 'repeat' };

/** A published trigger; each has a node and a memory of its own. */
async function published(name: string, own: unknown): Promise<PolledTrigger> {
	const events = { ...HOW, ...jsonParse<IDataObject>(JSON.stringify(own)) };
	const node = builtTrigger(hibob, events);
	const trigger = new PolledTrigger({ ...node, settings: { id: name }, workflowId: name });
	await trigger.activate('activate');
	return trigger;
}

/** Asks all questions in turn, and holds the answers until it is over, as the run does. */
const asking = (ask: (body: string) => Promise<unknown>) => async (): Promise<number> => {
	const answers: unknown[] = [];
	for (const body of bodies) answers.push(await ask(body));
	return answers.length;
};

const bare = asking(async (body): Promise<unknown> => {
	const answer = await fetch(`${url}/people/search`, {
		method: 'POST',
		headers: { authorization, 'content-type': 'application/json' },
		body,
	});
	return JSON.parse(await answer.text());
});

const context = pollContext(builtTrigger(hibob, HOW));

/** With the HTTP client that n8n gives to nodes. */
const client = asking(
	async (body): Promise<unknown> =>
		await context.helpers.httpRequestWithAuthentication.call(
			context,
			'hiBobServiceUserApi',
			built.ofOwnNode({
				...built.REQUEST_DEFAULTS,
				method: 'POST',
				url: `${url}/people/search`,
				body: jsonParse<IDataObject>(body),
			}),
		),
);

const runOf = (trigger: PolledTrigger) => async (): Promise<number> =>
	(await trigger.heartbeat())?.[0]?.length ?? 0;

/** In ms. */
async function timed(act: () => Promise<number>): Promise<number> {
	globalThis.gc?.();
	const begun = performance.now();
	await act();
	return performance.now() - begun;
}

/** The most memory that is resident while something is done, beyond what was before, in bytes. */
async function peakOf(act: () => Promise<number>): Promise<number> {
	globalThis.gc?.();
	// Linux begins to count the peak anew
	writeFileSync('/proc/self/clear_refs', '5');
	const before = process.memoryUsage().rss;
	await act();
	const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
	return Number(kilobytes) * 1024 - before;
}

const PROFILED = 20;
const MICROSECONDS = 1_000;

/** Where the time of a run goes: ms by function, the most first. */
async function profileOf(act: () => Promise<number>): Promise<{ name: string; ms: number }[]> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: 200 });
	await session.post('Profiler.start');
	for (let time = 0; time < PROFILED; time++) await act();
	const { profile } = await session.post('Profiler.stop');
	const { nodes, samples = [], timeDeltas = [] } = profile;
	const names = new Map(
		nodes.map(({ id: node, callFrame: { functionName, url: file, lineNumber } }) => [
			node,
			`${functionName || 'anonymous'} (${file === '' ? 'V8' : file.split('/').slice(-2).join('/')}:${String(lineNumber + 1)})`,
		]),
	);
	const sums = new Map<string, number>();
	for (const [index, sample] of samples.entries()) {
		const name = names.get(sample) ?? '';
		// the profiler itself
		if (name.startsWith('post (node:inspector')) continue;
		const ms = (timeDeltas[index] ?? 0) / MICROSECONDS / PROFILED;
		sums.set(name, (sums.get(name) ?? 0) + ms);
	}
	return Array.from(sums, ([name, ms]) => ({ name, ms })).sort((one, other) => other.ms - one.ms);
}

const run = runOf(await published('measured', parameters));
switch (what) {
	case 'questions':
		// those of publishing are none of the run's
		await askedOf(url);
		process.send?.({ count: await run() });
		break;
	case 'time': {
		const sides = {
			...(compared === null
				? { against: bare, client }
				: { against: runOf(await published('compared', compared)) }),
			run,
		};
		const figures: Record<string, number[]> = {};
		const count = await run();
		for (const act of Object.values(sides)) await act();
		for (let time = 0; time < Number(times); time++) {
			for (const [side, act] of Object.entries(sides)) {
				(figures[side] ??= []).push(await timed(act));
			}
		}
		process.send?.({ ...figures, count });
		break;
	}
	case 'profile':
		await run();
		process.send?.({ profile: await profileOf(run) });
		break;
	case 'bareMemory':
		process.send?.({ peak: await peakOf(bare) });
		break;
	case 'runMemory':
		process.send?.({ peak: await peakOf(run) });
		break;
}
