import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { ExplainedError } from './explainedError';

// n8n’s own errors, such as those of expressions, often have no remedy
const LOOK_AT_THE_PANEL = 'Check the values and expressions in the panel of this node';

/** An error as n8n shows it: the remedy below the message, and the item that it is about. */
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
 * The error for a request that a service refused or did not answer. It only contains our own texts:
 * an error made from the failed request would keep the service’s whole answer, with people’s data.
 *
 * @param status - of the answer; null without an answer
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
 * The output item for an input item that failed when the node continues after errors.
 *
 * n8n replaces the JSON of an item that has an `error` next to it with the message alone, and treats an
 * item whose JSON only has an `error` as failed (n8n-core, workflow-execute.js). So the remedy and the
 * person are part of the same text.
 *
 * @param about - what the error is about, if known: a gift key, or a person, whom only items may name
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
