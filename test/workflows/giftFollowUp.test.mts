import { describe, expect, it } from '@jest/globals';
import { runCodeNode } from './codeNode.mts';

/** What the follow-up says of each limit of Reachdesk, and in which words. */

const NOW = '2026-11-26T09:00:00.000Z';
const SETTINGS = { config: { days: 60, unclaimedAfterDays: 7, timeZone: 'UTC' } };

type Row = Readonly<Record<string, unknown>>;

let lastId = 0;
const gift = (changes: Row = {}): Row => ({
	id: ++lastId,
	email: 'noa@example.com',
	status: 'pending',
	processed_at: null,
	created_at: '2026-11-25T08:00:00.000Z',
	campaign: { id: 1501, name: 'Birthday' },
	cost: { amount: 25, currency: 'USD', display: '25.00 USD' },
	...changes,
});
const past = (createdAt: string, changes: Row = {}): Row =>
	gift({ status: 'claimed', processed_at: createdAt, created_at: createdAt, ...changes });

interface Morning {
	/** what was reported before, by its keys */
	told?: readonly string[];
	/** what the Gift Log has of them */
	names?: readonly Row[];
	/** the gifts of the past 13 months, or the error instead */
	earlier?: readonly Row[];
}

function morning(gifts: readonly Row[], { told = [], names = [], earlier = gifts }: Morning = {}) {
	const nodes = {
		'Follow-Up Settings': [SETTINGS],
		'Reported Before': told.map((key) => ({ key })),
		Names: names,
	};
	const found = runCodeNode('gift-follow-up', 'Needs a Person', { now: NOW, input: gifts, nodes });
	const explained = runCodeNode('gift-follow-up', 'Likely Causes', {
		now: NOW,
		input: earlier,
		nodes: { ...nodes, 'Needs a Person': found },
	});
	const [message] = runCodeNode('gift-follow-up', 'Message', { now: NOW, input: explained });
	return {
		keys: found.map(({ key }) => key),
		groups: found.map(({ group }) => group),
		causes: explained.map(({ causes }) => causes),
		text: String(message?.text),
		subject: message?.subject,
	};
}

const YEARLY = 'use a campaign for each occasion and year, or ask Reachdesk to exempt the campaign';

