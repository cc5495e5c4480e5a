import fc from 'fast-check';

/** Random damage to JSON: what an outside service might answer one day, and never should. */

/** One piece of damage; places are counted through the tree, whatever its size. */
export type Mutation =
	| { kind: 'replace'; place: number; value: unknown }
	| { kind: 'remove'; place: number }
	| { kind: 'add'; place: number; key: string; value: unknown }
	| { kind: 'repeat'; place: number }
	| { kind: 'copy'; place: number; from: number };

const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)]);

const HUGE = 'x'.repeat(100_000);

/** Keys with a meaning of their own in JavaScript. */
const SPECIAL_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

/** Values that are not what any field is meant to hold, and some that nearly are. */
export const HOSTILE_VALUES: readonly unknown[] = [
	null,
	{ value: null },
	{ value: 'x' },
	{},
	[],
	[[]],
	[null],
	nested(30),
	0,
	-1,
	1.5,
	1e308,
	3_332_883_884_017_714_000,
	true,
	false,
	'',
	'  ',
	'\u0000',
	'\ud800',
	'Ⅻ ٣',
	HUGE,
	'2026-02-30',
	'0000-00-00',
	'9999-12-31',
	'30/11/2026',
	'2026-11-23T00:00:00Z',
	'11-31',
	'02-29',
	'Suspended',
	'Terminated',
	' active ',
	'no address',
	...SPECIAL_KEYS,
	JSON.parse('{"__proto__":{"id":"1","status":"Active"}}'),
	{ constructor: null, toString: 1, hasOwnProperty: 'x' },
	{ length: 3, 0: 'x' },
];

export const anyHostileValue = (): fc.Arbitrary<unknown> => fc.constantFrom(...HOSTILE_VALUES);

export const anyMutation = (): fc.Arbitrary<Mutation> => {
	const place = fc.nat();
	return fc.oneof(
		fc.record({ kind: fc.constant('replace' as const), place, value: anyHostileValue() }),
		fc.record({ kind: fc.constant('remove' as const), place }),
		fc.record({
			kind: fc.constant('add' as const),
			place,
			key: fc.constantFrom(...SPECIAL_KEYS, 'value', 'id', ''),
			value: anyHostileValue(),
		}),
		fc.record({ kind: fc.constant('repeat' as const), place }),
		fc.record({ kind: fc.constant('copy' as const), place, from: fc.nat() }),
	);
};

/** A member of an object or list within a tree. */
interface Place {
	holder: object;
	key: string;
}

function placesIn(tree: unknown): Place[] {
	if (typeof tree !== 'object' || tree === null) return [];
	return Object.keys(tree).flatMap((key) => [
		{ holder: tree, key },
		...placesIn(Reflect.get(tree, key)),
	]);
}

/** Sets a member of its own, also where its name is `__proto__`. */
export function setOwn(holder: object, key: string, value: unknown): void {
	Object.defineProperty(holder, key, {
		value,
		writable: true,
		enumerable: true,
		configurable: true,
	});
}

function remove({ holder, key }: Place): void {
	if (Array.isArray(holder)) holder.splice(Number(key), 1);
	else Reflect.deleteProperty(holder, key);
}

function add({ holder, key }: Place, name: string, value: unknown): void {
	const inner: unknown = Reflect.get(holder, key);
	const target = typeof inner === 'object' && inner !== null ? inner : holder;
	if (Array.isArray(target)) target.push(value);
	else setOwn(target, name, value);
}

/** A list gets an entry twice; what is in no list becomes a list of itself and itself. */
function repeat({ holder, key }: Place): void {
	const value: unknown = Reflect.get(holder, key);
	if (Array.isArray(holder)) holder.push(structuredClone(value));
	else setOwn(holder, key, [value, structuredClone(value)]);
}

/** Damages a copy of a tree, one mutation after the other. */
export function mutated(tree: unknown, mutations: readonly Mutation[]): unknown {
	const copy = { tree: structuredClone(tree) };
	for (const mutation of mutations) {
		const places = placesIn(copy);
		const at = (count: number): Place => places[count % places.length] ?? { holder: {}, key: '' };
		const place = at(mutation.place);
		switch (mutation.kind) {
			case 'replace':
				setOwn(place.holder, place.key, structuredClone(mutation.value));
				break;
			case 'remove':
				remove(place);
				break;
			case 'add':
				add(place, mutation.key, structuredClone(mutation.value));
				break;
			case 'repeat':
				repeat(place);
				break;
			case 'copy': {
				const from = at(mutation.from);
				setOwn(place.holder, place.key, structuredClone(Reflect.get(from.holder, from.key)));
			}
		}
	}
	return copy.tree;
}
