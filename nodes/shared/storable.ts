// Line breaks and tabs belong to notes.
const CONTROL = /[^\P{Cc}\t\n\r]+/gu;

/**
 * Outside data without control characters in its texts: PostgreSQL rejects NUL, so one in a name
 * would stop a workflow in the middle of its rows, and no form or label prints the others. Each
 * becomes a space, or nothing in the name of a field.
 *
 * @param data - JSON
 */
export function storable(data: unknown): unknown {
	if (typeof data === 'string') return data.replace(CONTROL, ' ');
	if (Array.isArray(data)) return data.map(storable);
	return typeof data === 'object' && data !== null ? storableObject(data) : data;
}

/** The same for an object. */
export const storableObject = (data: object): object =>
	Object.fromEntries(
		Object.entries(data).map(([name, value]: [string, unknown]) => [
			name.replace(CONTROL, ''),
			storable(value),
		]),
	);
