import { describe, expect, test } from '@jest/globals';
import { filled, isObject, itemOf, memberOf, ownOf } from '../../nodes/shared/jsonObject.ts';

test.each([
	[{}, true],
	[{ a: 1 }, true],
	[[], false],
	[null, false],
	[undefined, false],
	['text', false],
	[1, false],
	[() => 1, false],
])('%j is an object: %s', (value, expected) => {
	expect(isObject(value)).toBe(expected);
});

describe('a member of outside data', () => {
	test.each([
		[{ id: 1 }, 1],
		[{ id: 0 }, 0],
		[{ id: false }, false],
		[{ id: null }, null],
		[{ id: undefined }, null],
		[{}, null],
		[[], null],
		['text', null],
		[undefined, null],
	])('of %j is %j', (data, expected) => {
		expect(memberOf(data, 'id')).toBe(expected);
	});

	test('is not what every object has', () => {
		expect(memberOf({}, 'toString')).toBeNull();
		expect(memberOf('text', 'length')).toBeNull();
		expect(ownOf({}, 'constructor')).toBeUndefined();
		expect(ownOf({ constructor: 1 }, 'constructor')).toBe(1);
	});
});

test('only the fields that are set remain, empty ones among them', () => {
	expect(filled({ a: 1, b: undefined, c: null, d: '', e: 0 })).toStrictEqual({
		a: 1,
		c: null,
		d: '',
		e: 0,
	});
});

test('outside data as an item is a copy without what n8n cannot store', () => {
	const data = { name: 'A\u0000da', site: 'London' };
	const item = itemOf(data);
	expect(item.name).not.toContain('\u0000');
	expect(item.site).toBe('London');
	expect(data.name).toBe('A\u0000da');
});
