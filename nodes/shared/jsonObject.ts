import type { IDataObject } from 'n8n-workflow';
import { storableObject } from './storable';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether outside data is an object, and not null or a list. */
export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Outside data as the JSON of an item or a request, without control characters. */
export const itemOf = (data: object): IDataObject => ({ ...storableObject(data) });

/** A member of outside data; null when the data is not an object or has no such member. */
export const memberOf = (data: unknown, name: string): unknown =>
	isObject(data) && Object.hasOwn(data, name) ? (data[name] ?? null) : null;

/** The value under a name that a user chose, which may be a name that all objects have. */
export const ownOf = <T>(holder: Readonly<Record<string, T>>, name: string): T | undefined =>
	Object.hasOwn(holder, name) ? holder[name] : undefined;

type Filled<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are not set. */
export function filled<T extends Record<keyof T, unknown>>(fields: T): Filled<T> {
	const result: Filled<T> = {};
	for (const [name, value] of Object.entries<unknown>(fields)) {
		if (value !== undefined) Object.assign(result, { [name]: value });
	}
	return result;
}
