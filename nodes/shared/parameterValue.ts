import { ExplainedError } from './explainedError';
import { isObject } from './jsonObject';
import type { JsonObject } from './jsonObject';

/** A parameter as text; expressions may give a number or a boolean. */
export const textOf = (value: unknown): string | undefined => stringOf(value).trim() || undefined;

/** As {@link textOf}, untrimmed, and empty for anything else. */
export const stringOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: '';

/**
 * A parameter that takes one of a few values.
 *
 * @throws ExplainedError naming the field and its values
 */
export function oneOf<T extends string>(label: string, value: unknown, known: readonly T[]): T {
	const found = known.find((candidate) => candidate === value);
	if (found !== undefined) return found;
	throw new ExplainedError(
		`"${label}" is "${stringOf(value)}"`,
		`Set it to one of: ${known.join(', ')}`,
	);
}

/**
 * A parameter that takes a whole number within bounds.
 *
 * @throws ExplainedError naming the field and the bounds
 */
export function wholeNumber(label: string, value: unknown, least: number, most: number): number {
	if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
		return value;
	}
	throw new ExplainedError(
		`"${label}" is "${stringOf(value)}"`,
		`Set it to a whole number from ${String(least)} to ${String(most)}`,
	);
}

/** A collection of optional fields; empty when the user added none. */
export const collectionOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
