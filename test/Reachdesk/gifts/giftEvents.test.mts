import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { giftEventKey, giftEvents } from '../../../nodes/Reachdesk/gifts/giftEvents.ts';
import type { NotedGifts } from '../../../nodes/Reachdesk/gifts/giftEvents.ts';
import { giftFacts } from '../../../nodes/Reachdesk/gifts/giftFacts.ts';
import { watchedGifts } from '../../../nodes/Reachdesk/gifts/watchedGift.ts';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { civil as day } from '../../HiBob/occasions/calendar.mts';
import { explanationOf } from '../../shared/explanation.mts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { CAMPAIGN, EMAIL, sendRow } from './gifts.mts';

const TODAY = day('2026-11-25');
const LATEST = day('2026-12-31');
const watched = (changes: Readonly<Record<string, unknown>> = {}) => {
	const [gift] = watchedGifts([sendRow(changes)], LATEST).gifts;
	if (!gift) throw new Error('the row cannot be read');
	return gift;
};
const factsOf = (changes: Readonly<Record<string, unknown>>) =>
	[...giftFacts(watched(changes), TODAY, 14)].sort();

describe('a gift', () => {
	test.each([
		['pending', ['needsReview']],
		['processed', []],
		['processing', []],
		['claimed', ['claimed']],
		['Claimed', ['claimed']],
		['address_confirmed', ['claimed']],
		['Address confirmed', ['claimed']],
		['shipped', ['shipped']],
		['tracking', ['shipped']],
		['delivered', ['delivered']],
		['rejected', ['failed']],
		['declined', ['failed']],
		['No_Thanks', ['failed']],
		['cancelled', ['failed']],
		['canceled', ['failed']],
		['returned', ['failed']],
		['failed', ['failed']],
		[' Address__ -confirmed ', ['claimed']],
		['expired', ['expired']],
		['teleported', []],
		['', []],
		[null, []],
		[17, []],
	])('with status %j is %j', (status, facts) => {
		expect(factsOf({ status })).toEqual(facts);
	});

	test.each([
		'sent',
		'opened',
		'clicked',
		'awaiting_address_confirmation',
		'waiting recipient confirmation',
		'Awaiting Confirmation',
		'awaiting confirmation 2FA',
	])('that is %s is unclaimed once it is old', (status) => {
		expect(factsOf({ status, created_at: '2026-11-11T23:59:59.999Z' })).toEqual(['unclaimed']);
		expect(factsOf({ status, created_at: '2026-11-12T00:00:00.000Z' })).toEqual([]);
	});

	test.each([
		['2026-11-24', ['shipped']],
		['', []],
		[7, []],
	])('with the shipping date %j is %j', (shipped_at, facts) => {
		expect(factsOf({ status: 'processed', order: { shipped_at } })).toEqual(facts);
	});

	test('keeps what is read of it within bounds', () => {
		const status = 'x'.repeat(10_000);
		expect(watched({ status }).status.length).toBeLessThan(100);
		expect(watched({ status: 7 }).status).toBe('');
		expect(watched().campaignId).toBe(CAMPAIGN);
		expect(watched({ campaign: { id: '7' } }).campaignId).toBeNull();
	});

	test.each([
		[{ status: 'sent', latest_action: 'claimed' }, ['claimed']],
		[{ status: 'pending', latest_action: 'claimed' }, ['claimed', 'needsReview']],
		[
			{ status: 'claimed', order: { shipped_at: '2026-11-24T10:00:00.000Z' } },
			['claimed', 'shipped'],
		],
		[{ status: 'claimed', order: { shipped_at: null } }, ['claimed']],
		[
			{ status: 'tracking', order: { shipment: { provider_sub_status_message: 'Delivered' } } },
			['delivered', 'shipped'],
		],
		[{ status: 'claimed', order: null }, ['claimed']],
		[{ status: 'claimed', order: 'RD-1' }, ['claimed']],
	])('that says %j is %j', (changes, facts) => {
		expect(factsOf(changes)).toEqual(facts);
	});

	test.each([
		['sent', '2026-11-11', ['unclaimed']],
		['sent', '2026-11-12', []],
		['opened', '2026-10-11', ['unclaimed']],
		['awaiting_address_confirmation', '2026-10-11', ['unclaimed']],
		['processed', '2026-10-11', []],
		['pending', '2026-10-11', ['needsReview']],
		['expired', '2026-10-11', ['expired']],
		['claimed', '2026-10-11', ['claimed']],
		['teleported', '2026-10-11', []],
	])('that is %s since %s is %j', (status, made, facts) => {
		expect(factsOf({ status, created_at: `${made}T12:00:00.000Z` })).toEqual(facts);
	});
});

