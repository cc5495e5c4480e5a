import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { visibleText } from '../../shared/visibleText';

/** The person and the occasion of a gift, as in the HiBob item; for explanations and lists, never sent to Reachdesk. */
export interface About {
	employee: { id: string | null; displayName: string | null };
	/** null for a row of HiBob: Employee, which has no occasion */
	occasion: IDataObject | null;
}

const OF_OCCASION = ['type', 'field', 'days', 'date', 'dueDate', 'years'] as const;

/** @param item - of a HiBob node: with an `employee` and an `occasion`, or a row of HiBob: Employee */
export function aboutOf(item: JsonObject): About {
	const { employee = item, occasion } = item;
	const known = isObject(employee) ? employee : {};
	return {
		employee: { id: textIn(known.id), displayName: nameIn(known) },
		occasion: isObject(occasion) ? occasionIn(occasion) : null,
	};
}

function occasionIn(occasion: JsonObject): IDataObject {
	const known: IDataObject = {};
	for (const name of OF_OCCASION) {
		const value = occasion[name];
		if (typeof value === 'string' || typeof value === 'number' || value === null)
			known[name] = value;
	}
	return known;
}

/**
 * The person of an item and its gift key, as people read them in an execution, such as
 * `Marcus Lee (hibob:4506:birthday:2026)`; null when the item has neither.
 */
export function personIn(item: JsonObject): string | null {
	const { id, displayName } = aboutOf(item).employee;
	return inWords(displayName ?? (id === null ? null : `Employee ${id}`), textIn(item.key));
}

/** A person and a gift key in a sentence. */
export const inWords = (name: string | null, key: string | null): string | null =>
	name === null || key === null ? (name ?? key) : `${name} (${key})`;

const nameIn = ({ displayName, firstName, lastName }: JsonObject): string | null =>
	textIn(displayName) ??
	textIn([firstName, lastName].filter((name) => typeof name === 'string').join(' '));

const textIn = (value: unknown): string | null =>
	typeof value === 'string' ? visibleText(value) : null;
