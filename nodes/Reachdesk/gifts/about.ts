import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { visibleText } from '../../shared/visibleText';

/** Whom and what a gift is for, as the HiBob nodes say it; for messages and lists, never for Reachdesk. */
export interface About {
	employee: { id: string | null; displayName: string | null };
	/** null for a row of HiBob: Employee, which comes without one */
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

const nameIn = ({ displayName, firstName, lastName }: JsonObject): string | null =>
	textIn(displayName) ??
	textIn([firstName, lastName].filter((name) => typeof name === 'string').join(' '));

const textIn = (value: unknown): string | null =>
	typeof value === 'string' ? visibleText(value) : null;
