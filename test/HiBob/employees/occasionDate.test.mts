import { expect, test } from '@jest/globals';
import { occasionDate } from '../../../nodes/HiBob/employees/occasionDate.ts';
import { birthday } from '../occasions/wanted.mts';
import { recordWith } from './people.mts';

const WANTED = { ...birthday, fields: ['work.first', 'work.second'], fallback: 'work.full' };

/** The date, and the fields that were noted as unreadable; one was before. */
const read = (work: object, wanted: Partial<typeof WANTED> | { fallback: null } = {}) => {
	const unreadable = ['work.title'];
	const date = occasionDate(recordWith({ work }), { ...WANTED, ...wanted }, unreadable);
	return [date, ...unreadable.slice(1)];
};

test.each([
	['the first field', { first: '03-01', second: '04-01', full: '1990-05-01' }, ['03-01']],
	['the next one when it is empty', { second: '04-01', full: '1990-05-01' }, ['04-01']],
	['the whole date without its year', { first: null, full: '1990-05-01' }, ['05-01']],
	['nothing when all are empty', { first: null, full: '' }, [null]],
	[
		'no other field when one is unreadable',
		{ first: 'May', second: '04-01' },
		[null, 'work.first'],
	],
	['no whole date either', { second: 'May', full: '1990-05-01' }, [null, 'work.second']],
	['no unreadable whole date', { full: '05-01' }, [null, 'work.full']],
])('an occasion falls on %s', (_, work, expected) => {
	expect(read(work)).toEqual(expected);
});

test('an occasion without a fallback falls on no other date', () => {
	expect(read({ full: '1990-05-01' }, { fallback: null })).toEqual([null]);
});
