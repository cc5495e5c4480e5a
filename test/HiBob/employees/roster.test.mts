import { describe, expect, test } from '@jest/globals';
import {
	checkHeadCount,
	checkUnreadable,
	missingPermission,
	readRoster,
	unreadableFields,
} from '../../../nodes/HiBob/employees/roster.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { NOA_ID, recordWith } from './people.mts';

describe('an answer of the documented shape', () => {
	test('is its employees, in their order', () => {
		const employees = [{ id: '3', work: { title: null } }, { id: '1' }, { id: '2' }];
		expect(readRoster({ employees })).toEqual({ employees, unidentified: [] });
	});

	test('keeps ids that are no numbers', () => {
		const employees = [{ id: 'A-1' }, { id: '2' }];
		expect(readRoster({ employees })).toEqual({ employees, unidentified: [] });
	});

	test('keeps ids that no number can hold', () => {
		const answer: unknown = JSON.parse(
			'{"employees":[{"id":"3332883884017713938"},{"id":"3332883884017713939"}]}',
		);
		expect(readRoster(answer).employees.map(({ id }) => id)).toEqual([
			'3332883884017713938',
			'3332883884017713939',
		]);
	});
});

describe('an answer of another shape stops the run', () => {
	test.each([
		['a login page', '<html></html>'],
		['nothing', undefined],
		['null', null],
		['a bare list', [{ id: '1' }]],
		['no employees', { people: [] }],
		['employees that are null', { employees: null }],
		['employees that are no list', { employees: { '1': { id: '1' } } }],
		['an error', { key: 'tokenNotMatch', error: 'wrong' }],
	])('%s', (_, answer) => {
		const { message, remedy } = explanationOf(() => readRoster(answer));
		expect(message).toBe('HiBob’s answer has no list of employees');
		expect(remedy).toContain('URL in the credential');
	});
});

describe('an empty answer stops the run', () => {
	test('and names the permission that is missing most often', () => {
		const { message, remedy } = explanationOf(() => readRoster({ employees: [] }));
		expect(message).toBe('HiBob returned no employees');
		expect(remedy).toContain('"Access data for"');
	});
});

describe('a row that nobody can be identified by', () => {
	const others = [{ id: '1' }, { id: '2' }];

	test.each([
		['with a number, which would lose its last digits', { id: 3332883884 }],
		['without an id', {}],
		['with an empty id', { id: '' }],
		['with an id that is null', { id: null }],
		['with an id of blanks', { id: ' ' }],
		['with an id of two words', { id: '1 2' }],
		['with an invisible character in its id', { id: '1\u200B' }],
		['with a colon in its id, which keys are made with', { id: '1:birthday' }],
		['with an id as long as a book', { id: '1'.repeat(101) }],
		['with an id that is inherited', Object.create({ id: '3' })],
		['that is null', null],
		['that is a text', '3332883884017713938'],
		['that is a list', [{ id: '3' }]],
	])('%s is named by its place, and all others are read', (_, row: unknown) => {
		const [first, last] = others;
		const { employees, unidentified } = readRoster({ employees: [first, row, last] });
		expect(employees).toEqual(others);
		expect(unidentified).toHaveLength(1);
		expect(unidentified[0]).toMatchObject({
			place: 'Row 2',
			id: null,
			explanation: 'Row 2 of HiBob’s answer has no readable employee ID',
		});
	});

	test('is each of those with one id, which is named', () => {
		const twice = [
			{ id: NOA_ID, email: 'one' },
			{ id: NOA_ID, email: 'other' },
		];
		const { employees, unidentified } = readRoster({ employees: [...others, ...twice] });
		expect(employees).toEqual(others);
		const explanation = `HiBob’s answer lists employee ${NOA_ID} 2 times`;
		expect(unidentified).toEqual([{ id: NOA_ID, place: NOA_ID, explanation, rows: twice }]);
	});

	test.each([
		['that are no numbers', ['ann', 'ben', 'cy']],
		['with the same ending', ['1000000000000000005', '2000000000000000005', '5']],
		['that differ in the last digit', ['3332883884017713938', '3332883884017713939']],
		['that stand for the same number', ['7', '07', '007']],
	])('is none of those with different ids %s', (_, ids) => {
		const employees = ids.map((id) => ({ id }));
		expect(readRoster({ employees })).toEqual({ employees, unidentified: [] });
	});

	test.each([['ann'], ['3332883884017713939'], ['7'], ['07']])(
		'is each of those with the id %s, wherever they stand',
		(id) => {
			const employees = [{ id }, ...others, { id: 'ben' }, { id }];
			const read = readRoster({ employees });
			expect(read.employees).toEqual([...others, { id: 'ben' }]);
			expect(read.unidentified.map((one) => one.id)).toEqual([id]);
		},
	);

	test('comes as HiBob returned it, and as nothing when it is not an object', () => {
		const { unidentified } = readRoster({ employees: [...others, { email: 'x' }, 'odd'] });
		expect(unidentified.map(({ rows }) => rows)).toEqual([[{ email: 'x' }], []]);
	});

	test('stops the run where nobody else is there', () => {
		const { message, remedy } = explanationOf(() => readRoster({ employees: [{}] }));
		expect(message).toBe('HiBob returned no employee with a readable ID');
		expect(remedy).toContain('update this package');
	});
});

