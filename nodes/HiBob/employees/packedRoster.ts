import { isObject } from '../../shared/jsonObject';
import { FINGERPRINT_LENGTH } from './fingerprint';
import { BITS, lettersOf, numbersOf } from './letters';

/** What is remembered of the roster: the fingerprint of each employee, by id. */
export interface RosterMemory {
	/** the names of the values in the fingerprints, in their order */
	watched: readonly string[];
	fingerprints: ReadonlyMap<string, string>;
}

/** 64 to the power of 11 is more than 10 to the power of 19, so HiBob’s ids fit (employee.ts) */
const ID_LENGTH = 11;
/** a number cannot hold a whole id exactly, so it is packed in parts */
const PARTS = 3;
const PART_BITS = (ID_LENGTH * BITS) / PARTS;
const LENGTH = ID_LENGTH + FINGERPRINT_LENGTH;
const NUMBER = /^[1-9]\d{0,18}$/;

/** The same as plain JSON: 32 letters for each employee, in one text. */
export interface PackedRoster {
	watched: string[];
	packed: string;
	/** by id, those whose id does not fit */
	others: Record<string, string>;
}

export function packRoster({ watched, fingerprints }: RosterMemory): PackedRoster {
	const parts: string[] = [];
	const others: [string, string][] = [];
	for (const [id, fingerprint] of fingerprints) {
		if (NUMBER.test(id)) parts.push(shortened(id), fingerprint);
		else others.push([id, fingerprint]);
	}
	return { watched: [...watched], packed: parts.join(''), others: Object.fromEntries(others) };
}

/** Whether a stored value looks like a roster; cheap enough for every poll. */
export const isPackedRoster = (stored: unknown): stored is PackedRoster =>
	isObject(stored) &&
	Array.isArray(stored.watched) &&
	stored.watched.every((name) => typeof name === 'string') &&
	typeof stored.packed === 'string' &&
	isObject(stored.others);

/** Null for a text that {@link packRoster} did not make. */
export function unpackRoster({ watched, packed, others }: PackedRoster): RosterMemory | null {
	if (packed.length % LENGTH !== 0 || !/^[\w-]*$/.test(packed)) return null;
	const fingerprints = new Map<string, string>();
	for (let at = 0; at < packed.length; at += LENGTH) {
		const id = lengthened(packed.slice(at, at + ID_LENGTH));
		fingerprints.set(id, packed.slice(at + ID_LENGTH, at + LENGTH));
	}
	for (const [id, fingerprint] of Object.entries(others)) {
		fingerprints.set(id, fingerprint);
	}
	return { watched, fingerprints };
}

function shortened(id: string): string {
	const parts: number[] = [];
	for (let rest = BigInt(id); parts.length < PARTS; rest >>= BigInt(PART_BITS)) {
		parts.unshift(Number(BigInt.asUintN(PART_BITS, rest)));
	}
	return lettersOf(parts, PART_BITS, ID_LENGTH);
}

const lengthened = (letters: string): string =>
	String(
		numbersOf(letters, PART_BITS, PARTS).reduce(
			(id, part) => (id << BigInt(PART_BITS)) + BigInt(part),
			0n,
		),
	);
