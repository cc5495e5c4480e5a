import { formatted } from './dates.mts';
import { isJsonObject, type Json } from './json.mts';
import { labelOf, type NamedLists } from './namedLists.mts';
import type { Person } from './person.mts';

/** What labels depend on. */
export interface LabelSources {
	lists: NamedLists;
	people: readonly Person[];
	dateFormat: string;
}

export interface LabelledField {
	id: string;
	type: string;
	listId: string | undefined;
}

const itemLabel = (value: Json, field: LabelledField, { lists }: LabelSources): string =>
	typeof value === 'string' || typeof value === 'number'
		? labelOf(lists, field.listId, value)
		: JSON.stringify(value);

const displayNameOf = (employeeId: Json, { people }: LabelSources): Json =>
	people.find((person) => person['root.id'] === employeeId)?.['root.displayName'] ?? employeeId;

function objectLabel(value: Json, part: string): Json {
	if (!isJsonObject(value)) return value;
	return value[part] ?? JSON.stringify(value);
}

/**
 * The label HiBob shows for a machine value that is not null. Dates come out in the reader's own
 * format, not ISO; people come out as display names; numbers and booleans as text.
 */
export function labelFor(value: Json, field: LabelledField, sources: LabelSources): Json {
	switch (field.type) {
		case 'date':
			return typeof value === 'string' ? formatted(value, sources.dateFormat) : value;
		case 'list':
		case 'list_id':
			return itemLabel(value, field, sources);
		case 'multi-list':
			return Array.isArray(value) ? value.map((item) => itemLabel(item, field, sources)) : value;
		case 'employee':
			return objectLabel(value, 'displayName');
		case 'employee-reference':
			return field.id === 'root.id' ? value : displayNameOf(value, sources);
		case 'period':
			return objectLabel(value, 'humanize');
		case 'duration_with_unit':
			return isJsonObject(value)
				? `${String(Number(value.value))} ${typeof value.unit === 'string' ? value.unit : ''}`
				: value;
		case 'boolean':
			return value === true ? 'Yes' : 'No';
		default:
			return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
	}
}
