import { beforeEach, describe, expect, test } from '@jest/globals';
import { AttemptTimes } from '../../../nodes/Reachdesk/attempts/attemptTimes.ts';
import {
	attempted,
	attemptedAlone,
	attemptedAt,
	attemptedInBulkAt,
	attemptedInBulkAtAnyTime,
	bulkAt,
	lookedAt,
	toRecipient,
	toRecipientAt,
} from '../../../nodes/Reachdesk/attempts/entries.ts';
import { giftTo, listed } from '../gifts/gifts.mts';
import { Row, SETTLE_MINUTES } from './processedRow.mts';

const MINUTE = 60_000;
/** in the middle of a minute */
const NOW = Date.parse('2026-11-25T07:00:30Z');
const BEFORE = NOW - 3 * MINUTE;

const gift = giftTo();
const other = giftTo('ada@work.example', 'hibob:2:birthday:2026');

let row: Row;
let times: AttemptTimes;
beforeEach(() => {
	row = new Row();
	times = new AttemptTimes(row.context(), SETTLE_MINUTES);
});

const note = (...entries: string[]) => {
	row.entries.push(...entries);
};

test('an attempt is unsettled for the retry delay', () => {
	expect(times.unsettledAt(NOW)).toEqual({ from: NOW - 15 * MINUTE, to: NOW });
});

test('a send was created by an attempt within the retry delay before it, or five minutes after', () => {
	expect(times.attemptOf(listed({ created_at: new Date(NOW).toISOString() }))).toEqual({
		from: NOW - 15 * MINUTE,
		to: NOW + 5 * MINUTE,
	});
});

test('minutes with a bulk send are looked up once each, and nothing is left behind', async () => {
	note(bulkAt(BEFORE));
	expect(await times.withBulkSends([NOW, BEFORE, BEFORE + 1])).toEqual([BEFORE, BEFORE + 1]);
	expect(row.entries).toEqual([bulkAt(BEFORE)]);
});

describe('a recipient is in doubt', () => {
	const span = { from: NOW - 5 * MINUTE, to: NOW };
	const inDoubt = async (...spans: { from: number; to: number }[]) => [
		...(await times.recipientsInDoubt([gift, other], () => (spans.length > 0 ? spans : [span]))),
	];

	test('when another key was attempted alone within the time', async () => {
		note(toRecipient(gift), toRecipientAt(gift, BEFORE));
		expect(await inDoubt()).toEqual([gift]);
	});

	test('when another key was attempted in bulk within the time', async () => {
		note(bulkAt(BEFORE), toRecipientAt(gift, BEFORE));
		expect(await inDoubt()).toEqual([gift]);
	});

	test('in any of several times, in the first and in the last minute of one', async () => {
		note(toRecipient(gift), toRecipientAt(gift, BEFORE));
		const early = { from: NOW - 60 * MINUTE, to: NOW - 50 * MINUTE };
		expect(await inDoubt(early, span)).toEqual([gift]);
		expect(await inDoubt(early)).toEqual([]);
		expect(await inDoubt({ from: BEFORE + 20_000, to: NOW })).toEqual([gift]);
		expect(await inDoubt({ from: NOW - 60 * MINUTE, to: BEFORE - 30_000 })).toEqual([gift]);
		expect(await inDoubt({ from: NOW - 60 * MINUTE, to: BEFORE - 30_001 })).toEqual([]);
	});

	test('after a bulk send, each gift within its own times alone', async () => {
		const minute = Math.floor(BEFORE / MINUTE) * MINUTE;
		note(bulkAt(minute), toRecipientAt(gift, minute), toRecipientAt(other, minute));
		const early = { from: NOW - 60 * MINUTE, to: NOW - 50 * MINUTE };
		const late = { from: minute + MINUTE, to: NOW };
		const inDoubtWithin = async (...spans: (typeof span)[]) => [
			...(await times.recipientsInDoubt([gift, other], (one) => (one === gift ? [span] : spans))),
		];
		expect(await inDoubtWithin(early)).toEqual([gift]);
		expect(await inDoubtWithin(late)).toEqual([gift]);
		expect(await inDoubtWithin(early, late)).toEqual([gift]);
		expect(await inDoubtWithin(early, span, late)).toEqual([gift, other]);
	});

	test('in the first and in the last minute of a bulk send, too', async () => {
		note(bulkAt(BEFORE), toRecipientAt(gift, BEFORE));
		expect(await inDoubt({ from: BEFORE + 20_000, to: NOW })).toEqual([gift]);
		expect(await inDoubt({ from: NOW - 60 * MINUTE, to: BEFORE - 30_000 })).toEqual([gift]);
		expect(await inDoubt({ from: NOW - 60 * MINUTE, to: BEFORE - 30_001 })).toEqual([]);
	});

	test('but not in the minute in which the gift itself was attempted', async () => {
		note(toRecipient(gift), toRecipientAt(gift, BEFORE));
		note(attemptedAlone(gift.key), attemptedAt(gift.key, BEFORE));
		expect(await inDoubt()).toEqual([]);
		// in another minute it was another key
		note(toRecipientAt(gift, NOW));
		expect(await inDoubt()).toEqual([gift]);
	});

	test('and not without an attempt in the time', async () => {
		note(bulkAt(BEFORE), toRecipient(other));
		expect(await inDoubt()).toEqual([]);
	});

	test('and no look-up leaves anything behind', async () => {
		note(toRecipient(gift), toRecipientAt(gift, BEFORE), bulkAt(BEFORE));
		const before = [...row.entries];
		await inDoubt();
		expect(row.entries).toEqual(before);
	});
});

