import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { ReachdeskApi } from '../../credentials/ReachdeskApi.credentials.ts';
import { ReachdeskTrigger } from '../../nodes/Reachdesk/ReachdeskTrigger.node.ts';
import { isObject } from '../../nodes/shared/jsonObject.ts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { judgedToday } from '../Reachdesk/judgedToday.mts';
import { execute, PolledTrigger, processedData } from '../n8nCore.mts';
import { HTTP_RUNS } from './httpRuns.mts';
import { anyHostileValue, anyMutation, mutated, setOwn } from './mutations.mts';
import type { Proxy } from './proxy.mts';
import { proxiedReachdesk } from './proxiedReachdesk.mts';
import { giftNode } from './reachdeskNode.mts';

/** One bad item, or one bad row: what becomes of all others is what becomes of them without it. */

const CAMPAIGN = 1501;
const START = Date.parse('2026-11-23T07:01:00Z');
const DAY = 86_400_000;
let now = START;
let reachdesk: ReachdeskSandbox;
let proxy: Proxy;

proxiedReachdesk(
	() => now,
	(started) => {
		({ reachdesk, proxy } = started);
	},
);

const emailOf = (person: number) => `person.${String(person)}@example.com`;

const item = (person: number): IDataObject => ({
	event: 'birthday',
	key: `hibob:${String(person)}:birthday:2026`,
	occasion: { type: 'birthday', date: '2026-11-23', dueDate: '2026-11-23', years: null },
	judged: judgedToday(),
	employee: {
		id: String(person),
		email: emailOf(person),
		firstName: 'Ada',
		lastName: 'Lovelace',
		displayName: 'Ada Lovelace',
		title: 'Engineer',
		phone: '+44 20 0000 0000',
		address: {
			line1: '1 High Street',
			city: 'London',
			country: 'United Kingdom',
			countryCode: 'GB',
		},
	},
});

/** Damage of one JSON value, in up to three places, or as a whole. */
const anyDamage = (): fc.Arbitrary<(value: unknown) => unknown> =>
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc
				.array(anyMutation(), { minLength: 1, maxLength: 3 })
				.map((mutations) => (value: unknown) => mutated(value, mutations)),
		},
		{ weight: 1, arbitrary: anyHostileValue().map((whole) => () => structuredClone(whole)) },
	);

function forget(): void {
	now = START;
	processedData.entries.clear();
	reachdesk.sends.length = 0;
	reachdesk.requests.length = 0;
	proxy.alter = ({ status, body }) => ({ status, body });
}

const PEOPLE = [1, 2, 3];

/** What each of the people gets: the outcome, and what Reachdesk was asked for. */
async function whatTheyGet(items: readonly unknown[]): Promise<unknown[]> {
	const node = giftNode({ ...reachdesk, url: proxy.url }, {}, { onError: 'continueErrorOutput' });
	const { output } = await execute(
		node,
		items.map((json): IDataObject => (typeof json === 'object' ? { ...json } : {})),
	);
	return PEOPLE.map((person) => [
		output
			.map(({ json }) => json)
			.filter(({ recipientEmail }) => recipientEmail === emailOf(person))
			// the sandbox’s wallet is empty after some hundreds of gifts
			.map(({ outcome, explanation, key, requestId }) =>
				outcome === 'sent' || outcome === 'pendingReview'
					? { outcome: 'sent', key, requestId }
					: { outcome, explanation, key, requestId },
			),
		reachdesk.requests
			.map(({ method, body }) => (method === 'POST' ? body : null))
			.filter((body) => JSON.stringify(body).includes(`"${emailOf(person)}"`)),
	]);
}

describe('one bad item of Send Gift', () => {
	test('changes nothing of what everybody else gets', async () => {
		forget();
		const alone = await whatTheyGet(PEOPLE.map(item));
		expect(JSON.stringify(alone)).toContain('"outcome":"sent"');
		await fc.assert(
			fc.asyncProperty(anyDamage(), fc.nat(PEOPLE.length), async (damage, place) => {
				forget();
				const items: unknown[] = PEOPLE.map(item);
				items.splice(place, 0, damage(item(9)));
				expect(await whatTheyGet(items)).toEqual(alone);
			}),
			HTTP_RUNS,
		);
	});
});

/** Damages one row of each list that Reachdesk answers, counted from the newest. */
function damageRow(place: number, damage: (row: unknown) => unknown): { bad: unknown } {
	const seen: { bad: unknown } = { bad: undefined };
	proxy.alter = ({ method, status, body }) => {
		const answer: unknown = method === 'GET' ? JSON.parse(body) : null;
		if (!isObject(answer) || !Array.isArray(answer.data)) return { status, body };
		const rows: unknown[] = Array.from<unknown>(answer.data);
		seen.bad = damage(rows[place % rows.length]) ?? null;
		rows[place % rows.length] = seen.bad;
		setOwn(answer, 'data', rows);
		return { status, body: JSON.stringify(answer) };
	};
	return seen;
}

/** Whether a row says itself that it is not a send to somebody. */
function isOfAnother(row: unknown, person: number): boolean {
	if (!isObject(row)) return false;
	if (row.email === null || row.campaign === null) return true;
	const isOther = typeof row.email === 'string' && row.email.includes('@');
	return isOther && row.email !== emailOf(person);
}

