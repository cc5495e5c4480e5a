import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { itemOf } from '../../../shared/jsonObject';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { collectionOf, optionalTextOf } from '../../../shared/parameterValue';
import { readRows } from '../../transport/rows';
import { readableRows } from '../readableRows';

/**
 * Contact > Get Many: the people that Reachdesk knows, on request those of one company alone
 * (operation list-contacts).
 *
 * @throws ExplainedError that names a setting
 */
export async function getContacts(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const limit = limitOf(parameters);
	const filters = collectionOf(parameters.getNodeParameter('filters', {}));
	const company = optionalTextOf('Company', filters.company);
	const qs: IDataObject = company === undefined ? {} : { account_name: company };
	const list = { path: '/contacts', name: 'contacts', qs, takesPageSize: true } as const;
	const rows = await readRows(context, list, limit);
	return readableRows(context, list.name, rows).map(itemOf);
}
