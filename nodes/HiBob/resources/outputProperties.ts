import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { outputProperties } from '../../shared/recordOutput';
import type { SelectableFields } from '../../shared/recordOutput';

/** The first version of the HiBob node whose AI tool has 'Output' in place of 'Simplify'. */
export const TOOL_OUTPUT_SINCE = 1.1;

/** How much of a record an operation of the HiBob node returns. */
export const hibobOutput = (
	displayOptions: IDisplayOptions,
	fields: SelectableFields,
): INodeProperties[] => outputProperties(displayOptions, fields, TOOL_OUTPUT_SINCE);
