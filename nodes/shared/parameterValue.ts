import { isCivilDate } from './civilDate';
import type { CivilDate } from './civilDate';
import { ExplainedError } from './explainedError';
import { isObject } from './jsonObject';
import type { JsonObject } from './jsonObject';

/** A parameter as text; expressions may give a number or a boolean. */
export const textOf = (value: unknown): string | undefined => stringOf(value).trim() || undefined;

/**
 * An optional parameter that takes a text: undefined when it is empty or its expression gives
 * nothing, as for a phone number that somebody does not have.
 *
 * @throws ExplainedError naming the field, when it is anything else
 */
export function optionalTextOf(label: string, value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (isTextual(value)) return textOf(value);
	throw new ExplainedError(
		`"${label}" is no text`,
		`Look at the expression in "${label}": it has to give a text`,
	);
}

/** As {@link textOf}, untrimmed, and empty for anything else. */
export const stringOf = (value: unknown): string =>
	isTextual(value) || typeof value === 'boolean' ? String(value) : '';

/** NaN and infinity are what a calculation gives that went wrong. */
const isTextual = (value: unknown): value is string | number =>
	typeof value === 'string' || Number.isFinite(value);

const LONGEST_SHOWN = 80;

/** A parameter as a message shows it: short, whatever it is. */
export function shown(value: unknown): string {
	const text = stringOf(value);
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/**
 * A parameter that takes one of a few values.
 *
 * @throws ExplainedError naming the field and its values
 */
export function oneOf<T extends string>(label: string, value: unknown, known: readonly T[]): T {
	const found = known.find((candidate) => candidate === value);
	if (found !== undefined) return found;
	throw new ExplainedError(
		`"${label}" is "${shown(value)}"`,
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
		`"${label}" is "${shown(value)}"`,
		`Set it to a whole number from ${String(least)} to ${String(most)}`,
	);
}

// this day and those before it are what a calculation gives that went wrong
const LONG_AGO = '1970-01-01';

/**
 * An optional parameter that takes a day: `yyyy-MM-dd`, undefined when it is empty. A time that an
 * expression or a date picker gives along with it is left away.
 *
 * @throws ExplainedError naming the field, when it is no day of the calendar
 */
export function optionalDayOf(label: string, value: unknown): CivilDate | undefined {
	const text = optionalTextOf(label, value);
	if (text === undefined) return undefined;
	const day = text.replace(/[T ].*$/, '');
	if (isCivilDate(day) && day > LONG_AGO) return day;
	throw new ExplainedError(
		`"${label}" is "${shown(text)}"`,
		'Set it to year, month and day, such as 2026-12-24',
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
		: isTextual(value)
			? String(value).split(separator)
			: [null];
	if (!parts.every(isTextual)) {
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

/**
 * A collection of optional fields; empty when the user added none. A field whose expression gives
 * nothing is null, so that it does not look like one that was never added.
 */
export const collectionOf = (value: unknown): JsonObject =>
	isObject(value)
		? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, field ?? null]))
		: {};

/** A field of a collection, or the preset where the user did not add it. */
export const presetFor = (field: unknown, preset: unknown): unknown =>
	field === undefined ? preset : field;
