import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../../../shared/jsonObject';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { shownRecord, toolOutputOf } from '../../../shared/recordOutput';
import type { SelectableFields } from '../../../shared/recordOutput';
import { collectionOf, optionalTextOf } from '../../../shared/parameterValue';
import { readRows } from '../../transport/rows';
import { readableRows } from '../readableRows';

/**
 * The fields that an AI tool can drop: all but the ID. They keep Reachdesk’s names, as people get
 * them.
 */
export const SELECTABLE_FIELDS: SelectableFields = {
	account_name: 'Account Name',
	country: 'Country',
	email: 'Email',
	first_name: 'First Name',
	job_title: 'Job Title',
	last_name: 'Last Name',
	name: 'Name',
};

const simplified = (row: JsonObject) =>
	Object.fromEntries(
		['name', 'email', 'id', ...Object.keys(SELECTABLE_FIELDS)].map((name) => [
			name,
			row[name] ?? null,
		]),
	);

/**
 * Contact > Get Many: the people in Reachdesk, or only those of one company (operation
 * list-contacts).
 *
 * @throws ExplainedError that names a setting
 */
export async function getContacts(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const limit = limitOf(parameters);
	const output = toolOutputOf(parameters, SELECTABLE_FIELDS) ?? { form: 'raw' };
	const filters = collectionOf(parameters.getNodeParameter('filters', {}));
	const company = optionalTextOf('Company', filters.company);
	const qs: IDataObject = company === undefined ? {} : { account_name: company };
	const list = { path: '/contacts', name: 'contacts', qs, takesPageSize: true } as const;
	const rows = await readRows(context, list, limit);
	return readableRows(context, list.name, rows).map((row) =>
		shownRecord(output, { raw: row, simplified: simplified(row) }),
	);
}
