import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { signable } from '../../shared/ownService';
import { baseUrlOf } from './reachdeskRequest';
import { tokenHeader } from './tokenHeader';

/**
 * A request signed with an API token, for Reachdesk only. Only our own nodes may do more than read.
 *
 * @throws ExplainedError as {@link baseUrlOf}; UserError as `signable`
 */
export function signedByToken(
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const signed = signable(request, {
		service: 'Reachdesk',
		baseUrl: baseUrlOf(credential),
		credential,
		reads: (method) => method === 'GET',
		isReadOnly: false,
	});
	return { ...signed, headers: { ...signed.headers, ...tokenHeader(credential) } };
}
