import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readTemplate } from '../../sandbox/demo/templates.mts';
import { textAt } from '../../sandbox/n8n/answers.mts';
import { DURABLE_SCHEDULES } from '../../sandbox/n8n/environment.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { runnerClock } from '../troubles/runnerClock.mts';
import type { RunnerClock } from '../troubles/runnerClock.mts';
import { ensureLibfaketime } from './libfaketime.mts';

// The Schedule Triggers of the shipped workflows as they are, and behind them only what decides whether a
// report has been sent: when they run, and what becomes of an instant at which n8n was down. What the
// workflows then do is tested elsewhere.

const SCHEDULE = 'n8n-nodes-base.scheduleTrigger';
/** Those that run once a day or less. All their runs are known beforehand. */
const RARE = [
	'manager-notice',
	'gift-follow-up',
	'my-gifts',
	'spend-report',
	'benefit-report',
	'upcoming-gifts',
];
/** Those that run so often that a slow machine sees more runs of them than a fast one. */
const FREQUENT = ['gift-watch', 'gift-approval-page', 'team-gift', 'gift-alerts'];

const TIMEOUT = 600_000;
/** so that a minute, over whose seconds n8n spreads what is due in it, takes 15 seconds */
const SPEED = 4;
/**
 * n8n's durable scheduler skips what it comes to more than a minute late (DEFAULT_MISFIRE_GRACE_SECONDS
 * in n8n's constants). On a clock this fast a busy machine would soon be later, so it gets the whole
 * minute of its own time. Shorter than the five minutes between the runs of a Team Gift, so that all of
 * a longer downtime is skipped.
 */
const DURABLE = { ...DURABLE_SCHEDULES, N8N_SCHEDULER_MISFIRE_GRACE: String(60 * SPEED) };
const LONGEST_WAIT_MS = 150_000;

type Instant = readonly [day: string, before: string, at: string, due: readonly string[]];

/** What is due in one minute of the first two days of a month whose first day is a Monday. */
const INSTANTS: readonly Instant[] = [
	['01', '05:59:00', '06:00', ['my-gifts', 'gift-alerts']],
	['01', '07:59:00', '08:00', ['manager-notice', 'spend-report', 'upcoming-gifts', 'gift-alerts']],
	['01', '08:59:00', '09:00', ['gift-follow-up', 'gift-alerts']],
	['01', '09:01:00', '09:02', ['team-gift']],
	['01', '09:24:00', '09:25', ['gift-watch', 'gift-approval-page', 'gift-alerts']],
	['02', '07:59:00', '08:00', ['manager-notice', 'benefit-report', 'gift-alerts']],
];

let n8n: N8nHost;
let folder = '';
let clock: RunnerClock;
const ids = new Map<string, string>();
/** all runs of the rare ones that have to have been so far */
const expected: string[] = [];

function scheduleOf(slug: string): WorkflowJson {
	const { name, nodes, settings } = readTemplate(slug);
	const schedules = nodes.filter(({ type }) => type === SCHEDULE);
	const [schedule] = schedules;
	if (schedule === undefined || schedules.length > 1) {
		throw new Error(`workflows/${slug}.json has not one Schedule Trigger`);
	}
	const nodeNamed = (pattern: RegExp) => nodes.find((node) => pattern.test(String(node.name)));
	const gate = nodeNamed(/^Once a /);
	const sent = nodeNamed(/^Sent This /);
	const chain = [schedule, ...(gate && sent ? [gate, sent] : [])];
	const links = chain
		.slice(1)
		.map(
			(node, index) =>
				[
					String(chain[index]?.name),
					{ main: [[{ node: String(node.name), type: 'main', index: 0 }]] },
				] as const,
		);
	return {
		name,
		nodes: chain,
		connections: Object.fromEntries(links),
		settings: { ...settings, saveDataSuccessExecution: 'all' },
	};
}

/** by id, what {@link runs} says of executions that have ended */
const ended = new Map<string, string[]>();

