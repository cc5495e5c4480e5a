import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RosterMemory } from '../../../nodes/HiBob/employees/packedRoster.ts';
import { compareRoster } from '../../../nodes/HiBob/employees/rosterDiff.ts';
import type { Standing } from '../../../nodes/HiBob/employees/rosterDiff.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { RUNS } from '../../shared/propertyRuns.mts';

const WATCHED = ['title', 'site'];

type Someone = Standing<string>;

const isIn = (id: string, ...values: string[]): Someone => ({
	kind: 'in',
	id,
	employee: `employee ${id}`,
	values: [values[0] ?? 'Baker', values[1] ?? 'London'],
});
const isOut = (id: string, kind: 'out' | 'unknown' = 'out'): Someone => ({
	kind,
	id,
	employee: `employee ${id}`,
	reason: 'terminated',
	explanation: 'Left on 2026-11-22',
});

const compare = (before: RosterMemory | null, standings: Someone[], largestShrink = 20) =>
	compareRoster(before, standings, WATCHED, largestShrink);

const rosterOf = (...standings: Someone[]): RosterMemory => compare(null, standings).after;

const people = (count: number, title = 'Baker'): Someone[] =>
	Array.from({ length: count }, (_, index) => isIn(String(index + 1), title));

describe('compared with the last run', () => {
	test('without one, everybody who is in is added as the initial sync', () => {
		const { changes, after } = compare(null, [isIn('1'), isOut('2'), isOut('3', 'unknown')]);
		expect(changes).toEqual([
			{ event: 'employeeAdded', id: '1', employee: 'employee 1', initial: true },
		]);
		expect([...after.fingerprints.keys()]).toEqual(['1']);
	});

	test('the same roster has no changes', () => {
		expect(compare(rosterOf(...people(7)), people(7)).changes).toEqual([]);
	});

	test('somebody unknown whose values cannot be compared is kept without them, in full length', () => {
		const { after } = compareRoster(rosterOf(isIn('1')), [isOut('1', 'unknown')], ['title'], 20);
		expect([...after.fingerprints]).toEqual([['1', '-'.repeat(21)]]);
	});

	test('too many who would have left are an error with what to do', () => {
		const { message, remedy } = explanationOf(() => compare(rosterOf(...people(30)), []));
		expect(message).toBe('30 of 30 employees would count as leavers since the last run');
		expect(remedy).toContain("'Max Headcount Drop (%)'");
	});

	test('who is new, has changed, has left and is gone are told apart', () => {
		const before = rosterOf(isIn('1'), isIn('2'), isIn('3'), isIn('4'));
		const { changes } = compare(before, [isIn('1', 'Cook'), isIn('2'), isOut('3'), isIn('5')]);
		expect(changes).toEqual([
			{
				event: 'employeeChanged',
				id: '1',
				employee: 'employee 1',
				changedFields: ['title'],
				mark: expect.stringMatching(/^[\w-]{5}$/),
			},
			{
				event: 'employeeLeft',
				id: '3',
				employee: 'employee 3',
				reason: 'terminated',
				explanation: 'Left on 2026-11-22',
			},
			{ event: 'employeeAdded', id: '5', employee: 'employee 5', initial: false },
			{
				event: 'employeeLeft',
				id: '4',
				employee: null,
				reason: 'gone',
				explanation: 'HiBob no longer lists this employee',
			},
		]);
	});

	test('somebody of whom too little is known has neither changed nor left', () => {
		const before = rosterOf(isIn('1'));
		const unclear = compare(before, [isOut('1', 'unknown')]);
		expect(unclear.changes).toEqual([]);
		expect(compare(unclear.after, [isIn('1')]).changes).toEqual([]);
		expect(compare(unclear.after, [isIn('1', 'Cook')]).changes).toMatchObject([
			{ event: 'employeeChanged', changedFields: ['title'] },
		]);
	});

	test('where other fields are watched than before, nothing counts as changed', () => {
		const before = rosterOf(isIn('1'), isIn('2'));
		const other = compareRoster(before, [isIn('1', 'Cook'), isOut('2', 'unknown')], ['title'], 20);
		expect(other.changes).toEqual([]);
		const next = compareRoster(other.after, [isIn('1', 'Cook'), isIn('2', 'Cook')], ['title'], 20);
		expect(next.changes).toEqual([]);
	});
});

