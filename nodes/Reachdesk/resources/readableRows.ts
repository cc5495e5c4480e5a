import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

const MOST_NAMED = 5;

/**
 * The rows of a Reachdesk list that are records. The others are skipped, and a hint names their
 * positions.
 *
 * @param list - what the list contains, in the plural
 */
export function readableRows(
	context: IExecuteFunctions,
	list: string,
	rows: readonly unknown[],
): JsonObject[] {
	const places = rows.flatMap((row, index) => (isObject(row) ? [] : [String(index + 1)]));
	if (places.length > 0) {
		context.addExecutionHints({
			message: `${String(places.length)} of ${String(rows.length)} rows of Reachdesk’s list of ${list} ${places.length === 1 ? 'is unreadable and was' : 'are unreadable and were'} skipped: row ${places.slice(0, MOST_NAMED).join(', ')}${places.length > MOST_NAMED ? ', …' : ''}. If this keeps happening, ask Reachdesk support.`,
			location: 'outputPane',
			type: 'warning',
		});
	}
	return rows.filter(isObject);
}
