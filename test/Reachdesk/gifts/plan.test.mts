import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { sendDedupeKey } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import type { ListedSend } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { ATTEMPTS } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import { recipientDedupeKey } from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import { planSteps } from '../../../nodes/Reachdesk/gifts/plan.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { giftTo, listed } from '../gifts/gifts.mts';

const SINCE = {
	since: Date.parse('2026-10-24T00:00:00Z'),
	unclear: 'settle' as const,
	planned: new Map<string, string>(),
};

/** What is planned for each gift: `send`, or what is reported and by what it was known. */
function planned(
	gifts: readonly Gift[],
	attempts: readonly (readonly [Gift, Attempt])[] = [],
	sends: readonly ListedSend[] = [],
): string[] {
	const byKey = new Map(attempts.map(([gift, attempt]) => [gift.key, attempt] as const));
	return planSteps(gifts, byKey, sends, SINCE).map((step) =>
		step.act === 'send' ? 'send' : `${step.outcome.outcome} ${step.outcome.knownBy ?? ''}`.trim(),
	);
}

const noa = giftTo('noa@work.example', 'noa');
const ada = giftTo('ada@work.example', 'ada');
const bea = giftTo('bea@work.example', 'bea');

describe('a plan', () => {
	test('has one step per gift, in their order', () => {
		const steps = planSteps([noa, ada, bea], new Map(), [], SINCE);
		expect(steps.map(({ gift }) => gift)).toEqual([noa, ada, bea]);
		expect(steps.map(({ act }) => act)).toEqual(['send', 'send', 'send']);
	});

	test('of nothing is empty', () => {
		expect(planned([])).toEqual([]);
	});

	test('follows what the attempt log knows of each', () => {
		const cat = giftTo('cat@work.example', 'cat');
		const attempts = [
			[noa, 'confirmed'],
			[ada, 'inDoubt'],
			[bea, 'stale'],
		] as const;
		expect(planned([noa, ada, bea, cat], attempts)).toEqual([
			'alreadySent key',
			'unconfirmed',
			'send',
			'send',
		]);
	});

	test('knows what an earlier run of the same execution has planned', () => {
		const another = giftTo('noa@work.example', 'noa, another occasion');
		const earlier = new Map([[recipientDedupeKey(noa), noa.key]]);
		const acts = (gift: Gift) =>
			planSteps([gift], new Map(), [], { ...SINCE, planned: earlier }).map(({ act }) => act);
		expect(acts(another)).toEqual(['report']);
		expect(acts(ada)).toEqual(['send']);
		// the attempt log decides about the same gift
		expect(acts(noa)).toEqual(['send']);
	});

	test('says how far each gift had come', () => {
		const steps = planSteps([noa], new Map([[noa.key, 'stale']]), [], SINCE);
		expect(steps).toEqual([{ act: 'send', gift: noa, attempt: 'stale' }]);
		expect(planSteps([noa], new Map(), [], SINCE)).toMatchObject([{ attempt: 'none' }]);
	});

	test('follows what Reachdesk lists, also for a gift whose answer got lost', () => {
		const sends = [listed({ email: 'ADA@work.example' }), listed({ email: 'bea@work.example' })];
		expect(planned([noa, ada, bea], [[bea, 'inDoubt']], sends)).toEqual([
			'send',
			'alreadySent reachdesk',
			'alreadySent reachdesk',
		]);
	});

	test('takes no notice of sends before the look-back days or of another campaign', () => {
		const old = listed({ email: 'noa@work.example', created_at: '2026-10-23T23:59:59Z' });
		const other = listed({ email: 'noa@work.example', campaign: { id: 1504 } });
		expect(planned([noa], [], [old, other])).toEqual(['send']);
	});
});

