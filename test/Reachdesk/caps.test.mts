import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { sleep } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox, StoredSend } from '../../sandbox/reachdesk/server.mts';
import { giftNode } from '../hostile/reachdeskNode.mts';
import { execute, processedData } from '../n8nCore.mts';
import type { NodeUnderTest } from '../n8nCore.mts';
import { judgedToday } from './judgedToday.mts';

// Caps, with figures from the sandbox’s own record. Each test is a workflow of its own.

const NOW = new Date('2026-11-20T09:00:00.000Z').getTime();
const THIS_MONTH = '2026-11-03T07:00:00.000Z';
const LAST_MONTH = '2026-10-28T07:00:00.000Z';
const LAST_YEAR = '2025-12-30T07:00:00.000Z';
let reachdesk: ReachdeskSandbox;
let workflow = 0;

// a Reachdesk for each test, because what it has refunded stays
beforeEach(async () => {
	workflow += 1;
	jest.spyOn(Date, 'now').mockReturnValue(NOW);
	processedData.entries.clear();
	processedData.beforeWrite = () => undefined;
	reachdesk = await startReachdesk({ now: () => Date.now() });
	Object.assign(reachdesk.variants, { bulkDelayMilliseconds: 0 });
});
afterEach(async () => {
	const violations = reachdesk.requests.flatMap((request) => request.violations);
	await reachdesk.stop();
	jest.restoreAllMocks();
	jest.mocked(sleep).mockReset();
	expect(violations).toEqual([]);
});

const BULK = { operation: 'sendMany', bulkFields: {}, bulkSafety: {} };

interface Way {
	name: string;
	safety: string;
	parameters: IDataObject;
}
const WAYS: Way[] = [
	{ name: 'Send', safety: 'safety', parameters: {} },
	{ name: 'Send Many', safety: 'bulkSafety', parameters: BULK },
];

const node = (
	{ safety, parameters }: Way,
	cap: IDataObject[],
	changes: IDataObject = {},
	settings: NodeUnderTest['settings'] = {},
): NodeUnderTest => ({
	...giftNode(reachdesk, { ...parameters, [safety]: { caps: { cap } }, ...changes }, settings),
	workflowId: `workflow-${String(workflow)}`,
});

const emailOf = (person: number) => `person.${String(person)}.${String(workflow)}@example.com`;
const gift = (person: number, occasion = 'birthday', changes: IDataObject = {}): IDataObject => ({
	key: `hibob:${String(person)}:${occasion}:2026`,
	judged: judgedToday(),
	employee: {
		id: String(person),
		email: emailOf(person),
		workEmail: emailOf(person),
		firstName: 'Ada',
		lastName: 'Lovelace',
		...changes,
	},
});
const people = (count: number, first = 1) =>
	Array.from({ length: count }, (_, index) => gift(first + index));

const outcomes = (output: INodeExecutionData[]) => output.map(({ json }) => json.outcome);
const explanations = (output: INodeExecutionData[]) => output.map(({ json }) => json.explanation);
const past = (
	person: number,
	changes: Partial<Parameters<ReachdeskSandbox['addPastSend']>[0]> = {},
) =>
	reachdesk.addPastSend({
		email: emailOf(person),
		campaignId: 1601,
		createdAt: THIS_MONTH,
		...changes,
	});
const posts = () => reachdesk.requests.filter(({ method }) => method === 'POST').length;

const cap = (per: string, limits: IDataObject): IDataObject => ({ per, ...limits });
const usd = (amount: string, more: IDataObject = {}) => ({ amount, currency: 'USD', ...more });

