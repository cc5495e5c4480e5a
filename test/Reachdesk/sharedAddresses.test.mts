import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { requestIdOf } from '../../nodes/Reachdesk/gifts/requestId.ts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { HTTP_RUNS } from '../hostile/httpRuns.mts';
import type { Proxy } from '../hostile/proxy.mts';
import { proxiedReachdesk } from '../hostile/proxiedReachdesk.mts';
import { giftNode } from '../hostile/reachdeskNode.mts';
import { execute, processedData } from '../n8nCore.mts';
import { judgedToday } from './judgedToday.mts';

/** Gifts to addresses that several people have, whatever becomes of n8n and of Reachdesk’s answers. */

const CAMPAIGN = 1501;
const START = Date.parse('2026-11-23T07:01:00Z');
const MINUTE = 60_000;
let now = START;
let reachdesk: ReachdeskSandbox;
let proxy: Proxy;

proxiedReachdesk(
	() => now,
	(started) => {
		({ reachdesk, proxy } = started);
	},
);

const FAMILY = 'family@home.example';
/** Two people with one address, and one with an address of her own; two occasions each. */
const GIFTS = [
	{ person: '1', email: FAMILY, occasion: 'birthday' },
	{ person: '1', email: 'Family@Home.Example', occasion: 'workAnniversary' },
	{ person: '2', email: FAMILY, occasion: 'birthday' },
	{ person: '3', email: 'ada@work.example', occasion: 'birthday' },
	{ person: '3', email: 'ada@work.example', occasion: 'workAnniversary' },
];

const keyOf = ({ person, occasion }: (typeof GIFTS)[number]) => `hibob:${person}:${occasion}:2026`;

const itemOf = (gift: (typeof GIFTS)[number]): IDataObject => ({
	key: keyOf(gift),
	judged: judgedToday(),
	employee: { id: gift.person, email: gift.email, firstName: 'Ada', lastName: 'Lovelace' },
});

/** What becomes of a POST: whether a gift is made, and whether n8n hears of it. */
const POSTS = ['sent', 'sent', 'sentUnheard', 'lost', 'refused'] as const;

interface Run {
	gifts: typeof GIFTS;
	posts: (typeof POSTS)[number][];
	/** how many writes n8n’s store takes before n8n dies */
	writes: number;
	/** minutes until the next run */
	minutes: number;
}

const anyRun: fc.Arbitrary<Run> = fc.record({
	gifts: fc.shuffledSubarray(GIFTS, { minLength: 1 }),
	posts: fc.array(fc.constantFrom(...POSTS), { minLength: 5, maxLength: 5 }),
	writes: fc.oneof(fc.constant(Infinity), fc.nat(60)),
	minutes: fc.constantFrom(1, 10, 16, 40, 24 * 60),
});

const WHOLE: Run = {
	gifts: GIFTS,
	posts: Array<'sent'>(5).fill('sent'),
	writes: Infinity,
	minutes: 40,
};

/** Always among what is tried: all is well; one gift is made unheard; n8n dies before it writes. */
const CERTAIN: [Run[], number][] = [
	[[WHOLE, WHOLE], 0],
	[[{ ...WHOLE, posts: Array<'sentUnheard'>(5).fill('sentUnheard'), minutes: 1 }], 60],
	[[{ ...WHOLE, writes: 0 }], 0],
];

/** @returns the outcome of each key; none when n8n died, or for a refusal */
async function run({ gifts, posts, writes, minutes }: Run): Promise<Map<string, unknown>> {
	let posted = 0;
	proxy.alter = ({ method, status, body }) => {
		const post = method === 'GET' ? 'sent' : (posts[posted++] ?? 'sent');
		if (post === 'sent') return { status, body };
		// the sandbox has made the gift by now
		if (post !== 'sentUnheard') reachdesk.sends.pop();
		return { status: post === 'refused' ? 422 : 500, body: '{}' };
	};
	let left = writes;
	processedData.beforeWrite = () => {
		if (left-- <= 0) throw new Error('the process is gone');
	};
	try {
		const node = giftNode({ ...reachdesk, url: proxy.url }, {}, { onError: 'continueErrorOutput' });
		const { output } = await execute(node, gifts.map(itemOf));
		return new Map(gifts.map((gift, index) => [keyOf(gift), output[index]?.json.outcome]));
	} catch {
		return new Map();
	} finally {
		processedData.beforeWrite = () => undefined;
		now += minutes * MINUTE;
	}
}

const sendsOf = (key: string): number =>
	reachdesk.sends.filter(({ requestId }) => requestId === requestIdOf(key, CAMPAIGN)).length;

const KEYS = GIFTS.map(keyOf);
// the sandbox’s wallet is empty after some hundreds of gifts
const DONE: readonly unknown[] = ['sent', 'alreadySent', 'pendingReview'];

describe('in any sequence of runs that end in any way', () => {
	const anyHistory = fc.array(anyRun, { minLength: 1, maxLength: 5 });
	// seconds after which Reachdesk lists a gift; never as long as the settle time
	const anyLag = fc.constantFrom(0, 60);

	test('each key has one gift at most, and its own one once nothing is in doubt', async () => {
		const outcomes = new Set<unknown>();
		let settled = 0;
		await fc.assert(
			fc.asyncProperty(anyHistory, anyLag, async (history, lag) => {
				now = START;
				processedData.entries.clear();
				reachdesk.sends.length = 0;
				reachdesk.variants.listingLagSeconds = lag;
				let last = new Map<string, unknown>();
				for (const each of [...history, WHOLE, WHOLE, WHOLE, WHOLE]) {
					last = await run(each);
					for (const key of KEYS) {
						outcomes.add(last.get(key));
						const count = sendsOf(key);
						expect([key, count]).toEqual([key, Math.min(count, 1)]);
						// nothing that was not made may count as done
						if (DONE.includes(last.get(key))) expect([key, count]).toEqual([key, 1]);
					}
				}
				if ([...last.values()].every((outcome) => DONE.includes(outcome))) settled += 1;
				else expect([...last.values()]).toContain('unconfirmed');
			}),
			{ ...HTTP_RUNS, examples: CERTAIN },
		);
		for (const outcome of ['sent', 'alreadySent', 'unconfirmed', undefined]) {
			expect(outcomes).toContain(outcome);
		}
		expect(settled).toBeGreaterThan(0);
	});
});
