import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import type { Outcome } from '../../../nodes/Reachdesk/gifts/outcome.ts';
import { GiftResults, nameOf } from '../../../nodes/Reachdesk/resources/gift/results.ts';
import { ExplainedError } from '../../../nodes/shared/explainedError.ts';
import { partial } from '../../shared/partial.mts';
import { giftTo } from '../gifts/gifts.mts';

const SENT: Outcome = { outcome: 'sent', explanation: 'Reachdesk accepted the gift', gift: null };
const NO_CAMPAIGN = new ExplainedError("'Campaign' is empty", 'Choose a campaign');

const REFUSAL = { message: 'Reachdesk refused', remedy: 'Ask', status: 422, everyGift: false };

const hints = jest.fn();
const signal = { throwIfAborted: jest.fn() };
let continues = false;
let typeVersion = 1.3;
beforeEach(() => {
	hints.mockClear();
	signal.throwIfAborted.mockReset();
	continues = false;
	typeVersion = 1.3;
});

const keyOf = (person: number) => `hibob:${String(person)}:birthday:2026`;

interface About {
	/** each input item */
	json?: IDataObject;
	whyUnreadable?: (item: number) => ExplainedError;
}

/** The results of gifts to persons 1, 2 and so on; those in `unreadable` cannot be read. */
function results(
	count: number,
	unreadable: number[] = [],
	isOfEmployees = true,
	{ json = {}, whyUnreadable = () => NO_CAMPAIGN }: About = {},
) {
	const context = partial<IExecuteFunctions>({
		getInputData: () => Array.from({ length: count }, () => ({ json })),
		getNode: () => ({ name: 'Send Gift', type: 'reachdesk', typeVersion }),
		continueOnFail: () => continues,
		getExecutionCancelSignal: () => signal,
		addExecutionHints: hints,
	});
	const gifts: SingleGift[] = [];
	const all = new GiftResults<SingleGift>(context, (_, item) => {
		if (unreadable.includes(item + 1)) throw whyUnreadable(item + 1);
		const id = String(item + 1);
		const email = `person.${id}@work.example`;
		const gift = giftTo(email, keyOf(item + 1), 1503, isOfEmployees ? id : undefined);
		gifts.push(gift);
		return gift;
	});
	return { all, gifts };
}
const thrownBy = (run: () => unknown): NodeOperationError => {
	try {
		run();
	} catch (error) {
		if (error instanceof NodeOperationError) return error;
		throw error;
	}
	throw new Error('nothing was thrown');
};

describe('the results of a run', () => {
	test('are one item for each input item, in its place', () => {
		const { all, gifts } = results(3);
		for (const gift of gifts.toReversed()) all.report(gift, SENT);
		const items = all.items();
		expect(items.map(({ json }) => json.key)).toEqual([1, 2, 3].map(keyOf));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(hints).not.toHaveBeenCalled();
	});

	test('are those that came last', () => {
		const { all, gifts } = results(1);
		for (const gift of gifts) {
			all.report(gift, { ...SENT, outcome: 'unconfirmed' });
			all.report(gift, SENT);
		}
		expect(all.items()[0]?.json.outcome).toBe('sent');
	});

	test('may be those of another gift for the item, and no longer those of the first', () => {
		const { all, gifts } = results(1);
		const [first] = gifts;
		if (!first) throw new RangeError();
		const other = giftTo('tester@work.example', 'test');
		all.replace(first, other);
		all.report(other, SENT);
		expect(all.items()[0]?.json.key).toBe('test');
		expect(() => {
			all.report(first, SENT);
		}).toThrow('This gift is of no input item');
	});

	test('are never incomplete', () => {
		const { all, gifts } = results(2);
		const [first] = gifts;
		if (first) all.report(first, SENT);
		expect(() => all.items()).toThrow('A gift was neither sent nor reported');
	});
});

describe('a run that ended with an error', () => {
	test('throws it when nothing has happened', () => {
		const { all } = results(2);
		expect(
			thrownBy(() => {
				all.failRest(NO_CAMPAIGN);
			}),
		).toMatchObject({ message: "'Campaign' is empty", description: 'Choose a campaign' });
	});

	test('ends the run when all that happened before was errors', () => {
		const { all, gifts } = results(2);
		const [first] = gifts;
		if (first) all.fail(first, NO_CAMPAIGN);
		expect(() => {
			all.failRest(new ExplainedError('n8n’s database failed', 'Run again'));
		}).toThrow('n8n’s database failed');
	});

	test.each([[true], [false]])('keeps what has happened (continues: %s)', (goesOn) => {
		continues = goesOn;
		const { all, gifts } = results(2);
		const [first] = gifts;
		if (first && !goesOn) all.report(first, SENT);
		all.failRest(NO_CAMPAIGN);
		continues = true;
		expect(all.items().map(({ json }) => json.outcome ?? 'failed')).toEqual(
			goesOn ? ['failed', 'failed'] : ['sent', 'failed'],
		);
	});

	test('says nothing when it was cancelled', () => {
		const { all } = results(1);
		signal.throwIfAborted.mockImplementation(() => {
			throw new Error('cancelled');
		});
		expect(() => {
			all.failRest(NO_CAMPAIGN);
		}).toThrow('cancelled');
	});
});

