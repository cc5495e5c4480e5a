import type { INodeProperties } from 'n8n-workflow';
import { PURPOSES } from '../../employees/accessCheck';

const showOnlyForAccess = { show: { resource: ['access'] } };
const showOnlyForCheck = { show: { resource: ['access'], operation: ['check'] } };

/** Access: what the service user has permission to view. */
export const accessProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForAccess,
		options: [
			{
				name: 'Check',
				value: 'check',
				action: 'Check access',
				description:
					'Check the access of the service user: what it has permission to view, and what is missing',
			},
		],
		default: 'check',
	},
	{
		displayName: 'Purposes',
		name: 'purposes',
		type: 'multiOptions',
		default: ['birthday', 'startDate', 'workAnniversary'],
		displayOptions: showOnlyForCheck,
		options: PURPOSES.map(({ id, name }) => ({ name, value: id })).sort((one, other) =>
			one.name.localeCompare(other.name),
		),
		description:
			'What you want to use HiBob for. The basics that every purpose needs are always checked.',
		hint: 'Only names of fields and permissions are returned, no personal data',
	},
	{
		displayName: 'Extra Field Names or IDs',
		name: 'fields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getFields' },
		default: [],
		displayOptions: showOnlyForCheck,
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Other fields that you use, such as custom dates, an opt-out field or extra fields',
	},
];
