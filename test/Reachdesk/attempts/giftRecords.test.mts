import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { AttemptTimes, Span } from '../../../nodes/Reachdesk/attempts/attemptTimes.ts';
import { giftRecords } from '../../../nodes/Reachdesk/attempts/giftRecords.ts';
import type { RecordSources } from '../../../nodes/Reachdesk/attempts/giftRecords.ts';
import type {
	SendOfGift,
	SendOwner,
	SendOwners,
} from '../../../nodes/Reachdesk/attempts/sendOwners.ts';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { NO_RECORD } from '../../../nodes/Reachdesk/gifts/giftRecord.ts';
import { readSends } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { partial } from '../../shared/partial.mts';
import { giftTo, sendRow } from '../gifts/gifts.mts';

const NOW = Date.parse('2026-11-25T07:00:00Z');
const SINCE = Date.parse('2026-08-27T07:00:00Z');
const UNSETTLED: Span = { from: NOW - 900_000, to: NOW };

const gift = giftTo();
const another = giftTo('ada@work.example', 'hibob:2:birthday:2026');

/** What Reachdesk’s list says of our gift: a send that can be read, and a row that cannot. */
const READABLE = sendRow({ id: 41, created_at: '2026-11-20T07:00:00Z' });
const UNREADABLE = sendRow({ id: null, created_at: 'some day' });

let owners: ReadonlyMap<string, SendOwner>;
let attempts: ReadonlyMap<string, Attempt>;
let fitting: jest.MockedFunction<AttemptTimes['fitting']>;
let spansOf: Map<string, readonly Span[]>;
let inDoubt: readonly Gift[];
let askedFor: readonly SendOfGift[];

beforeEach(() => {
	owners = new Map();
	attempts = new Map();
	fitting = jest.fn<AttemptTimes['fitting']>().mockResolvedValue(new Map());
	spansOf = new Map();
	inDoubt = [];
	askedFor = [];
});

/** What is known of our gifts when Reachdesk lists these rows. */
async function recordsWith(...rows: object[]) {
	const sources: RecordSources = {
		attempts,
		listed: readSends(rows),
		since: SINCE,
		owners: partial<SendOwners>({
			ownersOf: async (pairs: readonly SendOfGift[]) => {
				askedFor = pairs;
				return await Promise.resolve((_: Gift, sendId: string) => owners.get(sendId) ?? 'unknown');
			},
		}),
		times: partial<AttemptTimes>({
			fitting,
			recipientsInDoubt: async (gifts: readonly Gift[], spans: (one: Gift) => Span[]) => {
				for (const one of gifts) spansOf.set(one.key, spans(one));
				return await Promise.resolve(new Set(inDoubt));
			},
			unsettledAt: () => UNSETTLED,
			attemptOf: ({ createdAt }: { createdAt: string }) => ({
				from: 0,
				to: Date.parse(createdAt),
			}),
		}),
	};
	return await giftRecords([gift, another], sources, NOW);
}

const idsOf = (sends: readonly { id: string | null }[] = []) => sends.map(({ id }) => id);

/** The sends that are this gift, and those that no key explains. */
const sendsOf = async (...rows: object[]) => {
	const record = (await recordsWith(...rows)).get(gift);
	return {
		own: idsOf(record?.own),
		unexplained: idsOf(record?.unexplained),
		unsure: record?.isUnsure,
	};
};

test('nothing is known of gifts that are neither attempted nor listed', async () => {
	expect(await recordsWith()).toEqual(
		new Map([
			[gift, NO_RECORD],
			[another, NO_RECORD],
		]),
	);
});

describe('a listed send to the address from the campaign', () => {
	test('is unexplained unless the log knows its key', async () => {
		expect(await sendsOf(READABLE)).toEqual({ own: [], unexplained: ['41'], unsure: false });
	});

	test('is this gift, or of another key, or may be either, as the log knows', async () => {
		owners = new Map([['41', 'own']]);
		expect(await sendsOf(READABLE)).toEqual({ own: ['41'], unexplained: [], unsure: false });
		owners = new Map([['41', 'other']]);
		expect(await sendsOf(READABLE)).toEqual({ own: [], unexplained: [], unsure: false });
		owners = new Map([['41', 'unsure']]);
		expect(await sendsOf(READABLE)).toEqual({ own: [], unexplained: ['41'], unsure: true });
	});

	test('is unexplained without a readable ID, and comes last', async () => {
		expect(await sendsOf(UNREADABLE, READABLE)).toEqual({
			own: [],
			unexplained: ['41', null],
			unsure: false,
		});
		expect(askedFor).toEqual([{ gift, sendId: '41' }]);
	});

	test('is no matter of other gifts, nor is one from before the look-back days', async () => {
		const records = await recordsWith(
			sendRow({ id: 42, created_at: '2026-08-27T06:59:59Z' }),
			READABLE,
		);
		expect(idsOf(records.get(gift)?.unexplained)).toEqual(['41']);
		expect(records.get(another)).toEqual(NO_RECORD);
	});
});

describe('which send was created by an attempt', () => {
	const asked = () =>
		fitting.mock.calls.flatMap(([candidates]) =>
			[...candidates].map(([{ key }, sends]) => [key, idsOf(sends)]),
		);

	test.each<Attempt>(['inDoubt', 'stale'])('is asked of one that is %s', async (attempt) => {
		attempts = new Map([[gift.key, attempt]]);
		fitting.mockImplementation(
			async (candidates) =>
				await Promise.resolve(
					new Map([...candidates].flatMap(([one, [send]]) => (send ? [[one, send]] : []))),
				),
		);
		const record = (await recordsWith(READABLE, UNREADABLE)).get(gift);
		expect(asked()).toEqual([[gift.key, ['41']]]);
		expect(record).toMatchObject({ attempt, fitting: { id: '41' } });
	});

	test('is not asked of gifts without such a send', async () => {
		attempts = new Map([[gift.key, 'inDoubt']]);
		await recordsWith();
		expect(asked()).toEqual([]);
	});

	test('is not asked of gifts that were not attempted', async () => {
		await recordsWith(READABLE);
		expect(asked()).toEqual([]);
	});

	test('is not asked when the log does not know whose the sends are', async () => {
		attempts = new Map([[gift.key, 'inDoubt']]);
		owners = new Map([['41', 'unsure']]);
		await recordsWith(READABLE);
		expect(asked()).toEqual([]);
	});
});

describe('an attempt of another key in doubt', () => {
	test('is looked for in the retry delay, and when an unexplained send was created', async () => {
		await recordsWith(READABLE, UNREADABLE);
		expect([...spansOf]).toEqual([
			[gift.key, [UNSETTLED, { from: 0, to: Date.parse('2026-11-20T07:00:00Z') }]],
			[another.key, [UNSETTLED]],
		]);
	});

	test('is no matter of a gift that is confirmed', async () => {
		attempts = new Map([[gift.key, 'confirmed']]);
		await recordsWith();
		expect([...spansOf.keys()]).toEqual([another.key]);
	});

	test('counts for its address alone', async () => {
		inDoubt = [another];
		const records = await recordsWith();
		expect(records.get(another)?.isRecipientInDoubt).toBe(true);
		expect(records.get(gift)?.isRecipientInDoubt).toBe(false);
	});
});