describe('within one run', () => {
	test('a gift that was attempted before comes first, whatever the order', () => {
		const sameAddress = giftTo('noa@work.example', 'another key');
		for (const attempt of ['confirmedLately', 'inDoubt', 'stale', 'otherCampaign'] as const) {
			const [first, second] = planned([noa, sameAddress], [[noa, attempt]]);
			expect(second).toBe('alreadySent thisRun');
			expect(planned([sameAddress, noa], [[noa, attempt]])).toEqual([second, first]);
		}
	});

	test('a gift in doubt comes before a stale one that would be sent, whatever the order', () => {
		const sameAddress = giftTo('noa@work.example', 'another key');
		for (const attempt of ['confirmedLately', 'inDoubt', 'otherCampaign'] as const) {
			const attempts = [
				[noa, 'stale'],
				[sameAddress, attempt],
			] as const;
			const [stale, held] = planned([noa, sameAddress], attempts);
			expect(stale).toBe('alreadySent thisRun');
			expect(planned([sameAddress, noa], attempts)).toEqual([held, stale]);
		}
	});

	test('a gift sent before the look-back days keeps no other key from the address and campaign', () => {
		const anniversary = giftTo('noa@work.example', 'noa anniversary');
		const jubilee = giftTo('noa@work.example', 'noa jubilee');
		const attempts = [[noa, 'confirmed']] as const;
		expect(planned([noa, anniversary], attempts)).toEqual(['alreadySent key', 'send']);
		expect(planned([anniversary, noa], attempts)).toEqual(['send', 'alreadySent key']);
		// of two new ones one is sent all the same
		expect(planned([noa, anniversary, jubilee, noa], attempts)).toEqual([
			'alreadySent key',
			'send',
			'alreadySent thisRun',
			'alreadySent key',
		]);
	});

	test('a gift sent within the look-back days does, by Reachdesk’s list', () => {
		const anniversary = giftTo('noa@work.example', 'noa anniversary');
		const sends = [listed({ email: 'noa@work.example' })];
		expect(planned([noa, anniversary], [[noa, 'confirmed']], sends)).toEqual([
			'alreadySent key',
			'alreadySent reachdesk',
		]);
	});

	test('of two keys that may be sent again to one address, one is', () => {
		const sameAddress = giftTo('noa@work.example', 'another key');
		const attempts = [
			[noa, 'stale'],
			[sameAddress, 'stale'],
		] as const;
		expect(planned([noa, sameAddress], attempts)).toEqual(['send', 'alreadySent thisRun']);
	});

	test('a key that was attempted from another campaign is left to a person', () => {
		expect(planned([noa], [[noa, 'otherCampaign']])).toEqual(['unconfirmed']);
	});

	test('one key gives one gift, the first', () => {
		const again = giftTo('noa@home.example', 'noa');
		expect(planned([noa, ada, again])).toEqual(['send', 'send', 'alreadySent thisRun']);
	});

	test('one key gives one gift, also in another campaign', () => {
		const elsewhere = giftTo('noa@work.example', 'noa', 1504);
		expect(planned([noa, elsewhere])).toEqual(['send', 'alreadySent thisRun']);
	});

	test('one address gives one gift per campaign, however it is spelt', () => {
		const anniversary = giftTo('Noa@Work.Example', 'noa anniversary');
		expect(planned([noa, anniversary])).toEqual(['send', 'alreadySent thisRun']);
	});

	test('one address gives a gift in each campaign, when the keys differ', () => {
		const anniversary = giftTo('noa@work.example', 'noa anniversary', 1504);
		expect(planned([noa, anniversary])).toEqual(['send', 'send']);
	});

	test('three items for one gift give one', () => {
		expect(planned([noa, noa, noa])).toEqual([
			'send',
			'alreadySent thisRun',
			'alreadySent thisRun',
		]);
	});

	test('a chain of repeats is one gift: each shares something with the one before', () => {
		const sameKey = giftTo('noa@home.example', 'noa');
		const sameAddress = giftTo('noa@home.example', 'noa anniversary');
		expect(planned([noa, sameKey, sameAddress])).toEqual([
			'send',
			'alreadySent thisRun',
			'alreadySent thisRun',
		]);
	});
});

describe('whatever was attempted and is listed, no gift is sent', () => {
	const KEYS = ['k1', 'k2', 'k3', 'k4'];
	const EMAILS = ['noa@work.example', 'Noa@Work.Example', 'ada@work.example'];
	const CAMPAIGNS = [1503, 1504];
	const isAttempt = (key: string): key is Attempt => Object.hasOwn(ATTEMPTS, key);
	const STATUSES = Object.keys(ATTEMPTS).filter(isAttempt);
	const anyGift = fc
		.tuple(fc.constantFrom(...EMAILS), fc.constantFrom(...KEYS), fc.constantFrom(...CAMPAIGNS))
		.map(([email, key, campaignId]) => giftTo(email, key, campaignId));
	const anyGifts = fc.array(anyGift, { maxLength: 8 });
	const anyAttempts = fc
		.array(fc.constantFrom(...STATUSES), { minLength: KEYS.length, maxLength: KEYS.length })
		.map((statuses) => new Map(KEYS.map((key, at) => [key, statuses[at] ?? 'none'])));
	const anySends = fc.array(
		fc
			.record({
				email: fc.constantFrom(...EMAILS),
				campaign: fc.constantFrom(...CAMPAIGNS).map((id) => ({ id })),
				created_at: fc.constantFrom('2026-11-20T07:00:00Z', '2026-09-01T07:00:00Z'),
			})
			.map(listed),
		{ maxLength: 3 },
	);
	const unclear = fc.constantFrom('settle' as const, 'human' as const);
	const holds = (
		check: (
			sent: readonly Gift[],
			steps: ReturnType<typeof planSteps>,
			sends: readonly ListedSend[],
			attempts: ReadonlyMap<string, Attempt>,
		) => void,
	) => {
		fc.assert(
			fc.property(anyGifts, anyAttempts, anySends, unclear, (gifts, attempts, sends, left) => {
				const steps = planSteps(gifts, attempts, sends, { ...SINCE, unclear: left });
				const sent = steps.flatMap((step) => (step.act === 'send' ? [step.gift] : []));
				check(sent, steps, sends, attempts);
			}),
			RUNS,
		);
	};

	test('twice to one address from one campaign, or twice for one key', () => {
		holds((sent) => {
			expect(new Set(sent.map(recipientDedupeKey)).size).toBe(sent.length);
			expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
		});
	});

	test('beside one to the same address and campaign that may have been created lately', () => {
		holds((sent, steps) => {
			const mayExist = steps.flatMap((step) =>
				step.act === 'report' &&
				step.outcome.knownBy !== 'thisRun' &&
				ATTEMPTS[step.attempt].mayBeUnlisted
					? [recipientDedupeKey(step.gift)]
					: [],
			);
			for (const gift of sent) expect(mayExist).not.toContain(recipientDedupeKey(gift));
		});
	});

	test('that Reachdesk lists within the look-back days, or that is confirmed', () => {
		holds((sent, _steps, sends, attempts) => {
			const isListed = new Set(
				sends
					.filter(({ createdAt }) => Date.parse(createdAt) >= SINCE.since)
					.map((send) => sendDedupeKey(send)),
			);
			for (const gift of sent) {
				expect(isListed.has(recipientDedupeKey(gift))).toBe(false);
				expect(ATTEMPTS[attempts.get(gift.key) ?? 'none'].ifUnlisted).toMatch(/^send/);
			}
		});
	});
});
