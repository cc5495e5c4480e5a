import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { collectionOf, optionalTextOf } from '../../../shared/parameterValue';
import { fieldMetadata, readFieldRows } from '../../transport/fieldMetadata';
import type { FieldMetadata } from '../../transport/fieldMetadata';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import type { ParameterReader } from '../../../shared/parameterReader';
import { outputOf, shownRecord } from '../../../shared/recordOutput';
import type { SelectableFields } from '../../../shared/recordOutput';

/** What an AI tool can do without: everything except the ID. */
export const SELECTABLE_FIELDS: SelectableFields = {
	category: 'Category',
	list: 'List',
	name: 'Name',
	type: 'Type',
};

/**
 * Employee Field > Get Many: `{ id, name, category, type, list }` of each field, or HiBob’s own rows.
 *
 * @throws ExplainedError that names the setting
 */
export async function getEmployeeFields(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const isWanted = filterOf(parameters);
	const output = outputOf(parameters, SELECTABLE_FIELDS);
	const limit = limitOf(parameters);
	const rows = await readFieldRows(context);
	return rows
		.flatMap((row) => {
			const field = fieldMetadata(row);
			return field && isWanted(field) ? [{ field, row }] : [];
		})
		.slice(0, limit)
		.map(({ field, row }) => shownRecord(output, { raw: row, simplified: field }));
}

function filterOf(parameters: ParameterReader): (field: FieldMetadata) => boolean {
	const filters = collectionOf(parameters.getNodeParameter('filters', {}));
	const wanted = (label: string, value: unknown) => optionalTextOf(label, value)?.toLowerCase();
	const category = wanted('Category', filters.category);
	const type = wanted('Type', filters.type);
	const search = wanted('Name or ID Contains', filters.search) ?? '';
	return (field) =>
		(category === undefined || field.category.toLowerCase() === category) &&
		(type === undefined || field.type.toLowerCase() === type) &&
		[field.name, field.id].some((text) => text.toLowerCase().includes(search));
}
