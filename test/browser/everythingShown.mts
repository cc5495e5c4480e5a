import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { asParameters, isCollectionOption, isGroup, propertiesOf } from '../hostile/parameters.mts';

/**
 * The parameters with which a node shows all fields that it has for an operation, but for those that
 * only a tool has.
 */
export function everythingShown(
	properties: readonly INodeProperties[],
	resource: string,
	operation: string,
): IDataObject {
	const panel = propertiesOf(properties, resource, operation).filter(
		({ displayOptions }) => displayOptions?.show?.['@tool'] === undefined,
	);
	const conditions = panel.flatMap(({ displayOptions }) =>
		Object.entries(displayOptions?.show ?? {}),
	);
	const wantedOf = (name: string): unknown => {
		if (name === 'resource') return resource;
		if (name === 'operation') return operation;
		// the later choices show the most
		const condition = conditions.findLast(([other]) => other === name)?.[1];
		return Array.isArray(condition) ? condition[0] : undefined;
	};
	// of a field with several choices at once, all are chosen
	const isChoice = (name: string): boolean =>
		panel.some((property) => property.name === name && property.type === 'options');
	const isShown = ({ displayOptions }: INodeProperties): boolean =>
		Object.entries(displayOptions?.show ?? {}).every(([name, values]) => {
			const wanted = wantedOf(name);
			return !isChoice(name) || (values ?? []).some((value) => value === wanted);
		});
	const parameters = panel
		.filter(isShown)
		.map((property) => [property.name, filledIn(property, wantedOf(property.name))] as const);
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
