import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { testCredential } from '../../shared/credentialTest';
import { isObject } from '../../shared/jsonObject';
import { explainNoAnswer, explainUnread } from '../gifts/refusal';
import { baseUrlOf } from './reachdeskRequest';
import { tokenHeader } from './tokenHeader';

/** Tests a token by listing one contact: GET /organization answers 500 on some accounts. */
export async function reachdeskApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	return await testCredential(this, () => ({
		service: 'Reachdesk',
		request: {
			url: `${baseUrlOf(data)}/contacts?per_page=1`,
			headers: tokenHeader(data),
		},
		isExpected: (body) => isObject(body) && body.data !== undefined,
		explainAnswer: (answer) =>
			answer.status >= 200 && answer.status < 300 ? null : explainUnread(answer),
		explainNoAnswer,
	}));
}
