import type { INodeProperties } from 'n8n-workflow';
import { ExplainedError } from './explainedError';
import type { JsonObject } from './jsonObject';
import type { ParameterReader } from './parameterReader';
import { flagOf, oneOf, presetFor, textsOf, wholeNumber } from './parameterValue';

/**
 * Readers that take the label, the default and the bounds of a parameter from its declaration in the
 * panel, so that each is written once.
 */

type Declared = Readonly<Pick<INodeProperties, 'displayName' | 'name' | 'default' | 'typeOptions'>>;

/** A parameter of the panel itself as a collection of one, so that all are read in the same way. */
export const topLevel = (
	reader: ParameterReader,
	{ name, default: preset }: Declared,
): JsonObject => ({
	[name]: reader.getNodeParameter(name, preset) ?? null,
});

const valueIn = (collection: JsonObject, { name, default: preset }: Declared): unknown =>
	presetFor(collection[name], preset);

/**
 * A whole number within the bounds of the declaration.
 *
 * @throws ExplainedError naming the field and the bounds
 */
export const wholeNumberIn = (collection: JsonObject, declared: Declared): number =>
	wholeNumber(
		declared.displayName,
		valueIn(collection, declared),
		declared.typeOptions?.minValue ?? 0,
		declared.typeOptions?.maxValue ?? Number.MAX_SAFE_INTEGER,
	);

/** @throws ExplainedError naming the field, when it is neither on nor off */
export const flagIn = (collection: JsonObject, declared: Declared): boolean =>
	flagOf(declared.displayName, valueIn(collection, declared));

/**
 * One of the declared options.
 *
 * @throws ExplainedError naming the field and its values
 */
export const choiceIn = <T extends string>(
	collection: JsonObject,
	declared: Declared,
	options: readonly { readonly value: T }[],
): T =>
	oneOf(
		declared.displayName,
		valueIn(collection, declared),
		options.map(({ value }) => value),
	);

/**
 * Texts, as a list or with separators between them; none when the user has not added the field.
 *
 * @throws ExplainedError naming the field, when it is anything else
 */
export const textsIn = (
	collection: JsonObject,
	declared: Declared,
	separator?: string | RegExp,
): string[] => textsOf(declared.displayName, collection[declared.name], separator);

/**
 * The events that a trigger or operation looks for.
 *
 * @param label - of the parameter
 * @throws ExplainedError when no event is chosen
 */
export function someEvent<T>(events: T[], label = 'Events'): T[] {
	if (events.length > 0) return events;
	throw new ExplainedError('No event is chosen', `Choose at least one event in '${label}'`);
}

/**
 * Some of the declared options; none when the user has not added the field.
 *
 * @throws ExplainedError naming the field and its values
 */
export const choicesIn = <T extends string>(
	collection: JsonObject,
	declared: Declared,
	options: readonly { readonly value: T }[],
): T[] =>
	textsIn(collection, declared).map((text) =>
		oneOf(
			declared.displayName,
			text,
			options.map(({ value }) => value),
		),
	);
