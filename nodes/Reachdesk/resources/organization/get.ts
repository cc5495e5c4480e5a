import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { itemOf } from '../../../shared/jsonObject';
import { readRecord } from '../../transport/record';

/**
 * Organization > Get: the organization that the token belongs to (operation get-organization).
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
			message: 'Reachdesk could not return the organization (500)',
			remedy:
				'On some accounts this call never works, although the token is right and everything else works. Ask Reachdesk support if you need it',
		},
	});
	return [itemOf(organization)];
}
