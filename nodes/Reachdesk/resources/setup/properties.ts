import type { INodeProperties } from 'n8n-workflow';
import { CURRENCIES } from '../../gifts/gift';

const showOnlyForSetup = { show: { resource: ['setup'] } };
const showOnlyForCheck = { show: { resource: ['setup'], operation: ['check'] } };
const showOnlyFor = (plannedGifts: string) => ({
	show: { ...showOnlyForCheck.show, plannedGifts: [plannedGifts] },
});

/** Setup: what can be looked at before the first gift. */
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
					'Check the setup: token, sender, campaigns and wallet, and what gifts will cost. Sends nothing.',
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
		hint: 'Gifts from a campaign that is missing here count as those of another automation',
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. gifts@example.com',
		displayOptions: showOnlyForCheck,
		description: 'Email address of the Reachdesk user in whose name gifts go out',
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
					'The occasions of HiBob: Get Upcoming Occasions; who is skipped is not counted',
			},
			{ name: 'None', value: 'none', description: 'Do not work out what gifts will cost' },
		],
		default: 'items',
		displayOptions: showOnlyForCheck,
		description: 'What gifts will cost is worked out for these',
	},
	{
		displayName: 'Campaign of the Item',
		name: 'plannedCampaign',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.campaign }}',
		displayOptions: showOnlyFor('items'),
		description:
			'Number or URL of the campaign from which this occasion gets its gift; empty for no gift. With one campaign above, leave it empty for all.',
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
				description: 'The currency that you set in Send Gift, if any',
			},
			{
				displayName: 'Look Back',
				name: 'lookBack',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 366 },
				default: 90,
				hint: 'In days',
				description: 'How far back gifts and transactions are looked at',
			},
			{
				displayName: 'Team Name',
				name: 'teamName',
				type: 'string',
				default: '',
				placeholder: 'e.g. People',
				description: 'The team whose wallet pays, if you set one in Send Gift',
			},
		],
	},
];