describe('the send that an attempt created', () => {
	const sentAt = (id: number, instant: number) =>
		listed({ id, created_at: new Date(instant).toISOString() });
	const soon = sentAt(41, BEFORE + 20_000);
	const late = sentAt(42, BEFORE + 60 * MINUTE);
	const fittingOf = async (...sends: ReturnType<typeof sentAt>[]) =>
		(await times.fitting(new Map([[gift, sends]]))).get(gift)?.id;

	test('is the one that was created when the gift was attempted alone', async () => {
		note(attemptedAlone(gift.key), attemptedAt(gift.key, BEFORE));
		expect(await fittingOf(late, soon)).toBe('41');
		expect(await fittingOf(late)).toBeUndefined();
	});

	test('is the one that was created when the gift was attempted in bulk', async () => {
		note(bulkAt(BEFORE), attemptedInBulkAt(gift.key, BEFORE));
		expect(await fittingOf(late, soon)).toBe('41');
	});

	test('is none of several', async () => {
		note(attemptedAlone(gift.key), attemptedAt(gift.key, BEFORE));
		expect(await fittingOf(soon, sentAt(43, BEFORE + 30_000))).toBeUndefined();
	});

	test('is unknown when a look-up may have left the minutes behind', async () => {
		note(attemptedAlone(gift.key), attemptedAt(gift.key, BEFORE));
		note(lookedAt(attempted(gift.key)));
		expect(await fittingOf(soon)).toBeUndefined();
	});

	test('is any one for a bulk send whose minute an earlier version did not note', async () => {
		note(attemptedInBulkAtAnyTime(gift.key));
		expect(await fittingOf(late)).toBe('42');
		expect(await fittingOf(late, soon)).toBeUndefined();
		note(lookedAt(attemptedInBulkAtAnyTime(gift.key)));
		expect(await fittingOf(late)).toBeUndefined();
	});

	test('is unknown without an attempt', async () => {
		note(bulkAt(BEFORE));
		expect(await fittingOf(soon)).toBeUndefined();
		expect(row.entries).toEqual([bulkAt(BEFORE)]);
	});
});
