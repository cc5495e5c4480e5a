import { hibobRequest } from './hibobRequest';
import type { HiBobContext } from './hibobContext';

/**
 * HiBob’s response about all employees or some of them, unchanged.
 *
 * @param how - whether list values have labels, and the ids of the people, at most 200
 */
export async function searchPeople(
	context: HiBobContext,
	fields: readonly string[],
	{ labels, ids }: { labels: boolean; ids?: readonly string[] } = { labels: true },
): Promise<unknown> {
	return await hibobRequest(context, {
		method: 'POST',
		path: '/people/search',
		body: {
			fields: [...fields],
			// people who have not started yet are inactive
			showInactive: true,
			...(labels ? { humanReadable: 'APPEND' } : {}),
			...(ids ? { filters: [{ fieldPath: 'root.id', operator: 'equals', values: [...ids] }] } : {}),
		},
	});
}
