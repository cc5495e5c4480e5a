import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../../nodes/shared/jsonObject.ts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { execute, processedData } from '../n8nCore.mts';
import { HTTP_RUNS } from './httpRuns.mts';
import { anyMutation, mutated, setOwn } from './mutations.mts';
import type { Mutation } from './mutations.mts';
import { expectPlainError, expectPlainWords } from './plainWords.mts';
import type { Proxy } from './proxy.mts';
import { proxiedReachdesk } from './proxiedReachdesk.mts';
import { judgedToday } from '../Reachdesk/judgedToday.mts';
import { giftNode } from './reachdeskNode.mts';

/** What Reachdesk answers wrongly while money moves. */

const CAMPAIGN = 1501;
const START = Date.parse('2026-11-23T07:01:00Z');
const MINUTE = 60_000;

let reachdesk: ReachdeskSandbox;
let proxy: Proxy;
let now = START;

proxiedReachdesk(
	() => now,
	(started) => {
		({ reachdesk, proxy } = started);
	},
);

function forgetEverything(): void {
	now = START;
	processedData.entries.clear();
	reachdesk.sends.length = 0;
	reachdesk.requests.length = 0;
	for (const other of [1, 2, 3]) {
		reachdesk.addPastSend({
			email: `other.${String(other)}@example.com`,
			campaignId: CAMPAIGN,
			createdAt: new Date(START - other * MINUTE).toISOString(),
		});
	}
}

const item = (person: number): IDataObject => ({
	key: `hibob:${String(person)}:birthday:2026`,
	judged: judgedToday(),
	employee: {
		id: String(person),
		email: `person.${String(person)}@example.com`,
		firstName: 'Ada',
		lastName: 'Lovelace',
	},
});

/** How Reachdesk treats the n-th POST of an execution. */
type PostTreatment =
	| { kind: 'made'; status: number; damage: Mutation[] }
	| { kind: 'madeAndGarbled'; status: number; body: string }
	| { kind: 'notMade'; status: number; body: string };

const GARBLED = [
	...['', 'null', '{', '[]', '"ok"', 'true', '{}', '{"id":null}', '{"id":""}', '{"id":{}}'],
	...['{"id":true}', '{"status":"processed"}', '<html>500</html>', '{"data":{"id":70001}}'],
	...['{"id":"  "}', '{"__proto__":{"id":70001,"status":"processed"}}', '{"id":-1}', '{"id":0.5}'],
];

const REFUSALS = [400, 401, 403, 404, 422];
const UNCLEAR = [204, 302, 402, 408, 409, 418, 425, 429, 500, 502, 503, 504];
const SAID = [
	...GARBLED,
	...['{"message":{"a":1}}', '{"message":["a"]}', '{"error":null,"message":7}'],
	`{"message":"${'x'.repeat(100_000)}"}`,
];

const anyDamage = (): fc.Arbitrary<Mutation[]> => fc.array(anyMutation(), { maxLength: 3 });

const anyTreatment = (): fc.Arbitrary<PostTreatment> =>
	fc.oneof(
		fc.record({
			kind: fc.constant('made' as const),
			status: fc.constantFrom(200, 200, 201, 202, 500, 503, ...UNCLEAR),
			damage: anyDamage(),
		}),
		fc.record({
			kind: fc.constant('madeAndGarbled' as const),
			status: fc.constantFrom(200, 200, ...UNCLEAR),
			body: fc.constantFrom(...GARBLED),
		}),
		fc.record({
			kind: fc.constant('notMade' as const),
			status: fc.constantFrom(...REFUSALS, 500, 503),
			body: fc.constantFrom(...SAID),
		}),
	);

interface ListDamage {
	/** whether it keeps our gifts back, and counts without them */
	hides: boolean;
	/** fields of rows, counted from the newest, that hold something else than is documented */
	rows: { row: number; field: string; value: unknown }[];
	anywhere: Mutation[];
}

const UNREADABLE: readonly (readonly [field: string, value: unknown])[] = [
	...[null, {}, [], true, { toString: 1 }].map((id) => ['id', id] as const),
	...[7, {}, [], true].map((email) => ['email', email] as const),
	...[7, 'x', [], {}, { id: null }, { id: '1501' }].map((value) => ['campaign', value] as const),
	...[7, {}, null, '', 'yesterday'].map((instant) => ['created_at', instant] as const),
];

const anyListDamage = (
	hides: fc.Arbitrary<boolean>,
	anywhere: fc.Arbitrary<Mutation[]>,
): fc.Arbitrary<ListDamage> =>
	fc.record({
		hides,
		rows: fc.array(
			fc
				.tuple(fc.nat(3), fc.constantFrom(...UNREADABLE))
				.map(([row, [field, value]]) => ({ row, field, value })),
			{ maxLength: 1 },
		),
		anywhere,
	});

const UNDAMAGED: ListDamage = { hides: false, rows: [], anywhere: [] };

