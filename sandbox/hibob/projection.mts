import type { Access } from './access.mts';
import type { FieldRow } from './fields.mts';
import { labelFor, type LabelledField } from './humanReadable.mts';
import { isJsonObject, setAt, type Json, type JsonObject } from './json.mts';
import type { NamedLists } from './namedLists.mts';
import type { Person } from './person.mts';
import type { Variants } from './variants.mts';

export type HumanReadable = '' | 'APPEND' | 'REPLACE';

export interface ProjectionSources {
	fields: readonly FieldRow[];
	lists: NamedLists;
	/** all people of the company: managers are named even when the audience leaves them out */
	people: readonly Person[];
	variants: Variants;
}

/** A field of the answer: asked for, known, and permitted. */
interface SelectedField extends LabelledField {
	path: string[];
	/** for a part of an object, such as `email` of `work.reportsTo` */
	part: { of: string; name: string } | null;
}

/** https://apidocs.hibob.com/docs/people-read-api-contract: custom fields are never in the default. */
const DEFAULT_CATEGORIES = new Set(['root', 'about', 'employment', 'work']);

const isCustom = (id: string) => /(^|\.)custom(Columns)?\./.test(id);

function partOf(
	id: string,
	fields: readonly FieldRow[],
): (SelectedField['part'] & { row: FieldRow }) | null {
	const end = id.lastIndexOf('.');
	const row = fields.find((field) => field.type === 'employee' && field.id === id.slice(0, end));
	return row ? { of: row.id, name: id.slice(end + 1), row } : null;
}

/**
 * The fields an answer will hold. Unknown and unpermitted ones fall out without a word.
 * @param requested field ids in dot notation; undefined for HiBob's default set
 */
export function selectFields(
	requested: readonly string[] | undefined,
	fields: readonly FieldRow[],
	access: Access,
): SelectedField[] {
	const ids =
		requested ??
		fields
			.filter((row) => DEFAULT_CATEGORIES.has(row.categoryId) && !isCustom(row.id))
			.map((row) => row.id);
	const selected = [...new Set(ids)].flatMap((id): SelectedField[] => {
		const row = fields.find((field) => field.id === id);
		const part = partOf(id, fields);
		const permitting = row ?? part?.row;
		if (!permitting || !access.mayView(permitting)) return [];
		return [
			{
				id,
				path: (row?.jsonPath ?? id).split('.'),
				type: row?.type ?? 'text',
				listId: row?.typeData.listId,
				part,
			},
		];
	});
	// Parts first: when both are asked for, the whole object is what remains.
	return selected.sort((one, other) => other.path.length - one.path.length);
}

function machineValue(person: Person, field: SelectedField, variants: Variants): Json {
	if (field.part) {
		const whole = person[field.part.of];
		return isJsonObject(whole) ? (whole[field.part.name] ?? null) : null;
	}
	const value = person[field.id] ?? null;
	const lowered = variants.lowerCaseLifecycle && field.id === 'internal.lifecycleStatus';
	return lowered && typeof value === 'string' ? value.toLowerCase() : value;
}

/** A person as POST /people/search and POST /people/{identifier} show one: see projection tests for the form. */
export function projected(
	person: Person,
	selected: readonly SelectedField[],
	mode: HumanReadable,
	{ lists, people, variants }: ProjectionSources,
): JsonObject {
	const labels: JsonObject = {};
	const employee: JsonObject = {};
	const labelSources = { lists, people, dateFormat: variants.humanDateFormat };
	for (const field of selected) {
		const value = machineValue(person, field, variants);
		const label = value === null ? null : labelFor(value, field, labelSources);
		const shown = mode === 'REPLACE' ? label : value;
		setAt(employee, field.path, shown);
		if (value === null && !variants.slashNulls) continue;
		const slashValue = mode === 'REPLACE' && variants.replaceSlashKeys ? label : value;
		employee[`/${field.id.replaceAll('.', '/')}`] = { value: slashValue };
		setAt(labels, field.path, label);
	}
	employee.id = person['root.id'];
	if (mode === 'APPEND') employee.humanReadable = labels;
	return employee;
}