describe('data that cannot be read', () => {
	const rows = (count: number) =>
		Array.from({ length: count }, (_, at) => ({
			key: String(at),
			explanation: `Row ${String(at + 1)} is odd`,
			employee: { id: at % 2 === 0 ? String(at) : null },
		}));

	test('of one employee counts once, however many rows there are', () => {
		const [row] = rows(1);
		if (!row) throw new Error('there is no row');
		expect(() => {
			checkUnreadable([row, { ...row, key: 'another' }, { ...row, key: 'third' }], 3, 0);
		}).not.toThrow();
	});

	const stops = (unreadable: number, headCount: number, share = 5): boolean => {
		try {
			checkUnreadable(rows(unreadable), headCount, share);
			return false;
		} catch {
			return true;
		}
	};

	test.each([
		[1, 1, false],
		[2, 2, false],
		[3, 3, true],
		[3, 60, false],
		[3, 59, true],
		[5, 100, false],
		[6, 100, true],
		[2_500, 50_000, false],
		[2_501, 50_000, true],
	])('of %d of %d employees stops the run: %s', (unreadable, headCount, expected) => {
		expect(stops(unreadable, headCount)).toBe(expected);
	});

	test.each([
		[0, 3, true],
		[100, 3, false],
		[50, 2, false],
	])('with a share of %d %%, of %d of 3 employees stops the run: %s', (share, count, expected) => {
		expect(stops(count, 3, share)).toBe(expected);
	});

	test('of too many is told with both numbers and the way out', () => {
		const { message, remedy } = explanationOf(() => {
			checkUnreadable(rows(40), 300, 5);
		});
		expect(message).toBe('HiBob returned unreadable data for 40 of 300 employees. Row 1 is odd');
		expect(remedy).toContain("'Max Unreadable Employees (%)'");
	});
});

describe('a field that was asked for', () => {
	const roster = [
		recordWith({ work: { startDate: null }, internal: {} }),
		recordWith({ work: { title: 'Engineer' }, '/internal/status': { value: null } }),
	];

	test('is readable when one employee has it, be it empty', () => {
		expect(unreadableFields(roster, ['work.startDate', 'work.title', 'internal.status'])).toEqual(
			[],
		);
	});

	test('is not readable when no employee has it', () => {
		const asked = ['root.id', 'internal.terminationDate', 'work.title', 'work.custom.field_1'];
		expect(unreadableFields(roster, asked)).toEqual([
			'internal.terminationDate',
			'work.custom.field_1',
		]);
	});

	test('is no more readable for having a label', () => {
		const labelled = [recordWith({ humanReadable: { work: { site: 'London' } } })];
		expect(unreadableFields(labelled, ['work.site'])).toEqual(['work.site']);
	});
});

