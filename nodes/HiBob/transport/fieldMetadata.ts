import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { FIELDS } from '../employees/fields';
import { hibobRequest } from './hibobRequest';
import type { HiBobContext } from './hibobContext';

/** A field as HiBob lists it, built-in or custom. */
export interface FieldMetadata {
	id: string;
	name: string;
	/** the name of its permission category */
	category: string;
	/** such as `text`, `date`, `short-date`, `list` */
	type: string;
	/** the named list that its values come from; null for other types */
	list: string | null;
}

/**
 * All fields of the account, as HiBob lists them; needs no permission
 * (apidocs.hibob.com/reference/get_company-people-fields).
 *
 * @throws ExplainedError when the response is not a list
 */
export async function readFieldRows(context: HiBobContext): Promise<JsonObject[]> {
	const answer = await hibobRequest(context, { method: 'GET', path: '/company/people/fields' });
	if (Array.isArray(answer)) return answer.filter(isObject);
	throw new ExplainedError(
		'HiBob did not return a list of fields',
		'Check the environment and the URL in the credential',
	);
}

/** What the nodes use of one row in HiBob’s list of fields; null if it has no id. */
export function fieldMetadata(row: JsonObject): FieldMetadata | null {
	if (typeof row.id !== 'string') return null;
	const text = (value: unknown): string => (typeof value === 'string' ? value : '');
	return {
		id: row.id,
		name: text(row.name) || row.id,
		category: text(row.categoryDisplayName) || text(row.category),
		type: text(row.type),
		list: isObject(row.typeData) ? text(row.typeData.listId) || null : null,
	};
}

/** What the nodes use of all fields of the account. */
export async function readFieldMetadata(context: HiBobContext): Promise<FieldMetadata[]> {
	const rows = await readFieldRows(context);
	return rows.map(fieldMetadata).filter((field) => field !== null);
}

/** The category of each field as HiBob's permission screen calls it. */
export async function categoryNames(context: HiBobContext): Promise<Map<string, string>> {
	const known = new Map<string, string>(
		Object.values(FIELDS).map(({ id, category }) => [id, category]),
	);
	// only HiBob knows custom fields: without its list, their category has no name
	const metadata = await readFieldMetadata(context).catch(() => []);
	for (const { id, category } of metadata) known.set(id, category);
	return known;
}
