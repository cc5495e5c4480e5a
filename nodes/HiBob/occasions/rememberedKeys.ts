import { createHash } from 'node:crypto';
import { addDays, isCivilDate } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { GiftKey } from './giftKey';

/**
 * The keys that were returned, as short hashes by the month of the run: `{ 'yyyy-MM': hashes }`, all
 * hashes of a month in one text. Plain JSON, without anyone’s id or date in plain text.
 *
 * Rule: a hash hides a key from people who read the state, not from people who guess: anyone who knows the
 * id of an employee can hash the keys that it may have. A salt would have to be kept beside the hashes, where
 * it stops nobody.
 */
export type RememberedKeys = Readonly<Record<string, string>>;

/**
 * 48 bits. A key that has the hash of another one counts as returned, so its gift would be lost: of the
 * 162,500 keys that 50,000 employees with three occasions a year have in thirteen months, the chance is
 * 162,500² / 2 / 2^48, one such gift in about 23,000 years (test/HiBob/occasions/rememberedKeys).
 */
const LENGTH = 8;

/** Thirteen months, so that a yearly occasion is remembered until it has come again. */
export const REMEMBERED_DAYS = 396;

/** More than the catch-up days, in which an occasion may be offered again. */
export const CATCH_UP_REMEMBERED_DAYS = 92;

const hashOf = (text: string): string =>
	createHash('sha256').update(text).digest('base64url').slice(0, LENGTH);

/** The hashes of some texts, such as keys, in one text. */
export const hashesOf = (texts: readonly string[]): string => texts.map(hashOf).join('');

/** A text of hashes without those of some keys. */
export function withoutHashes(hashes: string, keys: readonly string[]): string {
	const gone = new Set(keys.map(hashOf));
	return Array.from({ length: hashes.length / LENGTH }, (_, index) =>
		hashes.slice(index * LENGTH, (index + 1) * LENGTH),
	)
		.filter((hash) => !gone.has(hash))
		.join('');
}

/** The month of a day, `yyyy-MM`. */
export const monthOf = (day: CivilDate): string => day.slice(0, 7);

/** A look-up of whether a key was returned within the last thirteen months. */
export function keyLookUp(remembered: RememberedKeys): (key: string) => boolean {
	const hashes = new Set<string>();
	for (const month of Object.values(remembered)) {
		for (let at = 0; at < month.length; at += LENGTH) hashes.add(month.slice(at, at + LENGTH));
	}
	return (key) => hashes.has(hashOf(key));
}

/** Adds the keys that were returned on a day, and forgets those of more than thirteen months ago. */
export function withKeys(
	remembered: RememberedKeys,
	keys: readonly GiftKey[],
	day: CivilDate,
	rememberedDays = REMEMBERED_DAYS,
): RememberedKeys {
	const oldest = monthOf(addDays(day, -rememberedDays));
	const kept = Object.entries(remembered).filter(([month]) => month >= oldest);
	if (keys.length === 0) return Object.fromEntries(kept);
	const month = monthOf(day);
	const added = (remembered[month] ?? '') + hashesOf(keys);
	return Object.fromEntries([...kept.filter(([name]) => name !== month), [month, added]]);
}

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const HASHES = new RegExp(`^(?:[\\w-]{${String(LENGTH)}})+$`);

/** Whether a value is such a text of hashes. */
export const areHashes = (value: unknown): value is string =>
	typeof value === 'string' && HASHES.test(value);

/** Reads stored keys and drops everything else. */
export const readKeys = (stored: unknown): RememberedKeys =>
	hashesBy(stored, (name) => MONTH.test(name));

/** The same for keys that the version before kept by day. */
export function readKeysOfDays(stored: unknown): RememberedKeys {
	const byMonth = new Map(Object.entries(readKeys(stored)));
	for (const [day, hashes] of Object.entries(hashesBy(stored, isCivilDate))) {
		const month = day.slice(0, 7);
		byMonth.set(month, (byMonth.get(month) ?? '') + hashes);
	}
	return Object.fromEntries(byMonth);
}

/** Reads hashes by name and drops everything else. */
export const hashesBy = (
	stored: unknown,
	isName: (name: string) => boolean,
): Readonly<Record<string, string>> =>
	typeof stored !== 'object' || stored === null
		? {}
		: Object.fromEntries(
				Object.entries(stored).filter(
					(entry): entry is [string, string] => isName(entry[0]) && areHashes(entry[1]),
				),
			);
