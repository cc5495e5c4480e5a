import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

const MOST_NAMED = 5;

/**
 * The rows of a list of Reachdesk’s that are records. The others harm nobody, and a hint names them by
 * their places.
 *
 * @param list - what it is a list of, in the plural
 */
export function readableRows(
	context: IExecuteFunctions,
	list: string,
	rows: readonly unknown[],
): JsonObject[] {
	const places = rows.flatMap((row, index) => (isObject(row) ? [] : [String(index + 1)]));
	if (places.length > 0) {
		context.addExecutionHints({
			message: `${String(places.length)} of ${String(rows.length)} rows of Reachdesk’s list of ${list} cannot be read and ${places.length === 1 ? 'was' : 'were'} skipped: row ${places.slice(0, MOST_NAMED).join(', ')}${places.length > MOST_NAMED ? ', …' : ''}. If it stays so, ask Reachdesk.`,
			location: 'outputPane',
			type: 'warning',
		});
	}
	return rows.filter(isObject);
}
