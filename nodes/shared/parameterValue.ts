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

/**
 * A parameter that takes several texts: a list, or one text with separators between them. Undefined
 * when the user has not set it.
 *
 * @throws ExplainedError naming the field, when it is anything else: an expression that gives
 * nothing must not read as "no rule"
 */
export function textsOf(label: string, value: unknown, separator: string | RegExp = ','): string[] {
	if (value === undefined) return [];
	const parts: unknown[] = Array.isArray(value)
		? value
		: typeof value === 'string' || typeof value === 'number'
			? String(value).split(separator)
			: [null];
	if (parts.some((part) => typeof part !== 'string' && typeof part !== 'number')) {
		throw new ExplainedError(
			`"${label}" is not a list of texts`,
			`Look at the expression in "${label}": it has to give texts, alone or in a list`,
		);
	}
	return parts.map((part) => stringOf(part).trim()).filter((part) => part !== '');
}

/**
 * A parameter that is on or off; an expression may give it as a text.
 *
 * @throws ExplainedError naming the field, when it is anything else
 */
export function flagOf(label: string, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	return oneOf(label, value, ['true', 'false'] as const) === 'true';
}

/** A collection of optional fields; empty when the user added none. */
export const collectionOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
