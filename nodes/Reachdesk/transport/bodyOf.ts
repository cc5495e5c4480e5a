import type { INode } from 'n8n-workflow';
import { NoAnswer } from '../../shared/httpAnswer';
import type { HttpAnswer } from '../../shared/httpAnswer';
import { apiError } from '../../shared/nodeErrors';
import { explainNoAnswer, explainUnread } from '../gifts/refusal';

/**
 * The body of the answer to a read request.
 *
 * @param subject - the start of a sentence
 * @throws NodeApiError when there is no such answer
 */
export function bodyOf(node: INode, answer: HttpAnswer | NoAnswer, subject: string): unknown {
	if (!(answer instanceof NoAnswer) && answer.status >= 200 && answer.status < 300)
		return answer.body;
	const { message, remedy, status } =
		answer instanceof NoAnswer ? explainNoAnswer(answer) : explainUnread(answer);
	throw apiError(node, {
		message: `${subject} could not be read: ${message}`,
		remedy: `${remedy}. Nothing was sent`,
		status,
	});
}
