import { isObject } from '../../shared/jsonObject';
import { hibobRequest } from './hibobRequest';
import type { HiBobContext } from './hibobRequest';

/** A field as HiBob lists it, built-in or custom. */
export interface FieldMetadata {
	id: string;
	name: string;
	/** the name of its permission category */
	category: string;
	/** such as `text`, `date`, `short-date`, `list` */
	type: string;
}

/**
 * All fields of the account; needs no permission
 * (apidocs.hibob.com/reference/get_company-people-fields).
 */
export async function readFieldMetadata(context: HiBobContext): Promise<FieldMetadata[]> {
	const answer = await hibobRequest(context, { method: 'GET', path: '/company/people/fields' });
	return (Array.isArray(answer) ? answer : []).flatMap((row: unknown) => {
		if (!isObject(row) || typeof row.id !== 'string') return [];
		const text = (value: unknown): string => (typeof value === 'string' ? value : '');
		return [
			{
				id: row.id,
				name: text(row.name) || row.id,
				category: text(row.categoryDisplayName) || text(row.category),
				type: text(row.type),
			},
		];
	});
}