describe.each(WAYS)('$name', (way) => {
	describe('a cap on the number of gifts', () => {
		it('lets exactly as many pass, and says of the others why not', async () => {
			past(90, { campaignId: 1501 });
			const { output } = await execute(
				node(way, [cap('campaignMonth', { gifts: '3' })]),
				people(4),
			);
			expect(outcomes(output)).toEqual(['sent', 'sent', 'overBudget', 'overBudget']);
			expect(output[2]?.json).toMatchObject({
				explanation:
					'Nothing was sent. There are 3 gifts from this campaign in November 2026, and the cap is 3 per campaign and month. To send it, raise the cap',
				gift: null,
				key: 'hibob:3:birthday:2026',
			});
			expect(reachdesk.sends).toHaveLength(3);
		});

		it('counts this year for a person, of all campaigns and all their addresses', async () => {
			past(1);
			past(2, { createdAt: LAST_YEAR });
			past(3, { email: `Private.${emailOf(3).toUpperCase()}` });
			past(4, { createdAt: LAST_MONTH, campaignId: 1503 });
			const items = [
				gift(1),
				gift(2),
				gift(3, 'birthday', { personalEmail: `private.${emailOf(3)}` }),
				gift(4),
				gift(5),
			];
			const { output } = await execute(node(way, [cap('personYear', { gifts: '1' })]), items);
			expect(outcomes(output)).toEqual(['overBudget', 'sent', 'overBudget', 'overBudget', 'sent']);
			expect(explanations(output)[0]).toContain(
				'There is 1 gift to this person in 2026, and the cap is 1 per person and year',
			);
		});

		it('counts the gifts that the run itself has made', async () => {
			const items = [gift(1), gift(1, 'workAnniversary')];
			const { output } = await execute(node(way, [cap('personYear', { gifts: '1' })]), items);
			expect(outcomes(output)).toEqual(['sent', 'overBudget']);
			expect(reachdesk.sends).toHaveLength(1);
		});

		it('of 0 sends nothing', async () => {
			const { output } = await execute(node(way, [cap('workflowMonth', { gifts: '0' })]), [
				gift(1),
			]);
			expect(outcomes(output)).toEqual(['overBudget']);
			expect(posts()).toBe(0);
		});

		it('sends a gift that is over budget when there is room again, and only once', async () => {
			const under = node(way, [cap('campaignMonth', { gifts: '1' })]);
			expect(outcomes((await execute(under, people(2))).output)).toEqual(['sent', 'overBudget']);
			const more = node(way, [cap('campaignMonth', { gifts: '2' })]);
			expect(outcomes((await execute(more, people(2))).output)).toEqual(['alreadySent', 'sent']);
			expect(outcomes((await execute(more, people(2))).output)).toEqual([
				'alreadySent',
				'alreadySent',
			]);
			expect(reachdesk.sends).toHaveLength(2);
		});
	});

	describe('a cap on an amount', () => {
		it('is met exactly, and not passed by a cent', async () => {
			past(90, { campaignId: 1501, cost: 24.99 });
			past(91, { campaignId: 1501, cost: 25 });
			const exact = node(way, [cap('campaignMonth', usd('74.99'))]);
			// the last gift of the campaign has cost 25.00
			const { output } = await execute(exact, people(2));
			expect(outcomes(output)).toEqual(['sent', 'overBudget']);
			expect(explanations(output)[1]).toBe(
				'Nothing was sent. Gifts from this campaign in November 2026 cost USD 74.99 so far, this one costs about USD 25.00, and the cap is USD 74.99 per campaign and month. To send it, raise the cap',
			);
			const cent = node(way, [cap('campaignMonth', usd('99.98'))]);
			expect(outcomes((await execute(cent, people(1, 5))).output)).toEqual(['overBudget']);
			const enough = node(way, [cap('campaignMonth', usd('99.99'))]);
			expect(outcomes((await execute(enough, people(1, 5))).output)).toEqual(['sent']);
		});

		it('takes off what was refunded, whole or in part, and what was rejected', async () => {
			const whole = past(90, { campaignId: 1501 });
			const part = past(91, { campaignId: 1501 });
			const pending = past(92, { campaignId: 1501, status: 'pending' });
			const money = node(way, [cap('campaignMonth', usd('75'))]);
			const count = node(way, [cap('campaignMonth', { gifts: '3' })]);
			expect(outcomes((await execute(money, [gift(1)])).output)).toEqual(['overBudget']);
			expect(outcomes((await execute(count, [gift(1)])).output)).toEqual(['overBudget']);
			reachdesk.refund(part.id, 10);
			expect(outcomes((await execute(money, [gift(1)])).output)).toEqual(['overBudget']);
			expect(outcomes((await execute(count, [gift(1)])).output)).toEqual(['overBudget']);
			reachdesk.refund(whole.id);
			expect(outcomes((await execute(money, [gift(1)])).output)).toEqual(['sent']);
			expect(outcomes((await execute(count, [gift(2)])).output)).toEqual(['overBudget']);
			reachdesk.reject(pending.id);
			expect(outcomes((await execute(count, [gift(2)])).output)).toEqual(['sent']);
		});

		it('counts what is pending, before and after somebody approves it', async () => {
			const pending = past(90, { campaignId: 1501, status: 'pending' });
			const under = node(way, [cap('campaignMonth', usd('49'))]);
			expect(outcomes((await execute(under, [gift(1)])).output)).toEqual(['overBudget']);
			reachdesk.approve(pending.id);
			expect(outcomes((await execute(under, [gift(1)])).output)).toEqual(['overBudget']);
			const more = node(way, [cap('campaignMonth', usd('50'))]);
			expect(outcomes((await execute(more, [gift(1)])).output)).toEqual(['sent']);
		});

		it('never adds amounts of different currencies', async () => {
			past(1, { campaignId: 1503, cost: 45 });
			past(1, { cost: 20 });
			const both = [
				cap('personYear', usd('45', { giftCost: '25' })),
				cap('personYear', { amount: '45', currency: 'EUR' }),
			];
			const { output } = await execute(node(way, both), [gift(1)]);
			expect(outcomes(output)).toEqual(['sent']);
			const flowers = node(way, both, { campaign: { __rl: true, mode: 'id', value: '1503' } });
			past(2, { campaignId: 1503, cost: 45, createdAt: '2026-02-01T07:00:00.000Z' });
			const address = { line1: '1 Road', city: 'Leeds', postalCode: 'LS1', countryCode: 'GB' };
			const refused = await execute(flowers, [gift(2, 'flowers', { address })]);
			expect(outcomes(refused.output)).toEqual(['overBudget']);
			expect(explanations(refused.output)[0]).toContain('EUR 45.00');
		});

		it('holds a gift whose cost is not known, and takes the cost that the user gives', async () => {
			const unknown = node(way, [cap('campaignMonth', usd('100'))]);
			const held = await execute(unknown, [gift(1)]);
			expect(outcomes(held.output)).toEqual(['overBudget']);
			expect(explanations(held.output)[0]).toContain("Fill in 'Cost of a Gift' in the cap");
			const given = node(way, [cap('campaignMonth', usd('30', { giftCost: '25' }))]);
			expect(outcomes((await execute(given, people(2))).output)).toEqual(['sent', 'overBudget']);
			const guess = node(way, [cap('campaignMonth', usd('100', { unknownCost: 'hold' }))]);
			expect(outcomes((await execute(guess, people(1, 3))).output)).toEqual(['overBudget']);
		});

		it('looks for the last gift of the campaign before this month, too', async () => {
			past(90, { campaignId: 1501, createdAt: LAST_YEAR, cost: 30 });
			const under = node(way, [cap('campaignMonth', usd('59'))]);
			const { output } = await execute(under, people(2));
			expect(outcomes(output)).toEqual(['sent', 'overBudget']);
		});
	});

	it('says the same of two people with one address, when neither may get a gift', async () => {
		past(1, { campaignId: 1601 });
		const same = { email: emailOf(1), workEmail: emailOf(1) };
		const two = [gift(1), gift(2, 'birthday', same)];
		const { output } = await execute(node(way, [cap('personYear', { gifts: '1' })]), two);
		expect(outcomes(output)).toEqual(['overBudget', 'overBudget']);
	});

	it('counts for a team what its wallet paid', async () => {
		past(90, { team: 'People', cost: 30 });
		past(91, { cost: 30 });
		past(92, { team: 'Offices', cost: 30 });
		past(93, { campaignId: 1501, createdAt: LAST_MONTH });
		const fields = { walletType: 'Team', teamName: 'people' };
		const under = node(way, [cap('teamMonth', usd('55'))], {
			giftFields: fields,
			bulkFields: fields,
		});
		const { output } = await execute(under, people(2));
		expect(outcomes(output)).toEqual(['sent', 'overBudget']);
		const nobody = { walletType: 'Team' };
		const unnamed = node(way, [cap('teamMonth', usd('999'))], {
			giftFields: nobody,
			bulkFields: nobody,
		});
		const held = await execute(unnamed, people(1, 5));
		expect(outcomes(held.output)).toEqual(['overBudget']);
		expect(explanations(held.output)[0]).toContain("Fill in 'Team Name'");
		const own = node(way, [cap('teamMonth', usd('1'))]);
		expect(outcomes((await execute(own, people(1, 5))).output)).toEqual(['sent']);
	});

	it('counts for a workflow what it has sent itself, also before it had a cap', async () => {
		past(90, { campaignId: 1501 });
		expect(outcomes((await execute(node(way, []), [gift(1)])).output)).toEqual(['sent']);
		const under = node(way, [cap('workflowMonth', { gifts: '2' })]);
		expect(outcomes((await execute(under, people(2, 2))).output)).toEqual(['sent', 'overBudget']);
		expect(outcomes((await execute(under, people(1, 3))).output)).toEqual(['overBudget']);
		const other = { ...under, workflowId: `${under.workflowId ?? ''}-other` };
		expect(outcomes((await execute(other, people(1, 3))).output)).toEqual(['sent']);
	});

	it('counts for a workflow a gift whose answer was lost', async () => {
		const under = node(way, [cap('workflowMonth', { gifts: '1' })]);
		Object.assign(reachdesk.variants, { listingLagSeconds: 3_600 });
		reachdesk.faults.add({ method: 'POST', times: 1, fault: { kind: 'reset', when: 'after' } });
		expect(outcomes((await execute(under, [gift(1)])).output)).toEqual(['unconfirmed']);
		Object.assign(reachdesk.variants, { listingLagSeconds: 0 });
		expect(outcomes((await execute(under, [gift(2)])).output)).toEqual(['overBudget']);
		expect(reachdesk.sends).toHaveLength(1);
	});

	it.each([['sends'], ['transactions']])(
		'sends nothing when the list of %s has gaps',
		async (list) => {
			for (let person = 100; person < 420; person++) past(person);
			Object.assign(reachdesk.variants, {
				missPage: 2,
				maxPerPage: list === 'sends' ? 100 : 1_000,
			});
			await expect(
				execute(node(way, [cap('personYear', { gifts: '5' })]), [gift(1)]),
			).rejects.toMatchObject({ message: expect.stringContaining('has gaps') });
			expect(posts()).toBe(0);
		},
	);

	it('counts what Reachdesk does not list yet', async () => {
		Object.assign(reachdesk.variants, { listingLagSeconds: 3_600 });
		const under = node(way, [cap('campaignMonth', { gifts: '1' })]);
		await execute(under, [gift(1)]).catch(() => undefined);
		const { output } = await execute(under, [gift(2)]);
		expect(outcomes(output)).toEqual(['overBudget']);
		expect(reachdesk.sends).toHaveLength(1);
	});

	it('goes by Reachdesk’s list alone after a quarter of an hour', async () => {
		Object.assign(reachdesk.variants, { listingLagSeconds: 86_400 });
		const under = node(way, [cap('campaignMonth', { gifts: '1' })]);
		reachdesk.faults.add({ method: 'POST', times: 1, fault: { kind: 'reset', when: 'before' } });
		expect(outcomes((await execute(under, [gift(1)])).output)).toEqual(['unconfirmed']);
		expect(outcomes((await execute(under, [gift(2)])).output)).toEqual(['overBudget']);
		jest.mocked(Date.now).mockReturnValue(NOW + 16 * 60_000);
		expect(outcomes((await execute(under, [gift(2)])).output)).not.toContain('overBudget');
	});

	it('sends the gift of a test recipient, whatever the caps', async () => {
		const safety = {
			caps: { cap: [cap('workflowMonth', { gifts: '0' })] },
			testRecipient: 'me@example.com',
		};
		const under = node(way, [], { [way.safety]: safety });
		expect(outcomes((await execute(under, people(2), 'manual')).output)).toEqual([
			'sent',
			'dryRun',
		]);
		expect(reachdesk.sends.map(({ email }) => email)).toEqual(['me@example.com']);
	});

	it('lets two executions at once not pass a cap together', async () => {
		const under = node(way, [cap('campaignMonth', { gifts: '3' })]);
		const other = { ...under, workflowId: `${under.workflowId ?? ''}-other` };
		const results = await Promise.all([
			execute(under, people(3)),
			execute(under, people(3, 4)),
			execute(other, people(3, 7)),
		]);
		expect(results.flatMap(({ output }) => outcomes(output)).sort()).toEqual([
			...Array.from({ length: 6 }, () => 'overBudget'),
			...Array.from({ length: 3 }, () => 'sent'),
		]);
		expect(reachdesk.sends).toHaveLength(3);
	});

	it('gives back what was reserved for a gift that Reachdesk refused', async () => {
		const under = node(way, [cap('campaignMonth', { gifts: '1' })], {
			sender: '={{ $json.key.includes(":1:") ? "nobody@example.com" : "gifts@example.com" }}',
		});
		await execute({ ...under, settings: { onError: 'continueRegularOutput' } }, people(2));
		expect(reachdesk.sends.map(({ email }) => email)).toEqual([emailOf(2)]);
		reachdesk.refund(reachdesk.sends[0]?.id ?? 0);
		await execute(node(way, [cap('campaignMonth', { gifts: '1' })]), [gift(3)]);
		expect(reachdesk.sends).toHaveLength(2);
	});

	it('says in a dry run what a real run would hold back', async () => {
		const safety = { caps: { cap: [cap('campaignMonth', { gifts: '1' })] }, dryRun: true };
		const { output } = await execute(node(way, [], { [way.safety]: safety }), people(2));
		expect(outcomes(output)).toEqual(['dryRun', 'dryRun']);
		expect(explanations(output)[0]).not.toContain('the cap is');
		expect(explanations(output)[1]).toContain('the cap is 1 per campaign and month');
	});

	it('takes caps from the item, and counts gifts without one too', async () => {
		const under = node(way, [], {
			[way.safety]: { capsOfItem: '={{ $json.caps }}' },
		});
		const one = [{ per: 'campaignMonth', gifts: 1 }];
		const items = [
			{ ...gift(1), caps: [] },
			{ ...gift(2), caps: one },
			{ ...gift(3), caps: JSON.stringify(one) },
		];
		const { output } = await execute(under, [...items, { ...gift(4), caps: [] }]);
		expect(outcomes(output)).toEqual(['sent', 'overBudget', 'overBudget', 'sent']);
	});

	it.each([
		[{ per: 'personDay', gifts: '1' }, '\'Per\' is "personDay"'],
		[{ per: 'personYear' }, 'no number of gifts and no amount'],
		[{ per: 'personYear', amount: '10' }, 'but no currency'],
		[{ per: 'personYear', amount: '1,50', currency: 'EUR' }, `'Max Amount' is "1,50"`],
		[{ per: 'personYear', amount: '-1', currency: 'EUR' }, `'Max Amount' is "-1"`],
		[{ per: 'personYear', amount: '1', currency: 'XXX' }, '\'Currency\' is "XXX"'],
		[{ per: 'personYear', gifts: '1.5' }, `'Max Gifts' is "1.5"`],
		[{ per: 'personYear', gifts: '1', unknownCost: 'guess' }, "'If Cost Is Unknown'"],
		[{ per: 'personYear', gifts: '1', giftCost: 'much' }, '\'Cost of a Gift\' is "much"'],
		[
			{ per: 'personYear', gifts: '={{ $json.nothing }}', amount: '1', currency: 'EUR' },
			"'Max Gifts' is empty",
		],
	])('refuses a cap that cannot be read: %j', async (wrong, message) => {
		await expect(execute(node(way, [wrong]), [gift(1)])).rejects.toMatchObject({
			message: expect.stringContaining(message),
		});
		expect(posts()).toBe(0);
	});
});

