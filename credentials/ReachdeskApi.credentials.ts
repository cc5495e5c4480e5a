import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { signedByToken } from '../nodes/Reachdesk/transport/signed';
import { markOfExpression, otherNodesFields } from '../nodes/shared/credentialFields';

export class ReachdeskApi implements ICredentialType {
	name = 'reachdeskApi';

	displayName = 'Reachdesk API';

	icon: Icon = {
		light: 'file:../nodes/Reachdesk/reachdesk.svg',
		dark: 'file:../nodes/Reachdesk/reachdesk.dark.svg',
	};

	documentationUrl =
		'https://support.reachdesk.com/hc/en-us/articles/29669486204305-Trigger-Campaign-API';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'A Reachdesk admin creates it under Organization > Settings > API Tokens',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			noDataExpression: true,
			default: 'https://app.reachdesk.com/api/v2',
			required: true,
			placeholder: 'e.g. https://app.reachdesk.com/api/v2',
			description:
				'Only change this for a local sandbox or a proxy. It must start with https, except on the machine that runs n8n.',
		},
		{
			displayName: 'Sending',
			name: 'sending',
			type: 'options',
			options: [
				{ name: 'On', value: 'on' },
				{
					name: 'Paused',
					value: 'paused',
					description: 'No gift is sent with this credential. Gifts that are due are held.',
				},
			],
			default: 'on',
			description:
				'The main switch: Paused immediately stops all gifts, even during a run, in every workflow, sub-workflow and AI agent that uses this credential',
		},
		markOfExpression('baseUrl'),
		...otherNodesFields('Reachdesk', 'app.reachdesk.com'),
	];

	/** Code instead of expressions, for the reason given in the HiBob credential. */
	authenticate = async (
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => await Promise.resolve(signedByToken(credential, request));
}
