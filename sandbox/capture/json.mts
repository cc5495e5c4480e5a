/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** @throws SyntaxError when the text is none */
export const parsed = (text: string): Json => JSON.parse(text) as Json;

export const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is Json[] => Array.isArray(value);

/** A member of an object; undefined for whatever has none. */
export const member = (value: Json | undefined, key: string): Json | undefined =>
	isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
