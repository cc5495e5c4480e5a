import type { IDataObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { itemOf } from './jsonObject';
import { beforeVersion, sinceVersion } from './nodeVersion';
import type { ParameterReader } from './parameterReader';
import { flagOf, oneOf, textsOf } from './parameterValue';

/*
 * How much of a record an operation returns, as n8n’s UX guidelines have it: people switch Simplify
 * on or off, an AI tool has Output with three choices, because a model gets confused by fields that
 * it does not need (docs.n8n.io/connect/create-nodes/build-your-node/reference/ux-guidelines).
 */

/**
 * The fields that an AI tool’s answer can omit: name to label. Everything else in a record, such as
 * its ID, the mark of unreadable data, or the fields added under Options, is always returned.
 */
export type SelectableFields = Readonly<Record<string, string>>;

/** Which part of a record an operation returns. */
export type RecordOutput =
	{ form: 'raw' } | { form: 'simple' } | { form: 'fields'; dropped: ReadonlySet<string> };

/** A record as it can be returned. */
interface RecordForms {
	raw: object;
	simplified: object;
	/** further fields that are not in the simplified form */
	more?: object;
}

const OUTPUTS = [
	{ name: 'Raw', value: 'raw', description: 'Return all the available fields' },
	{
		name: 'Selected Fields',
		value: 'fields',
		description: 'Return only the fields that you choose, and the ID',
	},
	{ name: 'Simplified', value: 'simple', description: 'Return the most useful fields' },
] as const;

const FORMS = OUTPUTS.map(({ value }) => value);

// n8n omits a parameter that is not shown, and an expression cannot return this
const NOT_SHOWN = 'notShown';

const simplify = (displayOptions: IDisplayOptions): INodeProperties => ({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	displayOptions,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});

/**
 * Output and Fields, only for an AI tool.
 *
 * @param since - the first version of the node whose tool has them; earlier tools are unchanged
 */
export const toolOutputProperties = (
	{ show }: IDisplayOptions,
	fields: SelectableFields,
	since: number,
): INodeProperties[] => {
	const shown = { ...show, '@tool': [true], ...sinceVersion(since) };
	return [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'simple',
			displayOptions: { show: shown },
			options: [...OUTPUTS],
			description: 'What the AI agent gets. Less output uses fewer tokens.',
		},
		{
			displayName: 'Fields',
			name: 'outputFields',
			type: 'multiOptions',
			default: [],
			displayOptions: { show: { ...shown, output: ['fields'] } },
			options: Object.entries(fields)
				.map(([value, name]) => ({ name, value }))
				.sort((one, other) => one.name.localeCompare(other.name)),
			description: 'The fields to add to the output',
			hint: 'The ID, the fields that Send Gift needs for its checks, and the fields that you add under Options are always returned',
		},
	];
};

/**
 * Simplify for people; for an AI tool, Output and Fields.
 *
 * @param since - as in {@link toolOutputProperties}; earlier tools also have Simplify
 */
export const outputProperties = (
	displayOptions: IDisplayOptions,
	fields: SelectableFields,
	since: number,
): INodeProperties[] => {
	const { show } = displayOptions;
	return [
		simplify({ show: { ...show, ...beforeVersion(since) } }),
		simplify({
			show: { ...show, ...sinceVersion(since) },
			hide: { '@tool': [true] },
		}),
		...toolOutputProperties(displayOptions, fields, since),
	];
};

/**
 * The form in which the user wants each record.
 *
 * @throws ExplainedError that names the parameter and what it accepts
 */
export const outputOf = (parameters: ParameterReader, fields: SelectableFields): RecordOutput =>
	toolOutputOf(parameters, fields) ?? {
		form: flagOf('Simplify', parameters.getNodeParameter('simplify', true)) ? 'simple' : 'raw',
	};

/**
 * As {@link outputOf}; null when the panel has no Output.
 *
 * @throws ExplainedError that names the parameter and what it accepts
 */
export function toolOutputOf(
	parameters: ParameterReader,
	fields: SelectableFields,
): RecordOutput | null {
	const chosen = parameters.getNodeParameter('output', NOT_SHOWN);
	if (chosen === NOT_SHOWN) return null;
	const form = oneOf('Output', chosen, FORMS);
	if (form !== 'fields') return { form };
	const known = Object.keys(fields);
	const kept = textsOf('Fields', parameters.getNodeParameter('outputFields', [])).map((name) =>
		oneOf('Fields', name, known),
	);
	return { form, dropped: new Set(known.filter((name) => !kept.includes(name))) };
}

/** A record in the form that the user wants. */
export function shownRecord(
	output: RecordOutput,
	{ raw, simplified, more = {} }: RecordForms,
): IDataObject {
	if (output.form === 'raw') return itemOf(raw);
	if (output.form === 'simple') return itemOf(simplified);
	const fields = Object.entries({ ...simplified, ...more });
	return itemOf(Object.fromEntries(fields.filter(([name]) => !output.dropped.has(name))));
}
