import { describe, expect, test } from '@jest/globals';
import { aboutOf, inWords, personIn } from '../../../nodes/Reachdesk/gifts/about.ts';

const KEY = 'hibob:7:birthday:2026';

describe('a person in an execution', () => {
	test.each([
		[{ key: KEY, employee: { id: '7', displayName: 'Noa Levi' } }, `Noa Levi (${KEY})`],
		[{ key: KEY, employee: { id: '7', firstName: 'Noa', lastName: 'Levi' } }, `Noa Levi (${KEY})`],
		[{ key: KEY, employee: { id: '7', firstName: 'Noa', lastName: null } }, `Noa (${KEY})`],
		[{ key: KEY, employee: { id: '7', firstName: 17, lastName: 'Levi' } }, `Levi (${KEY})`],
		[{ key: KEY, employee: { id: '7' } }, `Employee 7 (${KEY})`],
		[{ employee: { id: '7' } }, 'Employee 7'],
		[{ id: '7', displayName: 'Noa Levi' }, 'Noa Levi'],
		[{ key: KEY, employee: 'Noa' }, KEY],
		[{ key: KEY, employee: { id: 7, displayName: ' ' } }, KEY],
		[{}, null],
	])('of %j is %j', (item, expected) => {
		expect(personIn(item)).toBe(expected);
	});

	test('is in a sentence what is known of name and key', () => {
		expect(inWords('Noa', KEY)).toBe(`Noa (${KEY})`);
		expect(inWords('Noa', null)).toBe('Noa');
		expect(inWords(null, KEY)).toBe(KEY);
		expect(inWords(null, null)).toBeNull();
	});
});

test('the occasion of an item is its plain values', () => {
	const occasion = { type: 'birthday', years: 3, date: null, dueDate: ['2026-11-25'], note: 'x' };
	expect(aboutOf({ employee: { id: '7' }, occasion })).toEqual({
		employee: { id: '7', displayName: null },
		occasion: { type: 'birthday', years: 3, date: null },
	});
	expect(aboutOf({ id: '7', occasion: 'birthday' }).occasion).toBeNull();
});