/** The execution's minute and workflow; nothing when it found its report sent, or never began. */
async function runOf(id: string, slug: string): Promise<string[]> {
	const known = ended.get(id);
	if (known) return known;
	const execution = await n8n.execution(id);
	const [trigger = '', gate] = execution.nodeNames;
	const [item] = outputOf(execution, trigger);
	const isRepeated = gate !== undefined && outputOf(execution, gate).length === 0;
	// on a busy machine, n8n may be killed while an execution begins
	const isCutOff = item === undefined && execution.status === 'crashed';
	const run = isRepeated || isCutOff ? [] : [`${textAt(item, 'timestamp').slice(0, 16)} ${slug}`];
	ended.set(id, run);
	return run;
}

/** What has run so far, each as its minute and its workflow, without what found its report sent. */
async function runs(slugs: readonly string[] = [...RARE, ...FREQUENT]): Promise<string[]> {
	const all = slugs.map(async (slug) => {
		const executions = await n8n.waitForExecutions(ids.get(slug) ?? '', { count: 0 });
		return await Promise.all(executions.map(async ({ id }) => await runOf(id, slug)));
	});
	return (await Promise.all(all)).flat(2).sort();
}

/** Waits until what is due has run. */
async function haveRun(due: readonly string[]): Promise<void> {
	expected.push(...due.filter((one) => RARE.some((slug) => one.endsWith(` ${slug}`))));
	expected.sort();
	let missing = due;
	await n8n.waitUntil(
		async () => {
			const all = await runs();
			missing = due.filter((one) => !all.includes(one));
			return missing.length === 0;
		},
		{ timeoutMs: LONGEST_WAIT_MS, what: () => `runs: ${missing.join(', ')}` },
	);
}

const onDay = (date: string, at: string, slugs: readonly string[]): string[] =>
	slugs.map((slug) => `${date}T${at} ${slug}`);

interface Downtime {
	/** whether n8n is killed, as by a power cut, or ends in good order */
	kill: boolean;
	/** an instant at which n8n is down already, such as `2027-02-02T09:00` */
	from: string;
	/** the instant at which it starts again, such as `2027-02-05T10:26` */
	to: string;
	/** settings that are different from then on */
	env?: Record<string, string>;
}

/**
 * Lets n8n be down for some time, and waits for the first run after that.
 *
 * @returns what ran for an instant at which it was down
 */
async function runsMadeUp({ kill, from, to, env = {} }: Downtime): Promise<string[]> {
	await (kill ? n8n.kill() : n8n.stopKeeping());
	await n8n.restart({ fakeTime: `${to.replace('T', ' ')}:00`, env });
	await n8n.waitUntil(async () => (await runs(['team-gift'])).some((one) => one >= to), {
		timeoutMs: 2 * LONGEST_WAIT_MS,
		what: `a run after ${to}`,
	});
	return (await runs()).filter((one) => one >= from && one < to);
}

beforeAll(async () => {
	await ensureLibfaketime();
	folder = mkdtempSync(path.join(tmpdir(), 'n8n-schedules-'));
	clock = runnerClock(path.join(folder, 'clock'));
	n8n = await startN8n({
		userFolder: folder,
		fakeTime: '2027-02-01 05:11:00',
		speed: SPEED,
		// a moved clock makes executions look old
		env: { ...clock.env, EXECUTIONS_DATA_PRUNE: 'false' },
	});
	for (const slug of [...RARE, ...FREQUENT]) {
		const id = await n8n.importWorkflow(scheduleOf(slug));
		await n8n.publish(id);
		ids.set(slug, id);
	}
}, 400_000);
afterAll(async () => {
	await n8n.stop();
	clock.remove();
	rmSync(folder, { recursive: true, force: true });
}, 60_000);
afterEach(async () => {
	const all = await runs();
	expect(all).toEqual([...new Set(all)]);
	expect(await runs(RARE)).toEqual(expected);
}, TIMEOUT);

