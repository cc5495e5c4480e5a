import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { asNodeError } from '../nodeErrors';

/**
 * An error of a run that heartbeats try again, which its remedy says. The action runs much of the
 * same code and tries nothing again, so only here.
 */
export function triedAgain(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const nodeError = asNodeError(node, error);
	nodeError.description = `${nodeError.description ?? ''}. No item was put out and none was forgotten: the run is tried again by itself`;
	return nodeError;
}
