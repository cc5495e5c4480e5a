import { createHash, randomBytes } from 'node:crypto';
import { formatOf } from './format.mts';
import { isList, isObject } from './json.mts';
import type { Json, JsonRecord } from './json.mts';
import { isFieldRow, isKnownKey, isKnownValue } from './vocabulary.mts';
import type { Vocabulary } from './vocabulary.mts';

const REPLACED_KEY = 'unknown ';

/** Whether a key stands for one that was replaced. */
export const isReplacedKey = (key: string): boolean => key.startsWith(REPLACED_KEY);

/**
 * Replaces everything in answers of a live account that could be about somebody.
 *
 * Rules: what is not known to be harmless is replaced. What stays are null, booleans, zero, the words of
 * the {@link Vocabulary}, and how things are written: an object’s keys by number, the length of lists, the
 * format of dates and addresses, digits of a number, the length of a text in five classes. The same value
 * gets the same replacement everywhere, so that it shows which ids belong together. What decides on
 * replacements is made anew for each capture and kept nowhere.
 */
export class Replacer {
	private readonly secret = randomBytes(32);

	private readonly known = new Map<string, Buffer>();

	private readonly vocabulary: Vocabulary;

	private readonly unknownNames = new Set<string>();

	constructor(vocabulary: Vocabulary) {
		this.vocabulary = vocabulary;
	}

	/**
	 * Keys, and words of the service, that were replaced because the sandbox does not know them, as they
	 * were. They are for the eyes of whoever captures; what does not look like a name in an API is not among
	 * them.
	 */
	unknown(): string[] {
		return [...this.unknownNames].sort();
	}

	/** @param key - under which the value stands; empty for a whole answer */
	value(value: Json, key = ''): Json {
		if (value === null || typeof value === 'boolean' || value === 0) return value;
		if (typeof value === 'number') return this.number(value);
		if (typeof value === 'string') return this.text(value, key);
		if (isList(value)) return value.map((one) => this.value(one, key));
		return isObject(value) ? this.object(value) : null;
	}

	private object(value: JsonRecord): Json {
		const isField = isFieldRow(value);
		return Object.fromEntries(
			Object.entries(value).map(([key, one]) => [
				isKnownKey(this.vocabulary, key) ? key : this.key(key),
				this.value(one, isField && key === 'id' ? 'jsonPath' : key),
			]),
		);
	}

	/** A key that nobody knows, which may be somebody’s address. */
	private key(key: string): string {
		this.note(key);
		return `${REPLACED_KEY}${this.letters(key, 8)}`;
	}

	private note(name: string): void {
		if (/^[A-Za-z][A-Za-z_-]{1,40}$/.test(name)) this.unknownNames.add(name);
	}

	/** A number with the same sign and as many digits before and behind its point. */
	private number(value: number): number {
		const written = String(value);
		if (!/^-?\d+(?:\.\d+)?$/.test(written)) return Math.sign(value) * 1e21;
		for (let attempt = 0; ; attempt++) {
			const number = Number(this.digits(written, attempt));
			// the last digit may have to stay, as in a number that is as long as JSON can hold
			if (number !== value && String(number).length === written.length) return number;
			if (attempt > 50) return number;
		}
	}

	private text(value: string, key: string): string {
		if (isKnownValue(this.vocabulary, key, value)) return value;
		if (this.vocabulary.values.has(key)) this.note(value);
		const format = formatOf(value);
		switch (format) {
			case 'empty text':
				return value;
			case 'date':
			case 'instant':
				return this.differing(
					value,
					(attempt) => this.date(value, attempt) + this.time(value, attempt),
				);
			case 'day of a year':
				return this.differing(value, (attempt) => this.date(`2000-${value}`, attempt).slice(5));
			case 'e-mail address':
				return `${this.letters(value, 10)}@example.com`;
			case 'URL':
				return `${value.slice(0, value.indexOf(':')).toLowerCase()}://example.com/${this.letters(value, 10)}`;
			case 'UUID':
				return this.uuid(value);
			case 'number in a text':
				return this.differing(value, (attempt) => this.digits(value, attempt));
			case 'text':
				return this.letters(value, classOf(value.length), /[^\p{ASCII}]/u.test(value));
		}
	}

	/** Bytes that follow from a value, and from nothing else that anybody knows. */
	private bytes(value: string, attempt = 0): Buffer {
		const name = `${String(attempt)} ${value}`;
		const known = this.known.get(name);
		if (known) return known;
		const bytes = createHash('sha256').update(this.secret).update(name).digest();
		this.known.set(name, bytes);
		return bytes;
	}

	private differing(value: string, make: (attempt: number) => string): string {
		for (let attempt = 0; attempt < 100; attempt++) {
			const made = make(attempt);
			if (made !== value) return made;
		}
		return '';
	}

	private letters(value: string, length: number, hasOthers = false): string {
		const bytes = this.bytes(value);
		const letters = Array.from({ length }, (_, at) =>
			String.fromCharCode(97 + ((bytes[at % bytes.length] ?? 0) % 26)),
		);
		if (hasOthers) letters[0] = 'é';
		return letters.join('');
	}

	/** The digits of a number written anew; the first of several is no zero. */
	private digits(written: string, attempt: number): string {
		const bytes = this.bytes(written, attempt);
		let place = 0;
		return Array.from(written, (letter) => {
			if (!/\d/.test(letter)) return letter;
			const byte = bytes[place % bytes.length] ?? 0;
			place += 1;
			const isFirst = place === 1;
			return String(isFirst ? 1 + (byte % 9) : byte % 10);
		}).join('');
	}

	/** A date that every calendar has. */
	private date(value: string, attempt: number): string {
		const [year = 0, month = 0, day = 0] = this.bytes(value, attempt);
		const two = (number: number): string => String(number).padStart(2, '0');
		return `${String(2000 + (year % 30))}-${two(1 + (month % 12))}-${two(1 + (day % 28))}`;
	}

	/** The rest of an instant in the same style; nothing for a date. */
	private time(value: string, attempt: number): string {
		const [, , , hour = 0, minute = 0, second = 0] = this.bytes(value, attempt);
		const two = (number: number): string => String(number).padStart(2, '0');
		const rest = value.slice(10);
		const zone = /(?:Z|[+-]\d\d:?\d\d)$/.exec(rest)?.[0] ?? '';
		const clock = rest.slice(0, rest.length - zone.length);
		const parts = [hour % 24, minute % 60, second % 60].map(two);
		let at = 0;
		const replaced = clock
			.replace(/(?<![.,]\d*)\d\d/g, () => parts[at++] ?? '00')
			.replace(/(?<=[.,])\d+/, (digits) => '0'.repeat(digits.length));
		return replaced + zone.replace(/\d/g, '0');
	}

	private uuid(value: string): string {
		const hex = this.bytes(value.toLowerCase()).toString('hex');
		let at = 0;
		return value.replace(/[0-9a-f]/gi, () => hex.charAt(at++));
	}
}

const CLASSES = [3, 8, 16, 40] as const;

/** Lengths in classes, because that of a name may name it. */
const classOf = (length: number): number => CLASSES.find((longest) => length <= longest) ?? 60;