describe('one bad row of Reachdesk’s list of sends', () => {
	/** Gifts of others, and one of person 1, who has theirs already. */
	const list = () => {
		forget();
		for (const [index, person] of [11, 1, 12, 13].entries()) {
			reachdesk.addPastSend({
				email: emailOf(person),
				campaignId: CAMPAIGN,
				createdAt: new Date(START - (index + 1) * DAY).toISOString(),
			});
		}
	};

	test('changes nothing of the gifts that it could not be, and lets none be sent again', async () => {
		list();
		const whole = await whatTheyGet(PEOPLE.map(item));
		let held = 0;
		await fc.assert(
			fc.asyncProperty(anyDamage(), fc.nat(3), async (damage, place) => {
				list();
				const seen = damageRow(place, damage);
				const gets = await whatTheyGet(PEOPLE.map(item));
				for (const [index, person] of PEOPLE.entries()) {
					const isListedBadly = person === 1 && place === 1;
					if (isOfAnother(seen.bad, person) && !isListedBadly) {
						// the ids of the list differ from run to run
						expect(withoutIds(gets[index])).toEqual(withoutIds(whole[index]));
					}
					if (JSON.stringify(gets[index]).includes('"outcome":"unconfirmed"')) held += 1;
				}
				expect(reachdesk.sends.filter(({ email }) => email === emailOf(2)).length).toBeLessThan(2);
			}),
			// a row of nothing could be anybody’s
			{ ...HTTP_RUNS, examples: [[() => null, 0]] },
		);
		expect(held).toBeGreaterThan(0);
	});
});

const withoutIds = (value: unknown): string => JSON.stringify(value).replace(/send \d+/g, 'send');

describe.each(['transaction', 'gift', 'contact'])(
	'one bad %s of a list that is read',
	(resource) => {
		test.each([true, false])('leaves the others as they are, simplified: %s', async (simplify) => {
			forget();
			for (const person of PEOPLE) await execute(giftNode(reachdesk), [item(person)]);
			const read = async () =>
				await execute(
					giftNode(
						{ ...reachdesk, url: proxy.url },
						{ resource, operation: 'getAll', returnAll: true, simplify },
					),
					[{}],
				);
			const whole = (await read()).output.map(({ json }) => JSON.stringify(json));
			expect(whole.length).toBeGreaterThan(1);
			await fc.assert(
				fc.asyncProperty(anyDamage(), fc.nat(whole.length - 1), async (damage, place) => {
					const seen = damageRow(place, damage);
					const { output, hints } = await read();
					const rest = whole.filter((_, index) => index !== place);
					const after = output.map(({ json }) => JSON.stringify(json));
					if (isObject(seen.bad)) after.splice(place, 1);
					else expect(hints.join()).toContain(`row ${String(place + 1)}`);
					expect(after).toEqual(rest);
				}),
				HTTP_RUNS,
			);
		});
	},
);

describe('one bad row in a run of the gift trigger', () => {
	let nodes = 0;
	const trigger = () =>
		new PolledTrigger({
			type: new ReachdeskTrigger(),
			credentialType: new ReachdeskApi(),
			credential: { apiToken: reachdesk.token, baseUrl: proxy.url },
			parameters: {
				events: ['statusChanged', 'claimed'],
				run: 'onceADay',
				runAt: '07:00',
				timeZone: 'UTC',
				options: {},
			},
			settings: { id: `neighbours ${String(nodes++)}` },
		});
	const told = async (polled: PolledTrigger): Promise<string[]> => {
		now += DAY;
		const items = (await polled.heartbeat())?.[0] ?? [];
		return items.map(({ json: { key } }) => (typeof key === 'string' ? key : '')).sort();
	};

	/** What two runs report of three claimed gifts, the first of them with a bad row. */
	async function twoRuns(place: number, damage: (row: unknown) => unknown) {
		forget();
		const ids = [3, 2, 1].map((day) => {
			const createdAt = new Date(START - day * DAY).toISOString();
			return reachdesk.addPastSend({ email: emailOf(day), campaignId: CAMPAIGN, createdAt }).id;
		});
		const polled = trigger();
		await polled.activate('activate');
		expect(await told(polled)).toEqual([]);
		for (const id of ids) reachdesk.changeStatus(id, 'claimed');
		damageRow(place, damage);
		const first = await told(polled);
		proxy.alter = ({ status, body }) => ({ status, body });
		const second = await told(polled);
		const keysOf = (id: number) => [
			`reachdesk:${String(id)}:claimed`,
			`reachdesk:${String(id)}:statusChanged:claimed`,
		];
		const bad = ids.at(-1 - place) ?? 0;
		const others = ids.filter((id) => id !== bad).flatMap(keysOf);
		return { first, second, others: others.sort(), own: keysOf(bad) };
	}

	test('keeps only its own gift from being reported', async () => {
		await fc.assert(
			fc.asyncProperty(anyDamage(), fc.nat(2), async (damage, place) => {
				const { first, second, others } = await twoRuns(place, damage);
				expect(first).toEqual(expect.arrayContaining(others));
				for (const key of others) expect(second).not.toContain(key);
			}),
			HTTP_RUNS,
		);
	});

	test.each([
		['no object', () => null],
		['without id', (row: unknown) => ({ ...(isObject(row) ? row : {}), id: null })],
		['without date', (row: unknown) => ({ ...(isObject(row) ? row : {}), created_at: 'soon' })],
	])('that is %s is reported once it can be read', async (_, damage) => {
		for (const place of [0, 1, 2]) {
			const { first, second, others, own } = await twoRuns(place, damage);
			expect({ first, second }).toEqual({ first: others, second: own });
		}
	});
});
