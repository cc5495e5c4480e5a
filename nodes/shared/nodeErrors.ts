import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { ExplainedError } from './explainedError';

// n8n’s own errors, such as those of expressions, often come without a remedy
const LOOK_AT_THE_PANEL = 'Look at the values and expressions in the panel of this node';

/** What went wrong, as n8n shows it: the remedy below the message, and the item it is about. */
export function asNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.description ??= LOOK_AT_THE_PANEL;
		return error;
	}
	const item = itemIndex === undefined ? {} : { itemIndex };
	if (error instanceof ExplainedError) {
		return new NodeOperationError(node, error.message, { description: error.remedy, ...item });
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		description: LOOK_AT_THE_PANEL,
		...item,
	});
}

/**
 * What a service refused or did not answer. It is built from our own words alone: n8n would keep the
 * service's whole answer, with people's data, in an error made from the failed request.
 *
 * @param status - of the answer, null when there was none
 */
export const apiError = (
	node: INode,
	{ message, remedy, status }: { message: string; remedy: string; status: number | null },
	itemIndex?: number,
): NodeApiError =>
	new NodeApiError(
		node,
		{ message },
		{
			message,
			description: remedy,
			...(itemIndex === undefined ? {} : { itemIndex }),
			...(status === null ? {} : { httpCode: String(status) }),
		},
	);

/**
 * What stands for an item that failed when the node goes on after an error.
 *
 * n8n replaces the JSON of an item that has an `error` beside it with the message alone, and takes
 * one whose JSON is an `error` alone for a failed one (n8n-core, workflow-execute.js). So the remedy,
 * and whom it is about, stand in the same text.
 *
 * @param about - what the error is about, when that is known: a gift key, never personal data
 */
export const failedItem = (
	{ message, description }: NodeApiError | NodeOperationError,
	item: number,
	about: string | null = null,
): INodeExecutionData => ({
	json: {
		error: `${about === null ? '' : `${about}: `}${[message, description].filter(Boolean).join('. ')}`,
	},
	pairedItem: { item },
});
