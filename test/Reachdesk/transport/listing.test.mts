import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { listSendsTo, wholeListing } from '../../../nodes/Reachdesk/transport/listing.ts';
import { readSends } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { startReachdesk } from '../../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../../sandbox/reachdesk/server.mts';
import { giftNode } from '../../hostile/reachdeskNode.mts';
import { execute, processedData } from '../../n8nCore.mts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { giftTo, sendRow } from '../gifts/gifts.mts';
import { judgedToday } from '../judgedToday.mts';
import { contextOfAccount, countsOf, rowsOfPage } from './pagedList.mts';

const NOW = Date.parse('2026-11-23T07:00:00Z');
const DAY = 86_400_000;
const MONTH_AGO = NOW - 30 * DAY;
const PER_PAGE = 100;

interface Row {
	id: number | null;
	email: string;
	campaign: { id: number };
	created_at: string;
}

let accounts = 0;

/** An account of its own, whose list is newest first. */
class Account {
	rows: Row[] = [];

	/** the paths and pages that were asked for */
	readonly requests: string[] = [];

	/** whether the answers say how many rows there are */
	counts = true;

	private readonly token = `token ${String(++accounts)}`;

	/** what Reachdesk answers when it is asked for one send */
	oneSend: (row: Row | undefined) => unknown = (data) => ({ data });

	private lastId = 0;

	/** Adds sends, the last one as the newest. */
	add(emails: readonly string[], createdAt = NOW - DAY): void {
		for (const email of emails) {
			this.rows.unshift({
				id: ++this.lastId,
				email,
				campaign: { id: 1503 },
				created_at: new Date(createdAt + this.lastId).toISOString(),
			});
		}
		this.rows.sort((one, other) => other.created_at.localeCompare(one.created_at));
	}

	/** The ids of the sends to a gift that the nodes find, and how many requests they needed. */
	async read(
		gifts: readonly SingleGift[],
		now = NOW,
		since = MONTH_AGO,
	): Promise<{ ids: string[][]; requests: number }> {
		this.requests.length = 0;
		const { list, isEnoughFor } = await listSendsTo(this.context(), gifts, since, now);
		const ids = gifts.map(({ request }) =>
			list.sends.flatMap(({ id, email, createdAt }) =>
				email === request.recipient.email && Date.parse(createdAt) >= since ? [id] : [],
			),
		);
		expect(gifts.every(isEnoughFor)).toBe(true);
		return { ids, requests: this.requests.length };
	}

	/** The ids that are right. */
	truth(gifts: readonly SingleGift[], since = MONTH_AGO): string[][] {
		return gifts.map(({ request }) =>
			this.rows.flatMap(({ id, email, created_at: createdAt }) =>
				email === request.recipient.email && Date.parse(createdAt) >= since ? [String(id)] : [],
			),
		);
	}

	private context() {
		return contextOfAccount(({ url, qs }) => {
			this.requests.push(`${url} ${String(qs?.page ?? '')}`);
			return qs ? this.page(qs.page) : this.oneSend(this.rowOf(url));
		}, this.token);
	}

	private page(page: number): unknown {
		return {
			data: rowsOfPage(this.rows, page, PER_PAGE),
			pagination: this.counts ? countsOf(this.rows, PER_PAGE) : {},
		};
	}

	private rowOf(url: string): Row | undefined {
		return this.rows.find(({ id }) => url.endsWith(`/sends/${String(id)}`));
	}
}

const strangers = (count: number) =>
	Array.from({ length: count }, (_, at) => `stranger.${String(at)}@work.example`);
const [noa, bea, cai] = ['noa', 'bea', 'cai'].map((name) =>
	giftTo(`${name}@work.example`, `hibob:${name}:birthday:2026`),
);
const emailOf = ({ request }: SingleGift) => request.recipient.email;
if (!noa || !bea || !cai) throw new Error('no gifts');

/** An account whose list of 50,000 sends was read once. */
async function knownAccount(count = 50_000): Promise<Account> {
	const account = new Account();
	account.add(strangers(count), NOW - 3 * DAY);
	const first = await account.read([noa ?? giftTo()]);
	expect(first.requests).toBe(count / PER_PAGE);
	return account;
}

