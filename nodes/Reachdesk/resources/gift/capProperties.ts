import type { INodeProperties } from 'n8n-workflow';
import { CAPPED } from '../../gifts/caps';
import { CURRENCIES } from '../../gifts/gift';

/** The rows of "Caps": each setting is declared once, for the panel and for capSettings. */

export const capPer: INodeProperties = {
	displayName: 'Per',
	name: 'per',
	type: 'options',
	options: Object.entries(CAPPED).map(([value, { label: name }]) => ({ name, value })),
	default: 'personYear',
	description: 'Calendar months and years in the time zone of the workflow',
};

export const capGifts: INodeProperties = {
	displayName: 'Max Gifts',
	name: 'gifts',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2',
	description: 'Leave empty for no limit',
};

export const capAmount: INodeProperties = {
	displayName: 'Max Amount',
	name: 'amount',
	type: 'string',
	default: '',
	placeholder: 'e.g. 150.00',
	description:
		'In the currency below. Gifts in other currencies do not count. Leave empty for no limit.',
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
	description: 'Currency of the amount. Add one cap for each currency that you pay in.',
};

export const capGiftCost: INodeProperties = {
	displayName: 'Cost of a Gift',
	name: 'giftCost',
	type: 'string',
	default: '',
	placeholder: 'e.g. 25.00',
	description:
		'What one gift costs, because Reachdesk reports the cost only after sending. Leave empty to use the cost of the campaign’s last gift.',
};

export const UNKNOWN_COSTS = [
	{
		name: 'Use the Cost of the Last Gift',
		value: 'lastCost',
		description: 'The cost of the campaign’s last gift. Without one, the gift is held.',
	},
	{
		name: 'Hold the Gift',
		value: 'hold',
		description: 'The gift is not sent, and its outcome is overBudget',
	},
] as const;

export const capUnknownCost: INodeProperties = {
	displayName: 'If Cost Is Unknown',
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
		'Limits on the number of gifts or on the amount spent. A gift over a cap is not sent, and its outcome is overBudget. Pending gifts count, refunded gifts do not.',
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
		'An expression that returns additional caps for each gift: a list of objects with "per", "gifts", "amount", "currency", "giftCost" and "unknownCost". The Gift Map returns such lists.',
};
