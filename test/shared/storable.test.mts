import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { itemOf } from '../../nodes/shared/jsonObject.ts';
import { storable } from '../../nodes/shared/storable.ts';

describe('outside data', () => {
	test('loses control characters wherever they stand, and keeps the lines of a note', () => {
		const data = {
			'na\u0000me': ['No\u0000a', { note: 'a\r\n\tb\u0007c\u0085' }],
			id: 7,
			at: null,
		};
		expect(itemOf(data)).toEqual({ name: ['No a', { note: 'a\r\n\tb c ' }], id: 7, at: null });
	});

	test('has one space for several control characters in a row', () => {
		expect(storable('No\u0000\u0007\u0001a')).toBe('No a');
	});

	test('of any shape holds none, and is the same but for them', () => {
		fc.assert(
			fc.property(fc.jsonValue({ stringUnit: 'binary' }), (data) => {
				const stored = storable(data);
				expect(JSON.stringify(stored)).not.toMatch(/\\u00[01]|[\u007f-\u009f]/);
				expect(storable(stored)).toEqual(stored);
				if (!/\\u00[01]|\\[bf]|[\u007f-\u009f]/.test(JSON.stringify(data))) {
					expect(stored).toEqual(data);
				}
			}),
		);
	});

	test('keeps names with a meaning of their own as plain fields', () => {
		const data: unknown = JSON.parse('{"__proto__":{"id":"1"},"constructor":null}');
		expect(JSON.stringify(storable(data))).toBe(JSON.stringify(data));
	});
});
