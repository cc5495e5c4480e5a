import type { Idle } from './idle.mts';
import type { IdleWrites } from './idleWrites.mts';
import type { InN8n } from './inN8n.mts';
import type { OneProcess } from './oneProcess.mts';
import type { RosterSync } from './rosterSync.mts';
import { PAUSE_MS } from './sendGifts.mts';
import type { DuplicateCheck, SendGifts } from './sendGifts.mts';
import type { Sites } from './sites.mts';

/** All that was measured; what was not is empty. */
export interface Results {
	/** yyyy-MM-dd */
	on: string;
	oneProcess: OneProcess[];
	idle: Idle[];
	sites: Sites[];
	idleWrites: IdleWrites | null;
	inN8n: InN8n[];
	rosterSync: RosterSync[];
	sendGifts: { sends: SendGifts[]; duplicateChecks: DuplicateCheck[] } | null;
}

const whole = (number: number): string => Math.round(number).toLocaleString('en');
const tenths = (number: number): string => number.toFixed(1);
const hundredths = (number: number): string => number.toFixed(2);
const megabytes = (bytes: number): string => `${tenths(bytes / 1e6)} MB`;
const milliseconds = (number: number): string =>
	number < 10 ? `${number.toFixed(3)} ms` : `${whole(number)} ms`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---:')), ...rows.map(line)].join('\n');
}

/** The tables, as Markdown. */
export function reportOf(results: Results): string {
	const { on, oneProcess, idle, sites, idleWrites, inN8n, rosterSync, sendGifts } = results;
	const parts = [
		'# Performance',
		`\`npm run bench\` on ${on}, n8n 2.40.5, two cores, servers on the same machine. Medians. Times vary between machines; the ratios count, because both sides were measured in one run.`,
		'![Finding birthdays in n8n: the trigger and a workflow built by hand](images/bench.svg)',
	];
	if (inN8n.length > 0) {
		parts.push(
			'## Finding birthdays in a real n8n',
			'The trigger, and a workflow built by hand: HTTP Request, Split Out, Filter with the same rules, Remove Duplicates. Timed from the first request to HiBob to the end of the execution.',
			table(
				[
					'employees',
					'gifts',
					'trigger',
					'built by hand',
					'times faster',
					'trigger, durable scheduler',
				],
				inN8n.map((row) => [
					whole(row.employees),
					whole(row.gifts.trigger),
					milliseconds(row.triggerMs.median),
					milliseconds(row.handBuiltMs.median),
					whole(row.ratio),
					milliseconds(row.durableMs.median),
				]),
			),
		);
	}
	if (oneProcess.length > 0) {
		parts.push(
			'## A daily run in one process',
			'The run, and a bare `fetch` and `JSON.parse` of the same answers: all dates first, then everything about the people who are due. Memory is the peak above the starting level.',
			table(
				['employees', 'answers', 'bare', 'run', 'time ratio', 'bare', 'run', 'memory ratio'],
				oneProcess.map((row) => [
					whole(row.employees),
					megabytes(row.bytes),
					milliseconds(row.bareMs.median),
					milliseconds(row.runMs.median),
					hundredths(row.timeRatio),
					megabytes(row.barePeakBytes.median),
					megabytes(row.runPeakBytes.median),
					hundredths(row.memoryRatio),
				]),
			),
		);
	}
	const largest = oneProcess.at(-1);
	if (largest) {
		parts.push(
			`Where the time goes with ${whole(largest.employees)} employees, by V8's profiler; \`transformResponse\` is the \`JSON.parse\` of n8n's HTTP client:`,
			table(
				['function', 'ms per run'],
				largest.profile.map(({ name, ms }) => [`\`${name}\``, ms.toFixed(1)]),
			),
		);
	}
	if (idle.length > 0) {
		parts.push(
			'## A poll with nothing to do',
			'The trigger remembers all employees and the gifts of thirteen months.',
			table(
				['employees', 'keys remembered', 'poll', 'requests to HiBob', 'state per employee'],
				idle.map((row) => [
					whole(row.employees),
					whole(row.keys),
					milliseconds(row.heartbeatMs.median),
					whole(row.requests),
					`${tenths(row.stateBytesPerEmployee)} bytes`,
				]),
			),
		);
	}
	if (idleWrites) {
		const { heartbeats, seconds, writes, writesWithout } = idleWrites;
		parts.push(
			`In a real n8n, ${String(heartbeats)} polls in ${String(seconds)} seconds: n8n's database was written ${String(writes)} times with the workflow published, and ${String(writesWithout)} times in as many seconds without it.`,
		);
	}
	if (sites.length > 0) {
		parts.push(
			'## A day with site rules in 24 time zones',
			'Each run time starts its own run, which reads everyone’s dates; HiBob documents [50 requests a minute](https://apidocs.hibob.com/docs/rate-limit).',
			table(
				['employees', 'runs', 'a run', 'requests to HiBob', 'poll with nothing to do'],
				sites.map((row) => [
					whole(row.employees),
					whole(row.runs),
					milliseconds(row.runMs.median),
					whole(row.requests),
					milliseconds(row.heartbeatMs.median),
				]),
			),
		);
	}
	if (rosterSync.length > 0) {
		parts.push(
			'## The employee sync into a data table',
			table(
				['employees', 'first sync', 'employees a second', 'changed', 'next sync'],
				rosterSync.map((row) => [
					whole(row.employees),
					`${tenths(row.initialSeconds)} s`,
					whole(row.initialPerSecond),
					whole(row.changed),
					`${tenths(row.dailySeconds)} s`,
				]),
			),
		);
	}
	if (sendGifts) {
		parts.push(
			'## Send Gift',
			`The node's own time for each gift, without Reachdesk's answers and without the ${String(PAUSE_MS)} ms that the node waits before it checks its claim again.`,
			table(
				['gifts', 'total', 'own time per gift'],
				sendGifts.sends.map((row) => [
					whole(row.gifts),
					`${tenths(row.seconds)} s`,
					milliseconds(row.ownMsPerGift),
				]),
			),
			'The check for repeats before the first gift, by the number of sends that Reachdesk lists:',
			table(
				['sends listed', 'own time', 'plus the answers of the sandbox'],
				sendGifts.duplicateChecks.map((row) => [
					whole(row.sendsListed),
					milliseconds(row.ownMs),
					milliseconds(row.answersMs),
				]),
			),
		);
	}
	return parts.join('\n\n');
}
