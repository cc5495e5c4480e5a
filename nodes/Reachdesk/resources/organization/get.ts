import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { itemOf } from '../../../shared/jsonObject';
import { readRecord } from '../../transport/record';

/**
 * Organization > Get: the organization that the token is of (operation get-organization).
 *
 * @throws ExplainedError when Reachdesk answers 500, as it does on some accounts
 */
export async function getOrganization(context: IExecuteFunctions): Promise<IDataObject[]> {
	const organization = await readRecord(context, {
		path: '/organization',
		subject: 'The organization',
		name: 'organization',
		known: {
			status: 500,
			message: 'Reachdesk could not answer for the organization (500)',
			remedy:
				'On some accounts it never does, though the token is right and everything else works. Ask Reachdesk’s support if you need it',
		},
	});
	return [itemOf(organization)];
}
