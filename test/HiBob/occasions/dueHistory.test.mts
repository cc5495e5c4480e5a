import { describe, expect, test } from '@jest/globals';
import type { AnniversaryYears } from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import {
	calendarOfHistory,
	firstHistory,
	ranOn,
	withRules,
} from '../../../nodes/HiBob/occasions/dueHistory.ts';
import type { DueHistory } from '../../../nodes/HiBob/occasions/dueHistory.ts';
import { dueOccasions } from '../../../nodes/HiBob/occasions/dueOccasions.ts';
import { dueRulesOf } from '../../../nodes/HiBob/occasions/dueRules.ts';
import type { DueRules } from '../../../nodes/HiBob/occasions/dueRules.ts';
import type { WantedOccasion } from '../../../nodes/HiBob/occasions/occasion.ts';
import { civil } from './calendar.mts';
import { duePolicy } from './duePolicies.mts';
import type { Rules } from './duePolicies.mts';
import { birthday, customDate, workAnniversary } from './wanted.mts';

const rulesOf = (rules: Rules, ...wanted: WantedOccasion[]): DueRules =>
	dueRulesOf(wanted, duePolicy(rules));
const day = (text: string) => civil(`2026-${text}`);

/** Rules since long, and others whose first run is on 23 November. */
const changed = (before: DueRules, after: DueRules): DueHistory =>
	ranOn(
		withRules(firstHistory(before, day('01-01')), after, day('11-23')),
		day('11-23'),
		day('11-16'),
	);

/** The occasions that are due from 16 to 23 November, as occurrence and due day. */
const due = (history: DueHistory, wanted: WantedOccasion, date: string, until = '11-23') =>
	dueOccasions(
		() => date,
		calendarOfHistory(history, [wanted], () => ({ from: day('11-16'), until: day(until) })),
	).map((one) => [one.date.slice(5), one.dueDate.slice(5)]);