function damagedList(body: string, { hides, rows, anywhere }: ListDamage): string {
	const answer: unknown = JSON.parse(body);
	if (isObject(answer) && Array.isArray(answer.data) && isObject(answer.pagination)) {
		const ours = (row: unknown) => hides && JSON.stringify(row).includes('person.');
		const data: unknown[] = answer.data.filter((row) => !ours(row));
		setOwn(answer, 'data', data);
		setOwn(answer.pagination, 'total_records', data.length);
		for (const { row, field, value } of rows) {
			const target = data[row % Math.max(1, data.length)];
			if (isObject(target)) setOwn(target, field, value);
		}
	}
	return JSON.stringify(mutated(answer, anywhere)) || 'null';
}

interface AnExecution {
	/** persons of the input items; one may come twice */
	persons: number[];
	posts: PostTreatment[];
	/** what happens to each answer of the list of sends, used in turn */
	lists: ListDamage[];
	continues: boolean;
}

/** One that Reachdesk answers as documented: three gifts. */
const UNDISTURBED: AnExecution = {
	persons: [1, 2, 3],
	posts: Array.from({ length: 3 }, () => ({ kind: 'made', status: 200, damage: [] })),
	lists: [UNDAMAGED],
	continues: true,
};

const anyExecution = (lists: fc.Arbitrary<ListDamage>): fc.Arbitrary<AnExecution> =>
	fc.record({
		persons: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
		posts: fc.array(anyTreatment(), { minLength: 3, maxLength: 3 }),
		lists: fc.array(lists, { minLength: 1, maxLength: 4 }),
		continues: fc.boolean(),
	});

/** What an execution was told, answer by answer. */
interface Told {
	posts: { body: unknown; status: number; requestId: string; made: boolean }[];
	lists: unknown[];
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function treat({ posts, lists }: AnExecution): Told {
	const told: Told = { posts: [], lists: [] };
	proxy.alter = ({ method, status, body }) => {
		if (method === 'GET') {
			const damage = lists[told.lists.length % lists.length] ?? UNDAMAGED;
			const text = damagedList(body, damage);
			told.lists.push(parsed(text));
			return { status, body: text };
		}
		const post = posts[told.posts.length] ?? { kind: 'made', status, damage: [] };
		const made = reachdesk.sends.at(-1);
		const requestId = made?.requestId ?? '';
		// the sandbox has acted by now; what was not made is taken back
		if (post.kind === 'notMade') reachdesk.sends.pop();
		const answered =
			post.kind === 'made'
				? JSON.stringify(mutated(JSON.parse(body), post.damage)) || 'null'
				: post.body;
		told.posts.push({
			body: parsed(answered),
			status: post.status,
			requestId,
			made: post.kind !== 'notMade',
		});
		return { status: post.status, body: post.status === 204 ? '' : answered };
	};
	return told;
}

async function run(execution: AnExecution): Promise<{ told: Told; output: INodeExecutionData[] }> {
	const told = treat(execution);
	const node = giftNode(
		{ ...reachdesk, url: proxy.url },
		{},
		execution.continues ? { onError: 'continueErrorOutput' } : {},
	);
	const items = execution.persons.map(item);
	try {
		const { output } = await execute(node, items);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, index) => ({ item: index })),
		);
		return { told, output };
	} catch (error) {
		expect(execution.continues && told.posts.length > 0).toBe(false);
		expectPlainError(error);
		return { told, output: [] };
	}
}

/** A gift proves itself by an id and a status in words. */
const provesGift = (answer: unknown): boolean =>
	isObject(answer) &&
	(typeof answer.id === 'string' ? answer.id.trim() !== '' : Number(answer.id) > 0) &&
	['string', 'number'].includes(typeof answer.id) &&
	typeof answer.status === 'string';

const sendsOf = (person: number) =>
	reachdesk.sends.filter(({ email }) => email === `person.${String(person)}@example.com`);

/** Each output speaks plainly, and calls sent only what Reachdesk's answers prove. */
function expectHonest(
	output: readonly INodeExecutionData[],
	persons: readonly number[],
	told: Told,
): void {
	for (const [index, { json }] of output.entries()) {
		const person = persons[index] ?? 0;
		if ('error' in json) {
			expectPlainWords(json.error);
			continue;
		}
		expectPlainWords(json.explanation);
		expect(['sent', 'pendingReview', 'link', 'alreadySent', 'unconfirmed']).toContain(json.outcome);
		if (json.outcome === 'unconfirmed') continue;
		// `alreadySent` for another item of the same run stands for what became of that one
		if (json.knownBy === 'thisRun') continue;
		expect({ outcome: json.outcome, made: sendsOf(person).length }).toEqual({
			outcome: json.outcome,
			made: 1,
		});
		if (json.outcome === 'alreadySent') continue;
		const post = told.posts.find(({ requestId }) => requestId === json.requestId);
		const byAnswer =
			post !== undefined && post.status >= 200 && post.status <= 299 && provesGift(post.body);
		const byList = told.lists.some((list) =>
			JSON.stringify(list).includes(`"person.${String(person)}@example.com"`),
		);
		expect({ outcome: json.outcome, proved: byAnswer || byList }).toEqual({
			outcome: json.outcome,
			proved: true,
		});
	}
}

