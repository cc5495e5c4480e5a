import { describe, expect, test } from '@jest/globals';
import {
	holidaysIn,
	holidayDates,
	holidayList,
	whenOf,
	whenProperties,
} from '../../../nodes/HiBob/settings/when.ts';
import { isCollectionOption } from '../../hostile/parameters.mts';
import { explanationOf } from '../../shared/explanation.mts';

const rules = (whenProperties.options ?? []).filter(isCollectionOption);

test('each rule has its name, its choices and what it is at first', () => {
	const shown = rules.map(({ name, default: preset, options = [] }) => [
		name,
		preset,
		...options.map((option) => ('value' in option ? option.value : option.name)),
	]);
	expect(shown).toEqual([
		['catchUpDays', 7],
		['anniversaryFrom', 'startDate', 'originalStartDate', 'startDate'],
		['daysBefore', 0],
		['holidayDates', {}, 'holiday'],
		['holidays', ''],
		['companyCalendars', false],
		['leapDay', 'february28', 'march1', 'february28'],
		['shift', 'sameDay', 'next', 'previous', 'sameDay'],
		['workingDays', [1, 2, 3, 4, 5], 1, 2, 3, 4, 5, 6, 7],
	]);
});

test('a holiday has a date and a name, both empty at first', () => {
	expect(holidayDates.options).toMatchObject([
		{
			name: 'holiday',
			values: [
				{ name: 'date', type: 'dateTime', default: '' },
				{ name: 'name', type: 'string', default: '' },
			],
		},
	]);
});

test('without rules an occasion is due on its day, and is caught up for a week', () => {
	expect(whenOf({})).toEqual({
		duePolicy: {
			daysBefore: 0,
			leapDay: 'february28',
			workingDays: {
				shift: 'sameDay',
				weekdays: new Set([1, 2, 3, 4, 5]),
				holidays: new Set(),
			},
		},
		catchUpDays: 7,
		usesCompanyCalendars: false,
		countsFromOriginalStart: false,
	});
});

test('rules are read', () => {
	expect(
		whenOf({
			daysBefore: 3,
			leapDay: 'march1',
			shift: 'previous',
			workingDays: [7, 1],
			holidays: '2026-12-25',
			catchUpDays: 0,
			companyCalendars: true,
			anniversaryFrom: 'originalStartDate',
		}),
	).toEqual({
		duePolicy: {
			daysBefore: 3,
			leapDay: 'march1',
			workingDays: {
				shift: 'previous',
				weekdays: new Set([7, 1]),
				holidays: new Set(['2026-12-25']),
			},
		},
		catchUpDays: 0,
		usesCompanyCalendars: true,
		countsFromOriginalStart: true,
	});
});

describe('holidays', () => {
	const inText = (holidays: string) => holidaysIn({ holidays }, holidayDates, holidayList);

	test('are separated by commas, semicolons and blanks, several of them, too', () => {
		expect(inText(' 2026-12-25, 2026-12-26;\n\n2027-01-01T00:00:00 ')).toEqual(
			new Set(['2026-12-25', '2026-12-26', '2027-01-01']),
		);
	});

	test('that are no dates are named', () => {
		expect(explanationOf(() => inText('2026-12-25, Christmas'))).toEqual({
			message: '\'Holidays as Text\' has "Christmas", which is not a date',
			remedy: 'List dates as year, month and day, such as 2026-12-25, with commas between them',
		});
		expect(explanationOf(() => inText('T2026-12-25')).message).toContain('which is not a date');
	});

	test('that were picked without a date are named', () => {
		const picked = { holidayDates: { holiday: [{ name: 'Christmas' }] } };
		expect(explanationOf(() => holidaysIn(picked, holidayDates, holidayList))).toEqual({
			message: "'Holidays' has a row without a date",
			remedy: 'Pick the date, or delete the row',
		});
	});
});

test('a week needs a working day', () => {
	expect(explanationOf(() => whenOf({ workingDays: [] }))).toEqual({
		message: "'Working Days' is empty",
		remedy: 'Choose at least one day of the week',
	});
});
