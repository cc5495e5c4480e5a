import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an AI agent uses the node: n8n offers tools as a copy of the node whose type ends in this
 * word.
 */
export const isToolCall = (context: IExecuteFunctions): boolean =>
	context.getNode().type.endsWith('Tool');
