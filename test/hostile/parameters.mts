import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { HOSTILE_VALUES } from './mutations.mts';

/** Every field of a node's panel, found by walking its description. */

/** A field of the panel, and how to fill it in. */
export interface PanelField {
	property: INodeProperties;
	/** the labels on the way to it; the last is its own */
	labels: string[];
	/** the parameters of a node in which this field is shown and holds the value */
	filledIn: (parameters: IDataObject, value: unknown) => IDataObject;
}

// they hold no value
const NO_FIELDS = ['notice', 'hidden', 'button', 'callout'];

/** Expressions, with what they give. */
const EXPRESSIONS = new Map<unknown, unknown>([
	['={{ null }}', null],
	['={{ undefined }}', undefined],
	['={{ "" }}', ''],
	['={{ [] }}', []],
	['={{ {} }}', {}],
	['={{ 0 / 0 }}', Number.NaN],
	['={{ 1 / 0 }}', Number.POSITIVE_INFINITY],
	['={{ new Date(NaN) }}', new Date(Number.NaN)],
	['={{ $vars.thereIsNoSuchVariable }}', undefined],
	['={{ "x".repeat(100000) }}', 'x'.repeat(100_000)],
	['={{ 3332883884017713938 }}', 3_332_883_884_017_714_000],
	['={{ [3332883884017713938] }}', [3_332_883_884_017_714_000]],
	['={{ ["1", 3332883884017713938] }}', ['1', 3_332_883_884_017_714_000]],
	['={{ String(3332883884017713938 * 1e6) }}', '3.332883884017714e+24'],
	['={{ "10" }}', '10'],
	['={{ " 7 " }}', ' 7 '],
	['={{ "true" }}', 'true'],
	['={{ " FALSE" }}', ' FALSE'],
]);

/** Values beyond the hostile ones of answers: of parameters, expressions and n8n's own shapes. */
export const HOSTILE_PARAMETERS: readonly unknown[] = [
	...HOSTILE_VALUES,
	...EXPRESSIONS.keys(),
	'true',
	'false',
	-1_000_000,
	2 ** 53,
	'3.33E+18',
	'10',
	' 10 ',
	'10.0',
	'1e1',
	'0x10',
	'1,000',
	'TRUE',
	' False ',
	'yes',
	1,
	['birthday', 'christmas'],
	[{ value: 1 }],
	{ __rl: true, mode: 'nowhere', value: 'x' },
];

/** Whether an option of a collection is a field. */
export const isCollectionOption = (option: unknown): option is INodeProperties =>
	isRecord(option) && typeof option.type === 'string';

/** Whether an option of a fixed collection is a group of fields. */
export const isGroup = (option: unknown): option is INodePropertyCollection =>
	isRecord(option) && Array.isArray(option.values);

/** What other fields have to hold so that this one is shown. */
function shownBy(property: INodeProperties, all: readonly INodeProperties[]): IDataObject {
	const show = property.displayOptions?.show ?? {};
	return Object.fromEntries(
		Object.entries(show).flatMap(([name, values]) => {
			const controller = all.find((candidate) => candidate.name === name);
			const [value] = Array.isArray(values) ? values : [];
			if (!controller || !(typeof value === 'string' || typeof value === 'boolean')) return [];
			return [[name, controller.type === 'multiOptions' ? [value] : value]];
		}),
	);
}

const textsOf = (values: readonly unknown[] = []): string[] =>
	values.filter((value) => typeof value === 'string');

/** Everything that a node can do, as its panel offers it; nothing for a trigger. */
export const operationsOf = (
	properties: readonly INodeProperties[],
): { resource: string; operation: string }[] =>
	properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) =>
			textsOf(property.displayOptions?.show?.resource).flatMap((resource) =>
				textsOf(optionValues(property)).map((operation) => ({ resource, operation })),
			),
		);

/** The fields that are shown for an operation; those of its resource's operations among them. */
export const propertiesOf = (
	properties: readonly INodeProperties[],
	resource: string,
	operation: string,
): INodeProperties[] =>
	properties.filter(({ displayOptions }) => {
		const { resource: resources = [resource], operation: operations = [operation] } =
			displayOptions?.show ?? {};
		return resources.includes(resource) && operations.includes(operation);
	});

/** A parameter of any type, as n8n takes it from a workflow file. */
export const asParameters = (parameters: Record<string, unknown>): IDataObject =>
	// n8n's own type holds what JSON can hold, and hostile values are JSON
	Object.assign<IDataObject, Record<string, unknown>>({}, parameters);

/** All fields, those within collections included; a field that is added later comes by itself. */
export function panelFields(properties: readonly INodeProperties[]): PanelField[] {
	return properties.flatMap((property) => {
		if (NO_FIELDS.includes(property.type)) return [];
		const { name, displayName, type } = property;
		const base = shownBy(property, properties);
		const field: PanelField = {
			property,
			labels: [displayName],
			filledIn: (parameters, value) => asParameters({ ...parameters, ...base, [name]: value }),
		};
		const within = (
			inner: INodeProperties,
			labels: string[],
			wrap: (value: unknown) => unknown,
		): PanelField => ({
			property: inner,
			labels: [displayName, ...labels],
			filledIn: (parameters, value) => field.filledIn(parameters, wrap(value)),
		});
		if (type === 'collection') {
			const options = (property.options ?? []).filter(isCollectionOption);
			return panelFields(options).map((inner) =>
				within(inner.property, inner.labels, (value) => inner.filledIn({}, value)),
			);
		}
		if (type === 'fixedCollection') {
			return (property.options ?? []).filter(isGroup).flatMap((group) =>
				panelFields(group.values).map((inner) =>
					within(inner.property, [group.displayName, ...inner.labels], (value) => {
						const row = inner.filledIn(rowOf(group), value);
						return { [group.name]: property.typeOptions?.multipleValues ? [row] : row };
					}),
				),
			);
		}
		if (type === 'resourceLocator') {
			return (property.modes ?? []).map((mode) =>
				within(property, [mode.displayName], (value) => ({ __rl: true, mode: mode.name, value })),
			);
		}
		return [field];
	});
}