function expectOneGiftEach(): void {
	for (const person of [1, 2, 3]) expect(sendsOf(person).length).toBeLessThanOrEqual(1);
}

/** POSTs for one gift after one that made it */
function repeatedPosts(tolds: readonly Told[]): string[] {
	const posts = tolds.flatMap(({ posts: each }) => each);
	return posts
		.filter(({ requestId }, index) =>
			posts.slice(0, index).some((earlier) => earlier.made && earlier.requestId === requestId),
		)
		.map(({ requestId }) => requestId);
}

describe('damaged answers of Reachdesk', () => {
	test('give no second gift within the settle time, whatever its list says', async () => {
		const lists = anyListDamage(fc.boolean(), anyDamage());
		const executions = fc.array(anyExecution(lists), { minLength: 2, maxLength: 3 });
		let made = 0;
		await fc.assert(
			fc.asyncProperty(executions, async (history) => {
				forgetEverything();
				const tolds: Told[] = [];
				for (const execution of history) {
					const { told, output } = await run(execution);
					tolds.push(told);
					expectHonest(output, execution.persons, told);
					expectOneGiftEach();
					now += MINUTE;
				}
				expect(repeatedPosts(tolds)).toEqual([]);
				made += reachdesk.sends.length - 3;
			}),
			{ ...HTTP_RUNS, examples: Array.from({ length: 7 }, () => [[UNDISTURBED, UNDISTURBED]]) },
		);
		expect(made).toBeGreaterThan(20);
	});

	test('give no second gift after the settle time, while its list can be read or says that it cannot', async () => {
		// rows that are kept back and not counted cannot be told from rows that were never there, so
		// here there is only more than there should be, or what cannot be read
		const anyDamageWithin = fc.array(
			anyMutation().filter(({ kind }) => kind === 'add' || kind === 'repeat'),
			{ maxLength: 3 },
		);
		const lists = anyListDamage(fc.constant(false), anyDamageWithin);
		const executions = fc.array(anyExecution(lists), { minLength: 2, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(executions, async (history) => {
				forgetEverything();
				const tolds: Told[] = [];
				for (const execution of history) {
					const { told, output } = await run(execution);
					tolds.push(told);
					expectHonest(output, execution.persons, told);
					expectOneGiftEach();
					now += 16 * MINUTE;
				}
				expect(repeatedPosts(tolds)).toEqual([]);
			}),
			HTTP_RUNS,
		);
	});

	test('keep nobody from a gift for good: once Reachdesk answers truly, each has one', async () => {
		const lists = anyListDamage(fc.boolean(), anyDamage());
		await fc.assert(
			fc.asyncProperty(anyExecution(lists), async (execution) => {
				forgetEverything();
				await run(execution);
				now += 16 * MINUTE;
				const truly = { ...execution, posts: [], lists: [UNDAMAGED], continues: false };
				const { output } = await run(truly);
				expect(output).toHaveLength(execution.persons.length);
				for (const person of execution.persons) expect(sendsOf(person)).toHaveLength(1);
			}),
			HTTP_RUNS,
		);
	});
});

describe('a gift that was made, and whose answer says nothing clear', () => {
	const once = (post: PostTreatment, ...lists: ListDamage[]): AnExecution => ({
		persons: [1],
		posts: [post],
		lists,
		continues: false,
	});
	const unclear = (status: number, body = ''): PostTreatment => ({
		kind: 'madeAndGarbled',
		status,
		body,
	});
	beforeEach(() => {
		forgetEverything();
	});

	test.each([
		...UNCLEAR.map((status) => [status, ''] as const),
		...GARBLED.map((body) => [200, body] as const),
	])('(%i %s) is not sent again while Reachdesk hides it', async (status, body) => {
		const hidden = { ...UNDAMAGED, hides: true };
		const outcomes: unknown[] = [];
		for (let tries = 0; tries < 3; tries++) {
			const { output } = await run(once(unclear(status, body), hidden));
			outcomes.push(...output.map(({ json }) => json.outcome));
			now += MINUTE;
		}
		expect(outcomes).toEqual(['unconfirmed', 'unconfirmed', 'unconfirmed']);
		expect(sendsOf(1)).toHaveLength(1);
	});

	test.each(UNREADABLE)('is not sent again while its row holds %s: %j', async (field, value) => {
		const unreadable = { ...UNDAMAGED, rows: [{ row: 0, field, value }] };
		// read well before the POST, and not after it
		await run(once(unclear(500), UNDAMAGED, unreadable, unreadable, unreadable));
		expect(sendsOf(1)).toHaveLength(1);
		now += 16 * MINUTE;
		const { told, output } = await run(once(unclear(500), unreadable));
		const outcomes = output.map(({ json }) => json.outcome);
		expect({ posts: told.posts, outcomes }).toEqual({ posts: [], outcomes: ['unconfirmed'] });
		const { output: settled } = await run(once(unclear(500), UNDAMAGED));
		expect(settled.map(({ json }) => json.outcome)).toEqual(['alreadySent']);
		expect(sendsOf(1)).toHaveLength(1);
	});
});
