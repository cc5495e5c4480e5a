import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { flagOf, wholeNumber } from './parameterValue';
import type { ParameterReader } from './parameterReader';

const MOST_ROWS = 1_000_000;

/** Return All and Limit, for operations that can return many rows. */
export const limitProperties = (displayOptions: IDisplayOptions): INodeProperties[] => [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { ...displayOptions.show, returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/** How many rows the user wants. */
export const limitOf = (parameters: ParameterReader): number =>
	flagOf('Return All', parameters.getNodeParameter('returnAll', false))
		? Infinity
		: wholeNumber('Limit', parameters.getNodeParameter('limit', 50), 1, MOST_ROWS);