describe('any caps, any past, any gifts', () => {
	const PEOPLE = 4;
	const CAMPAIGNS = [1501, 1601];
	const person = fc.integer({ min: 1, max: PEOPLE });
	const campaign = fc.constantFrom(...CAMPAIGNS);
	const anyCap = fc.record({
		per: fc.constantFrom('personYear', 'campaignMonth', 'workflowMonth'),
		gifts: fc.constantFrom('', '0', '1', '2', '3'),
		amount: fc.constantFrom('', '24.99', '25', '50', '74.99', '75', '100', '150'),
	});
	const anyPast = fc.record({
		person,
		campaignId: campaign,
		createdAt: fc.constantFrom(THIS_MONTH, LAST_MONTH, LAST_YEAR),
		end: fc.constantFrom('', 'refund', 'part', 'pending', 'reject'),
	});
	const anyGift = fc.record({ person, campaignId: campaign, wave: fc.integer({ min: 0, max: 1 }) });

	/** What the sandbox has recorded of one cap’s gifts: how many, and their cost in cents. */
	const recorded = (per: string, of: (send: StoredSend) => boolean) => {
		const since = per === 'personYear' ? '2026-01-01' : '2026-11-01';
		const counted = reachdesk.sends.filter(
			(send) =>
				of(send) &&
				send.createdAt >= since &&
				send.status !== 'rejected' &&
				(send.refunded === 0 || send.refunded < send.cost),
		);
		const cents = counted.map(({ cost, refunded }) => Math.round((cost - refunded) * 100));
		return { gifts: counted.length, cents: cents.reduce((sum, cent) => sum + cent, 0) };
	};

	it('never pass a cap, by Reachdesk’s own record', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(anyCap, { minLength: 1, maxLength: 2 }),
				fc.array(anyPast, { maxLength: 6 }),
				fc.array(anyGift, { minLength: 1, maxLength: 6 }),
				async (rows, history, gifts) => {
					workflow += 1;
					await reachdesk.stop();
					reachdesk = await startReachdesk({ now: () => Date.now() });
					const limits = rows
						.filter(({ gifts: most, amount }) => most !== '' || amount !== '')
						.map((row) => ({ ...row, currency: row.amount === '' ? '' : 'USD' }));
					for (const { person: of, campaignId, createdAt, end } of history) {
						const pending = end === 'pending' || end === 'reject';
						const made = past(of, { campaignId, createdAt, ...(pending && { status: 'pending' }) });
						if (end === 'refund') reachdesk.refund(made.id);
						if (end === 'part') reachdesk.refund(made.id, 5);
						if (end === 'reject') reachdesk.reject(made.id);
					}
					const [way] = WAYS;
					if (!way) throw new RangeError();
					const before = new Map<string, ReturnType<typeof recorded>>();
					const bucketsOf = (per: string): [string, (send: StoredSend) => boolean][] =>
						per === 'personYear'
							? Array.from({ length: PEOPLE }, (_, index) => [
									emailOf(index + 1),
									({ email }) => email === emailOf(index + 1),
								])
							: per === 'campaignMonth'
								? CAMPAIGNS.map((id) => [String(id), (send) => send.campaign.id === id])
								: [['workflow', ({ requestId }) => requestId !== null]];
					for (const { per } of limits) {
						for (const [name, of] of bucketsOf(per))
							before.set(`${per} ${name}`, recorded(per, of));
					}
					const under = node(way, limits, {
						campaign: { __rl: true, mode: 'id', value: '={{ $json.campaignId }}' },
					});
					for (const wave of [0, 1]) {
						const items = gifts
							.map((one, index) => ({ ...one, index }))
							.filter((one) => one.wave === wave)
							.map(({ person: of, campaignId, index }) => ({
								...gift(of, `occasion${String(index)}`),
								campaignId,
							}));
						if (items.length > 0) await execute(under, items);
					}
					for (const { per, gifts: most, amount } of limits) {
						for (const [name, of] of bucketsOf(per)) {
							const now = recorded(per, of);
							const then = before.get(`${per} ${name}`) ?? now;
							if (most !== '') {
								expect(now.gifts).toBeLessThanOrEqual(Math.max(Number(most), then.gifts));
							}
							if (amount !== '') {
								const cents = Math.round(Number(amount) * 100);
								expect(now.cents).toBeLessThanOrEqual(Math.max(cents, then.cents));
							}
						}
					}
				},
			),
		);
	}, 120_000);
});

