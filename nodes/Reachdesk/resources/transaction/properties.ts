import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { CURRENCIES } from '../../gifts/gift';
import { reachdeskOutput } from '../outputProperties';
import { SELECTABLE_FIELDS } from './getMany';
import { CAMPAIGN_TYPES, STATES, TRANSACTION_TYPES } from './words';

const showOnlyForTransactions = { show: { resource: ['transaction'] } };
const showOnlyForGetMany = { show: { resource: ['transaction'], operation: ['getAll'] } };

const optionsOf = (words: Readonly<Record<string, string>>): INodePropertyOptions[] =>
	Object.entries(words).map(([value, name]) => ({ name, value }));

/** Transaction: money into and out of wallets. */
export const transactionProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForTransactions,
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many transactions',
				description: 'Retrieve a list of transactions: money into and out of wallets',
			},
		],
		default: 'getAll',
	},
	...limitProperties(showOnlyForGetMany),
	...reachdeskOutput(showOnlyForGetMany, SELECTABLE_FIELDS),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: showOnlyForGetMany,
		options: [
			{
				displayName: 'Before',
				name: 'before',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-12-24',
				description: 'Only transactions made before this day',
			},
			{
				displayName: 'Campaign Types',
				name: 'campaignTypes',
				type: 'multiOptions',
				options: optionsOf(CAMPAIGN_TYPES),
				default: [],
			},
			{
				displayName: 'Currencies',
				name: 'currencies',
				type: 'multiOptions',
				options: CURRENCIES.map((currency) => ({ name: currency, value: currency })),
				default: [],
			},
			{
				displayName: 'From',
				name: 'from',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-12-01',
				description: 'Only transactions made on this day or later',
			},
			{
				displayName: 'States',
				name: 'states',
				type: 'multiOptions',
				options: optionsOf(STATES),
				default: [],
			},
			{
				displayName: 'Team IDs',
				name: 'teamIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 12, 15',
				description: 'Numbers of teams, separated by commas',
			},
			{
				displayName: 'Types',
				name: 'types',
				type: 'multiOptions',
				options: optionsOf(TRANSACTION_TYPES),
				default: [],
			},
			{
				displayName: 'User IDs',
				name: 'userIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 7, 9',
				description: 'Numbers of users, separated by commas',
			},
		],
	},
];