describe('a missing permission', () => {
	const categories = new Map([
		['personal.shortBirthDate', 'Personal'],
		['internal.status', 'Lifecycle'],
		['internal.terminationDate', 'Lifecycle'],
		['home.privateEmail', 'Personal contact details'],
	]);
	const missing = (fieldIds: string[], headCount: number) =>
		missingPermission(fieldIds, headCount, (id) => categories.get(id) ?? null);

	test('is named with field, category and head-count', () => {
		const { message, remedy } = missing(['personal.shortBirthDate'], 214);
		expect(message).toBe('HiBob did not return personal.shortBirthDate for any of 214 employees');
		expect(remedy).toContain('"View selected employees’ Personal sections"');
	});

	test('is named once per category, which is not the prefix of the field', () => {
		const fieldIds = ['internal.status', 'internal.terminationDate', 'home.privateEmail'];
		const { message, remedy } = missing(fieldIds, 3);
		expect(message).toContain(
			'internal.status, internal.terminationDate, home.privateEmail for any of 3',
		);
		expect(remedy.match(/Lifecycle sections/g)).toHaveLength(1);
		expect(remedy).toContain('Personal contact details sections');
	});

	test('is named without category where that is not known', () => {
		const { remedy } = missing(['custom.category_1.field_2', 'internal.status'], 3);
		expect(remedy).toContain('the category of this field and "View selected employees’ Lifecycle');
		expect(remedy).not.toContain('null');
	});
});

describe('a head-count', () => {
	const passes = (previous: number | null, current: number, largestShrink = 20): boolean => {
		try {
			checkHeadCount(previous, current, largestShrink);
			return true;
		} catch {
			return false;
		}
	};

	test.each<[number | null, number, boolean, string]>([
		[null, 1, true, 'no run is remembered'],
		[20, 16, true, 'exactly a fifth is gone'],
		[20, 15, false, 'more than a fifth is gone'],
		[19, 1, true, 'the company was smaller than 20'],
		[21, 17, true, 'less than a fifth is gone'],
		[21, 16, false, 'a little more than a fifth is gone'],
		[100, 80, true, 'exactly a fifth is gone'],
		[100, 79, false, 'one more than a fifth is gone'],
		[50_000, 40_000, true, 'exactly a fifth is gone'],
		[50_000, 39_999, false, 'one more than a fifth is gone'],
		[214, 214, true, 'nobody is gone'],
		[20, 500, true, 'it grew'],
	])('of %s and then %d passes: %s, for %s', (previous, current, expected) => {
		expect(passes(previous, current)).toBe(expected);
	});

	test('may shrink by exactly a fifth, whatever the size', () => {
		for (let fifth = 4; fifth <= 4_000; fifth++) {
			expect([fifth, passes(5 * fifth, 4 * fifth)]).toEqual([fifth, true]);
			expect([fifth, passes(5 * fifth, 4 * fifth - 1)]).toEqual([fifth, false]);
		}
	});

	test.each([
		[0, 100, 100, true],
		[0, 100, 99, false],
		[50, 100, 50, true],
		[50, 100, 49, false],
		[100, 100, 1, true],
	])('with a largest shrink of %d %% from %d to %d passes: %s', (share, previous, current, ok) => {
		expect(passes(previous, current, share)).toBe(ok);
	});

	test('that shrank too much is told with both numbers and the way out', () => {
		const { message, remedy } = explanationOf(() => {
			checkHeadCount(300, 12, 20);
		});
		expect(message).toBe('HiBob returned 12 employees; in the last run there were 300');
		expect(remedy).toContain('"Access data for"');
		expect(remedy).toContain("'Max Headcount Drop (%)'");
	});
});
