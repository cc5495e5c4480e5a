import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { NoAnswer } from '../../../shared/httpAnswer';
import { isObject, itemOf } from '../../../shared/jsonObject';
import { reachdeskRequest } from '../../transport/reachdeskRequest';
import { bodyOf } from '../../transport/rows';

/**
 * Organization > Get: the organization that the token is of (operation get-organization).
 *
 * @throws ExplainedError when Reachdesk answers 500, as it does on some accounts
 */
export async function getOrganization(context: IExecuteFunctions): Promise<IDataObject[]> {
	const answer = await reachdeskRequest(context, { method: 'GET', path: '/organization' });
	if (!(answer instanceof NoAnswer) && answer.status === 500) {
		throw new ExplainedError(
			'Reachdesk could not answer for the organization (500)',
			'On some accounts it never does, though the token is right and everything else works. Ask Reachdesk’s support if you need it',
		);
	}
	const body = bodyOf(context.getNode(), answer, 'The organization');
	if (isObject(body)) return [itemOf(body)];
	throw new ExplainedError(
		'Reachdesk’s answer holds no organization',
		'Check the base URL in the credential',
	);
}
