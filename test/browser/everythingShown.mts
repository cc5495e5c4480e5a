import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { asParameters, isCollectionOption, isGroup, propertiesOf } from '../hostile/parameters.mts';

/** The parameters with which a node shows all fields that it has for an operation. */
export function everythingShown(
	properties: readonly INodeProperties[],
	resource: string,
	operation: string,
): IDataObject {
	const panel = propertiesOf(properties, resource, operation);
	const conditions = panel.flatMap(({ displayOptions }) =>
		Object.entries(displayOptions?.show ?? {}),
	);
	const parameters = panel.map((property) => {
		const condition = conditions.find(([name]) => name === property.name)?.[1];
		const wanted: unknown = Array.isArray(condition) ? condition[0] : undefined;
		return [property.name, filledIn(property, wanted)] as const;
	});
	return asParameters({ ...Object.fromEntries(parameters), resource, operation });
}

/** @param wanted - the value with which other fields are shown */
function filledIn(property: INodeProperties, wanted: unknown): unknown {
	const { type, options = [], typeOptions } = property;
	if (type === 'collection') return rowOf(options.filter(isCollectionOption));
	if (type === 'fixedCollection') {
		return Object.fromEntries(
			options.filter(isGroup).map(({ name, values }) => {
				const row = rowOf(values);
				return [name, typeOptions?.multipleValues ? [row] : row];
			}),
		);
	}
	return type === 'multiOptions' && typeOptions?.loadOptionsMethod === undefined
		? options.flatMap((option) => ('value' in option ? [option.value] : []))
		: (wanted ?? property.default);
}

const rowOf = (fields: readonly INodeProperties[]): Record<string, unknown> =>
	Object.fromEntries(fields.map((field) => [field.name, filledIn(field, undefined)]));
