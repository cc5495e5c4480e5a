import type {
	ICredentialTestFunctions,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { testCredential } from '../../shared/credentialTest';
import { explainNoAnswer, explainStatus } from './hibobErrors';
import { baseUrlOf } from './hibobRequest';
import { serviceUserAuth } from './serviceUserAuth';

/**
 * Tests a service user with the one endpoint that needs no permission
 * (apidocs.hibob.com/reference/get_company-people-fields).
 */
export async function hiBobServiceUserApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	return await testCredential(this, () => ({
		request: {
			url: `${baseUrlOf(data)}/company/people/fields`,
			auth: serviceUserAuth(data),
		},
		isExpected: Array.isArray,
		explainAnswer: explainStatus,
		explainNoAnswer,
		service: 'HiBob',
	}));
}
