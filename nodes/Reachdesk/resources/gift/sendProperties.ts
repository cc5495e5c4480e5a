import type { INodeProperties } from 'n8n-workflow';
import { CAMPAIGN_URL } from '../../gifts/campaignId';
import { bulkFields, giftFields } from './giftFieldProperties';
import { recipientFields } from './recipientProperties';
import { bulkSafetyFields, safetyFields } from './safetyProperties';

const showForSending = { resource: ['gift'], operation: ['send', 'sendMany'] };
const showOnlyForSend = { resource: ['gift'], operation: ['send'] };
const showOnlyForSendMany = { resource: ['gift'], operation: ['sendMany'] };
const showOnlyForDefineBelow = { ...showForSending, recipientSource: ['defineBelow'] };

/** The panel of Gift > Send and Gift > Send Many. */
export const sendProperties: INodeProperties[] = [
	{
		displayName: 'Campaign',
		name: 'campaign',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'url', value: '' },
		description:
			'The manual campaign that the gift comes from. n8n cannot send from an automated campaign: Reachdesk sends those gifts itself.',
		modes: [
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://app.reachdesk.com/campaigns/1503/settings',
				hint: 'Open a manual campaign in Reachdesk and copy the URL of its page',
				extractValue: { type: 'regex', regex: CAMPAIGN_URL },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 1503',
				hint: 'The number in the URL of a manual campaign, such as 1503 in app.reachdesk.com/campaigns/1503/settings',
			},
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a campaign...',
				hint: 'Campaigns with gifts in the last 90 days. Only manual campaigns work.',
				typeOptions: { searchListMethod: 'searchCampaigns', searchable: true },
			},
		],
		displayOptions: { show: showForSending },
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. gifts@example.com',
		description: 'Email address of the Reachdesk user who sends the gift',
		displayOptions: { show: showForSending },
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
				description: 'The employee of the incoming HiBob item',
			},
		],
		default: 'hibobEmployee',
		displayOptions: { show: showForSending },
	},
	{
		displayName: 'Occasion Key',
		name: 'occasionKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. holidays:2026',
		description:
			'A name for the occasion when the item has none, as from HiBob: Get Employee. Each employee gets at most one gift per occasion key. Items with an occasion have their own key.',
		displayOptions: { show: { ...showForSending, recipientSource: ['hibobEmployee'] } },
	},
	{
		displayName: 'Gift Key',
		name: 'giftKey',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. welcome:4711',
		description:
			'A name for this gift, such as person, occasion and year. A gift with the same key is never sent twice.',
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
		default: '',
		displayOptions: { show: showOnlyForDefineBelow },
		description: 'Leave empty for a person with a single name. It is then sent as both names.',
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
				description: 'Sends immediately. Without funds or stock, the gift waits for review.',
			},
			{
				name: 'Immediate',
				value: 'true',
				description: 'Sends immediately. Without funds or stock, the gift is refused.',
			},
			{
				name: 'Review First',
				value: 'false',
				description: 'A person approves the gift in Reachdesk',
			},
		],
		default: 'auto',
		displayOptions: { show: showOnlyForSend },
	},
	{
		displayName:
			'Bulk sends have no approval: Reachdesk sends immediately, or as set in the campaign. Use Gift > Send for gifts that a person must approve.',
		name: 'noApprovalNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: showOnlyForSendMany },
	},
	{
		displayName:
			"Test runs from the editor send no gifts to employees. Neither do the sub-workflows they call, but a workflow called by its webhook counts as production. To see a real gift, add 'Test Recipient' under 'Safety' and enter your own address.",
		name: 'testRunNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: showForSending },
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
	{
		displayName: 'Gift Fields',
		name: 'bulkFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: bulkFields,
		displayOptions: { show: showOnlyForSendMany },
		description: 'Gifts with the same values are sent together',
	},
	{
		displayName: 'Safety',
		name: 'bulkSafety',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: bulkSafetyFields,
		displayOptions: { show: showOnlyForSendMany },
	},
];
