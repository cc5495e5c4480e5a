import type { INodeProperties } from 'n8n-workflow';
import { CAMPAIGN_URL } from '../../gifts/campaignId';
import { CURRENCIES } from '../../gifts/gift';

const showOnlyForSend = { resource: ['gift'], operation: ['send'] };
const showOnlyForDefineBelow = { ...showOnlyForSend, recipientSource: ['defineBelow'] };

const recipientFields: INodeProperties[] = [
	{ displayName: 'City', name: 'city', type: 'string', default: '' },
	{ displayName: 'Company', name: 'company', type: 'string', default: '' },
	{
		displayName: 'Country',
		name: 'country',
		type: 'string',
		default: '',
		placeholder: 'e.g. GB',
		description: 'Two-letter ISO 3166 code or English name of the country',
	},
	{ displayName: 'Phone', name: 'phone', type: 'string', default: '' },
	{ displayName: 'Postal Code', name: 'postalCode', type: 'string', default: '' },
	{
		displayName: 'Role',
		name: 'role',
		type: 'string',
		default: '',
		placeholder: 'e.g. Account Executive',
	},
	{
		displayName: 'State',
		name: 'state',
		type: 'string',
		default: '',
		description: 'Needed for addresses in the US, Canada and Australia',
	},
	{ displayName: 'Street Address', name: 'street1', type: 'string', default: '' },
	{ displayName: 'Street Address, Line 2', name: 'street2', type: 'string', default: '' },
	{ displayName: 'Tax ID', name: 'taxId', type: 'string', default: '' },
];

const giftFields: INodeProperties[] = [
	{
		displayName: 'Bundle Items',
		name: 'items',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Item',
		default: {},
		description: 'Quantities of the items of a bundle; the campaign’s minimum when left out',
		options: [
			{
				displayName: 'Item',
				name: 'item',
				values: [
					{
						displayName: 'SKU',
						name: 'sku',
						type: 'string',
						default: '',
						description: 'Of an item in the campaign',
					},
					{
						displayName: 'Quantity',
						name: 'quantity',
						type: 'number',
						typeOptions: { minValue: 1 },
						default: 1,
					},
				],
			},
		],
	},
	{
		displayName: 'Confirm Address',
		name: 'confirmAddress',
		type: 'boolean',
		default: true,
		description: 'Whether the recipient confirms the address by e-mail before claiming the gift',
	},
	{
		displayName: 'Custom Attributes',
		name: 'customAttributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Attribute',
		default: {},
		description: 'Values for notes, options and e-mails of the campaign, as {{name}}',
		options: [
			{
				displayName: 'Attribute',
				name: 'attribute',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. years_of_service',
						description: 'With underscores instead of spaces',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'Handwritten Note',
		name: 'handwrittenNote',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'Text of the note in a bundle',
	},
	{
		displayName: 'Packaging Notes',
		name: 'packagingNotes',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
	},
	{
		displayName: 'Payment Currency',
		name: 'currency',
		type: 'options',
		options: CURRENCIES.map((currency) => ({ name: currency, value: currency })),
		default: 'USD',
		description: 'The campaign’s currency when left out',
	},
	{
		displayName: 'Payment Wallet',
		name: 'walletType',
		type: 'options',
		options: [
			{ name: 'Team', value: 'Team' },
			{ name: 'User', value: 'User', description: 'The wallet of the sender' },
		],
		default: 'User',
	},
	{
		displayName: 'Send Method',
		name: 'sendMethod',
		type: 'options',
		options: [
			{ name: 'Email', value: 'email' },
			{ name: 'Link', value: 'link', description: 'Returns a claim link and sends no e-mail' },
		],
		default: 'email',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: 'n8n',
		description: 'Where Reachdesk is told that the gift comes from',
	},
	{
		displayName: 'Team Name',
		name: 'teamName',
		type: 'string',
		default: '',
		description: 'With Payment Wallet set to Team; the sender’s default team when left out',
	},
];

const safetyFields: INodeProperties[] = [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to check everything and send nothing',
	},
	{
		displayName: 'Duplicate Protection',
		name: 'duplicateProtection',
		type: 'boolean',
		default: true,
		description: 'Whether to send each gift once, also after restarts and unclear answers',
	},
	{
		displayName: 'Look Back',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 366 },
		default: 30,
		description:
			'How many days a send of the same campaign to the same address counts as this gift. Use one campaign per occasion, or lower this.',
	},
	{
		displayName: 'Maximum Gifts per Run',
		name: 'maximumGifts',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'With more gifts to send than this, the node stops before the first one',
	},
	{
		displayName: 'Send for AI Agents',
		name: 'sendForAgents',
		type: 'boolean',
		default: false,
		description:
			'Whether an AI agent that uses this node as a tool may send gifts; otherwise its gifts are held for review',
	},
	{
		displayName: 'Send in Test Runs',
		name: 'sendInTestRuns',
		type: 'boolean',
		default: false,
		description: 'Whether a run from the editor sends real gifts',
	},
	{
		displayName: 'Settle Time',
		name: 'settleMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 15,
		description:
			'Minutes after an unclear answer before a gift that Reachdesk does not list is tried again',
	},
];

