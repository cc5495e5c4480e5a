import type { INodeProperties } from 'n8n-workflow';

const showOnlyForGdpr = { show: { resource: ['gdprRequest'] } };
const showOnlyForCreate = { show: { resource: ['gdprRequest'], operation: ['create'] } };
const showOnlyForErasure = {
	show: { ...showOnlyForCreate.show, requestType: ['erase_subject'] },
};
const showOnlyForGet = { show: { resource: ['gdprRequest'], operation: ['get'] } };

/** GDPR Request: to export or to erase what Reachdesk has of a person. */
export const gdprRequestProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForGdpr,
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create GDPR request',
				description:
					'Create a new GDPR request: to export or to erase what Reachdesk has of a person',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get GDPR request',
				description: 'Retrieve a GDPR request, to see how far it is, where Reachdesk offers this',
			},
		],
		default: 'create',
	},
	{
		displayName: 'Request Type',
		name: 'requestType',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForCreate,
		options: [
			{ name: 'Erase', value: 'erase_subject', description: 'Cannot be undone' },
			{ name: 'Export', value: 'export_subject' },
		],
		default: 'export_subject',
	},
	{
		displayName: 'Subject Email',
		name: 'subjectEmail',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. name@email.com',
		displayOptions: showOnlyForCreate,
		description: 'The person whom the request is about',
	},
	{
		displayName: 'Confirm Erasure',
		name: 'confirmErasure',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. name@email.com',
		displayOptions: showOnlyForErasure,
		description: 'The address of the person, typed once more; an expression is not allowed',
		hint: 'Everything that Reachdesk has of this person is erased for good',
	},
	{
		displayName: 'Request ID',
		name: 'gdprRequestId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 4',
		displayOptions: showOnlyForGet,
		description: 'The number that Reachdesk gave the request',
	},
];
