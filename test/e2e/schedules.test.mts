import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTemplate } from '../../sandbox/demo/templates.mts';
import { textAt } from '../../sandbox/n8n/answers.mts';
import { DURABLE_SCHEDULES } from '../../sandbox/n8n/environment.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { ensureLibfaketime } from './libfaketime.mts';

// The Schedule Triggers of the shipped workflows as they are, each with nothing behind it: when they run,
// and what becomes of an instant at which n8n was down. What the workflows then do is tested elsewhere.

const SCHEDULE = 'n8n-nodes-base.scheduleTrigger';
const DAILY = ['manager-notice', 'gift-follow-up'];
const MONTHLY = ['my-gifts', 'spend-report', 'benefit-report'];
const SLUGS = [
	...DAILY,
	...MONTHLY,
	'upcoming-gifts',
	'gift-watch',
	'gift-approval-page',
	'team-gift',
	'gift-alerts',
];
const TIMEOUT = 600_000;
/** n8n spreads what is due in a minute over its seconds, and the durable scheduler looks every ten */
const ONE_MINUTE_AND_MORE_MS = 150_000;

/** What is due in one minute of the first two days of a month whose first day is a Monday. */
const INSTANTS: readonly [day: string, before: string, at: string, due: readonly string[]][] = [
	['01', '05:59:40', '06:00', ['my-gifts', 'gift-alerts']],
	['01', '07:59:40', '08:00', ['manager-notice', 'spend-report', 'upcoming-gifts', 'gift-alerts']],
	['01', '08:59:40', '09:00', ['gift-follow-up', 'gift-alerts']],
	['01', '09:01:40', '09:02', ['team-gift']],
	['01', '09:24:40', '09:25', ['gift-watch', 'gift-approval-page', 'gift-alerts']],
	['02', '07:59:40', '08:00', ['manager-notice', 'benefit-report', 'gift-alerts']],
];

let n8n: N8nHost;
const ids = new Map<string, string>();
const expected: string[] = [];

function scheduleOf(slug: string): WorkflowJson {
	const { name, nodes, settings } = readTemplate(slug);
	const schedules = nodes.filter(({ type }) => type === SCHEDULE);
	const [schedule] = schedules;
	if (schedule === undefined || schedules.length > 1) {
		throw new Error(`workflows/${slug}.json has not one Schedule Trigger`);
	}
	return {
		name,
		nodes: [schedule],
		connections: {},
		settings: { ...settings, saveDataSuccessExecution: 'all' },
	};
}

/** What has run so far, each as its workflow and its minute. */
async function runs(): Promise<string[]> {
	const all = [...ids].map(async ([slug, id]) => {
		const executions = await n8n.waitForExecutions(id, { count: 0 });
		return await Promise.all(
			executions.map(async (summary) => {
				const execution = await n8n.execution(summary.id);
				const [trigger = ''] = execution.nodeNames;
				const timestamp = textAt(outputOf(execution, trigger)[0], 'timestamp');
				return `${timestamp.slice(0, 16)} ${slug}`;
			}),
		);
	});
	return (await Promise.all(all)).flat().sort();
}

/** Waits until what is due has run. Whatever ran besides is seen by who compares. */
async function runsWith(day: string, at: string, due: readonly string[]): Promise<string[]> {
	expected.push(...due.map((slug) => `${day}T${at} ${slug}`));
	expected.sort();
	return await n8n.waitUntil(
		async () => {
			const all = await runs();
			return expected.every((one) => all.includes(one)) ? all : undefined;
		},
		{ timeoutMs: ONE_MINUTE_AND_MORE_MS, what: `runs at ${day} ${at}: ${due.join(', ')}` },
	);
}

beforeAll(async () => {
	await ensureLibfaketime();
	n8n = await startN8n({ fakeTime: '2027-02-01 05:30:00' });
	for (const slug of SLUGS) {
		const id = await n8n.importWorkflow(scheduleOf(slug));
		await n8n.publish(id);
		ids.set(slug, id);
	}
}, 400_000);
afterAll(async () => {
	await n8n.stop();
}, 60_000);

describe('the schedules of the shipped workflows, in memory', () => {
	it.each(INSTANTS)(
		'run once on day %s, %s: at %s',
		async (day, before, at, due) => {
			const date = `2027-02-${day}`;
			await n8n.restart({ fakeTime: `${date} ${before}` });
			expect(await runsWith(date, at, due)).toEqual(expected);
		},
		TIMEOUT,
	);

	it(
		'make up for nothing after some days without n8n, and go on',
		async () => {
			await n8n.kill();
			await n8n.restart({ fakeTime: '2027-02-05 09:06:40' });
			expect(await runsWith('2027-02-05', '09:07', ['team-gift'])).toEqual(expected);
		},
		TIMEOUT,
	);
});

describe('the schedules of the shipped workflows, in the durable scheduler', () => {
	it(
		'take nothing up again when it takes over, as with an update of n8n',
		async () => {
			await n8n.restart({ fakeTime: '2027-02-05 09:11:40', env: DURABLE_SCHEDULES });
			expect(await runsWith('2027-02-05', '09:12', ['team-gift'])).toEqual(expected);
		},
		TIMEOUT,
	);

	it.each(INSTANTS)(
		'run once on day %s, %s: at %s',
		async (day, before, at, due) => {
			const date = `2027-03-${day}`;
			await n8n.moveClock(`${date} ${before}`);
			expect(await runsWith(date, at, due)).toEqual(expected);
		},
		TIMEOUT,
	);

	it(
		'bring nothing twice when n8n is killed and starts again',
		async () => {
			await n8n.kill();
			await n8n.restart({ fakeTime: '2027-03-02 08:01:40' });
			expect(await runsWith('2027-03-02', '08:02', ['team-gift'])).toEqual(expected);
		},
		TIMEOUT,
	);

	it(
		'make up for nothing after some days without n8n, and go on',
		async () => {
			await n8n.kill();
			// the grace period, for the next test
			const env = { N8N_SCHEDULER_MISFIRE_GRACE: '3600' };
			await n8n.restart({ fakeTime: '2027-03-05 08:31:40', env });
			expect(await runsWith('2027-03-05', '08:32', ['team-gift'])).toEqual(expected);
		},
		TIMEOUT,
	);

	it(
		'make up once for what was missed within the grace period of n8n',
		async () => {
			await n8n.stopKeeping();
			await n8n.restart({ fakeTime: '2027-03-05 09:06:40' });
			// everything since 08:32: seven ticks of each five-minute schedule, not one that stands for all
			const made = [
				...['08:37', '08:42', '08:47', '08:52', '08:57', '09:02'].map((at) => `${at} team-gift`),
				...['08:35', '08:40', '08:45', '08:50', '08:55', '09:00', '09:05'].map(
					(at) => `${at} gift-alerts`,
				),
				...['08:35', '08:45', '08:55', '09:05'].map((at) => `${at} gift-approval-page`),
				'09:00 gift-follow-up',
			];
			expected.push(...made.map((one) => `2027-03-05T${one}`));
			expect(await runsWith('2027-03-05', '09:07', ['team-gift'])).toEqual(expected);
		},
		TIMEOUT,
	);
});