it.each([[undefined], [null], ['many'], [{ per: 'personYear' }], [[7]], [[{ per: 'personYear' }]]])(
	'sends nothing for an item whose caps are %j',
	async (caps) => {
		const [way] = WAYS;
		if (!way) throw new RangeError();
		const under = node(way, [], { safety: { capsOfItem: '={{ $json.caps }}' } });
		await expect(
			execute(under, [{ ...gift(1), ...(caps === undefined ? {} : { caps }) }]),
		).rejects.toMatchObject({ message: expect.stringContaining('Caps of the Item') });
		expect(posts()).toBe(0);
	},
);

describe('the lock', () => {
	const [way] = WAYS;
	if (!way) throw new RangeError();
	const limit = [cap('campaignMonth', { gifts: '9' })];
	const leasesIn = ({ workflowId = '' }: NodeUnderTest) =>
		(processedData.entries.get(`${workflowId}:`) ?? []).filter(
			(entry) => entry.startsWith('caps@') && !entry.endsWith('!'),
		);
	const foreignLease = () => `caps@${String(Math.floor(Date.now() / 60_000))}=63`;

	it('is given back when Reachdesk lists what was sent, and otherwise runs out by itself', async () => {
		await execute(node(way, limit), [gift(1)]);
		expect(leasesIn(node(way, limit))).toEqual([]);
		Object.assign(reachdesk.variants, { listingLagSeconds: 3_600 });
		await execute(node(way, limit), [gift(2)]);
		expect(leasesIn(node(way, limit))).toHaveLength(1);
	});

	it('is held whenever a gift is attempted, also with several executions at once', async () => {
		const under = node(way, limit);
		const attempts: boolean[] = [];
		const record = processedData.checkProcessedAndRecord;
		jest.spyOn(processedData, 'checkProcessedAndRecord').mockImplementation(async (...all) => {
			// a look asks for less than an attempt notes
			if (
				all[0].some((entry) => String(entry).startsWith('open:') && String(entry).includes('='))
			) {
				attempts.push(leasesIn(under).length > 0);
			}
			return await record(...all);
		});
		await Promise.all([execute(under, people(2)), execute(under, people(2, 4))]);
		expect(new Set(attempts)).toEqual(new Set([true]));
		expect(reachdesk.sends).toHaveLength(4);
	});

	it('outlives a write that n8n’s database refuses, and gives up after three', async () => {
		const failing = (times: number) => {
			let failures = 0;
			processedData.beforeWrite = () => {
				if (failures++ < times) throw new Error('SQLITE_CONSTRAINT: UNIQUE constraint failed');
			};
		};
		failing(1);
		expect(outcomes((await execute(node(way, limit), [gift(1)])).output)).toEqual(['sent']);
		failing(9);
		await expect(execute(node(way, limit), [gift(2)])).rejects.toMatchObject({
			message: expect.stringContaining('Nothing was sent because n8n’s database failed'),
		});
		expect(posts()).toBe(1);
	});

	it('keeps the rest from being sent when another worker has got it', async () => {
		const under = node(way, limit);
		jest.mocked(sleep).mockImplementation(async () => {
			// once a gift is out, the other worker takes over, because this one was away for minutes
			if (posts() === 1 && !leasesIn(under).includes(foreignLease())) {
				jest.mocked(Date.now).mockReturnValue(Date.now() + 16 * 60_000);
				processedData.entries.set(`${under.workflowId ?? ''}:`, [foreignLease()]);
			}
			await Promise.resolve();
		});
		const settings: NodeUnderTest['settings'] = { onError: 'continueRegularOutput' };
		// the pause after the claim of a gift that is over budget anyway is where time passes
		const { output } = await execute({ ...under, settings }, people(3));
		expect(posts()).toBeLessThan(3);
		expect(JSON.stringify(output)).toContain(
			'another execution started to send under the same caps',
		);
	});
});

