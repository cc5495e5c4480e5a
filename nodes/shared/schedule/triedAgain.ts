import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { asNodeError } from '../nodeErrors';

/**
 * An error of a run that heartbeats retry, which its remedy says. The action runs much of the same
 * code and retries nothing, so only here.
 */
export function triedAgain(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const nodeError = asNodeError(node, error);
	nodeError.description = `${nodeError.description ?? ''}. Nothing was sent and nothing is lost: the run retries automatically`;
	return nodeError;
}
