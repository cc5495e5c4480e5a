import type { INodeProperties } from 'n8n-workflow';
import { CURRENCIES } from '../../gifts/gift';

const showOnlyForSetup = { show: { resource: ['setup'] } };
const showOnlyForCheck = { show: { resource: ['setup'], operation: ['check'] } };
const showOnlyFor = (plannedGifts: string) => ({
	show: { ...showOnlyForCheck.show, plannedGifts: [plannedGifts] },
});

/** Setup: what can be checked before the first gift. */
export const setupProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForSetup,
		options: [
			{
				name: 'Check',
				value: 'check',
				action: 'Check setup',
				description:
					'Check the setup: token, sender, campaigns, wallet and the cost of planned gifts. Sends nothing.',
			},
		],
		default: 'check',
	},
	{
		displayName: 'Campaigns',
		name: 'campaigns',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1501, https://app.reachdesk.com/campaigns/1503/settings',
		displayOptions: showOnlyForCheck,
		description: 'Numbers or URLs of all campaigns that n8n sends from, separated by commas',
		hint: 'Gifts from a campaign that is not listed here are reported as gifts of another automation',
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. gifts@example.com',
		displayOptions: showOnlyForCheck,
		description: 'Email address of the Reachdesk user who sends the gifts',
	},
	{
		displayName: 'Planned Gifts',
		name: 'plannedGifts',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'defineBelow' },
			{
				name: 'From Incoming Items',
				value: 'items',
				description:
					'The occasions from HiBob: Get Upcoming Occasions. People who are skipped do not count.',
			},
			{ name: 'None', value: 'none', description: 'Do not estimate the cost' },
		],
		default: 'items',
		displayOptions: showOnlyForCheck,
		description: 'The gifts to estimate the cost for',
	},
	{
		displayName: 'Campaign of the Item',
		name: 'plannedCampaign',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.campaign }}',
		displayOptions: showOnlyFor('items'),
		description:
			'Number or URL of the campaign for the gift of this occasion. Empty means no gift. If you entered one campaign above, leave this empty to use it for all.',
	},
	{
		displayName: 'Number of Gifts',
		name: 'plannedNumbers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Campaign',
		default: {},
		displayOptions: showOnlyFor('defineBelow'),
		options: [
			{
				displayName: 'Campaign',
				name: 'campaign',
				values: [
					{
						displayName: 'Campaign',
						name: 'campaign',
						type: 'string',
						default: '',
						placeholder: 'e.g. 1501',
						description: 'Number or URL of the campaign',
					},
					{
						displayName: 'Gifts',
						name: 'gifts',
						type: 'number',
						typeOptions: { minValue: 0, maxValue: 1_000_000 },
						default: 1,
						description: 'How many gifts you plan',
					},
				],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: showOnlyForCheck,
		options: [
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'options',
				options: CURRENCIES.map((currency) => ({ name: currency, value: currency })),
				default: 'USD',
				description: 'The currency that is set in Send Gift, if any',
			},
			{
				displayName: 'Look Back (Days)',
				name: 'lookBack',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 366 },
				default: 90,
				description: 'How many days of gifts and transactions to read',
			},
			{
				displayName: 'Team Name',
				name: 'teamName',
				type: 'string',
				default: '',
				placeholder: 'e.g. People',
				description: 'The team whose wallet pays, if one is set in Send Gift',
			},
		],
	},
];