describe('a gift that was claimed', () => {
	test.each([
		[{ status: 'sent', latest_action: 'claimed' }, ['claimed']],
		[{ status: 'opened', latest_action: 'address_confirmed' }, ['claimed']],
		[{ status: 'sent', order: { shipped_at: '2026-10-20T10:00:00.000Z' } }, ['shipped']],
	])('is not unclaimed as well, however old: %j', (changes, facts) => {
		expect(factsOf({ ...changes, created_at: '2026-10-11T12:00:00.000Z' })).toEqual(facts);
	});
});

describe('a row that is watched', () => {
	test('may lack address and campaign', () => {
		expect(watched({ email: null, campaign: null })).toMatchObject({
			id: '4711',
			campaignId: null,
		});
	});

	test.each([
		['without id', { id: null }, { name: 'row 2', id: null }],
		['with an id that is no name', { id: 'a b' }, { name: 'row 2', id: null }],
		['with an id without end', { id: 'x'.repeat(300) }, { name: 'row 2', id: null }],
		['without date', { created_at: null }, { name: 'send 4711', id: '4711' }],
		['with a date to come', { created_at: '9999-12-31' }, { name: 'send 4711', id: '4711' }],
		['with a date that is none', { created_at: 'soon' }, { name: 'send 4711', id: '4711' }],
	])('%s is named, and harms no other', (_, changes, expected) => {
		const { gifts, unread } = watchedGifts([sendRow({ id: 1 }), sendRow(changes)], LATEST);
		expect(gifts.map(({ id }) => id)).toEqual(['1']);
		expect(unread).toEqual([expected]);
	});

	test('is one of two with one id: neither is believed', () => {
		const rows = [sendRow({ id: 1 }), sendRow(), sendRow({ status: 'claimed' })];
		expect(watchedGifts(rows, LATEST)).toMatchObject({
			gifts: [{ id: '1' }],
			unread: [{ id: '4711' }, { id: '4711' }],
		});
	});

	test('is one of too many that cannot be read: the run stops', () => {
		const rows = [1, 2, 3].map((id) => sendRow({ id, created_at: 'soon' }));
		const { message } = explanationOf(() => watchedGifts(rows, LATEST));
		expect(message).toContain('3 of 3 rows of Reachdesk’s list of sends are unreadable (send 1');
		expect(message).not.toContain(EMAIL);
	});
});

/** Histories: what each of some gifts says on each day; null while it is not made yet. */
const STATUSES = ['pending', 'processed', 'sent', 'claimed', 'shipped', 'expired', 'teleported'];
const anyHistory = fc.array(
	fc.array(fc.option(fc.constantFrom(...STATUSES), { freq: 4 }), { minLength: 6, maxLength: 6 }),
	{ minLength: 1, maxLength: 5 },
);
const FIRST = day('2026-11-20');

/** The gifts as Reachdesk lists them on a day. */
const listedOn = (history: (string | null)[][], at: number) =>
	history.flatMap((statuses, index) => {
		const made = statuses.findIndex((status) => status !== null);
		if (made < 0 || made > at) return [];
		const status = statuses[at] ?? statuses.slice(0, at).findLast((one) => one !== null) ?? '';
		const created_at = `${addDays(FIRST, made)}T06:00:00.000Z`;
		return [watched({ id: 70_000 + index, status, created_at })];
	});