describe('the error of a run', () => {
	test('names the person of the only one in its description', () => {
		const { all, gifts } = results(2);
		const [first, second] = gifts;
		if (first) all.fail(first, NO_CAMPAIGN);
		if (second) all.report(second, SENT);
		const error = thrownBy(() => all.items());
		expect(error.message).toBe("'Campaign' is empty");
		expect(error.description).toMatch(/^This gift is for Noa Levi.*\. Choose a campaign$/);
		expect(error.context.itemIndex).toBe(0);
	});

	test('is that of the only item when it names nobody', () => {
		const { all } = results(1, [1]);
		expect(thrownBy(() => all.items()).description).toBe('Choose a campaign');
	});

	test('names the gift of the only item, though it could not be read', () => {
		const { all } = results(1, [1], true, { json: { key: keyOf(1) } });
		expect(thrownBy(() => all.items()).description).toBe(
			`This gift is for ${keyOf(1)}. Choose a campaign`,
		);
	});

	test('counts when no item could be read, for different reasons', () => {
		const whyUnreadable = (item: number) => new ExplainedError(`Item ${String(item)}`, 'Do this');
		const { all } = results(2, [1, 2], true, { whyUnreadable });
		expect(thrownBy(() => all.items()).message).toBe(
			'2 of 2 gifts were not sent. The first: Item 1',
		);
	});

	test('is a setting’s, when no item could be read', () => {
		const { all } = results(3, [1, 2, 3]);
		const error = thrownBy(() => all.items());
		expect(error).toMatchObject({
			message: "'Campaign' is empty",
			description: 'Choose a campaign',
		});
	});

	test('counts when some could be read', () => {
		const { all, gifts } = results(3, [1, 2]);
		for (const gift of gifts) all.report(gift, SENT);
		const error = thrownBy(() => all.items());
		expect(error.message).toBe("2 of 3 gifts were not sent. The first: 'Campaign' is empty");
		expect(error.description).toBe(
			"Choose a campaign. The other gifts were processed and are not sent twice. Not sent: item 1: 'Campaign' is empty; item 2: 'Campaign' is empty",
		);
	});

	test('counts when the reasons differ, or the gifts could be read', () => {
		for (const other of [new ExplainedError('Another', 'Do this'), NO_CAMPAIGN]) {
			const { all, gifts } = results(2, [1]);
			for (const gift of gifts) all.fail(gift, other);
			expect(thrownBy(() => all.items()).message).toMatch(/^2 of 2 gifts were not sent\. /);
		}
	});

	test('names the key in its message and the people in its description', () => {
		const { all, gifts } = results(3);
		for (const gift of gifts) all.fail(gift, NO_CAMPAIGN);
		const error = thrownBy(() => all.items());
		expect(error.message).toBe(
			`3 of 3 gifts were not sent. The first, ${keyOf(1)}: 'Campaign' is empty`,
		);
		expect(error.description).toMatch(
			/^The first is for Noa Levi.*\. Choose a campaign\. The other/,
		);
		expect(error.description).toMatch(/Not sent: item 1, Noa Levi.*; item 2, Noa Levi.*; item 3, /);
		expect(error.description).not.toContain('more');
	});

	test('does not name keys that a person made up', () => {
		const { all, gifts } = results(2, [], false);
		for (const gift of gifts) all.fail(gift, NO_CAMPAIGN);
		expect(thrownBy(() => all.items()).message).not.toContain('hibob:');
		expect(gifts.map((gift) => nameOf(gift))).toEqual([null, null]);
		expect(nameOf(null)).toBeNull();
	});

	test.each([
		[20, ''],
		[23, '; and 3 more'],
	])('names 20 of %i people', (count, end) => {
		const { all, gifts } = results(count);
		for (const gift of gifts) all.fail(gift, NO_CAMPAIGN);
		const { description } = thrownBy(() => all.items());
		expect(description?.endsWith(`'Campaign' is empty${end}`)).toBe(true);
		expect(description).toContain('item 20, ');
		expect(description).not.toContain('item 21, ');
	});
});

describe('items of errors', () => {
	test.each([
		[1.2, `${keyOf(1)}: 'Campaign' is empty. Choose a campaign`],
		[1.3, expect.stringMatching(/^Noa Levi.*: 'Campaign' is empty\. Choose a campaign$/)],
	])('begin in version %s with what they are about', (version, error) => {
		typeVersion = version;
		continues = true;
		const { all, gifts } = results(1);
		for (const gift of gifts) all.fail(gift, NO_CAMPAIGN);
		expect(all.items()).toEqual([{ json: { error }, pairedItem: { item: 0 } }]);
	});

	test.each([
		[1.2, `${keyOf(1)} has no day. Run again`],
		[1.3, `Noa Levi: ${keyOf(1)} has no day. Run again`],
	])('say the key once in version %s', (version, error) => {
		typeVersion = version;
		continues = true;
		const { all, gifts } = results(1);
		for (const gift of gifts) {
			all.fail(gift, new ExplainedError(`${gift.key} has no day`, 'Run again'));
		}
		expect(all.items()[0]?.json).toEqual({ error });
	});

	test('have the words of a refusal, and its item', () => {
		const { all, gifts } = results(2);
		const [first, second] = gifts;
		if (first) all.report(first, SENT);
		if (second) {
			all.refuse(second, REFUSAL);
		}
		continues = true;
		expect(all.items()[1]?.json.error).toContain('Reachdesk refused. Ask');
	});
});

describe('the hint about another wallet', () => {
	test.each([
		[1, 'was'],
		[2, 'were'],
	])('counts %i', (count, verb) => {
		const { all, gifts } = results(3);
		gifts.forEach((gift, item) => {
			all.report(gift, { ...SENT, walletMismatch: item < count ? true : null });
		});
		all.items();
		expect(hints.mock.calls).toEqual([
			[
				{
					message: `${String(count)} of 3 gifts ${verb} paid by a wallet other than the expected one. See "walletMismatch" in the items.`,
					location: 'outputPane',
					type: 'warning',
				},
			],
		]);
	});
});
