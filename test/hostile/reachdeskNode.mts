import type { IDataObject } from 'n8n-workflow';
import { ReachdeskApi } from '../../credentials/ReachdeskApi.credentials.ts';
import { Reachdesk } from '../../nodes/Reachdesk/Reachdesk.node.ts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import type { NodeUnderTest } from '../n8nCore.mts';

/** Gift > Send, or another operation with gifts, with the credential of a sandbox. */
export const giftNode = (
	{ token, url, sender }: Pick<ReachdeskSandbox, 'token' | 'url' | 'sender'>,
	parameters: IDataObject = {},
	settings: NodeUnderTest['settings'] = {},
): NodeUnderTest => ({
	type: new Reachdesk(),
	credentialType: new ReachdeskApi(),
	credential: { apiToken: token, baseUrl: url },
	parameters: {
		resource: 'gift',
		operation: 'send',
		campaign: { __rl: true, mode: 'id', value: '1501' },
		sender,
		recipientSource: 'hibobEmployee',
		approval: 'auto',
		giftFields: {},
		safety: {},
		...parameters,
	},
	settings,
});