/** The panel of Gift > Send. */
export const sendProperties: INodeProperties[] = [
	{
		displayName: 'Campaign',
		name: 'campaign',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'A manual campaign; automated campaigns cannot be triggered',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Seen in recent sends',
				typeOptions: { searchListMethod: 'searchCampaigns', searchable: true },
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://app.reachdesk.com/campaigns/1503/settings',
				extractValue: { type: 'regex', regex: CAMPAIGN_URL },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 1503' },
		],
		displayOptions: { show: showOnlyForSend },
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. gifts@example.com',
		description: 'E-mail address of the Reachdesk user in whose name the gift goes out',
		displayOptions: { show: showOnlyForSend },
	},
	{
		displayName: 'Recipient',
		name: 'recipientSource',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'defineBelow' },
			{
				name: 'From HiBob Employee',
				value: 'hibobEmployee',
				description: 'The employee of the incoming item of the HiBob Employees trigger',
			},
		],
		default: 'hibobEmployee',
		displayOptions: { show: showOnlyForSend },
	},
	{
		displayName: 'Gift Key',
		name: 'giftKey',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. welcome:4711',
		description:
			'Names this gift: the same text is never sent twice, so put in the person, the occasion and the year',
		displayOptions: { show: showOnlyForDefineBelow },
	},
	{
		displayName: 'First Name',
		name: 'firstName',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show: showOnlyForDefineBelow },
	},
	{
		displayName: 'Last Name',
		name: 'lastName',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show: showOnlyForDefineBelow },
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. name@email.com',
		displayOptions: { show: showOnlyForDefineBelow },
	},
	{
		displayName: 'Recipient Fields',
		name: 'recipientFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: recipientFields,
		displayOptions: { show: showOnlyForDefineBelow },
	},
	{
		displayName: 'Approval',
		name: 'approval',
		type: 'options',
		options: [
			{
				name: 'Automatic, Fall Back to Review',
				value: 'auto',
				description: 'Sends at once; without funds or stock the gift waits for review',
			},
			{
				name: 'Immediate',
				value: 'true',
				description: 'Sends at once; without funds or stock the gift is refused',
			},
			{ name: 'Review First', value: 'false', description: 'Someone approves it in Reachdesk' },
		],
		default: 'auto',
		displayOptions: { show: showOnlyForSend },
	},
	{
		displayName:
			'A run from the editor sends nothing unless "Send in Test Runs" is on under Safety',
		name: 'testRunNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: showOnlyForSend },
	},
	{
		displayName: 'Gift Fields',
		name: 'giftFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: giftFields,
		displayOptions: { show: showOnlyForSend },
	},
	{
		displayName: 'Safety',
		name: 'safety',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: safetyFields,
		displayOptions: { show: showOnlyForSend },
	},
];
