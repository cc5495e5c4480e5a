import { describe, expect, test } from '@jest/globals';
import {
	anotherExecution,
	decide,
	giftDedupeKey,
	recipientDedupeKey,
	sendOfAnother,
	settle,
} from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import { ATTEMPTS } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { GiftRecord } from '../../../nodes/Reachdesk/gifts/giftRecord.ts';
import { readSends } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { giftTo, listed, recordWith, sendRow } from './gifts.mts';

const isAttempt = (word: string): word is Attempt => Object.hasOwn(ATTEMPTS, word);

describe('what the attempt log and Reachdesk’s list know of a gift decides', () => {
	const send = listed();
	const [unreadable] = readSends([sendRow({ created_at: 7 })]).unreadable;
	const LISTS: Record<string, Partial<GiftRecord>> = {
		'not listed': {},
		'listed as its own': { own: [send] },
		'listed in a row that cannot be read as its own': { own: unreadable ? [unreadable] : [] },
		'listed by nobody’s key': { unexplained: [send] },
		'listed by nobody’s key when it was attempted': { unexplained: [send], fitting: send },
		'perhaps listed': { unexplained: unreadable ? [unreadable] : [] },
		'not listed beside one in doubt': { isRecipientInDoubt: true },
		'listed, and nobody is sure for whom': { unexplained: [send], isUnsure: true },
		'listed by nobody’s key beside one in doubt': { unexplained: [send], isRecipientInDoubt: true },
	};
	const words = (attempt: Attempt, list: string, unclear: 'settle' | 'human' = 'settle') => {
		const decision = decide(recordWith({ attempt, ...LISTS[list] }), unclear);
		if (decision.send) return 'send';
		const { outcome, knownBy } = decision.outcome;
		return [outcome, knownBy && `by ${knownBy}`, decision.adopts && 'adopted']
			.filter((word) => typeof word === 'string')
			.join(' ');
	};

	test.each<[string, Record<Attempt, string>]>([
		[
			'not listed',
			{
				none: 'send',
				stale: 'send',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'unconfirmed',
				otherCampaign: 'unconfirmed',
			},
		],
		[
			'listed as its own',
			{
				none: 'alreadySent by reachdesk',
				stale: 'alreadySent by reachdesk adopted',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'alreadySent by reachdesk adopted',
				otherCampaign: 'alreadySent by reachdesk adopted',
			},
		],
		[
			'listed in a row that cannot be read as its own',
			{
				none: 'alreadySent by reachdesk',
				stale: 'alreadySent by reachdesk adopted',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'alreadySent by reachdesk adopted',
				otherCampaign: 'alreadySent by reachdesk adopted',
			},
		],
		[
			'listed by nobody’s key',
			{
				none: 'alreadySent by reachdesk',
				stale: 'unconfirmed',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'unconfirmed',
				otherCampaign: 'alreadySent by reachdesk',
			},
		],
		[
			'listed by nobody’s key when it was attempted',
			{
				none: 'alreadySent by reachdesk',
				stale: 'alreadySent by reachdesk adopted',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'alreadySent by reachdesk adopted',
				otherCampaign: 'alreadySent by reachdesk',
			},
		],
		[
			'perhaps listed',
			{
				none: 'unconfirmed',
				stale: 'unconfirmed',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'unconfirmed',
				otherCampaign: 'unconfirmed',
			},
		],
		[
			'listed, and nobody is sure for whom',
			{
				none: 'unconfirmed',
				stale: 'unconfirmed',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'unconfirmed',
				otherCampaign: 'unconfirmed',
			},
		],
		[
			'not listed beside one in doubt',
			{
				none: 'unconfirmed',
				stale: 'unconfirmed',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'unconfirmed',
				otherCampaign: 'unconfirmed',
			},
		],
		[
			'listed by nobody’s key beside one in doubt',
			{
				none: 'unconfirmed',
				stale: 'unconfirmed',
				confirmed: 'alreadySent by key',
				confirmedLately: 'alreadySent by key',
				inDoubt: 'unconfirmed',
				otherCampaign: 'unconfirmed',
			},
		],
	])('%s', (list, expected) => {
		const actual = Object.keys(expected).map((attempt) => [
			attempt,
			isAttempt(attempt) ? words(attempt, list) : null,
		]);
		expect(Object.fromEntries(actual)).toEqual(expected);
	});

	test.each<[Attempt, string]>([
		['none', 'send'],
		['confirmed', 'alreadySent by key'],
		['inDoubt', 'unconfirmed'],
		['otherCampaign', 'unconfirmed'],
		['stale', 'unconfirmed'],
	])('attempt %s, not listed and left to a person gives %s', (attempt, expected) => {
		expect(words(attempt, 'not listed', 'human')).toBe(expected);
	});

	test('and the send that is listed comes along, the newest one', () => {
		const [newer, older] = [listed({ id: 2 }), listed({ id: 1 })];
		for (const attempt of ['none', 'confirmed'] as const) {
			expect(decide(recordWith({ attempt, unexplained: [newer, older] }), 'settle')).toMatchObject({
				send: false,
				outcome: { gift: { id: 2 } },
			});
		}
	});

	test('and its own send comes before another that it may be', () => {
		const record = recordWith({ own: [listed({ id: 1 })], unexplained: [listed({ id: 2 })] });
		expect(decide(record, 'settle')).toMatchObject({ outcome: { gift: { id: 1 } } });
	});

	test('and its own send comes along with a confirmed gift, before another that it may be', () => {
		const record = recordWith({
			attempt: 'confirmed',
			own: [listed({ id: 1 })],
			unexplained: [listed({ id: 2 })],
		});
		expect(decide(record, 'settle')).toMatchObject({
			outcome: { knownBy: 'key', gift: { id: 1 } },
		});
	});

	test('and says which send it was, without the address', () => {
		expect(decide(recordWith({ unexplained: [send] }), 'settle')).toMatchObject({
			outcome: {
				explanation:
					'Reachdesk lists send 4711 of 2026-11-23T07:00:05.123Z for this address and campaign',
			},
		});
	});

	test('and names a row that cannot be read, with what to do', () => {
		const decision = decide(recordWith(LISTS['perhaps listed'] ?? {}), 'settle');
		expect(decision).toMatchObject({
			outcome: {
				explanation: expect.stringMatching(/unreadable row \(send 4711\).*Check it in Reachdesk/),
			},
		});
	});

	test('and a confirmed gift is known by its key even where Reachdesk does not list it', () => {
		expect(decide(recordWith({ attempt: 'confirmed' }), 'settle')).toMatchObject({
			send: false,
			outcome: { gift: null },
		});
	});
});

