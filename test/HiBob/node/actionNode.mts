import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { HiBobServiceUserApi } from '../../../credentials/HiBobServiceUserApi.credentials.ts';
import { HiBob } from '../../../nodes/HiBob/HiBob.node.ts';
import { isRead } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { execute } from '../../n8nCore.mts';
import type { NodeUnderTest } from '../../n8nCore.mts';

type Sandbox = Pick<HiBobSandbox, 'url' | 'serviceUser'>;

/** The HiBob node with the credential of a sandbox. */
export const actionNode = (
	{ url, serviceUser }: Sandbox,
	parameters: IDataObject,
	settings: Partial<INode> = {},
): NodeUnderTest => ({
	type: new HiBob(),
	credentialType: new HiBobServiceUserApi(),
	credential: {
		serviceUserId: serviceUser.id,
		token: serviceUser.token,
		environment: 'custom',
		customUrl: url,
	},
	parameters,
	settings,
});

/** Executes the node for some items, one empty item unless told. */
export async function output(
	sandbox: Sandbox,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	settings: Partial<INode> = {},
): Promise<INodeExecutionData[]> {
	return (await execute(actionNode(sandbox, parameters, settings), items)).output;
}

/** As {@link output}, the JSON of the items alone. */
export const rows = async (
	sandbox: Sandbox,
	parameters: IDataObject,
	items?: IDataObject[],
): Promise<IDataObject[]> => (await output(sandbox, parameters, items)).map(({ json }) => json);

/** What a sandbox was asked that it must never be asked: writes, and what HiBob does not document. */
export const misdeeds = ({ requests }: Pick<HiBobSandbox, 'requests'>): string[] =>
	requests.flatMap((request) => [
		...request.violations,
		...(isRead(request) ? [] : [`${request.method} ${request.url}`]),
	]);
