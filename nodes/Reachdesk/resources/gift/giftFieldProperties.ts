import type { INodeProperties } from 'n8n-workflow';
import { CURRENCIES } from '../../gifts/gift';

/**
 * Whether Reachdesk gets the employee’s HiBob id. It is not documented what Reachdesk does with the
 * id when HiBob is not connected there, so the default is off. Nodes of version 1 always sent it,
 * and still do.
 */
export const linkToHiBob = {
	displayName: 'Link to HiBob in Reachdesk',
	name: 'linkToHiBob',
	type: 'boolean',
	default: false,
	description:
		'Whether to send the employee’s HiBob ID, so that Reachdesk can match the person with its own HiBob connection. Reachdesk does not document what it does with the ID when HiBob is not connected there. A node of version 1 sends the ID unless you turn this off.',
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
		description:
			'How many of each item the bundle holds. Without this field, Reachdesk uses the campaign’s minimum.',
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
						description: 'SKU of an item in the campaign',
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
		description: 'Whether the recipient must confirm the address by email before claiming the gift',
	},
	{
		displayName: 'Custom Attributes',
		name: 'customAttributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Attribute',
		default: {},
		description:
			'Values for the campaign’s notes, options and emails, where they are written as {{name}}',
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
		description: 'Text of the note in the bundle',
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
		description: 'Without this field, Reachdesk uses the campaign’s currency',
	},
	{
		displayName: 'Payment Wallet',
		name: 'walletType',
		type: 'options',
		options: [
			{ name: 'Team', value: 'Team' },
			{ name: 'User', value: 'User', description: 'The sender’s wallet' },
		],
		default: 'User',
	},
	{
		displayName: 'Send Method',
		name: 'sendMethod',
		type: 'options',
		options: [
			{ name: 'Email', value: 'email' },
			{ name: 'Link', value: 'link', description: 'Returns a claim link and sends no email' },
		],
		default: 'email',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: 'n8n',
		description: 'Where the gift comes from, as reported to Reachdesk',
	},
	{
		displayName: 'Team Name',
		name: 'teamName',
		type: 'string',
		default: '',
		description:
			"Only counts when 'Payment Wallet' is Team. Without this field, Reachdesk uses the sender’s default team.",
	},
];

// POST /bulk_sends has no items and no source, and does not document where it returns claim links.
const NOT_IN_BULK = ['items', 'sendMethod', 'source'];

/** The optional fields of gifts that are sent together (Reachdesk API, operation bulk-create). */
export const bulkFields = giftFields.filter(({ name }) => !NOT_IN_BULK.includes(name));
