/** What a text is written like. Two texts of one format cannot be told apart by a reader of the product. */
export type Format =
	| 'empty text'
	| 'date'
	| 'day of a year'
	| 'instant'
	| 'e-mail address'
	| 'URL'
	| 'UUID'
	| 'number in a text'
	| 'text';

interface Known {
	format: Format;
	pattern: RegExp;
}

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

const KNOWN: readonly Known[] = [
	{ format: 'empty text', pattern: /^$/ },
	{ format: 'date', pattern: /^\d{4}-\d\d-\d\d$/ },
	{ format: 'day of a year', pattern: /^\d\d-\d\d$/ },
	{ format: 'instant', pattern: INSTANT },
	{ format: 'e-mail address', pattern: /^[^\s@]+@[^\s@]+$/ },
	{ format: 'URL', pattern: /^https?:\/\/\S+$/i },
	{ format: 'UUID', pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
	{ format: 'number in a text', pattern: /^-?\d+(?:\.\d+)?$/ },
];

export const formatOf = (text: string): Format =>
	KNOWN.find(({ pattern }) => pattern.test(text))?.format ?? 'text';

/** How precisely an instant is written: `to ms, Z`, `to seconds, no zone`. */
export function instantStyle(text: string): string {
	const [, seconds, fraction = '', zone] =
		/T? ?\d\d:\d\d(:\d\d)?([.,]\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
	const digits = Math.max(0, fraction.length - 1);
	const precision =
		seconds === undefined ? 'minutes' : digits === 0 ? 'seconds' : `${String(digits)} decimals`;
	return `to ${precision}, ${zone === undefined ? 'no zone' : zone === 'Z' ? 'Z' : 'an offset'}`;
}
