export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether outside data is an object, and neither null nor a list. */
export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
