import { describe, expect, test } from '@jest/globals';
import { readSends } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { KnownSends } from '../../../nodes/Reachdesk/transport/knownSends.ts';
import { EMAIL, CAMPAIGN, giftTo, sendRow } from '../gifts/gifts.mts';

const DAY = 86_400_000;
const READ_AT = Date.parse('2026-11-23T07:00:00Z');
const SINCE = READ_AT - 30 * DAY;
const AT = '2026-11-20T10:00:00.000Z';

const known = (rows: readonly unknown[]) =>
	KnownSends.of(rows, readSends([...rows]), SINCE, READ_AT);
function knownOf(...rows: unknown[]): KnownSends {
	const sends = known(rows);
	if (!sends) throw new TypeError();
	return sends;
}
const row = (id: number, changes: Readonly<Record<string, unknown>> = {}) =>
	sendRow({ id, created_at: AT, ...changes });

describe('sends that were listed before', () => {
	test('are known by their rows, IDs, campaigns and recipients', () => {
		const sends = knownOf(row(1), row(2, { email: 'ada@work.example', campaign: { id: 7 } }));
		expect(sends.count).toBe(2);
		expect(sends.hasId('1')).toBe(true);
		expect(sends.hasId('3')).toBe(false);
		expect(sends.campaigns).toEqual(new Set([CAMPAIGN, 7]));
		expect(sends.sendsTo(giftTo(), SINCE)).toEqual([{ id: '1', createdAt: Date.parse(AT) }]);
		expect(sends.sendsTo(giftTo('ada@work.example', undefined, 7), SINCE)).toHaveLength(1);
		expect(sends.sendsTo(giftTo('ada@work.example'), SINCE)).toEqual([]);
		expect(sends.since).toBe(SINCE);
	});

	test('to one recipient are all found, each once', () => {
		const sends = knownOf(row(1), row(2, { created_at: '2026-11-21T10:00:00.000Z' }));
		sends.add([], readSends([row(1), row(3)]));
		expect(sends.sendsTo(giftTo(EMAIL), SINCE).map(({ id }) => id)).toEqual(['1', '2', '3']);
	});

	test.each([
		[0, 1],
		[1, 0],
	])('count from their instant, %i ms later: %i', (later, found) => {
		const sends = knownOf(row(1));
		expect(sends.sendsTo(giftTo(), Date.parse(AT) + later)).toHaveLength(found);
	});

	test('are known with their new rows', () => {
		const sends = knownOf(row(1));
		sends.add(['one', 'two'], readSends([row(2)]));
		expect(sends.count).toBe(3);
		expect(sends.has('one')).toBe(true);
		expect(sends.has('three')).toBe(false);
		expect(sends.hasId('2')).toBe(true);
	});

	test('are not remembered when a row has no ID', () => {
		expect(known([row(1), { email: EMAIL }])).toBeNull();
		expect(known([])?.count).toBe(0);
	});

	test.each([
		['from the same day on', SINCE, READ_AT, true],
		['from a later day on', SINCE + 1, READ_AT, true],
		['from an earlier day on', SINCE - 1, READ_AT, false],
		['nearly a week later', SINCE, READ_AT + 7 * DAY - 1, true],
		['a week later', SINCE, READ_AT + 7 * DAY, false],
		['from an earlier day on, a week later', SINCE - 1, READ_AT + 7 * DAY, false],
	])('cover a look %s: %s', (_, since, now, covers) => {
		expect(knownOf(row(1)).covers(since, now)).toBe(covers);
	});
});
