import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { isInDoubt } from '../../../nodes/Reachdesk/gifts/giftRecord.ts';
import type { GiftRecord } from '../../../nodes/Reachdesk/gifts/giftRecord.ts';
import { isSamePerson } from '../../../nodes/Reachdesk/gifts/sharedRecipient.ts';
import { sendDedupeKey } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import type { ListedSend } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { ATTEMPTS } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import { recipientDedupeKey } from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import { planSteps } from '../../../nodes/Reachdesk/gifts/plan.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { giftTo, listed, recordWith } from '../gifts/gifts.mts';

const OPTIONS = {
	unclear: 'settle' as const,
	planned: new Map<string, Gift>(),
	tellsApart: true,
};

/** What is known of gifts: their statuses, and the sends to each that no key explains. */
const recordsOf = (
	gifts: readonly Gift[],
	attempts: readonly (readonly [Gift, Attempt])[] = [],
	sends: readonly ListedSend[] = [],
): Map<Gift, GiftRecord> => {
	const byKey = new Map(attempts.map(([gift, attempt]) => [gift.key, attempt] as const));
	return new Map(
		gifts.map((gift) => {
			const attempt = byKey.get(gift.key) ?? 'none';
			const unexplained = sends.filter((send) => sendDedupeKey(send) === recipientDedupeKey(gift));
			const fitting = isInDoubt(attempt) ? (unexplained[0] ?? null) : null;
			return [gift, recordWith({ attempt, unexplained, fitting })];
		}),
	);
};

/** What is planned for each gift: `send`, or what is reported and by what it was known. */
const planned = (
	gifts: readonly Gift[],
	attempts: readonly (readonly [Gift, Attempt])[] = [],
	sends: readonly ListedSend[] = [],
): string[] => wordsOf(gifts, recordsOf(gifts, attempts, sends));

/** What the outcome of the last of some gifts says. */
const explained = (
	gifts: readonly Gift[],
	attempts: readonly (readonly [Gift, Attempt])[] = [],
	sends: readonly ListedSend[] = [],
): string => {
	const step = planSteps(gifts, recordsOf(gifts, attempts, sends), OPTIONS).at(-1);
	return step?.act === 'report' ? step.outcome.explanation : '';
};

/** What is planned for each gift, of which this is known. */
const wordsOf = (
	gifts: readonly Gift[],
	records: ReadonlyMap<Gift, GiftRecord>,
	options: Partial<Parameters<typeof planSteps>[2]> = {},
): string[] =>
	planSteps(gifts, records, { ...OPTIONS, ...options }).map((step) =>
		step.act === 'send' ? 'send' : `${step.outcome.outcome} ${step.outcome.knownBy ?? ''}`.trim(),
	);

const noa = giftTo('noa@work.example', 'noa');
const ada = giftTo('ada@work.example', 'ada');
const bea = giftTo('bea@work.example', 'bea');

/** A gift of an employee by id, to the address of a family. */
const family = (employee: string, occasion = 'birthday') =>
	giftTo('family@home.example', `hibob:${employee}:${occasion}`, undefined, employee);

describe('a gift that is not due', () => {
	const late: Gift = { ...noa, timing: { ...noa.timing, whyNotDue: 'It is too old' } };

	test('is never sent, though an attempt of it may be settled', () => {
		expect(planned([late])).toEqual(['notDue']);
		expect(planned([late], [[noa, 'stale']])).toEqual(['notDue']);
		expect(planned([late], [[noa, 'confirmed']])).toEqual(['alreadySent key']);
		expect(planned([late], [[noa, 'stale']], [listed()])).toEqual(['alreadySent reachdesk']);
	});

	test('keeps no other item from sending the same gift, and no other gift to the same person', () => {
		expect(planned([late, noa])).toEqual(['notDue', 'send']);
		const other = giftTo('noa@work.example', 'another occasion');
		expect(planned([late, other])).toEqual(['notDue', 'send']);
	});
});

