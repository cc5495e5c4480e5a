import { isObject } from '../../shared/jsonObject';
import { hibobRequest } from './hibobRequest';
import type { HiBobContext } from './hibobRequest';

/**
 * The names of the items of a list, archived ones left out, children included
 * (apidocs.hibob.com/reference/get_company-named-lists-listname). List names are case-sensitive.
 */
export async function readListItems(context: HiBobContext, list: string): Promise<string[]> {
	const path = `/company/named-lists/${encodeURIComponent(list)}` as const;
	const answer = await hibobRequest(context, { method: 'GET', path });
	const items = isObject(answer) ? (answer.items ?? answer.values) : undefined;
	return [...new Set(namesIn(items))].sort((one, other) => one.localeCompare(other));
}

function namesIn(items: unknown): string[] {
	return (Array.isArray(items) ? items : []).flatMap((item: unknown) => {
		if (!isObject(item) || item.archived === true) return [];
		const name = [item.value, item.name].find((text) => typeof text === 'string' && text !== '');
		return [...(typeof name === 'string' ? [name] : []), ...namesIn(item.children)];
	});
}
