import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { outputProperties } from '../../shared/recordOutput';
import type { SelectableFields } from '../../shared/recordOutput';

/** The first version of the Reachdesk node whose AI tool has Output instead of Simplify. */
export const TOOL_OUTPUT_SINCE = 1.2;

/** How much of a record an operation of the Reachdesk node returns. */
export const reachdeskOutput = (
	displayOptions: IDisplayOptions,
	fields: SelectableFields,
): INodeProperties[] => outputProperties(displayOptions, fields, TOOL_OUTPUT_SINCE);
