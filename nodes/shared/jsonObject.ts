import type { IDataObject } from 'n8n-workflow';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether outside data is an object, and neither null nor a list. */
export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Outside data as the JSON of an item. */
export const itemOf = (data: object): IDataObject => ({ ...data });