/** A row of a fixed collection that says something in each of its fields. */
const rowOf = ({ values }: INodePropertyCollection): IDataObject =>
	asParameters(Object.fromEntries(values.map((property) => [property.name, valueOf(property)])));

/** The example of a field, or a value that it takes. */
function valueOf({ type, default: preset, placeholder, options = [] }: INodeProperties): unknown {
	if (type === 'string') return /^e\.g\. ([\w.]+)$/.exec(placeholder ?? '')?.[1] ?? 'work_value';
	if (preset !== '') return preset;
	if (type === 'dateTime') return '2020-01-01T00:00:00';
	const some = options.flatMap((option) => ('value' in option ? [option.value] : []));
	return some.find((value) => value !== '') ?? 'work_value';
}

/** The collections of a node themselves, to be given something that is none. */
export const panelCollections = (properties: readonly INodeProperties[]): INodeProperties[] =>
	properties.filter(({ type }) => ['collection', 'fixedCollection'].includes(type));

export const optionValues = ({ options = [] }: INodeProperties): unknown[] =>
	options.flatMap((option) => ('value' in option ? [option.value] : []));

/** A number that JavaScript has rounded is no text, nor is what it looks like as one. */
const isText = (value: unknown): boolean =>
	typeof value === 'string' || (Number.isFinite(value) && Math.abs(Number(value)) < 2 ** 53);

const numberIn = (value: unknown): unknown =>
	typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value.trim()) ? Number(value) : value;

/**
 * Whether a value is of the kind that a field takes, as far as its description says. Where a
 * workflow file holds null, n8n itself takes the default.
 */
export function isUnderstood(property: INodeProperties, given: unknown): boolean {
	if (given === null) return true;
	const value = EXPRESSIONS.has(given) ? EXPRESSIONS.get(given) : given;
	const understand = KINDS[property.type] ?? isTextOrTexts;
	return understand(value, property);
}

const isTextOrTexts = (value: unknown): boolean =>
	isText(value) || typeof value === 'boolean' || (Array.isArray(value) && value.every(isText));

const offersItself = ({ typeOptions }: INodeProperties): boolean =>
	typeOptions?.loadOptionsMethod === undefined;

const KINDS: Partial<
	Record<INodeProperties['type'], (value: unknown, property: INodeProperties) => boolean>
> = {
	boolean: (value) =>
		typeof value === 'boolean' ||
		(typeof value === 'string' && ['true', 'false'].includes(value.trim().toLowerCase())),
	number: (value, { typeOptions }) => {
		const number = numberIn(value);
		return (
			typeof number === 'number' &&
			Number.isSafeInteger(number) &&
			number >= (typeOptions?.minValue ?? -Infinity) &&
			number <= (typeOptions?.maxValue ?? Infinity)
		);
	},
	options: (value, property) =>
		value === '' ||
		(offersItself(property) ? optionValues(property).includes(value) : isText(value)),
	multiOptions: (value, property) => {
		const chosen: unknown[] = Array.isArray(value) ? value : [value];
		return chosen
			.filter((one) => typeof one !== 'string' || one.trim() !== '')
			.every((one) =>
				offersItself(property)
					? optionValues(property).some((option) => option === one || option === numberIn(one))
					: isText(one),
			);
	},
};

/** The words by which an error can name a field: its label, with or without n8n's usual ending. */
export const namesOf = (labels: readonly string[]): string[] =>
	labels.map((label) => label.replace(/ Names? or IDs?.*$/, ''));

/** Ids that JavaScript has rounded, as a number, in a list, and as text. */
export const ROUNDED_IDS: readonly unknown[] = [
	3_332_883_884_017_714_000,
	'={{ 3332883884017713938 }}',
	'={{ [3332883884017713938] }}',
	'={{ ["1", 3332883884017713938] }}',
	'={{ String(3332883884017713938 * 1e6) }}',
	'3.33E+18',
];

/** Values of a number or a switch, each with the texts that mean the same. */
export function sameAsText(property: INodeProperties): [unknown, unknown[]][] {
	const { type, typeOptions, noDataExpression = false } = property;
	const textsFor = (word: string) => [
		word,
		` ${word} `,
		...(noDataExpression ? [] : [`={{ "${word}" }}`]),
	];
	if (type === 'number') {
		const { minValue = 0, maxValue = 100 } = typeOptions ?? {};
		return [minValue, maxValue, maxValue + 1].map((number) => [number, textsFor(String(number))]);
	}
	if (type !== 'boolean') return [];
	return [true, false].map((flag) => [
		flag,
		[...textsFor(String(flag)), String(flag).toUpperCase()],
	]);
}