describe('once the whole list was read,', () => {
	test('a day with nothing new takes one page', async () => {
		const account = await knownAccount();
		const read = await account.read([noa, bea, cai]);
		expect(read).toEqual({ ids: [[], [], []], requests: 1 });
	});

	test('a day with 150 new sends takes two pages, and finds what was sent to the three', async () => {
		const account = await knownAccount();
		account.add(['bea@work.example', ...strangers(150)]);
		const read = await account.read([noa, bea, cai]);
		expect(read).toEqual({ ids: account.truth([noa, bea, cai]), requests: 2 });
		expect(read.ids.map(({ length }) => length)).toEqual([0, 1, 0]);
	});

	test('a send that was listed then is read again by itself', async () => {
		const account = await knownAccount();
		account.add([emailOf(bea)]);
		await account.read([noa]);
		const read = await account.read([noa, bea]);
		expect(read).toEqual({ ids: account.truth([noa, bea]), requests: 2 });
		expect(read.ids[1]).toHaveLength(1);
		expect(account.requests[1]).toMatch(/\/sends\/50001 $/);
	});

	test('sends that are read again are the newest first, as in a whole list', async () => {
		const account = await knownAccount(500);
		for (let day = 0; day < 3; day++) {
			account.add([emailOf(bea)]);
			await account.read([noa]);
		}
		const read = await account.read([bea]);
		expect(read.ids).toEqual([['503', '502', '501']]);
	});

	test('a send from before the look-back days does not matter', async () => {
		const account = await knownAccount();
		account.add([emailOf(bea)], NOW - 20 * DAY);
		await account.read([noa]);
		const read = await account.read([bea], NOW, NOW - 10 * DAY);
		expect(read).toEqual({ ids: [[]], requests: 1 });
	});

	test.each<[string, (account: Account) => void]>([
		[
			'a row has disappeared',
			({ rows }) => {
				rows.splice(17, 1);
			},
		],
		[
			'a row has disappeared and another one is new',
			(account) => {
				account.rows.splice(170, 1);
				account.add([emailOf(noa)]);
			},
		],
		[
			'what is new does not come first',
			(account) => {
				account.add([emailOf(noa)], NOW - 4 * DAY);
			},
		],
		[
			'Reachdesk says nothing of the number of rows',
			(account) => {
				account.counts = false;
			},
		],
		[
			'a row has no id',
			({ rows }) => {
				rows.unshift({
					id: null,
					email: emailOf(noa),
					campaign: { id: 1503 },
					created_at: new Date(NOW).toISOString(),
				});
			},
		],
		[
			'a row has the id of another one',
			({ rows }) => {
				const [, second] = rows;
				if (second) rows.unshift({ ...second, email: emailOf(noa) });
			},
		],
		[
			'more than half of the list is new',
			(account) => {
				account.add([emailOf(noa), ...strangers(700)]);
			},
		],
	])('all of it is read again when %s', async (_, happens) => {
		const account = await knownAccount(500);
		happens(account);
		const { ids, requests } = await account.read([bea]);
		expect(ids).toEqual([[]]);
		expect(requests).toBeGreaterThanOrEqual(account.rows.length / PER_PAGE);
	});

	test.each<[string, Account['oneSend']]>([
		[
			'cannot be read',
			() => {
				throw new Error('no answer');
			},
		],
		['has no body', () => null],
		['is none', () => ({ data: {} })],
		['is another one', (row) => ({ data: { ...row, id: 17 } })],
	])('all of it is read again when a send that was listed then %s', async (_, oneSend) => {
		const account = await knownAccount(500);
		account.add([emailOf(bea)]);
		await account.read([noa]);
		account.oneSend = oneSend;
		const { ids, requests } = await account.read([bea]);
		expect(ids).toEqual(account.truth([bea]));
		// a page, the send, and all six pages
		expect(requests).toBe(8);
	});

	test.each([
		[50, 51],
		[51, 7],
	])(
		'of %i sends that were listed then, all are read again in %i requests',
		async (count, asked) => {
			const account = await knownAccount(500);
			account.add(Array<string>(count).fill(emailOf(bea)));
			await account.read([noa]);
			expect(await account.read([bea])).toEqual({ ids: account.truth([bea]), requests: asked });
		},
	);

	test('an account of which a list cannot be known is read as a whole again', async () => {
		const account = await knownAccount(500);
		account.rows.unshift({
			id: null,
			email: 'x@y.example',
			campaign: { id: 1503 },
			created_at: new Date(NOW).toISOString(),
		});
		expect((await account.read([noa])).requests).toBeGreaterThan(5);
		account.rows.shift();
		expect((await account.read([noa])).requests).toBe(5);
	});

	test.each([
		['the whole list is read after a week', NOW + 7 * DAY, MONTH_AGO, 5],
		['and not a moment sooner', NOW + 7 * DAY - 1, MONTH_AGO, 1],
		['or when more look-back days are asked for', NOW, MONTH_AGO - 1, 5],
	])('%s', async (_, now, since, requests) => {
		const account = await knownAccount(500);
		expect((await account.read([noa], now, since)).requests).toBe(requests);
	});

	test('other accounts are read by themselves', async () => {
		const account = await knownAccount(500);
		const other = new Account();
		other.rows = [...account.rows];
		expect((await other.read([noa])).requests).toBe(5);
	});
});

