import { expect, test } from '@jest/globals';
import type { OccasionType } from '../../../nodes/HiBob/occasions/catalogue.ts';
import { wantedCustomDate, wantedOccasion } from '../../../nodes/HiBob/occasions/occasion.ts';

const isType = (text: string): text is OccasionType => text !== '';

test.each([
	['customDate', 'customDate has no field of its own'],
	['nameDay', 'nameDay is not an occasion'],
])('%s without settings is none that can be looked for', (type, message) => {
	expect(() => isType(type) && wantedOccasion(type)).toThrow(new RangeError(message));
});

test.each([
	['work.shortStartDate', 'work.startDate'],
	['work.custom.field_1', 'work.custom.field_1'],
])('a custom date in %s reads %s, which has the year', (field, read) => {
	expect(wantedCustomDate(field, 'yearly')).toMatchObject({ id: field, fields: [read] });
});

test.each([
	['startDate', ['work.startDate'], null],
	['birthday', ['personal.shortBirthDate'], 'personal.birthDate'],
] as const)('%s falls on the date of its own field', (type, fields, fallback) => {
	expect(wantedOccasion(type)).toMatchObject({ fields, fallback });
});
