import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { visibleText } from '../../shared/visibleText';
import type { FieldName } from './fields';
import { FIELDS } from './fields';

/** One employee as HiBob returns it; only `id` has been checked. */
export type HiBobRecord = JsonObject & { readonly id: string };

/** The two places of a field in the answer, and that of its label. */
interface Places {
	nested: readonly string[];
	slash: readonly [key: string, 'value'];
	label: readonly string[];
}

const places = new Map<string, Places>();

/** Nested, fields of the root are at the top. */
function placesOf(fieldId: string): Places {
	let known = places.get(fieldId);
	if (!known) {
		const nested = fieldId.replace(/^root\./, '').split('.');
		known = {
			nested,
			slash: [`/${fieldId.replaceAll('.', '/')}`, 'value'],
			label: ['humanReadable', ...nested],
		};
		places.set(fieldId, known);
	}
	return known;
}

function valueAt(nested: unknown, path: readonly string[]): unknown {
	let value = nested;
	for (const key of path) {
		if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
		value = value[key];
	}
	return value;
}

/**
 * The machine value of any field, by its id in dot form: undefined when HiBob omitted the field, null when
 * it is empty.
 *
 * HiBob returns every field twice, nested and under a slash key. The nested one is read first;
 * the slash key is often missing for empty fields
 * (apidocs.hibob.com/docs/people-read-api-contract).
 */
export function fieldValue(record: JsonObject, fieldId: string): unknown {
	const { nested, slash } = placesOf(fieldId);
	const value = valueAt(record, nested);
	return value === undefined ? valueAt(record, slash) : value;
}

/** The label of a list value; HiBob returns labels only for requests with APPEND. */
export const fieldLabel = (record: JsonObject, fieldId: string): unknown =>
	valueAt(record, placesOf(fieldId).label);

/**
 * The record with another value of a field that has no label of its own, in every place where HiBob returns
 * it.
 */
export const withValue = (record: HiBobRecord, name: FieldName, value: string): HiBobRecord => {
	const { nested, slash, label } = placesOf(FIELDS[name].id);
	const changed = [nested, slash, label].reduce<JsonObject>(
		(object, path) => withValueAt(object, path, value),
		record,
	);
	return { ...changed, id: record.id };
};

function withValueAt(object: JsonObject, path: readonly string[], value: unknown): JsonObject {
	const [key, ...rest] = path;
	if (key === undefined) return object;
	const inner = Object.hasOwn(object, key) ? object[key] : undefined;
	return {
		...object,
		[key]: rest.length === 0 ? value : withValueAt(isObject(inner) ? inner : {}, rest, value),
	};
}

/** The record as HiBob returned it, without some of its fields. */
export function withoutFields(record: HiBobRecord, fieldIds: readonly string[]): HiBobRecord {
	const rest = fieldIds.reduce<JsonObject>((object, id) => {
		const { nested, slash, label } = placesOf(id);
		return [nested, [slash[0]], label].reduce(withoutValueAt, object);
	}, record);
	return { ...rest, id: record.id };
}

function withoutValueAt(object: JsonObject, path: readonly string[]): JsonObject {
	const [key, ...rest] = path;
	if (key === undefined || !Object.hasOwn(object, key)) return object;
	const { [key]: inner, ...others } = object;
	if (rest.length === 0) return others;
	if (!isObject(inner)) return object;
	const left = withoutValueAt(inner, rest);
	return Object.keys(left).length === 0 ? others : { ...others, [key]: left };
}

/** The machine value of one of our fields. */
export const machineValue = (record: JsonObject, name: FieldName): unknown =>
	fieldValue(record, FIELDS[name].id);

const label = (record: JsonObject, name: FieldName): unknown => fieldLabel(record, FIELDS[name].id);

/**
 * Where a reader notes the id of a field with a value of another type than documented. The value then counts
 * as null, and `dataUnreadable` skips this employee alone.
 */
export type Unreadable = string[];

