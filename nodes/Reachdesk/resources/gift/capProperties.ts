import type { INodeProperties } from 'n8n-workflow';
import { CAPPED } from '../../gifts/caps';
import { CURRENCIES } from '../../gifts/gift';

/** The rows of "Caps": each setting once, for the panel and for capSettings. */

export const capPer: INodeProperties = {
	displayName: 'Per',
	name: 'per',
	type: 'options',
	options: Object.entries(CAPPED).map(([value, { label: name }]) => ({ name, value })),
	default: 'personYear',
	description: 'Months and years are those of the calendar, in the time zone of the workflow',
};

export const capGifts: INodeProperties = {
	displayName: 'Most Gifts',
	name: 'gifts',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2',
	description: 'Leave it empty for any number of gifts',
};

export const capAmount: INodeProperties = {
	displayName: 'Most Money',
	name: 'amount',
	type: 'string',
	default: '',
	placeholder: 'e.g. 150.00',
	description:
		'In the currency below; gifts in other currencies do not count. Leave it empty for any amount.',
};

export const capCurrency: INodeProperties = {
	displayName: 'Currency',
	name: 'currency',
	type: 'options',
	options: [
		{ name: 'None', value: '' },
		...CURRENCIES.map((currency) => ({ name: currency, value: currency })),
	],
	default: '',
	description: 'Of the money. Add a cap for each currency that you pay in.',
};

export const capGiftCost: INodeProperties = {
	displayName: 'Cost of a Gift',
	name: 'giftCost',
	type: 'string',
	default: '',
	placeholder: 'e.g. 25.00',
	description:
		'What one gift costs, as Reachdesk tells only afterwards. Leave it empty to count what the last gift of the campaign cost.',
};

export const UNKNOWN_COSTS = [
	{
		name: 'Count the Last Gift of the Campaign',
		value: 'lastCost',
		description: 'What the last gift of the campaign cost; without one, the gift is held',
	},
	{ name: 'Hold the Gift', value: 'hold', description: 'The gift is over budget' },
] as const;

export const capUnknownCost: INodeProperties = {
	displayName: 'If the Cost Is Not Known',
	name: 'unknownCost',
	type: 'options',
	options: [...UNKNOWN_COSTS],
	default: 'lastCost',
};

export const capFields: INodeProperties[] = [
	capPer,
	capGifts,
	capAmount,
	capCurrency,
	capGiftCost,
	capUnknownCost,
];

export const caps: INodeProperties = {
	displayName: 'Caps',
	name: 'caps',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Cap',
	default: {},
	description:
		'At most so many gifts or so much money. A gift over a cap is not sent, and its outcome is overBudget. Pending gifts count, refunded ones do not.',
	options: [
		{
			displayName: 'Cap',
			name: 'cap',
			values: capFields,
		},
	],
};

export const capsOfItem: INodeProperties = {
	displayName: 'Caps of the Item',
	name: 'capsOfItem',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.row.caps }}',
	description:
		'An expression that gives more caps for each gift, as a list of objects with "per", "gifts", "amount", "currency", "giftCost" and "unknownCost". The Gift Map gives such lists.',
};