/** Runs on some days. @returns the keys that were told on each */
function told(history: (string | null)[][], runs: readonly number[]): string[][] {
	let noted: NotedGifts = new Map();
	let lastRun = FIRST;
	return runs.map((at) => {
		const today = addDays(FIRST, at);
		const { happenings, noted: after } = giftEvents(
			listedOn(history, at),
			noted,
			addDays(lastRun, -1),
			(gift) => giftFacts(gift, today, 14),
		);
		noted = after;
		lastRun = today;
		return happenings.map(giftEventKey);
	});
}

const anyRuns = fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 });
const isFact = (key: string) => !key.includes(':statusChanged:');

describe('in any history, with any runs missed,', () => {
	test('a fact of a gift is told at most once', () => {
		fc.assert(
			fc.property(anyHistory, anyRuns, (history, runs) => {
				const facts = told(history, runs).flat().filter(isFact);
				expect(new Set(facts).size).toBe(facts.length);
			}),
			RUNS,
		);
	});

	test('what a gift says on the day of a run is told by then, whatever it is', () => {
		fc.assert(
			fc.property(anyHistory, anyRuns, (history, runs) => {
				const toldAt = told(history, runs);
				runs.forEach((at, run) => {
					const keys = new Set(toldAt.slice(0, run + 1).flat());
					for (const gift of listedOn(history, at)) {
						expect(keys).toContain(`reachdesk:${gift.id}:statusChanged:${gift.status}`);
						for (const fact of giftFacts(gift, addDays(FIRST, at), 14)) {
							expect(keys).toContain(`reachdesk:${gift.id}:${fact}`);
						}
					}
				});
			}),
			RUNS,
		);
	});

	test('a status is told only when it is another than at the run before', () => {
		fc.assert(
			fc.property(anyHistory, anyRuns, (history, runs) => {
				const last = new Map<string, string>();
				told(history, runs).forEach((keys, run) => {
					const at = runs[run] ?? 0;
					const changed = listedOn(history, at).filter(({ id, status }) => last.get(id) !== status);
					expect(keys.filter((key) => !isFact(key))).toEqual(
						changed.map(({ id, status }) => `reachdesk:${id}:statusChanged:${status}`),
					);
					for (const { id, status } of listedOn(history, at)) last.set(id, status);
				});
			}),
			RUNS,
		);
	});

	test('a gift made on the first watched day is told, one of the day before is not', () => {
		const madeOn = (date: string, id: number) =>
			watched({ id, status: 'claimed', created_at: `${date}T00:00:00.000Z` });
		const { happenings } = giftEvents(
			[madeOn('2026-11-23', 1), madeOn('2026-11-24', 2)],
			new Map(),
			day('2026-11-24'),
			(gift) => giftFacts(gift, TODAY, 14),
		);
		expect(happenings.map(giftEventKey)).toEqual([
			'reachdesk:2:statusChanged:claimed',
			'reachdesk:2:claimed',
		]);
	});

	test('of a gift that was made before it was watched nothing is told until something changes', () => {
		const old = watched({ status: 'claimed', created_at: '2026-10-01T00:00:00.000Z' });
		const factsNow = (gift: typeof old) => giftFacts(gift, TODAY, 14);
		const first = giftEvents([old], new Map(), day('2026-11-24'), factsNow);
		expect(first.happenings).toEqual([]);
		expect(first.noted.get('4711')).toEqual({ status: 'claimed', facts: new Set(['claimed']) });
		const later = { ...old, status: 'delivered' };
		const second = giftEvents([later], first.noted, day('2026-11-24'), factsNow);
		expect(second.happenings.map(giftEventKey)).toEqual([
			'reachdesk:4711:statusChanged:delivered',
			'reachdesk:4711:delivered',
		]);
		expect(second.happenings[0]?.previousStatus).toBe('claimed');
	});
});
