import { formatOf, instantStyle } from './format.mts';
import { isList, isObject } from './json.mts';
import { isReplacedKey } from './replacer.mts';
import type { Json } from './json.mts';

/** What stands at a place in answers: how often, and in which forms. */
interface Place {
	/** in how many of the objects around it */
	present: number;
	/** how many objects there were around it */
	of: number;
	forms: Set<string>;
	/** the words of the service that stood there, or the unknown keys */
	words: Set<string>;
}

/** The places of answers, by path: `employees[].work.site`. */
export type Shape = ReadonlyMap<string, Place>;

/** What stands in a path for keys that were replaced, which may be many, as in a map by address. */
export const UNKNOWN_KEY = '<unknown key>';

/** Keys that hold an id, whose form matters to the product. */
const ID = /(?:^|[._])id$|Id$/;

/**
 * The shape of some answers to one question.
 *
 * @param isWord - whether a value of a key is a word of the service, which is compared by itself
 */
export function shapeOf(
	bodies: readonly Json[],
	isWord: (key: string, value: string) => boolean,
): Shape {
	const places = new Map<string, Place>();
	const at = (path: string): Place => {
		const place = places.get(path) ?? {
			present: 0,
			of: 0,
			forms: new Set<string>(),
			words: new Set<string>(),
		};
		places.set(path, place);
		return place;
	};
	const objects = new Map<string, number>();
	const walk = (value: Json, path: string, key: string): void => {
		const place = at(path);
		place.present += 1;
		place.forms.add(formIn(value, key));
		if (typeof value === 'string' && isWord(key, value)) place.words.add(value);
		if (isList(value)) for (const one of value) walk(one, `${path}[]`, key);
		if (isObject(value)) {
			objects.set(path, (objects.get(path) ?? 0) + 1);
			for (const [name, one] of Object.entries(value)) {
				const isUnknown = isReplacedKey(name);
				const own = isUnknown ? UNKNOWN_KEY : name;
				const below = path === '' ? own : `${path}.${own}`;
				walk(one, below, name);
				if (isUnknown) at(below).words.add(name);
			}
		}
	};
	for (const body of bodies) walk(body, '', '');
	for (const [path, place] of places) {
		const around = path.endsWith('[]') ? undefined : objects.get(parentOf(path, objects));
		place.of = around ?? place.present;
	}
	return places;
}

/** The longest path of an object that a path begins with, because a key may hold a dot. */
function parentOf(path: string, objects: ReadonlyMap<string, number>): string {
	for (let at = path.length; at > 0; at--) {
		const parent = path.slice(0, at);
		if (path.charAt(at) === '.' && objects.has(parent)) return parent;
	}
	return '';
}

/** What a value is, as far as the product could tell the difference. */
export function formIn(value: Json, key: string): string {
	if (value === null) return 'null';
	if (isList(value)) return 'a list';
	if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
	if (typeof value === 'boolean') return 'true or false';
	if (typeof value !== 'string') return 'an object';
	const format = formatOf(value);
	if (format === 'instant') return `an instant ${instantStyle(value)}`;
	if (format === 'date' || format === 'day of a year' || format === 'UUID') return `a ${format}`;
	if (format === 'e-mail address') return 'an e-mail address';
	// only an id has to be a number; a post code may be one
	if (ID.test(key)) return format === 'number in a text' ? 'a number in a text' : 'a text';
	return 'a text';
}