describe('a plan', () => {
	test('has one step per gift, in their order', () => {
		const steps = planSteps([noa, ada, bea], new Map(), OPTIONS);
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
		const earlier = new Map([[recipientDedupeKey(family('1')), family('1')]]);
		const acts = (gift: Gift) =>
			planSteps([gift], new Map(), { ...OPTIONS, planned: earlier }).map(({ act }) => act);
		expect(acts(family('2'))).toEqual(['report']);
		expect(acts(family('1', 'anniversary'))).toEqual(['send']);
		expect(acts(ada)).toEqual(['send']);
		// the attempt log decides about the same gift
		expect(acts(family('1'))).toEqual(['send']);
		const options = { planned: earlier, tellsApart: false };
		expect(wordsOf([family('1')], new Map(), options)).toEqual(['send']);
		expect(wordsOf([family('1', 'anniversary')], new Map(), options)).toEqual(['unconfirmed']);
	});

	test('sends nothing that is over a cap, and goes on with the others', () => {
		const over = { outcome: 'overBudget', explanation: 'x', gift: null } as const;
		const overBudget = (gift: Gift) => (gift === noa ? over : null);
		expect(wordsOf([noa, ada], new Map(), { overBudget })).toEqual(['overBudget', 'send']);
	});

	test('says how far each gift had come, and which send settles it', () => {
		const steps = (attempt: Attempt, sends: readonly ListedSend[] = []) =>
			planSteps([noa], recordsOf([noa], [[noa, attempt]], sends), OPTIONS);
		expect(steps('stale')).toEqual([{ act: 'send', gift: noa, attempt: 'stale' }]);
		const send = listed();
		expect(steps('stale', [send])).toMatchObject([{ attempt: 'stale', adopts: send }]);
		expect(steps('none', [send])).toMatchObject([{ attempt: 'none', adopts: null }]);
	});

	test('follows what Reachdesk lists, also for a gift whose answer got lost', () => {
		const sends = [listed({ email: 'ADA@work.example' }), listed({ email: 'bea@work.example' })];
		expect(planned([noa, ada, bea], [[bea, 'inDoubt']], sends)).toEqual([
			'send',
			'alreadySent reachdesk',
			'alreadySent reachdesk',
		]);
	});
});

