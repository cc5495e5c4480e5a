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
		displayOptions: { show: showForSending },
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. gifts@example.com',
		description: 'E-mail address of the Reachdesk user in whose name the gift goes out',
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
				description: 'The employee of the incoming item of a HiBob node',
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
			'Names the occasion for employees who come without one, as from HiBob: Get Employee. Nobody gets two gifts for the same one; items with an occasion have a key of their own.',
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
		default: '',
		displayOptions: { show: showOnlyForDefineBelow },
		description: 'Leave it empty for a person with one name, which then goes out as both',
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
			'Bulk sends have no approval: Reachdesk sends at once, or as the campaign is set up. Use "Send" for gifts that somebody has to approve',
		name: 'noApprovalNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: showOnlyForSendMany },
	},
	{
		displayName:
			'A run from the editor sends nothing to anybody, nor does a sub-workflow that it calls; of a workflow called by its webhook, n8n does not tell. To see a real gift, add "Test Recipient" under Safety and give your own address',
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
		description: 'Gifts with the same values go out together',
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