describe('the schedules of the shipped workflows, in memory', () => {
	it.each(INSTANTS)(
		'run once on day %s, %s: at %s',
		async (day, before, at, due) => {
			await n8n.moveClock(`2027-02-${day} ${before}`);
			await haveRun(onDay(`2027-02-${day}`, at, due));
		},
		TIMEOUT,
	);

	it(
		'make up for nothing after some days without n8n, and go on',
		async () => {
			const made = await runsMadeUp({
				kill: true,
				from: '2027-02-02T10:00',
				to: '2027-02-05T10:26',
			});
			expect(made).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('the schedules of the shipped workflows, in the durable scheduler', () => {
	// It takes over on the day before the next instants. It plans at most 1,000 times of a schedule every
	// ten seconds, and skips those that have passed by then. After a jump of weeks it would come to Gift
	// Alerts, which runs every five minutes, only at 06:00: just before, or too late.
	it(
		'take nothing up again when it takes over, as with an update of n8n',
		async () => {
			const made = await runsMadeUp({
				kill: false,
				from: '2027-02-05T12:00',
				to: '2027-02-28T10:31',
				env: DURABLE,
			});
			expect(made).toEqual([]);
		},
		TIMEOUT,
	);

	it.each(INSTANTS)(
		'run once on day %s, %s: at %s',
		async (day, before, at, due) => {
			await n8n.moveClock(`2027-03-${day} ${before}`);
			await haveRun(onDay(`2027-03-${day}`, at, due));
		},
		TIMEOUT,
	);

	it(
		'bring nothing twice when n8n is killed and starts again, and make up for nothing after some days',
		async () => {
			const made = await runsMadeUp({
				kill: true,
				from: '2027-03-02T10:00',
				to: '2027-03-05T08:31',
			});
			expect(made).toEqual([]);
		},
		TIMEOUT,
	);

	it(
		'make up once for what was missed within the grace period of n8n, which is a minute unless set',
		async () => {
			// an hour, so that it does not matter how long n8n takes to start
			const env = { N8N_SCHEDULER_MISFIRE_GRACE: '3600' };
			await n8n.restart({ fakeTime: '2027-03-12 08:41:00', env });
			await n8n.waitUntil(
				async () => (await runs(['team-gift'])).includes('2027-03-12T08:52 team-gift'),
				{
					timeoutMs: 2 * LONGEST_WAIT_MS,
				},
			);
			const made = await runsMadeUp({
				kill: false,
				from: '2027-03-12T09:00',
				to: '2027-03-12T09:31',
			});
			expected.push('2027-03-12T09:00 gift-follow-up');
			// every missed tick, not one that stands for all
			expect(made).toEqual(
				expect.arrayContaining([
					'2027-03-12T09:00 gift-follow-up',
					...onDay('2027-03-12', '09:25', ['gift-alerts', 'gift-approval-page', 'gift-watch']),
					...['09:02', '09:07', '09:12', '09:17', '09:22', '09:27'].map(
						(at) => `2027-03-12T${at} team-gift`,
					),
				]),
			);
		},
		TIMEOUT,
	);

	it(
		'send the weekly and the monthly reports on the next morning after days without n8n, once',
		async () => {
			await n8n.kill();
			await n8n.restart({ fakeTime: '2027-03-30 07:00:00' });
			await n8n.moveClock('2027-03-30 07:59:00');
			await haveRun(onDay('2027-03-30', '08:00', ['manager-notice', 'upcoming-gifts']));

			await n8n.kill();
			await n8n.restart({ fakeTime: '2027-04-03 07:00:00' });
			await n8n.moveClock('2027-04-03 07:59:00');
			const third = ['manager-notice', 'spend-report', 'benefit-report'];
			await haveRun(onDay('2027-04-03', '08:00', third));

			await n8n.moveClock('2027-04-04 07:59:00');
			await haveRun(onDay('2027-04-04', '08:00', ['manager-notice']));
			await haveRun(onDay('2027-04-04', '08:02', ['team-gift']));
		},
		TIMEOUT,
	);
});
