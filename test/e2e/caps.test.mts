import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createCredentials } from '../../sandbox/demo/stage.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost } from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { callFor, explanationsOf, outcomesOf, peopleOf, publishCapped } from './capped.mts';
import { ensureLibfaketime } from './libfaketime.mts';
import type { Place } from './runModes.mts';

// Caps in a real n8n, with figures from Reachdesk's own record.

const TIMEOUT = 120_000;
const START = '2026-11-20 09:00:00';
const THIS_MONTH = '2026-11-05T10:00:00.000Z';

let hibob: HiBobSandbox;
let reachdesk: ReachdeskSandbox;
let n8n: N8nHost;
let place: Place;

beforeAll(async () => {
	await ensureLibfaketime();
	hibob = await startHiBob({ today: '2026-11-20' });
	// both go by the clock of n8n
	const clock = { now: () => Date.parse(`${START.replace(' ', 'T')}Z`) };
	reachdesk = await startReachdesk({ now: () => clock.now() });
	n8n = await startN8n({ fakeTime: START });
	clock.now = n8n.now;
	place = { n8n, reachdesk, credentials: await createCredentials(n8n, { hibob, reachdesk }) };
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await hibob.stop();
	await reachdesk.stop();
	expect(reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);
afterEach(() => {
	reachdesk.faults.clear();
	reachdesk.variants.missPage = null;
	reachdesk.variants.listingLagSeconds = 0;
});

const cap = (per: string, limits: object) => ({ per, ...limits });
const made = (test: string) => reachdesk.sends.filter(({ email }) => email.startsWith(`${test}-`));

/** The executions of a workflow that has been called so often, when they have ended. */
async function executionsOf(id: string, count: number): Promise<Execution[]> {
	const ended = await n8n.waitForExecutions(id, { count, timeoutMs: TIMEOUT });
	return await Promise.all(ended.map(async (one) => await n8n.execution(one.id)));
}

/** Calls a workflow once, and waits for it. */
async function run(id: string, path: string, people: readonly string[], count = 1) {
	await callFor(n8n, path, people);
	const execution = (await executionsOf(id, count)).at(-1);
	if (!execution) throw new Error('nothing was executed');
	return execution;
}

/** How many of several executions’ gifts had an outcome. */
const countOf = (executions: readonly Execution[], outcome: string): number =>
	executions.flatMap(outcomesOf).filter((one) => one === outcome).length;

describe.each(['send', 'sendMany'] as const)('%s', (operation) => {
	it(
		'meets a cap exactly, and says of everybody else that they are over it',
		async () => {
			const test = `exact-${operation.toLowerCase()}`;
			const limit = cap('workflowMonth', { gifts: '3' });
			const { id, path } = await publishCapped(place, { path: test, cap: limit, operation });
			const execution = await run(id, path, peopleOf(test, 5));
			expect(execution.status).toBe('success');
			expect(outcomesOf(execution)).toEqual(['sent', 'sent', 'sent', 'overBudget', 'overBudget']);
			expect(made(test)).toHaveLength(3);
			expect(outcomesOf(await run(id, path, peopleOf(test, 1, 6), 2))).toEqual(['overBudget']);
			expect(made(test)).toHaveLength(3);
		},
		TIMEOUT,
	);

	it(
		'lets several executions of two workflows, at once, not pass a cap together',
		async () => {
			const test = `atonce-${operation.toLowerCase()}`;
			const campaign = operation === 'send' ? 1601 : 1603;
			const limit = cap('campaignMonth', { gifts: '5' });
			const one = await publishCapped(place, { path: test, cap: limit, operation, campaign });
			const other = { path: `${test}-too`, cap: limit, operation, campaign };
			const two = await publishCapped(place, other);
			// of one node, only one execution at a time sends in bulk
			const calls = operation === 'send' ? [0, 10] : [0];
			await Promise.all(
				[one, two].flatMap(({ path }) =>
					calls.map(async (first) => {
						await callFor(n8n, path, peopleOf(`${test}-${path}`, 3, first));
					}),
				),
			);
			const all = [
				...(await executionsOf(one.id, calls.length)),
				...(await executionsOf(two.id, calls.length)),
			];
			expect(made(test)).toHaveLength(5);
			expect(countOf(all, 'sent')).toBe(5);
			expect(countOf(all, 'overBudget')).toBe(calls.length * 6 - 5);
		},
		TIMEOUT,
	);
});

it(
	'counts money to the cent, refunds and what is pending, in one currency alone',
	async () => {
		const test = 'money';
		const limit = cap('campaignMonth', { amount: '310', currency: 'USD' });
		const { id, path } = await publishCapped(place, { path: test, cap: limit, campaign: 1605 });
		const past = (cost: number, more: object = {}) =>
			reachdesk.addPastSend({
				email: 'past@example.com',
				campaignId: 1605,
				createdAt: THIS_MONTH,
				cost,
				...more,
			});
		const refunded = past(110);
		const pending = past(100.01, { status: 'pending' });
		past(80, { currency: 'EUR' });
		past(100);
		// 110 + 100.01 + 100 + 100 are too much
		expect(outcomesOf(await run(id, path, peopleOf(test, 1), 1))).toEqual(['overBudget']);
		reachdesk.refund(refunded.id, 100);
		// 10 + 100.01 + 100 + 100 still are, by a cent
		const cent = await run(id, path, peopleOf(test, 1), 2);
		expect(outcomesOf(cent)).toEqual(['overBudget']);
		expect(explanationsOf(cent)[0]).toContain('cost USD 210.01 so far');
		reachdesk.approve(pending.id);
		expect(outcomesOf(await run(id, path, peopleOf(test, 1), 3))).toEqual(['overBudget']);
		reachdesk.refund(pending.id, 0.01);
		expect(outcomesOf(await run(id, path, peopleOf(test, 2), 4))).toEqual(['sent', 'overBudget']);
		expect(made(test)).toHaveLength(1);
	},
	TIMEOUT,
);

it.each(['sends', 'transactions'])(
	'sends nothing when the list of %s has gaps',
	async (list) => {
		const test = `gaps-${list}`;
		const limit = cap('personYear', { gifts: '3' });
		const { id, path } = await publishCapped(place, { path: test, cap: limit });
		for (let person = 0; person < 450; person++) {
			reachdesk.addPastSend({
				email: `${list}.${String(person)}@example.com`,
				campaignId: 1504,
				createdAt: THIS_MONTH,
			});
		}
		Object.assign(reachdesk.variants, { missPage: list === 'sends' ? 4 : 2, maxPerPage: 100 });
		const execution = await run(id, path, peopleOf(test, 2));
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toContain('has gaps');
		expect(made(test)).toEqual([]);
	},
	TIMEOUT,
);

it(
	'counts what Reachdesk does not list yet',
	async () => {
		const test = 'lag';
		const limit = cap('workflowMonth', { gifts: '2' });
		const { id, path } = await publishCapped(place, { path: test, cap: limit });
		reachdesk.variants.listingLagSeconds = 20;
		await callFor(n8n, path, peopleOf(test, 2));
		await callFor(n8n, path, peopleOf(test, 2, 11));
		const all = await executionsOf(id, 2);
		expect(countOf(all, 'sent')).toBe(2);
		expect(countOf(all, 'overBudget')).toBe(2);
		expect(made(test)).toHaveLength(2);
	},
	TIMEOUT,
);

it.each(['before', 'after'] as const)(
	'does not pass a cap when n8n is killed %s Reachdesk makes a gift',
	async (when) => {
		const test = `killed-${when}`;
		const limit = cap('workflowMonth', { gifts: '3' });
		const { id, path } = await publishCapped(place, { path: test, cap: limit });
		reachdesk.variants.listingLagSeconds = 20;
		const reached = new Promise<void>((tell) => {
			reachdesk.faults.add({
				method: 'POST',
				path: '/api/v2/campaigns',
				skip: 1,
				times: 1,
				fault: { kind: 'interrupt', when, tell },
			});
		});
		await callFor(n8n, path, peopleOf(test, 4));
		await reached;
		await n8n.kill();
		const before = when === 'before' ? 1 : 2;
		expect(made(test)).toHaveLength(before);

		// the lease of the killed execution has not run out: the next one waits for that
		await n8n.restart({ fakeTime: clockOf(n8n.now()) });
		await callFor(n8n, path, peopleOf(test, 4, 11));
		await n8n.waitUntil(
			async () => (await n8n.executions(id)).length === 2 && reachdesk.requests.length > 0,
			{ timeoutMs: TIMEOUT, what: 'the next execution' },
		);
		expect(made(test)).toHaveLength(before);
		await n8n.moveClock(clockOf(n8n.now() + 17 * 60_000));
		const [, next] = await executionsOf(id, 2);
		if (!next) throw new Error('the next execution is missing');
		expect(outcomesOf(next).filter((one) => one === 'sent')).toHaveLength(3 - before);
		expect(made(test)).toHaveLength(3);
	},
	180_000,
);

const clockOf = (instant: number): string =>
	new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