test('a whole list names the campaigns of its sends', () => {
	const { sends } = readSends([sendRow(), sendRow({ id: 2, campaign: { id: 7 } })]);
	expect(wholeListing({ sends, unreadable: [] }).campaigns).toEqual(new Set([1503, 7]));
});

test('no send is missed, whatever happens between the runs', async () => {
	const people = [noa, bea, cai];
	const anySends = fc.array(fc.constantFrom(...people.map(emailOf), 'stranger@work.example'), {
		maxLength: 160,
	});
	const anyDay = fc.record({
		sent: anySends,
		// sends that turn up later than others that are newer
		late: fc.oneof(fc.constant([]), anySends),
		erased: fc.array(fc.nat(), { maxLength: 3 }),
		due: fc.subarray(people, { minLength: 1 }),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(anyDay, { minLength: 1, maxLength: 6 }), async (days) => {
			const account = new Account();
			account.add(strangers(300), NOW - 5 * DAY);
			for (const [index, { sent, late, erased, due }] of days.entries()) {
				const now = NOW + index * DAY;
				account.add(sent, now - DAY);
				// what turns up late and what is erased on one day cannot be told apart by a number
				if (erased.length === 0) account.add(late, now - 3 * DAY);
				for (const one of erased) account.rows.splice(one % account.rows.length, 1);
				const { ids } = await account.read(due, now);
				expect(ids).toEqual(account.truth(due));
			}
		}),
		RUNS,
	);
});

describe('with the sandbox', () => {
	let reachdesk: ReachdeskSandbox;
	beforeAll(async () => {
		reachdesk = await startReachdesk();
	});
	beforeEach(() => {
		processedData.entries.clear();
	});
	afterAll(async () => {
		const violations = reachdesk.requests.flatMap((request) => request.violations);
		await reachdesk.stop();
		expect(violations).toEqual([]);
	});
	const birthday = (name: string) => ({
		event: 'birthday',
		key: `hibob:${name}:birthday:2026`,
		occasion: { type: 'birthday', date: '2026-11-23', dueDate: '2026-11-23', years: null },
		judged: judgedToday(),
		employee: { id: name, email: `${name}@example.com`, firstName: name, lastName: 'Lovelace' },
	});
	const runs = async (...names: string[]) => {
		const before = reachdesk.requests.length;
		const { output } = await execute(giftNode(reachdesk), names.map(birthday));
		const lists = reachdesk.requests
			.slice(before)
			.filter(({ method, url }) => method === 'GET' && url.includes('/sends'));
		return {
			outcomes: output.map(({ json }) => json.knownBy ?? json.outcome),
			lists: lists.length,
		};
	};
	const sentByHand = (name: string) =>
		reachdesk.addPastSend({
			email: `${name}@example.com`,
			campaignId: 1501,
			createdAt: new Date(Date.now() - DAY).toISOString(),
		});

	test('a gift by hand is found, whether it was made before or after the whole list was read', async () => {
		for (const name of strangers(1_000)) sentByHand(name);
		sentByHand('ada');
		expect(await runs('eve')).toEqual({ outcomes: ['sent'], lists: 11 });
		sentByHand('bob');
		expect(await runs('ada', 'bob', 'cyd')).toEqual({
			outcomes: ['reachdesk', 'reachdesk', 'sent'],
			lists: 2,
		});
		expect(await runs('dan')).toEqual({ outcomes: ['sent'], lists: 1 });
	});
});
