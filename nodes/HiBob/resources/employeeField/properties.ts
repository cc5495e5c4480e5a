import type { INodeProperties } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { hibobOutput } from '../outputProperties';
import { SELECTABLE_FIELDS } from './getMany';

const showOnlyForFields = { show: { resource: ['employeeField'] } };
const showOnlyForGetMany = { show: { resource: ['employeeField'], operation: ['getAll'] } };

/** Employee Field: what HiBob knows about people, including custom fields. */
export const employeeFieldProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForFields,
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many employee fields',
				description: 'Retrieve a list of employee fields, with their IDs, categories and types',
			},
		],
		default: 'getAll',
	},
	...limitProperties(showOnlyForGetMany),
	...hibobOutput(showOnlyForGetMany, SELECTABLE_FIELDS),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: showOnlyForGetMany,
		options: [
			{
				displayName: 'Category',
				name: 'category',
				type: 'string',
				default: '',
				placeholder: 'e.g. Work',
				description: 'The section in HiBob that has the field',
			},
			{
				displayName: 'Name or ID Contains',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. date',
			},
			{
				displayName: 'Type',
				name: 'type',
				type: 'string',
				default: '',
				placeholder: 'e.g. date',
				description: 'Such as text, date, short-date or list',
			},
		],
	},
];
