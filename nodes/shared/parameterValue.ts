import { isCivilDate } from './civilDate';
import type { CivilDate } from './civilDate';
import { ExplainedError } from './explainedError';
import { isObject } from './jsonObject';
import type { JsonObject } from './jsonObject';

/* How parameters are read, the same in all fields. An expression may return a number or a switch as text:
 *
 * - a text is trimmed, and may be a number that JavaScript holds exactly;
 * - a whole number is a number or a text of digits, such as "10";
 * - a switch is true or false, or one of these words in any case;
 * - nothing, NaN, lists and objects are rejected, and so is an id that was rounded.
 */

/** A parameter as text, trimmed; undefined when it is empty or not a text. */
export const textOf = (value: unknown): string | undefined => stringOf(value).trim() || undefined;

/**
 * An optional text parameter: undefined when it is empty or its expression returns nothing, as for
 * a person without a phone number.
 *
 * @throws ExplainedError naming the field, when it is anything else
 */
export function optionalTextOf(label: string, value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'number') refuseRounded(label, value);
	if (isTextual(value)) return textOf(value);
	throw new ExplainedError(
		`'${label}' is not a text`,
		`Check the expression in '${label}': it must return a text`,
	);
}

/**
 * An optional parameter that holds an id or key: undefined when it is empty or its expression
 * returns nothing.
 *
 * @throws ExplainedError naming the field, when it is anything else or a rounded number
 */
export function optionalIdOf(label: string, value: unknown): string | undefined {
	refuseRounded(label, value);
	return optionalTextOf(label, value);
}

/** As {@link textOf}, untrimmed, and empty for anything else. */
export const stringOf = (value: unknown): string =>
	isTextual(value) || typeof value === 'boolean' ? String(value) : '';

/** NaN and infinity are results of a wrong calculation. */
const isTextual = (value: unknown): value is string | number =>
	typeof value === 'string' || Number.isFinite(value);

/** Whether a value is a whole number that JavaScript holds exactly. */
export const isWholeNumber = (value: unknown): value is number => Number.isSafeInteger(value);

// as JavaScript and spreadsheets write a long number, such as 3.33E+18
const EXPONENT = /^[+-]?\d+(?:[.,]\d+)?e\+?\d{2,3}$/i;

/**
 * Rejects an id that JavaScript has rounded: a number holds 15 digits, and HiBob’s ids have 19 (in
 * the examples of apidocs.hibob.com/reference/post_people-search). A rounded id belongs to no one,
 * or to another person.
 *
 * @throws ExplainedError naming the field
 */
export function refuseRounded(label: string, value: unknown): void {
	const isRounded =
		typeof value === 'number'
			? Math.abs(value) > Number.MAX_SAFE_INTEGER && Number.isFinite(value)
			: typeof value === 'string' && EXPONENT.test(value.trim());
	if (!isRounded) return;
	throw new ExplainedError(
		`'${label}' contains a rounded number, because it has more than 15 digits`,
		`Enter it as text, in quotes, such as "3332883884017713938" in the expression of '${label}'`,
	);
}

const LONGEST_SHOWN = 80;

/** A parameter as a message shows it: always short. */
export function shown(value: unknown): string {
	const text = stringOf(value);
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/**
 * A parameter that accepts one of a few values.
 *
 * @throws ExplainedError naming the field and its values
 */
export function oneOf<T extends string>(label: string, value: unknown, known: readonly T[]): T {
	const found = known.find((candidate) => candidate === value);
	if (found !== undefined) return found;
	throw new ExplainedError(
		`'${label}' is "${shown(value)}"`,
		`Set it to one of: ${known.join(', ')}`,
	);
}

/**
 * A parameter that accepts a whole number within limits.
 *
 * @throws ExplainedError naming the field and the limits
 */
export function wholeNumber(label: string, value: unknown, least: number, most: number): number {
	const number = typeof value === 'string' && DIGITS.test(value.trim()) ? Number(value) : value;
	if (isWholeNumber(number) && number >= least && number <= most) return number;
	throw new ExplainedError(
		`'${label}' is "${shown(value)}"`,
		`Set it to a whole number from ${String(least)} to ${String(most)}`,
	);
}

// as many as a number holds exactly
const DIGITS = /^[+-]?\d{1,15}$/;

// this day and earlier days are results of a wrong calculation
const LONG_AGO = '1970-01-01';

/**
 * An optional day parameter: `yyyy-MM-dd`, undefined when it is empty. A time that an expression or
 * a date picker adds is ignored.
 *
 * @throws ExplainedError naming the field, when it is not a calendar day
 */
export function optionalDayOf(label: string, value: unknown): CivilDate | undefined {
	const text = optionalTextOf(label, value);
	if (text === undefined) return undefined;
	const [day = ''] = text.split(/[T ]/, 1);
	if (isCivilDate(day) && day > LONG_AGO) return day;
	throw new ExplainedError(
		`'${label}' is "${shown(text)}"`,
		'Enter year, month and day, such as 2026-12-24',
	);
}

/**
 * A parameter that accepts several texts: a list, or one text with separators between them.
 * Undefined when the user has not set it.
 *
 * @throws ExplainedError naming the field, when it is anything else or contains a rounded number:
 * an expression that returns nothing must not mean "no rule", and a wrong id must not mean another
 * person
 */
export function textsOf(label: string, value: unknown, separator: string | RegExp = ','): string[] {
	if (value === undefined) return [];
	refuseRounded(label, value);
	const parts: unknown[] = Array.isArray(value)
		? value
		: isTextual(value)
			? String(value).split(separator)
			: [null];
	if (!parts.every(isTextual)) {
		throw new ExplainedError(
			`'${label}' is not a list of texts`,
			`Check the expression in '${label}': it must return a text or a list of texts`,
		);
	}
	for (const part of parts) refuseRounded(label, part);
	return parts.map((part) => stringOf(part).trim()).filter((part) => part !== '');
}

/**
 * A parameter that is on or off; an expression may return it as a text.
 *
 * @throws ExplainedError naming the field, when it is anything else
 */
export function flagOf(label: string, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	return oneOf(label, word, ['true', 'false'] as const) === 'true';
}

/**
 * A collection of optional fields; empty when the user has added no field. A field whose expression
 * returns nothing is null, so that it does not look like a field that was never added.
 */
export const collectionOf = (value: unknown): JsonObject =>
	isObject(value)
		? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, field ?? null]))
		: {};

/** The rows of a collection that takes several; none when it is not a list. */
export const rowsOf = (value: unknown): JsonObject[] =>
	(Array.isArray(value) ? value : []).map(collectionOf);

/** A field of a collection, or the preset if the user did not add the field. */
export const presetFor = (field: unknown, preset: unknown): unknown =>
	field === undefined ? preset : field;
