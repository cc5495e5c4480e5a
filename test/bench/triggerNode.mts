import { hibobCredential } from '../../sandbox/demo/stage.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';

export const TRIGGER_NODE = 'HiBob Employees';

/** The trigger as a node of a workflow, with a credential for a HiBob that is ready to answer. */
export async function triggerNode(
	n8n: N8nHost,
	hibob: HiBobAnswers,
	parameters: object,
): Promise<object> {
	const data = hibobCredential(hibob);
	return {
		id: 'trigger',
		name: TRIGGER_NODE,
		type: nodeType('hiBobTrigger'),
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: {
			hiBobServiceUserApi: await n8n.createCredential('hiBobServiceUserApi', 'HiBob', data),
		},
	};
}
