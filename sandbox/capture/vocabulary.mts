import { isList, isObject } from './json.mts';
import type { Json } from './json.mts';

/**
 * The words that may stay as they are in captured answers: names of keys, and values of keys that hold
 * words of the service alone. All of them come from the sandboxes, whose data are invented, so a word of
 * the live account stays only when the sandbox says the same one in the same place.
 */
export interface Vocabulary {
	keys: ReadonlySet<string>;
	/** by the name of their key */
	values: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The keys whose values are words that a service has made up, and never somebody’s. */
const WORD_KEYS: ReadonlySet<string> = new Set([
	'approval_status',
	'category',
	'categoryDisplayName',
	'categoryId',
	'currency',
	'delivery_method',
	'endPortion',
	'historical',
	'jsonPath',
	'latest_action',
	'lifecycleStatus',
	'send_method',
	'startPortion',
	'state',
	'status',
	'transaction_type',
	'type',
	'wallet_type',
]);

/** Of a field in HiBob’s list of fields, its ID too. */
const FIELD_ID = 'id';

/** IDs that HiBob gives to what a company adds, such as `work.custom.field_1712` (a segment of a path). */
const OPAQUE = /^(?:field|column|category|table|section)_\d+$/;

/** The words of some answers of the sandboxes. */
export function vocabularyOf(bodies: readonly Json[]): Vocabulary {
	const keys = new Set<string>();
	const values = new Map<string, Set<string>>();
	const walk = (value: Json, key: string): void => {
		if (isList(value)) for (const one of value) walk(one, key);
		else if (isObject(value)) {
			for (const [name, one] of Object.entries(value)) {
				keys.add(name);
				walk(one, isFieldRow(value) && name === FIELD_ID ? 'jsonPath' : name);
			}
		} else if (typeof value === 'string' && WORD_KEYS.has(key)) {
			const known = values.get(key) ?? new Set();
			values.set(key, known.add(value));
		}
	};
	for (const body of bodies) walk(body, '');
	return { keys, values };
}

/** A row of HiBob’s list of fields. */
export const isFieldRow = (value: Json | undefined): boolean =>
	isObject(value) && typeof value.jsonPath === 'string' && typeof value.id === 'string';

/** Whether a key may stay: the sandbox has it, or each part of it is a known one or a number of HiBob’s. */
export const isKnownKey = ({ keys }: Vocabulary, key: string): boolean =>
	keys.has(key) || isPathOf(key, keys);

/** Whether a value of a key may stay. */
export function isKnownValue({ keys, values }: Vocabulary, key: string, value: string): boolean {
	if (values.get(key)?.has(value) === true) return true;
	return key === 'jsonPath' && isPathOf(value, keys);
}

const isPathOf = (text: string, keys: ReadonlySet<string>): boolean => {
	const parts = text.split(/[./]/).filter((part) => part !== '');
	return (
		parts.some((part) => OPAQUE.test(part)) &&
		parts.every((part) => keys.has(part) || OPAQUE.test(part))
	);
};
