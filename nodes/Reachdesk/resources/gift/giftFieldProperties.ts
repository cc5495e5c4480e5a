import type { INodeProperties } from 'n8n-workflow';
import { CURRENCIES } from '../../gifts/gift';

/**
 * Whether Reachdesk is told the employee’s id in HiBob. Nobody documents what it does with the id when
 * HiBob is not connected there, so it is off; nodes of version 1 were always linked, and stay so.
 */
export const linkToHiBob = {
	displayName: 'Link to HiBob in Reachdesk',
	name: 'linkToHiBob',
	type: 'boolean',
	default: false,
	description:
		'Whether to send the employee’s HiBob ID, so that Reachdesk can match the person with its own HiBob connection. Reachdesk does not document what it does with the ID when HiBob is not connected there. In a node of version 1, the ID is sent when this is left out.',
	displayOptions: { show: { '/recipientSource': ['hibobEmployee'] } },
} satisfies INodeProperties;

/** The first version of the node in which a gift is linked only when that is turned on. */
export const LINKS_ON_REQUEST = 1.1;

/** The optional fields of a gift (Reachdesk API, operation trigger-campaign). */
export const giftFields: INodeProperties[] = [
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
	linkToHiBob,
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

// POST /bulk_sends knows neither items nor source, and does not say where claim links come back.
const NOT_IN_BULK = ['items', 'sendMethod', 'source'];

/** The optional fields of gifts that go out together (Reachdesk API, operation bulk-create). */
export const bulkFields = giftFields.filter(({ name }) => !NOT_IN_BULK.includes(name));
