import { describe, expect, test } from '@jest/globals';
import { capsIn } from '../../../nodes/Reachdesk/resources/gift/capSettings.ts';
import { explanationOf } from '../../shared/explanation.mts';

const inPanel = (...cap: unknown[]) => ({ caps: { cap } });
const CAP = { per: 'personYear', gifts: 2 };

describe('the caps of a gift', () => {
	test.each([
		[{}, 0],
		[{ caps: {} }, 0],
		[{ caps: [CAP] }, 1],
		[inPanel(CAP), 1],
		[{ capsOfItem: [CAP] }, 1],
		[{ capsOfItem: JSON.stringify([CAP, CAP]) }, 2],
		[{ capsOfItem: ' ' }, 0],
		[{ capsOfItem: '' }, 0],
		[{ ...inPanel(CAP), capsOfItem: [CAP] }, 2],
	])('in %j are %i', (options, count) => {
		expect(capsIn(options)).toHaveLength(count);
	});

	test.each(['150', '150.5', '150.50'])('have amounts such as %s', (amount) => {
		expect(capsIn(inPanel({ per: 'teamMonth', amount, currency: 'EUR' }))).toHaveLength(1);
	});

	test('have numbers, amounts and costs as they are typed', () => {
		const [cap] = capsIn(
			inPanel({ per: 'teamMonth', amount: ' 150.5 ', currency: 'EUR', giftCost: '25' }),
		);
		expect(cap).toMatchObject({ per: 'teamMonth', gifts: null, amount: { currency: 'EUR' } });
		expect(cap?.giftCost).toBeGreaterThan(0n);
		expect(capsIn(inPanel({ ...CAP, gifts: '0' }))).toMatchObject([{ gifts: 0, amount: null }]);
	});
});

describe('caps are refused, with what to do, when', () => {
	test.each<[string, Record<string, unknown>, string, string]>([
		[
			'an expression returns nothing',
			inPanel({ ...CAP, gifts: null }),
			"'Max Gifts' is empty",
			"Check the expression in 'Max Gifts' of the cap",
		],
		[
			'an expression returns no list',
			{ capsOfItem: 'none' },
			"'Caps of the Item' is not a list of caps",
			"Check the expression in 'Caps of the Item': it must return a list, which is empty when there is no cap",
		],
		[
			'one limits nothing',
			inPanel({ per: 'personYear' }),
			'A cap has no number of gifts and no amount',
			"Fill in 'Max Gifts' or 'Max Amount', or remove the cap",
		],
		[
			'one of an item limits nothing',
			{ capsOfItem: [CAP, {}] },
			'Caps of the Item, cap 2: A cap has no number of gifts and no amount',
			"Fill in 'Max Gifts' or 'Max Amount', or remove the cap",
		],
		[
			'an amount has no currency',
			inPanel({ amount: '10' }),
			'A cap has an amount but no currency',
			"Choose 'Currency' in the cap",
		],
		[
			'an amount has three decimals',
			inPanel({ amount: '1.505', currency: 'EUR' }),
			'\'Max Amount\' is "1.505"',
			'Enter an amount with a decimal point, such as 150.00',
		],
		[
			'an amount is no number',
			inPanel({ amount: '1,50', currency: 'EUR' }),
			'\'Max Amount\' is "1,50"',
			'Enter an amount with a decimal point, such as 150.00',
		],
	])('%s', (_, options, message, remedy) => {
		const found = explanationOf(() => capsIn(options));
		expect(found).toEqual({ message, remedy });
	});
});
