import { describe, expect, test } from '@jest/globals';
import {
	decide,
	giftDedupeKey,
	recipientDedupeKey,
	settle,
} from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import { giftTo, listed } from './gifts.mts';

describe('what the attempt log and Reachdesk’s list know of a gift decides', () => {
	test.each<[Attempt, string, string]>([
		['none', 'not listed', 'send'],
		['none', 'listed', 'alreadySent by reachdesk'],
		['confirmed', 'not listed', 'alreadySent by key'],
		['confirmed', 'listed', 'alreadySent by key'],
		['inDoubt', 'not listed', 'unconfirmed'],
		['inDoubt', 'listed', 'alreadySent by reachdesk'],
		['stale', 'not listed', 'send'],
		['stale', 'listed', 'alreadySent by reachdesk'],
		['confirmedLately', 'not listed', 'alreadySent by key'],
		['confirmedLately', 'listed', 'alreadySent by key'],
		['otherCampaign', 'not listed', 'unconfirmed'],
		['otherCampaign', 'listed', 'alreadySent by reachdesk'],
	])('attempt %s, %s gives %s', (attempt, list, expected) => {
		const decision = decide(attempt, list === 'listed' ? [listed()] : [], 'settle');
		const words = decision.send
			? 'send'
			: [
					decision.outcome.outcome,
					...(decision.outcome.knownBy === undefined ? [] : ['by', decision.outcome.knownBy]),
				].join(' ');
		expect(words).toBe(expected);
	});

	test.each<[Attempt, string]>([
		['none', 'send'],
		['confirmed', 'alreadySent'],
		['inDoubt', 'unconfirmed'],
		['otherCampaign', 'unconfirmed'],
		['stale', 'unconfirmed'],
	])('attempt %s, not listed and left to a person gives %s', (attempt, expected) => {
		const decision = decide(attempt, [], 'human');
		expect(decision.send ? 'send' : decision.outcome.outcome).toBe(expected);
	});

	test('and the send that is listed comes along, the newest one', () => {
		const [newer, older] = [listed({ id: 2 }), listed({ id: 1 })];
		for (const attempt of ['none', 'confirmed', 'inDoubt', 'stale'] as const) {
			expect(decide(attempt, [newer, older], 'settle')).toMatchObject({
				send: false,
				outcome: { gift: { id: 2 } },
			});
		}
	});

	test('and says which send it was, without the address', () => {
		expect(decide('none', [listed()], 'settle')).toMatchObject({
			outcome: {
				explanation:
					'Reachdesk lists send 4711 of 2026-11-23T07:00:05.123Z for this address and campaign',
			},
		});
	});

	test('and a confirmed gift is known by its key even where Reachdesk does not list it', () => {
		expect(decide('confirmed', [], 'settle')).toMatchObject({
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

	test('stays unconfirmed when none has come', () => {
		const outcome = settle('Reachdesk did not answer', []);
		expect(outcome).toMatchObject({ outcome: 'unconfirmed', gift: null });
		expect(outcome.explanation).toContain('a later run settles it');
	});

	test('stays unconfirmed, for a person, when several have come', () => {
		const outcome = settle('Reachdesk did not answer', [listed({ id: 2 }), listed({ id: 1 })]);
		expect(outcome).toMatchObject({ outcome: 'unconfirmed', gift: null });
		expect(outcome.explanation).toContain('several sends');
		expect(outcome.explanation).toContain('Look at them in Reachdesk');
	});
});