describe('with changed due rules', () => {
	const earlier = changed(rulesOf({}, birthday), rulesOf({ daysBefore: 3 }, birthday));
	test.each([
		['11-22', [['11-22', '11-22']], 'was due before'],
		['11-23', [['11-23', '11-23']], 'is moved from today into the past'],
		['11-25', [['11-25', '11-23']], 'is moved into the past'],
		['11-26', [['11-26', '11-23']], 'is due today'],
		['11-27', [], 'is due tomorrow'],
		['11-15', [], 'was due before the window'],
	])('Days Before 0 and then 3: %s gives %j, because it %s', (date, expected) => {
		expect(due(earlier, birthday, date)).toEqual(expected);
	});

	const years = (...single: number[]): AnniversaryYears => ({ years: new Set(single), from: null });
	const from = (first: number): AnniversaryYears => ({ years: new Set(), from: first });
	test.each([
		[years(5), from(1), '2021-11-24', true],
		[years(5), from(1), '2022-11-24', false],
		[from(3), from(5), '2021-11-24', true],
		[from(3), from(5), '2022-11-24', false],
		[from(5), from(3), '2021-11-24', true],
		[from(5), from(3), '2022-11-24', false],
		[from(50), from(60), '1926-11-24', true],
		[from(1), years(5), '2021-11-24', true],
		[from(1), years(5), '1900-11-24', false],
		[years(99), years(99), '1927-11-24', true],
		[years(0, 99), years(0, 98), '1927-11-24', false],
	])('%j and then %j: %s is moved into the past: %s', (before, after, date, isMoved) => {
		const wanted = workAnniversary(after);
		const history = changed(
			rulesOf({}, workAnniversary(before)),
			rulesOf({ daysBefore: 5 }, wanted),
		);
		expect(due(history, wanted, date)).toEqual(isMoved ? [['11-24', '11-23']] : []);
	});

	test('an event that was not looked for, or another way to repeat, moves nothing', () => {
		const later = rulesOf({ daysBefore: 5 }, birthday);
		expect(due(changed(rulesOf({}), later), birthday, '11-24')).toEqual([]);
		const [yearly, once] = [customDate('field', 'yearly'), customDate('field', 'once')];
		const history = changed(rulesOf({}, once), rulesOf({ daysBefore: 5 }, yearly));
		expect(due(history, yearly, '2020-11-24')).toEqual([]);
	});

	test('what is moved into the past comes on the day of the first run, and on no other', () => {
		const before = firstHistory(rulesOf({}, birthday), day('01-01'));
		const late = ranOn(
			withRules(before, rulesOf({ daysBefore: 5 }, birthday), day('11-20')),
			day('11-23'),
			day('11-16'),
		);
		const dueWithin = (from: string, until: string) =>
			dueOccasions(
				() => '11-24',
				calendarOfHistory(late, [birthday], () => ({ from: day(from), until: day(until) })),
			).map(({ dueDate }) => dueDate.slice(5));
		expect(dueWithin('11-16', '11-30')).toEqual(['11-23']);
		expect(dueWithin('11-23', '11-23')).toEqual(['11-23']);
		expect(dueWithin('11-16', '11-22')).toEqual([]);
		expect(dueWithin('11-24', '11-30')).toEqual([]);
	});

	test('each change moves its own days', () => {
		const [one, two, three] = [0, 3, 8].map((daysBefore) => rulesOf({ daysBefore }, birthday));
		if (!one || !two || !three) throw new Error('there are no rules');
		const first = firstHistory(one, day('01-01'));
		const second = ranOn(withRules(first, two, day('11-18')), day('11-18'), day('11-16'));
		const third = ranOn(withRules(second, three, day('11-21')), day('11-21'), day('11-16'));
		expect(due(third, birthday, '11-20')).toEqual([['11-20', '11-18']]);
		expect(due(third, birthday, '11-26')).toEqual([['11-26', '11-21']]);
	});

	test('an occasion without days of its own is never due', () => {
		expect(calendarOfHistory(earlier, [birthday], () => null)).toEqual([]);
	});

	test('a leap day that is celebrated earlier comes with the next run', () => {
		const [march, february] = (['march1', 'february28'] as const).map((leapDay) =>
			rulesOf({ leapDay }, birthday),
		);
		if (!march || !february) throw new Error('there are no rules');
		const at = (history: DueHistory) =>
			dueOccasions(
				() => '02-29',
				calendarOfHistory(history, [birthday], () => ({ from: day('02-22'), until: day('03-01') })),
			).map((one) => [one.date.slice(5), one.dueDate.slice(5)]);
		const change = (before: DueRules, after: DueRules) =>
			at(
				ranOn(
					withRules(firstHistory(before, day('01-01')), after, day('03-01')),
					day('03-01'),
					day('02-22'),
				),
			);
		expect(change(march, february)).toEqual([['02-28', '03-01']]);
		// a week before 1 March is over, and the 28th came by the former rules
		const weekBefore = rulesOf({ leapDay: 'march1', daysBefore: 7 }, birthday);
		expect(change(february, weekBefore)).toEqual([['02-28', '02-28']]);
		// on the 28th it was due by the former rules, and is by the new ones on the 1st
		expect(change(february, march)).toEqual([
			['02-28', '02-28'],
			['03-01', '03-01'],
		]);
	});

	test('a day that a weekend no longer moves comes with the next run', () => {
		const history = changed(rulesOf({ shift: 'next' }, birthday), rulesOf({}, birthday));
		// a Saturday, which was due on the Monday of the first run
		expect(due(history, birthday, '11-21')).toEqual([['11-21', '11-23']]);
		expect(due(history, birthday, '11-20')).toEqual([['11-20', '11-20']]);
	});

	test('the same settings are no change', () => {
		const history = firstHistory(rulesOf({ weekdays: [1, 2] }, birthday), day('01-01'));
		const same = rulesOf({ weekdays: [3], holidays: ['2026-12-25'] }, birthday);
		expect(withRules(history, same, day('11-23'))).toBe(history);
		const moved = (rules: Rules) =>
			rulesOf({ ...rules, shift: 'next' }, birthday, customDate('a', 'once'));
		const before = firstHistory(
			moved({ weekdays: [2, 1], holidays: ['2026-12-25', '2026-01-01'] }),
			day('01-01'),
		);
		const after = rulesOf(
			{ weekdays: [1, 2], holidays: ['2026-01-01', '2026-12-25'], shift: 'next' },
			customDate('a', 'once'),
			birthday,
		);
		expect(withRules(before, after, day('11-23'))).toBe(before);
		expect(withRules(before, moved({ weekdays: [1] }), day('11-23'))).toHaveLength(2);
	});
});

