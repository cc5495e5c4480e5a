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
				description: 'Retrieve a list of time off: who is away on the chosen days',
			},
		],
		default: 'getWhoIsOut',
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		displayOptions: showOnlyForWhoIsOut,
		description: 'First day. If empty, today in UTC.',
	},
	{
		displayName: 'Until',
		name: 'until',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		displayOptions: showOnlyForWhoIsOut,
		description: 'Last day. If empty, the same as the first day.',
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
				description: 'Whether to also return absences of a few hours',
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
				description: 'Whether to also return absences with a private policy type',
			},
		],
	},
];