describe('within one run', () => {
	const anniversary = giftTo('noa@work.example', 'another key');

	test('a gift that may have been created keeps others from its address, whatever the order', () => {
		for (const attempt of ['confirmedLately', 'inDoubt', 'stale', 'otherCampaign'] as const) {
			const [first, second] = planned([noa, anniversary], [[noa, attempt]]);
			expect(second).toBe('unconfirmed');
			expect(planned([anniversary, noa], [[noa, attempt]])).toEqual([second, first]);
		}
	});

	test('one that was confirmed lately does not, once it is listed as its own', () => {
		const [one, other] = [family('1'), family('1', 'anniversary')];
		const records = new Map([[one, recordWith({ attempt: 'confirmedLately', own: [listed()] })]]);
		expect(planSteps([one, other], records, OPTIONS).map(({ act }) => act)).toEqual([
			'report',
			'send',
		]);
	});

	test('a gift in doubt comes before a stale one that would be sent, whatever the order', () => {
		for (const attempt of ['confirmedLately', 'inDoubt', 'otherCampaign'] as const) {
			const attempts = [
				[noa, 'stale'],
				[anniversary, attempt],
			] as const;
			const [stale, held] = planned([noa, anniversary], attempts);
			expect(stale).toBe('unconfirmed');
			expect(planned([anniversary, noa], attempts)).toEqual([held, stale]);
		}
	});

	test('a confirmed gift keeps no other key from the address and campaign', () => {
		const jubilee = giftTo('noa@work.example', 'noa jubilee');
		const attempts = [[noa, 'confirmed']] as const;
		expect(planned([noa, anniversary], attempts)).toEqual(['alreadySent key', 'send']);
		expect(planned([anniversary, noa], attempts)).toEqual(['send', 'alreadySent key']);
		// of two whose people nobody knows, one is sent all the same
		expect(planned([noa, anniversary, jubilee, noa], attempts)).toEqual([
			'alreadySent key',
			'send',
			'unconfirmed',
			'alreadySent key',
		]);
	});

	test('of two keys that may be sent again to one address, one is', () => {
		const attempts = [
			[noa, 'stale'],
			[anniversary, 'stale'],
		] as const;
		expect(planned([noa, anniversary], attempts)).toEqual(['send', 'unconfirmed']);
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

	test('a key that Reachdesk lists for one item is sent for no other, whatever the order', () => {
		const moved = giftTo('noa@home.example', 'noa');
		const sends = [listed({ email: 'noa@work.example' })];
		const attempts = [[noa, 'stale']] as const;
		expect(planned([moved, noa], attempts, sends)).toEqual([
			'alreadySent thisRun',
			'alreadySent reachdesk',
		]);
	});

	test('one address gives a gift in each campaign, when the keys differ', () => {
		const elsewhere = giftTo('noa@work.example', 'noa anniversary', 1504);
		expect(planned([noa, elsewhere])).toEqual(['send', 'send']);
	});

	test('a second item for a gift says so', () => {
		expect(explained([noa, noa])).toBe('Another item of this run is the same gift');
	});

	test('three items for one gift give one', () => {
		expect(planned([noa, noa, noa])).toEqual([
			'send',
			'alreadySent thisRun',
			'alreadySent thisRun',
		]);
	});
});

describe('two occasions of one person from one campaign', () => {
	const both = [family('1'), family('1', 'anniversary')];

	test('give a gift each', () => {
		expect(planned(both)).toEqual(['send', 'send']);
	});

	test('wait for each other while one is in doubt', () => {
		expect(planned(both, [[family('1'), 'inDoubt']])).toEqual(['unconfirmed', 'unconfirmed']);
		expect(explained(both, [[family('1'), 'inDoubt']])).toContain('A later run sends this gift');
	});

	test('are both known by a send that no key explains', () => {
		const sends = [listed({ email: 'family@home.example' })];
		expect(planned(both, [], sends)).toEqual(['alreadySent reachdesk', 'alreadySent reachdesk']);
	});

	test('are not, when the send may be that of one in doubt', () => {
		const sends = [listed({ email: 'family@home.example' })];
		expect(planned(both, [[family('1'), 'stale']], sends)).toEqual([
			'alreadySent reachdesk',
			'unconfirmed',
		]);
	});

	test('are left to a person when one send may be either of two in doubt', () => {
		const sends = [listed({ email: 'family@home.example' })];
		const attempts = both.map((gift) => [gift, 'stale'] as const);
		expect(planned(both, attempts, sends)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(explained(both, attempts, sends)).toContain('send 4711');
	});

	test('wait when a send that only one of them knows is adopted in this run', () => {
		const [one, other] = [family('1'), family('1', 'anniversary')];
		const send = listed({ email: 'family@home.example' });
		const records = new Map([
			[one, recordWith({ attempt: 'stale', unexplained: [send], fitting: send })],
		]);
		expect(wordsOf([other, one], records)).toEqual(['unconfirmed', 'alreadySent reachdesk']);
		const itsOwn = new Map([[one, recordWith({ attempt: 'stale', own: [send] })]]);
		expect(wordsOf([other, one], itsOwn)).toEqual(['unconfirmed', 'alreadySent reachdesk']);
	});

	test('are settled by a send each, when both are in doubt', () => {
		const [one, other] = [family('1'), family('1', 'anniversary')];
		const sends = [listed({ id: 1 }), listed({ id: 2 })] as const;
		const inDoubt = (fitting: ListedSend | null) =>
			recordWith({ attempt: 'inDoubt', unexplained: sends, fitting });
		const words = (first: ListedSend | null, second: ListedSend | null) =>
			wordsOf(
				[one, other],
				new Map([
					[one, inDoubt(first)],
					[other, inDoubt(second)],
				]),
			);
		expect(words(...sends)).toEqual(['alreadySent reachdesk', 'alreadySent reachdesk']);
		expect(words(sends[0], null)).toEqual(['alreadySent reachdesk', 'unconfirmed']);
		expect(words(null, sends[0])).toEqual(['unconfirmed', 'alreadySent reachdesk']);
	});

	test('are told apart, when one is listed as its own beside a send that no key explains', () => {
		const [one, other] = [family('1'), family('1', 'anniversary')];
		const records = new Map([
			[one, recordWith({ own: [listed({ id: 1 })], unexplained: [listed({ id: 2 })] })],
			[other, recordWith({ attempt: 'inDoubt' })],
		]);
		expect(wordsOf([one, other], records)).toEqual(['alreadySent reachdesk', 'unconfirmed']);
	});

	test('give one gift without duplicate protection, because nothing could tell them apart', () => {
		const steps = planSteps(both, new Map(), { ...OPTIONS, tellsApart: false });
		expect(steps.map(({ act }) => act)).toEqual(['send', 'report']);
		expect(steps).toMatchObject([{}, { outcome: { outcome: 'unconfirmed' } }]);
	});
});

describe('two people with one address', () => {
	const two = [family('1'), family('2')];

	test('give one gift in a run, and the other is for a person to look at', () => {
		expect(planned(two)).toEqual(['send', 'unconfirmed']);
		const words = explained(two);
		expect(words).toContain('Employees 2 and 1 have the same email address');
		expect(words).toContain('correct it in HiBob');
		expect(words).toContain('a later run sends the gift');
		expect(words).not.toContain('@');
	});

	test('give a gift to the second once the first is known to be another’s', () => {
		expect(planned(two, [[family('1'), 'confirmed']])).toEqual(['alreadySent key', 'send']);
	});

	test('are both for a person when a send may be the gift of either', () => {
		const sends = [listed({ email: 'family@home.example' })];
		expect(planned(two, [], sends)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(explained(two, [], sends)).toMatch(/Employees 2 and 1 .* send 4711 of 2026-11-23/);
		// as it is when a version before has confirmed the first, and noted no send
		expect(planned(two, [[family('1'), 'confirmed']], sends)).toEqual([
			'alreadySent key',
			'unconfirmed',
		]);
	});

	test('are settled apart when one has a send of its own attempt', () => {
		const send = listed({ email: 'family@home.example' });
		const [one, other] = [family('1'), family('2')];
		const records = new Map([
			[one, recordWith({ attempt: 'stale', unexplained: [send], fitting: send })],
			[other, recordWith({ unexplained: [send] })],
		]);
		expect(wordsOf([one, other], records)).toEqual(['alreadySent reachdesk', 'unconfirmed']);
	});

	test('whom nobody knows by an id are two people, and named by none', () => {
		const unknown = [giftTo('family@home.example', 'a'), giftTo('family@home.example', 'b')];
		expect(planned(unknown)).toEqual(['send', 'unconfirmed']);
		expect(explained(unknown)).toContain('This recipient and the recipient of another item');
		expect(explained([...unknown.slice(1), family('2')])).toContain(
			'Employee 2 and the recipient of another item',
		);
	});
});

describe('whatever was attempted and is listed, no gift is sent', () => {
	const KEYS = ['k1', 'k2', 'k3', 'k4'];
	const EMAILS = ['noa@work.example', 'Noa@Work.Example', 'ada@work.example'];
	const CAMPAIGNS = [1503, 1504];
	const isAttempt = (key: string): key is Attempt => Object.hasOwn(ATTEMPTS, key);
	const STATUSES = Object.keys(ATTEMPTS).filter(isAttempt);
	const anyGift = fc
		.tuple(
			fc.constantFrom(...EMAILS),
			fc.constantFrom(...KEYS),
			fc.constantFrom(...CAMPAIGNS),
			fc.constantFrom('1', '2', undefined),
		)
		.map(([email, key, campaignId, employee]) => giftTo(email, key, campaignId, employee));
	const anyGifts = fc.array(anyGift, { maxLength: 8 });
	const anyAttempts = fc
		.array(fc.constantFrom(...STATUSES), { minLength: KEYS.length, maxLength: KEYS.length })
		.map((statuses) => KEYS.map((key, at) => [giftTo('', key), statuses[at] ?? 'none'] as const));
	const anySends = fc
		.array(
			fc.record({
				email: fc.constantFrom(...EMAILS),
				campaign: fc.constantFrom(...CAMPAIGNS).map((id) => ({ id })),
			}),
			{ maxLength: 3 },
		)
		.map((sends) => sends.map((send, at) => listed({ ...send, id: at + 1 })));
	const unclear = fc.constantFrom('settle' as const, 'human' as const);
	const holds = (
		check: (
			sent: readonly Gift[],
			steps: ReturnType<typeof planSteps>,
			records: ReadonlyMap<Gift, GiftRecord>,
			unclear: 'settle' | 'human',
		) => void,
	) => {
		fc.assert(
			fc.property(anyGifts, anyAttempts, anySends, unclear, (gifts, attempts, sends, left) => {
				const records = recordsOf(gifts, attempts, sends);
				const steps = planSteps(gifts, records, { ...OPTIONS, unclear: left });
				const sent = steps.flatMap((step) => (step.act === 'send' ? [step.gift] : []));
				check(sent, steps, records, left);
			}),
			RUNS,
		);
	};

	test('twice for one key', () => {
		holds((sent) => {
			expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
		});
	});

	test('to two people at one address from one campaign', () => {
		holds((sent) => {
			for (const gift of sent) {
				const others = sent.filter(
					(other) => recipientDedupeKey(other) === recipientDedupeKey(gift),
				);
				expect(others.every((other) => isSamePerson(other, gift))).toBe(true);
			}
		});
	});

	test('beside one to the same address and campaign that may have been created lately', () => {
		holds((sent, steps, _records, left) => {
			const mayExist = steps.flatMap((step) =>
				step.act === 'report' &&
				step.outcome.knownBy !== 'thisRun' &&
				// a stale one was not created, by Reachdesk’s list
				(left === 'human' || step.attempt !== 'stale') &&
				ATTEMPTS[step.attempt].mayBeUnlisted
					? [recipientDedupeKey(step.gift)]
					: [],
			);
			for (const gift of sent) expect(mayExist).not.toContain(recipientDedupeKey(gift));
		});
	});

	test('that Reachdesk may list, or that is confirmed', () => {
		holds((sent, _steps, records) => {
			for (const gift of sent) {
				const { attempt, own, unexplained } = records.get(gift) ?? recordWith({});
				expect([...own, ...unexplained]).toEqual([]);
				expect(ATTEMPTS[attempt].ifUnlisted).toMatch(/^send/);
			}
		});
	});

	test('and no send settles two keys', () => {
		holds((_sent, steps) => {
			const keys = new Map<unknown, string>();
			for (const step of steps) {
				if (step.act !== 'report' || step.adopts === null) continue;
				const { id } = step.adopts;
				expect(keys.get(id) ?? step.gift.key).toBe(step.gift.key);
				keys.set(id, step.gift.key);
			}
		});
	});
});