describe('an execution that broke off', () => {
	it('keeps others from counting until its lease has run out', async () => {
		const under = node(WAYS[0] ?? { name: '', safety: '', parameters: {} }, [
			cap('campaignMonth', { gifts: '1' }),
		]);
		const minute = Math.floor(Date.now() / 60_000);
		processedData.entries.set(`${under.workflowId ?? ''}:`, [`caps@${String(minute - 2)}=63`]);
		let waited = 0;
		jest.mocked(sleep).mockImplementation(async (milliseconds) => {
			waited += milliseconds;
			// who waits must not look like one who has it
			const leases = processedData.entries.get(`${under.workflowId ?? ''}:`) ?? [];
			if (waited < 12 * 60_000) {
				expect(milliseconds).toBeGreaterThanOrEqual(5_000);
				expect(leases).toHaveLength(1);
			}
			jest.mocked(Date.now).mockReturnValue(Date.now() + milliseconds);
			await Promise.resolve();
		});
		const { output } = await execute(under, people(2));
		expect(outcomes(output)).toEqual(['sent', 'overBudget']);
		expect(waited).toBeGreaterThan(13 * 60_000);
		expect(waited).toBeLessThan(16 * 60_000);
	});

	it('is waited for no longer than that: then nothing is sent, and the next run sends it', async () => {
		const under = node(WAYS[0] ?? { name: '', safety: '', parameters: {} }, [
			cap('campaignMonth', { gifts: '1' }),
		]);
		const row = `${under.workflowId ?? ''}:`;
		jest.mocked(sleep).mockImplementation(async (milliseconds) => {
			jest.mocked(Date.now).mockReturnValue(Date.now() + milliseconds);
			const minute = Math.floor(Date.now() / 60_000);
			processedData.entries.set(row, [`caps@${String(minute)}=63`]);
			await Promise.resolve();
		});
		processedData.entries.set(row, [`caps@${String(Math.floor(Date.now() / 60_000))}=63`]);
		const { output } = await execute(under, [gift(1)]);
		expect(outcomes(output)).toEqual(['overBudget']);
		expect(explanations(output)[0]).toContain(
			'Another execution of this workflow is sending under the same caps',
		);
		expect(posts()).toBe(0);
		processedData.entries.clear();
		jest.mocked(sleep).mockReset();
		expect(outcomes((await execute(under, [gift(1)])).output)).toEqual(['sent']);
	});
});
