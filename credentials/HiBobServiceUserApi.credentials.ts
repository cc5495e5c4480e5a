import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { signedByServiceUser } from '../nodes/HiBob/transport/signed';
import { markOfExpression, otherNodesFields } from '../nodes/shared/credentialFields';

export class HiBobServiceUserApi implements ICredentialType {
	name = 'hiBobServiceUserApi';

	displayName = 'HiBob Service User API';

	icon: Icon = {
		light: 'file:../nodes/HiBob/hibob.svg',
		dark: 'file:../nodes/HiBob/hibob.dark.svg',
	};

	documentationUrl = 'https://apidocs.hibob.com/docs/api-service-users';

	properties: INodeProperties[] = [
		{
			displayName: 'Service User ID',
			name: 'serviceUserId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. SERVICE-12345',
			description: 'HiBob shows it when you create the service user',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'HiBob shows it only when you create the service user. You can reset it in HiBob later.',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Custom URL', value: 'custom' },
				{ name: 'Production', value: 'production' },
				{ name: 'Sandbox', value: 'sandbox' },
			],
			default: 'production',
			description: 'A HiBob sandbox has its own service users and tokens',
		},
		{
			displayName: 'Custom URL',
			name: 'customUrl',
			type: 'string',
			noDataExpression: true,
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:8081/v1',
			displayOptions: { show: { environment: ['custom'] } },
			description:
				'Base URL of the API including its version, for a local sandbox or a proxy. It must start with https, except on the machine that runs n8n.',
		},
		markOfExpression('customUrl'),
		...otherNodesFields('HiBob', 'api.hibob.com, api.sandbox.hibob.com'),
	];

	/**
	 * Code instead of expressions, because n8n drops the expressions of a poll when another poll of
	 * the same workflow ends: a run that waits for a slow answer could not sign its next request
	 * (n8n-core, poll-trigger-executor.js; seen in 2.40.5).
	 */
	authenticate = async (
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> =>
		await Promise.resolve(signedByServiceUser(credential, request));
}