describe('a gift that waits', () => {
	it('has all causes named that Reachdesk may have', () => {
		const { text } = morning([gift()]);
		for (const cause of [
			...['no stock', 'no funds in the wallet', 'an approval that the campaign needs'],
			...['the annual limit of the recipient', 'a duplicate claim'],
		]) {
			expect(text).toContain(cause);
		}
		expect(text).not.toContain(YEARLY);
	});

	it('and was sent before is held as a duplicate claim, with the gift of last year as the likely cause', () => {
		const held = past('2026-11-20T08:00:00.000Z', { status: 'pending' });
		const lastYear = past('2025-11-20T08:00:00.000Z', { email: 'Noa@Example.com' });
		const { causes, text } = morning([held], { earlier: [held, lastYear] });
		expect(causes).toEqual([['Likely cause: a gift from the same campaign on 20 November 2025']]);
		expect(text).toContain('most likely as a duplicate claim');
		expect(text).toContain(YEARLY);
		expect(text).toContain('that it holds manual ones is an assumption');
	});

	it('is reported again when it is held after it was sent, and once for each', () => {
		const waits = gift();
		const { keys } = morning([waits]);
		expect(morning([waits], { told: keys.map(String) }).keys).toEqual([]);
		const held = { ...waits, processed_at: '2026-11-25T12:00:00.000Z' };
		const again = morning([held], { told: keys.map(String) });
		expect(again.keys).toEqual([`${String(waits.id)}: Waits for review since it was sent`]);
		expect(morning([held], { told: [...keys, ...again.keys].map(String) }).keys).toEqual([]);
	});

	it.each([
		['of another campaign', { campaign: { id: 1601, name: 'Work anniversary' } }],
		['to another person', { email: 'ana@example.com' }],
		['that was rejected', { status: 'Rejected' }],
		['that waits, too', { status: 'pending' }],
		['that came later', { created_at: '2026-11-25T09:00:00.000Z' }],
	])('has no likely cause in a gift %s', (_, changes) => {
		const waits = gift();
		const other = past('2025-11-20T08:00:00.000Z', changes);
		expect(morning([waits], { earlier: [waits, other] }).causes).toEqual([[]]);
	});

	it('may be over the annual limit: the sum of the year is named, to the cent and in one currency', () => {
		const waits = gift({ cost: { amount: 0.1, currency: 'USD', display: '0.10 USD' } });
		const other = { campaign: { id: 1601, name: 'Work anniversary' } };
		const cost = (amount: unknown, currency = 'USD') => ({ ...other, cost: { amount, currency } });
		const { causes } = morning([waits], {
			earlier: [
				waits,
				past('2026-01-01T00:00:00.000Z', cost(0.2)),
				past('2026-03-01T00:00:00.000Z', cost('10.35')),
				past('2026-04-01T00:00:00.000Z', cost(90, 'EUR')),
				past('2026-05-01T00:00:00.000Z', cost(null)),
				past('2026-06-01T00:00:00.000Z', { ...cost(40), status: 'expired' }),
				past('2025-12-31T23:59:59.000Z', cost(500)),
			],
		});
		expect(causes).toEqual([
			[
				'With it, 3 gifts of 2026 to this person cost 10.65 USD, without deducting refunds: if that is over the annual limit, this is the likely cause',
			],
		]);
	});

	it('has no sum when it is the only one of the year', () => {
		expect(morning([gift()]).causes).toEqual([[]]);
	});

	it('is reported when the earlier gifts cannot be read, and the mail says so', () => {
		const { causes, text } = morning([gift()], { earlier: [{ error: 'Reachdesk answered 503' }] });
		expect(causes).toEqual([[]]);
		expect(text).toContain('The gifts of the past year could not be read');
	});

	it('has nothing to do with gifts without an address', () => {
		const waits = gift({ email: null });
		const other = past('2025-11-20T08:00:00.000Z', { email: null });
		expect(morning([waits], { earlier: [waits, other] }).causes).toEqual([[]]);
	});
});

it('begins with the name that the Gift Log has, then what to do', () => {
	const [lost, other] = [gift({ status: 'returned' }), gift({ status: 'failed' })];
	const names = [
		{ key: 'hibob:1:birthday:2026', name: 'Noa Levi', send_id: String(lost.id) },
		{ key: `reachdesk:${String(other.id)}`, name: 'a@example.com', send_id: String(other.id) },
	];
	const { text, subject } = morning([lost, other], { names });
	expect(subject).toBe('2 gifts need you: 2 not delivered');
	expect(text.replace(/[\u2068\u2069]/g, '').split('\n')).toEqual(
		expect.arrayContaining([
			'• Noa Levi – 25.00 USD – The parcel came back. Ask for another address – noa@example.com, Birthday, 25 November 2026, status returned',
			'• noa@example.com – 25.00 USD – Reachdesk could not deliver it – Birthday, 25 November 2026, status failed',
		]),
	);
});

describe('"No, thanks"', () => {
	it.each(['declined', 'Declined', 'no_thanks'])(
		'with status %s is a line of its own',
		(status) => {
			const { groups, text, subject } = morning([gift({ status })]);
			expect(groups).toEqual(['Declined']);
			expect(subject).toBe('1 gift was declined');
			expect(text).toContain('which can be taken back while the choice is open (90 days)');
		},
	);

	it('that is taken back is no news, and neither is a second one', () => {
		const declined = gift({ status: 'declined' });
		const told = morning([declined]).keys.map(String);
		expect(morning([{ ...declined, status: 'claimed' }], { told }).keys).toEqual([]);
		expect(morning([declined], { told }).keys).toEqual([]);
	});
});

it('a claimed gift is not reported, and the mail says that claimed does not mean redeemed', () => {
	const { keys, text } = morning([
		gift({ status: 'claimed', created_at: '2026-10-01T08:00:00.000Z' }),
		gift({ status: 'rejected' }),
	]);
	expect(keys).toHaveLength(1);
	expect(text).toContain('Claimed does not mean redeemed');
});