/** A text field, trimmed; null when it is empty, omitted, or not text. */
export function textOf(
	record: JsonObject,
	name: FieldName,
	unreadable: Unreadable = [],
): string | null {
	const value = machineValue(record, name);
	if (value === null || value === undefined) return null;
	if (typeof value === 'string') return visibleText(value);
	unreadable.push(FIELDS[name].id);
	return null;
}

/** The label of a list field, or its machine value when HiBob returned no label. */
export function labelOf(
	record: JsonObject,
	name: FieldName,
	unreadable: Unreadable = [],
): string | null {
	const text = label(record, name);
	const known = typeof text === 'string' ? visibleText(text) : null;
	if (known !== null) return known;
	const value = machineValue(record, name);
	return typeof value === 'number' ? String(value) : textOf(record, name, unreadable);
}

/** The machine value of a list field; HiBob has texts and numbers. Null when it is neither. */
export function listIdOf(record: JsonObject, name: FieldName): string | null {
	const value = machineValue(record, name);
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : null;
}

/**
 * The words that the rules know in a list field, in any spelling: ids come in either case, and labels in the
 * language of the service user. More than one word is a contradiction.
 */
export function knownWords(
	record: HiBobRecord,
	name: FieldName,
	known: readonly string[],
): string[] {
	const { nested, slash } = placesOf(FIELDS[name].id);
	const words: string[] = [];
	for (const text of [valueAt(record, nested), valueAt(record, slash), label(record, name)]) {
		if (typeof text !== 'string') continue;
		const spelling = text.trim().toLowerCase();
		const word = known.find((candidate) => candidate.toLowerCase() === spelling);
		if (word !== undefined && !words.includes(word)) words.push(word);
	}
	return words;
}

/**
 * A list field as one of the words that the rules know. Any other word is kept. Words that contradict each
 * other become one word, which is unknown.
 */
export function wordOf(
	record: HiBobRecord,
	name: FieldName,
	known: readonly string[],
	unreadable: Unreadable = [],
): string | null {
	const words = knownWords(record, name, known);
	return words.length > 0 ? words.join(' / ') : labelOf(record, name, unreadable);
}

/** A date or short-date field; null when it is empty, omitted, or not a date. */
export function dateOf<T extends string>(
	record: HiBobRecord,
	name: FieldName,
	isDate: (text: string) => text is T,
	unreadable: Unreadable = [],
): T | null {
	return dateIn(record, FIELDS[name].id, isDate, unreadable);
}

/** The same for any field, by its id. */
export function dateIn<T extends string>(
	record: JsonObject,
	fieldId: string,
	isDate: (text: string) => text is T,
	unreadable: Unreadable,
): T | null {
	const value = fieldValue(record, fieldId);
	if (value === null || value === undefined) return null;
	// invisible characters are not an empty date: an unknown termination is not the same as none
	const text = typeof value === 'string' ? value.trim() : null;
	if (text === '') return null;
	if (text !== null && isDate(text)) return text;
	unreadable.push(fieldId);
	return null;
}

/** The person that a field such as `work.reportsTo` points to. */
export function personOf(
	record: HiBobRecord,
	name: FieldName,
	unreadable: Unreadable = [],
): { id: string | null; displayName: string | null; email: string | null } | null {
	const value = machineValue(record, name);
	if (value === null || value === undefined) return null;
	if (!isObject(value)) {
		unreadable.push(FIELDS[name].id);
		return null;
	}
	const text = (key: string) => {
		const part = Object.hasOwn(value, key) ? value[key] : null;
		return typeof part === 'string' ? visibleText(part) : null;
	};
	return { id: text('id'), displayName: text('displayName'), email: text('email') };
}

/**
 * Whether HiBob returned the field for this employee, even if empty, and does not contradict itself.
 */
export function isAnswered(record: HiBobRecord, name: FieldName): boolean {
	const { nested, slash } = placesOf(FIELDS[name].id);
	const [one, other] = [valueAt(record, nested), valueAt(record, slash)];
	if (one === undefined || other === undefined) return one !== other;
	return one === other || (isEmpty(one) && isEmpty(other));
}

const isEmpty = (value: unknown): boolean =>
	value === null || (typeof value === 'string' && value.trim() === '');
