import { expect, test } from '@jest/globals';
import type { OccasionType } from '../../../nodes/HiBob/occasions/catalogue.ts';
import { wantedOccasion } from '../../../nodes/HiBob/occasions/occasion.ts';

const isType = (text: string): text is OccasionType => text !== '';

test.each([
	['customDate', 'customDate has no field of its own'],
	['nameDay', 'nameDay is not an occasion'],
])('%s without settings is none that can be looked for', (type, message) => {
	expect(() => isType(type) && wantedOccasion(type)).toThrow(new RangeError(message));
});
