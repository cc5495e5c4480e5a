import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { signable } from '../../shared/ownService';
import { baseUrlOf, isHiBobRead } from './hibobRequest';
import { serviceUserAuth } from './serviceUserAuth';

/**
 * A request with a service user's token, for HiBob alone, which is only ever read.
 *
 * @throws ExplainedError as {@link baseUrlOf}; UserError as `signable`
 */
export const signedByServiceUser = (
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): IHttpRequestOptions => ({
	...signable(request, {
		service: 'HiBob',
		baseUrl: baseUrlOf(credential),
		credential,
		reads: isHiBobRead,
		isReadOnly: true,
	}),
	auth: serviceUserAuth(credential),
});