describe('two items of a run share a dedupe key', () => {
	const shares = (one: ReturnType<typeof giftTo>, other: ReturnType<typeof giftTo>) =>
		giftDedupeKey(one) === giftDedupeKey(other) ||
		recipientDedupeKey(one) === recipientDedupeKey(other);

	test.each([
		['they have one key', giftTo('noa@home.example', 'key', 1504), true],
		['they have one address and campaign', giftTo('noa@work.example', 'other'), true],
		['the address is spelt in another case', giftTo('Noa@Work.Example', 'other'), true],
		['only the address is the same', giftTo('noa@work.example', 'other', 1504), false],
		['only the campaign is the same', giftTo('ada@work.example', 'other'), false],
		['the key differs in case', giftTo('ada@work.example', 'KEY'), false],
	])('when %s: %#', (_, other, expected) => {
		expect(shares(giftTo('noa@work.example', 'key'), other)).toBe(expected);
	});

	test('and a key cannot pass for an address', () => {
		const imitation = giftTo('ada@work.example', 'campaign 1503 to noa@work.example');
		expect(giftDedupeKey(imitation)).not.toBe(
			recipientDedupeKey(giftTo('noa@work.example', 'key')),
		);
	});
});

describe('an attempt whose answer is not known', () => {
	test('is adopted when exactly one send has come since', () => {
		expect(settle('Reachdesk did not answer', [listed()])).toMatchObject({
			outcome: 'sent',
			gift: { id: 4711 },
		});
	});

	test('is adopted as held for review when that send is', () => {
		expect(settle('Reachdesk did not answer', [listed({ status: 'pending' })])).toMatchObject({
			outcome: 'pendingReview',
		});
	});

	test('stays unconfirmed when the list cannot be read', () => {
		expect(settle('Reachdesk did not answer', null)).toEqual({
			outcome: 'unconfirmed',
			explanation:
				'Reachdesk did not answer, and its list of sends could not be read. A later run checks again',
			gift: null,
		});
	});

	test('stays unconfirmed when none has come', () => {
		const outcome = settle('Reachdesk did not answer', []);
		expect(outcome).toMatchObject({ outcome: 'unconfirmed', gift: null });
		expect(outcome.explanation).toContain('a later run checks again');
	});

	test('stays unconfirmed when a row that cannot be read may be it', () => {
		const { unreadable } = readSends([sendRow({ created_at: 7 })]);
		const outcome = settle('Reachdesk did not answer', unreadable);
		expect(outcome).toMatchObject({ outcome: 'unconfirmed', gift: null });
		expect(outcome.explanation).toContain('send 4711');
		expect(settle('', [listed({ id: 2 }), ...unreadable])).toMatchObject({ gift: null });
	});

	test('stays unconfirmed, for a person, when several have come', () => {
		const outcome = settle('Reachdesk did not answer', [listed({ id: 2 }), listed({ id: 1 })]);
		expect(outcome).toMatchObject({ outcome: 'unconfirmed', gift: null });
		expect(outcome.explanation).toContain('several sends');
		expect(outcome.explanation).toContain('Check them in Reachdesk');
	});
});

test.each([
	[anotherExecution, /Another execution is sending this gift.*A later run checks again/],
	[sendOfAnother, /belongs to another gift.*A later run checks this one again/],
])('a gift that another one came before is left to a later run: %#', (outcome, words) => {
	expect(outcome).toMatchObject({ outcome: 'unconfirmed', gift: null });
	expect(outcome.explanation).toMatch(words);
});
