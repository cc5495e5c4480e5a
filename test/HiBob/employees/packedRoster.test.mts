import { expect, test } from '@jest/globals';
import { FINGERPRINT_LENGTH } from '../../../nodes/HiBob/employees/fingerprint.ts';
import { packRoster, unpackRoster } from '../../../nodes/HiBob/employees/packedRoster.ts';

test.each([
	['1', true],
	['3332883884017713938', true],
	['9999999999999999999', true],
	['10000000000000000000', false],
	['0', false],
	['007', false],
	['12a', false],
	['a12', false],
	['1e5', false],
])('the ID %s comes back as it was, packed: %s', (id, isPacked) => {
	const fingerprints = new Map([[id, 'A'.repeat(FINGERPRINT_LENGTH)]]);
	const packed = packRoster({ watched: ['title'], fingerprints });
	expect(Object.keys(packed.others)).toEqual(isPacked ? [] : [id]);
	expect(unpackRoster(packed)?.fingerprints).toEqual(fingerprints);
});

test.each([
	['1', 'AAAAAAAAAAB'],
	['63', 'AAAAAAAAAA_'],
	['64', 'AAAAAAAAABA'],
	['1073741823', 'AAAAAA_____'],
	['1073741824', 'AAAAABAAAAA'],
	['3332883884017713938', 'C5AyDvwgAMS'],
	['9999999999999999999', 'IrHIwSJ5___'],
])('the ID %s is packed as in earlier versions', (id, letters) => {
	const fingerprint = 'A'.repeat(FINGERPRINT_LENGTH);
	const { packed } = packRoster({ watched: [], fingerprints: new Map([[id, fingerprint]]) });
	expect(packed).toBe(`${letters}${fingerprint}`);
});
