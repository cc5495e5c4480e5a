/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonRecord = Record<string, Json>;

/** What the parser gives is JSON, whatever the text. */
const isJson = (value: unknown): value is Json => value !== undefined;

/** @throws SyntaxError when the text is none */
export function parsed(text: string): Json {
	const value: unknown = JSON.parse(text);
	if (!isJson(value)) throw new SyntaxError('This is no JSON');
	return value;
}

export const isObject = (value: Json | undefined): value is JsonRecord =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is Json[] => Array.isArray(value);

/** A member of an object; undefined for whatever has none. */
export const member = (value: Json | undefined, key: string): Json | undefined =>
	isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
