import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCredentials } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { layBirthdays } from '../queue/company.mts';
import { ensureLibfaketime } from './libfaketime.mts';
import { chain, node } from './runModes.mts';

/**
 * A first workflow, with a mistake in it and nobody who looks at settings: the delivery is that of the
 * panel. No gift is lost, and no channel hears of a birthday twice.
 */

const DAYS = ['2027-03-01', '2027-03-02', '2027-03-03'] as const;
const TRIGGER = 'HiBob Employees';
const TIMEOUT = 120_000;

let hibob: HiBobSandbox;
let reachdesk: ReachdeskSandbox;
let n8n: N8nHost;
let credentials: Stage['credentials'];
/** what the channels heard: the channel and the key of the birthday */
const heard: string[] = [];
const channels = createServer((request, response) => {
	request.on('data', (text) => heard.push(`${request.url ?? ''} ${String(text)}`));
	request.on('end', () => response.end('{}'));
	request.resume();
});
const portOf = (address: ReturnType<typeof channels.address>): number =>
	typeof address === 'object' && address !== null ? address.port : 0;
const channel = (name: string) =>
	node(name, 'httpRequest', 4.2, {
		method: 'POST',
		url: `http://127.0.0.1:${String(portOf(channels.address()))}/${name}`,
		sendBody: true,
		contentType: 'raw',
		rawContentType: 'text/plain',
		body: '={{ $json.key }}',
	});
const trigger = () =>
	node(
		TRIGGER,
		nodeType('hiBobTrigger'),
		1,
		{ pollTimes: pollTimesAt(everySeconds(5)), events: ['birthday'] },
		{ credentials: { hiBobServiceUserApi: credentials.hiBobServiceUserApi } },
	);

/** Send Gift, a message behind it, and one beside it that lets pass what is offered again. */
function firstWorkflow(sender: string): WorkflowJson {
	const gift = node(
		'Send Gift',
		nodeType('reachdesk'),
		1,
		{ campaign: { __rl: true, mode: 'id', value: '1501' }, sender },
		{ credentials: { reachdeskApi: credentials.reachdeskApi } },
	);
	const isNew = {
		leftValue: '={{ $json.judged.offeredAgain }}',
		rightValue: '',
		operator: { type: 'boolean', operation: 'false', singleValue: true },
	};
	const filter = node('New Alone', 'filter', 2.2, {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			conditions: [isNew],
			combinator: 'and',
		},
	});
	// n8n begins with what stands above
	const above = { ...filter, position: [200, -300] };
	return {
		name: 'My first gifts',
		nodes: [
			trigger(),
			above,
			channel('beside'),
			{ ...gift, position: [200, 300] },
			channel('behind'),
		],
		connections: {
			...chain(['New Alone', 'beside']),
			...chain(['Send Gift', 'behind']),
			[TRIGGER]: {
				main: [
					[
						{ node: 'New Alone', type: 'main', index: 0 },
						{ node: 'Send Gift', type: 'main', index: 0 },
					],
				],
			},
		},
		// as the editor creates workflows
		settings: { executionOrder: 'v1' },
	};
}

const messagesAlone = (): WorkflowJson => ({
	name: 'Birthdays in our channel',
	nodes: [trigger(), channel('alone')],
	connections: chain([TRIGGER, 'alone']),
});

let gifts = '';
let messages = '';
const runs = { gifts: 0, messages: 0 };

beforeAll(async () => {
	await ensureLibfaketime();
	await new Promise<void>((resolve) => channels.listen(0, '127.0.0.1', resolve));
	n8n = await startN8n({ fakeTime: `${DAYS[0]} 06:50:00` });
	hibob = await startHiBob({ today: DAYS[0], rateLimitPerMinute: 1_000 });
	layBirthdays(
		hibob.people,
		DAYS.map((day) => ({ day, gifts: 2 })),
	);
	reachdesk = await startReachdesk({ now: n8n.now });
	credentials = await createCredentials(n8n, { hibob, reachdesk });
	gifts = await n8n.importWorkflow(firstWorkflow('typo@example.com'));
	messages = await n8n.importWorkflow(messagesAlone());
	await n8n.publish(gifts);
	await n8n.publish(messages);
}, 400_000);
afterAll(async () => {
	await n8n.stop();
	await Promise.all([hibob.stop(), reachdesk.stop()]);
	channels.close();
}, 60_000);

/** Lets the run of a day come. @returns how the execution of the gifts ended */
async function runOn(day: string): Promise<string> {
	hibob.setToday(day);
	await n8n.moveClock(`${day} 07:00:01`);
	runs.gifts += 1;
	runs.messages += 1;
	const timeoutMs = 60_000;
	const ended = await n8n.waitForExecutions(gifts, { count: runs.gifts, timeoutMs });
	await n8n.waitForExecutions(messages, { count: runs.messages, timeoutMs });
	return ended.at(-1)?.status ?? '';
}

/** Whose birthday it is; people who leave in these days would be another matter. */
const keysOn = (day: string): string[] =>
	whoMattersOn(day, hibob.people)
		.filter(({ gift, occasion }) => gift && occasion === 'birthday')
		.filter(({ person }) => person['internal.terminationDate'] === null)
		.map(({ person }) => `hibob:${person['root.id']}:birthday:${day.slice(0, 4)}`);
const heardIn = (name: string): string[] =>
	heard.flatMap((line) => (line.startsWith(`/${name} `) ? [line.slice(name.length + 2)] : []));
const due: string[] = [];

describe('a first workflow with a mistyped sender', () => {
	it(
		'fails on its first day, and loses nothing',
		async () => {
			due.push(...keysOn(DAYS[0]));
			expect(due.length).toBeGreaterThan(0);
			expect(await runOn(DAYS[0])).toBe('error');
			expect(reachdesk.sends).toEqual([]);
			expect(heardIn('behind')).toEqual([]);
		},
		TIMEOUT,
	);

	it(
		'sends what it owes on the day after, when the sender is right',
		async () => {
			await n8n.updateWorkflow(gifts, firstWorkflow(reachdesk.sender));
			await n8n.publish(gifts);
			expect(await runOn(DAYS[1])).toBe('success');
			due.push(...keysOn(DAYS[1]));
			expect(heardIn('behind')).toEqual(expect.arrayContaining(due));
			expect(reachdesk.sends).toHaveLength(heardIn('behind').length);
		},
		TIMEOUT,
	);

	it(
		'offers nothing again that was sent, so that each channel hears of a birthday once',
		async () => {
			await runOn(DAYS[2]);
			due.push(...keysOn(DAYS[2]));
			for (const name of ['behind', 'beside', 'alone']) {
				const keys = heardIn(name);
				expect(new Set(keys).size).toBe(keys.length);
				expect(keys).toEqual(expect.arrayContaining(due));
			}
			const emails = reachdesk.sends.map(({ email }) => email);
			expect(new Set(emails).size).toBe(emails.length);
			expect(emails).toHaveLength(heardIn('behind').length);
		},
		TIMEOUT,
	);
});
