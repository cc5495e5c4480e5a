import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { asNodeError } from '../nodeErrors';

/**
 * An error of a scheduled run, which retries automatically, as its remedy says. The action runs much of the
 * same code and retries nothing, so the remedy is added only here.
 */
export function triedAgain(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const nodeError = asNodeError(node, error);
	nodeError.description = `${nodeError.description ?? ''}. Nothing was lost; the run retries automatically`;
	return nodeError;
}