describe('a person of the last run whom HiBob does not list', () => {
	const before = rosterOf(isIn('1'), isIn('2'));
	const without2 = (unidentified: readonly (string | null)[]) =>
		compareRoster(before, [isIn('1')], WATCHED, 20, unidentified);

	test.each([[[]], [['3']]])(
		'has left when the rows that identify nobody are %j',
		(unidentified) => {
			const { changes, after } = without2(unidentified);
			expect(changes).toMatchObject([{ event: 'employeeLeft', id: '2', reason: 'gone' }]);
			expect([...after.fingerprints.keys()]).toEqual(['1']);
		},
	);

	test.each([[[null]], [['2']], [['3', '2']], [['3', null]]])(
		'may be one of the rows that identify nobody, %j, and has not left',
		(unidentified) => {
			const { changes, after } = without2(unidentified);
			expect(changes).toEqual([]);
			expect(after.fingerprints).toEqual(before.fingerprints);
			expect(compare(after, [isIn('1'), isIn('2', 'Cook')]).changes).toMatchObject([
				{ event: 'employeeChanged', id: '2', changedFields: ['title'] },
			]);
		},
	);
});

describe('the share that may leave', () => {
	const leave = (all: number, leavers: number, largestShrink = 20) =>
		compare(rosterOf(...people(all)), people(all).slice(leavers), largestShrink).changes.length;

	test.each([
		[100, 20, 20],
		[20, 4, 20],
		[19, 19, 20],
		[4, 1, 20],
		[100, 100, 100],
		[100, 0, 0],
	])('of %i employees, %i may leave when it is %i %%', (all, leavers, share) => {
		expect(leave(all, leavers, share)).toBe(leavers);
	});

	test.each([
		[100, 21, 20],
		[20, 5, 20],
		[100, 1, 0],
	])('of %i employees, %i may not leave when it is %i %%', (all, leavers, share) => {
		expect(() => leave(all, leavers, share)).toThrow(
			`${String(leavers)} of ${String(all)} employees would count as leavers`,
		);
	});

	test('does not limit how many change or join', () => {
		const before = rosterOf(...people(100));
		const changed = [...people(100).slice(30), ...people(30, 'Cook')];
		expect(compare(before, changed).changes).toHaveLength(30);
		expect(compare(before, people(300)).changes).toHaveLength(200);
	});
});

test('whatever the two rosters, the changes lead from the one to the other', () => {
	const anyRoster = () =>
		fc
			.uniqueArray(
				fc.record({
					id: fc.integer({ min: 1, max: 30 }).map(String),
					title: fc.constantFrom('Baker', 'Cook'),
				}),
				{ selector: ({ id }) => id, maxLength: 19 },
			)
			.map((rows) => rows.map(({ id, title }) => isIn(id, title)));
	fc.assert(
		fc.property(anyRoster(), anyRoster(), (one, other) => {
			const before = rosterOf(...one);
			const { changes, after } = compare(before, other);
			const ids = new Set(before.fingerprints.keys());
			for (const { event, id } of changes) {
				if (event === 'employeeAdded') {
					expect(ids.has(id)).toBe(false);
					ids.add(id);
				} else if (event === 'employeeLeft') expect(ids.delete(id)).toBe(true);
				else expect(before.fingerprints.get(id)).not.toBe(after.fingerprints.get(id));
			}
			expect([...ids].sort()).toEqual(other.map(({ id }) => id).sort());
			expect(after).toEqual(rosterOf(...other));
			expect(changes.map(({ id }) => id)).toHaveLength(new Set(changes.map(({ id }) => id)).size);
		}),
		RUNS,
	);
});
