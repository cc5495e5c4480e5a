import type { IDataObject, IExecuteFunctions, NodeApiError } from 'n8n-workflow';
import { isSameEmail } from '../../../shared/emailAddress';
import { ExplainedError } from '../../../shared/explainedError';
import { NoAnswer } from '../../../shared/httpAnswer';
import { isObject, itemOf } from '../../../shared/jsonObject';
import { apiError } from '../../../shared/nodeErrors';
import { oneOf, stringOf } from '../../../shared/parameterValue';
import { checkTyped } from '../../../shared/typedByPerson';
import { emailAddress } from '../../gifts/emailAddress';
import { explainNoAnswer, explainUnread } from '../../gifts/refusal';
import { isProvenNotMade } from '../../gifts/triggerAnswer';
import { reachdeskRequest } from '../../transport/reachdeskRequest';
import { readRecord } from '../../transport/record';
import { reachdeskId } from '../reachdeskId';
import { isToolCall } from '../toolCall';

const REQUEST_TYPES = ['export_subject', 'erase_subject'] as const;

/**
 * GDPR Request > Create: asks Reachdesk to export or erase the data it holds about a person.
 *
 * Rules: erasing cannot be undone. The address must be typed a second time in the panel, where no
 * expression counts, so that no workflow erases a person by mistake. An AI agent can do neither,
 * because an export holds everything about a person.
 *
 * @throws ExplainedError when the confirmation is missing or wrong; then no request was made
 * @throws NodeApiError when Reachdesk refuses, or when it is not known whether it accepted the
 * request
 */
export async function createGdprRequest(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	if (isToolCall(context)) throw notForAgents();
	const request_type = oneOf(
		'Request Type',
		context.getNodeParameter('requestType', item, 'export_subject'),
		REQUEST_TYPES,
	);
	const subject = emailAddress('Subject Email', context.getNodeParameter('subjectEmail', item, ''));
	if (request_type === 'erase_subject') checkConfirmed(context, item, subject);
	const answer = await reachdeskRequest(context, {
		method: 'POST',
		path: '/gdpr/requests',
		body: { request: { request_type, subject } },
	});
	const isTaken = !(answer instanceof NoAnswer) && answer.status >= 200 && answer.status < 300;
	if (isTaken && isObject(answer.body)) return [itemOf(answer.body)];
	throw refusal(context, answer);
}

const notForAgents = () =>
	new ExplainedError(
		'An AI agent cannot export or erase a person’s data in Reachdesk',
		'No request was made. A person can do it in a separate workflow',
	);

function checkConfirmed(context: IExecuteFunctions, item: number, subject: string): void {
	checkTyped(context, 'Confirm Erasure', 'confirmErasure');
	const confirmation = stringOf(context.getNodeParameter('confirmErasure', item, '')).trim();
	if (isSameEmail(confirmation, subject)) return;
	throw new ExplainedError(
		confirmation === ''
			? "'Confirm Erasure' is empty"
			: "'Confirm Erasure' and 'Subject Email' are different addresses",
		"Nothing was erased. Erasing cannot be undone: to confirm it, type the person’s address in 'Confirm Erasure'",
	);
}

function refusal(
	context: IExecuteFunctions,
	answer: Awaited<ReturnType<typeof reachdeskRequest>>,
): NodeApiError {
	const { message, remedy, status } =
		answer instanceof NoAnswer ? explainNoAnswer(answer) : explainUnread(answer);
	const isProvenNot = isProvenNotMade(answer);
	return apiError(context.getNode(), {
		message: `${isProvenNot ? 'The request was not made' : 'It is not known whether the request was made'}: ${message}`,
		remedy: isProvenNot
			? remedy
			: `Check in Reachdesk, or ask Reachdesk support, before you try again. ${remedy}`,
		status,
	});
}

/**
 * GDPR Request > Get: the status of a request. Reachdesk documents this call as coming soon.
 *
 * @throws ExplainedError when the id is not a number, or Reachdesk has no such request
 */
export async function getGdprRequest(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const id = reachdeskId(
		'Request ID',
		context.getNodeParameter('gdprRequestId', item, ''),
		'Use the number in "id" of GDPR Request > Create',
	);
	const request = await readRecord(context, {
		path: `/gdpr/requests/${id}`,
		subject: `GDPR request ${id}`,
		name: 'GDPR request',
		known: {
			status: 404,
			message: `Reachdesk has no GDPR request ${id} (404)`,
			remedy:
				"Check 'Request ID'. Reachdesk documents this call as coming soon, so your account may not have it yet: ask Reachdesk support for the status",
		},
	});
	return [itemOf(request)];
}