describe('former rules', () => {
	const [one, other] = [rulesOf({}, birthday), rulesOf({ daysBefore: 3 }, birthday)];
	const history = changed(one, other);

	test.each([
		['11-22', 2],
		['11-23', 2],
		['11-24', 1],
	])('are kept while a run looks back to %s: %i', (oldest, count) => {
		expect(ranOn(history, day('12-01'), day(oldest))).toHaveLength(count);
	});

	test('are kept as long as what they moved may come again, on however late a first run', () => {
		const late = withRules(firstHistory(one, day('01-01')), other, day('11-23'));
		expect(ranOn(late, day('12-01'), day('12-01'))).toHaveLength(2);
		expect(ranOn(ranOn(late, day('12-01'), day('12-01')), day('12-02'), day('12-02'))).toHaveLength(
			1,
		);
	});
});

describe('the days that rules decide', () => {
	const dueWith = (history: DueHistory, date: string) => due(history, birthday, date);

	test('begin with the window for the first of them', () => {
		const young = firstHistory(rulesOf({}, birthday), day('11-20'));
		expect(dueWith(young, '11-17')).toEqual([['11-17', '11-17']]);
	});

	test('end with the window, though the next rules are yet to come', () => {
		const first = firstHistory(rulesOf({}, birthday), day('01-01'));
		const next = withRules(first, rulesOf({ daysBefore: 3 }, birthday), day('11-30'));
		expect(dueWith(next, '11-23')).toEqual([['11-23', '11-23']]);
		expect(dueWith(next, '11-24')).toEqual([]);
		expect(dueWith(next, '12-03')).toEqual([]);
	});
});

describe('rules that are set after others', () => {
	const [one, two, three] = [0, 3, 5].map((daysBefore) => rulesOf({ daysBefore }, birthday));
	if (!one || !two || !three) throw new Error('there are no rules');
	const first = firstHistory(one, day('11-01'));
	const second = withRules(first, two, day('11-24'));
	const froms = (history: DueHistory) => history.map(({ from, firstRun }) => [from, firstRun]);
	const [before, notRun] = [
		['2026-11-01', '2026-11-01'],
		['2026-11-24', null],
	];

	test('replace those with which no run was made, from the same day on', () => {
		const history = withRules(second, three, day('11-26'));
		expect(froms(history)).toEqual([before, notRun]);
		expect(history[1]?.rules).toEqual(three);
	});

	test('replace only the last of several', () => {
		const twice = withRules(ranOn(second, day('11-24'), day('11-01')), three, day('11-25'));
		const four = rulesOf({ daysBefore: 7 }, birthday);
		const history = withRules(twice, four, day('11-26'));
		expect(froms(history)).toEqual([before, ['2026-11-24', '2026-11-24'], ['2026-11-25', null]]);
		expect(history[2]?.rules).toEqual(four);
	});

	test('are the first, where there are none', () => {
		expect(withRules([], one, day('11-01'))).toEqual(first);
	});

	test('let those before go once no run looks back to them, though a run came early', () => {
		const early = withRules(first, two, day('11-26'));
		const kept = (oldest: string) => ranOn(early, day('11-24'), day(oldest)).length;
		expect([kept('11-25'), kept('11-26')]).toEqual([2, 1]);
	});

	test('replace those that would decide no day', () => {
		const history = withRules(ranOn(second, day('11-24'), day('11-01')), three, day('11-24'));
		expect(froms(history)).toEqual([before, notRun]);
		expect(history[1]?.rules).toEqual(three);
	});

	test('stand behind those with which a run was made', () => {
		const history = withRules(ranOn(second, day('11-24'), day('11-01')), three, day('11-25'));
		expect(froms(history)).toEqual([before, ['2026-11-24', '2026-11-24'], ['2026-11-25', null]]);
	});

	test('stand behind those of the first publishing, whether a run was made with them or not', () => {
		expect(withRules(first, two, day('11-01'))).toHaveLength(2);
	});

	test('leave nothing of rules with which no run was made when the former ones are back', () => {
		expect(withRules(second, one, day('11-26'))).toEqual(first);
	});
});
