import type { INodeProperties } from 'n8n-workflow';

/** Organization: the one that the token belongs to. */
export const organizationProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['organization'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get organization',
				description: 'Retrieve the organization that the API token belongs to',
			},
		],
		default: 'get',
	},
];
