import type { INodeProperties } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { hibobOutput } from '../outputProperties';
import { SELECTABLE_FIELDS } from './getWhoIsOut';

const showOnlyForTimeOff = { show: { resource: ['timeOff'] } };
const showOnlyForWhoIsOut = { show: { resource: ['timeOff'], operation: ['getWhoIsOut'] } };

/** Time Off: who is away. */
export const timeOffProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForTimeOff,
		options: [
			{
				name: 'Get Who Is Out',
				value: 'getWhoIsOut',
				action: 'Get who is out',
				description: 'Retrieve a list of time off: who is away on some days',
			},
		],
		default: 'getWhoIsOut',
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-12-24',
		displayOptions: showOnlyForWhoIsOut,
		description: 'First day, as year, month and day. Today in UTC when empty.',
	},
	{
		displayName: 'Until',
		name: 'until',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-12-31',
		displayOptions: showOnlyForWhoIsOut,
		description: 'Last day, as year, month and day. The first day when empty.',
	},
	...limitProperties(showOnlyForWhoIsOut),
	...hibobOutput(showOnlyForWhoIsOut, SELECTABLE_FIELDS),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: showOnlyForWhoIsOut,
		options: [
			{
				displayName: 'Include Hourly',
				name: 'includeHourly',
				type: 'boolean',
				default: false,
				description: 'Whether to also return absences of some hours',
			},
			{
				displayName: 'Include Pending',
				name: 'includePending',
				type: 'boolean',
				default: false,
				description: 'Whether to also return requests that are not approved yet',
			},
			{
				displayName: 'Include Private',
				name: 'includePrivate',
				type: 'boolean',
				default: false,
				description: 'Whether to also return absences whose kind is private',
			},
		],
	},
];
