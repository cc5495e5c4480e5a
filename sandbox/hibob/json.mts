/** Anything that JSON can carry. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

export interface JsonObject {
	[key: string]: Json;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJsonObject = (value: Json | undefined): value is JsonObject => isRecord(value);

/** Sets a value at a path such as `['work', 'reportsTo']`; an object in the way is kept, all else replaced. */
export function setAt(target: JsonObject, path: readonly string[], value: Json): void {
	const [first, ...rest] = path;
	if (first === undefined) return;
	if (rest.length === 0) {
		target[first] = value;
		return;
	}
	const present = target[first];
	const child: JsonObject = isJsonObject(present) ? present : {};
	target[first] = child;
	setAt(child, rest, value);
}
