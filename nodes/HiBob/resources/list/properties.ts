import type { INodeProperties } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { hibobOutput } from '../outputProperties';
import { SELECTABLE_FIELDS } from './getMany';

const showOnlyForLists = { show: { resource: ['list'] } };
const showOnlyForGetMany = { show: { resource: ['list'], operation: ['getAll'] } };

/** List: sites, departments and the other named lists in HiBob. */
export const listProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForLists,
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many lists',
				description: 'Retrieve named lists, such as sites and departments, with their entries',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'List Names or IDs',
		name: 'lists',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getLists' },
		default: [],
		displayOptions: showOnlyForGetMany,
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'If empty, all lists are returned',
	},
	{
		displayName: 'Include Archived',
		name: 'includeArchived',
		type: 'boolean',
		default: false,
		displayOptions: showOnlyForGetMany,
		description: 'Whether to also return entries that are no longer in use',
	},
	...limitProperties(showOnlyForGetMany),
	...hibobOutput(showOnlyForGetMany, SELECTABLE_FIELDS),
];
