import type { INodeProperties } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { toolOutputProperties } from '../../../shared/recordOutput';
import { TOOL_OUTPUT_SINCE } from '../outputProperties';
import { SELECTABLE_FIELDS } from './getMany';

const showOnlyForContacts = { show: { resource: ['contact'] } };
const showOnlyForGetMany = { show: { resource: ['contact'], operation: ['getAll'] } };

/** Contact: the people in Reachdesk. */
export const contactProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForContacts,
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many contacts',
				description: 'Retrieve a list of contacts: the people in Reachdesk',
			},
		],
		default: 'getAll',
	},
	...limitProperties(showOnlyForGetMany),
	...toolOutputProperties(showOnlyForGetMany, SELECTABLE_FIELDS, TOOL_OUTPUT_SINCE),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: showOnlyForGetMany,
		options: [
			{
				displayName: 'Company',
				name: 'company',
				type: 'string',
				default: '',
				placeholder: 'e.g. Acme',
				description: 'Only returns contacts of this company',
			},
		],
	},
];
