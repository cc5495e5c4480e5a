import type { INodeProperties } from 'n8n-workflow';

const showOnlyForGdpr = { show: { resource: ['gdprRequest'] } };
const showOnlyForCreate = { show: { resource: ['gdprRequest'], operation: ['create'] } };
const showOnlyForErasure = {
	show: { ...showOnlyForCreate.show, requestType: ['erase_subject'] },
};
const showOnlyForGet = { show: { resource: ['gdprRequest'], operation: ['get'] } };

/** GDPR Request: export or erase the data that Reachdesk holds about a person. */
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
					'Create a GDPR request: export or erase the data that Reachdesk holds about a person',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get GDPR request',
				description:
					'Retrieve a GDPR request to see its status. Reachdesk may not offer this for your account yet.',
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
			{ name: 'Erase', value: 'erase_subject', description: 'This cannot be undone' },
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
		description: 'Email address of the person that the request is about',
	},
	{
		displayName: 'Confirm Erasure',
		name: 'confirmErasure',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. name@email.com',
		displayOptions: showOnlyForErasure,
		description: 'The same address again, typed by a person; expressions are not allowed',
		hint: 'Reachdesk permanently erases everything about this person',
	},
	{
		displayName: 'Request ID',
		name: 'gdprRequestId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 4',
		displayOptions: showOnlyForGet,
		description: 'The number of the request in Reachdesk',
	},
];
