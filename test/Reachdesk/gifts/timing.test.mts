import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { timingOf } from '../../../nodes/Reachdesk/gifts/timing.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { RUNS } from '../../shared/propertyRuns.mts';

const NOW = Date.parse('2026-11-25T09:00:00Z');
const LOOK_BACK = 30;

const JUDGED = {
	date: '2026-11-25',
	timeZone: 'UTC',
	preview: false,
	dueDate: '2026-11-25',
	catchUpDays: 7,
};

type Fields = Readonly<Record<string, unknown>>;

/** An item of the trigger, as far as this rule reads it. */
const item = (judged: Fields = {}, fields: Fields = {}) => ({
	judged: { ...JUDGED, ...judged },
	employee: { id: '17', terminationDate: null },
	...fields,
});
const whyNotDue = (anItem: Fields, now = NOW, lookBack = LOOK_BACK) =>
	timingOf({ ...anItem }, now, lookBack)?.whyNotDue;

test('what was judged today and is due today may be sent, and says until when it is offered', () => {
	expect(timingOf(item(), NOW, LOOK_BACK)).toEqual({
		dueDate: '2026-11-25',
		lastOffer: '2026-12-02',
		whyNotDue: null,
	});
});

test.each([0, -3, '9', null])('catch-up days of %j are none', (catchUpDays) => {
	expect(timingOf(item({ catchUpDays }), NOW, LOOK_BACK)).toMatchObject({
		lastOffer: '2026-11-25',
	});
});

test.each<[Fields]>([[item({}, { reason: '' })], [item({ preview: undefined }, { preview: '' })]])(
	'an empty text is neither a reason nor a preview: %j',
	(anItem) => {
		expect(whyNotDue(anItem)).toBeNull();
	},
);

test('a row of the roster has no due day', () => {
	expect(timingOf(item({ dueDate: null }), NOW, LOOK_BACK)).toEqual({
		dueDate: null,
		lastOffer: null,
		whyNotDue: null,
	});
});

describe('is never sent:', () => {
	test.each<[string, Fields, RegExp]>([
		['a preview', item({ preview: true }), /is a preview/],
		[
			'a preview of the version before',
			item({ preview: undefined }, { preview: 'A test shows' }),
			/is a preview/,
		],
		['what is due tomorrow', item({ dueDate: '2026-11-26' }), /due on 2026-11-26.*2026-11-25/],
		[
			'what its occasion says is due tomorrow',
			item({ dueDate: undefined }, { occasion: { dueDate: '2026-11-26' } }),
			/due on 2026-11-26/,
		],
		['what was judged for tomorrow', item({ date: '2026-11-26' }), /is for 2026-11-26/],
		['who was skipped', item({}, { reason: 'terminated' }), /skipped this employee: terminated/],
		['who will be skipped', item({}, { eligible: false }), /not eligible/],
		['what was judged 40 days ago', item({ date: '2026-10-16' }), /is from 2026-10-16/],
	])('%s', (_name, anItem, why) => {
		expect(whyNotDue(anItem)).toMatch(why);
	});
});

describe('an old item', () => {
	test.each([
		['within the look-back days', '2026-10-26', 7, 30, true],
		['a day before them', '2026-10-25', 7, 30, false],
		['within the catch-up days, however short the look-back is', '2026-11-18', 7, 1, true],
		['a day before the catch-up days', '2026-11-17', 7, 1, false],
		['without catch-up days', '2026-11-23', undefined, 1, false],
	])('%s', (_name, date, catchUpDays, lookBack, mayBeSent) => {
		const why = whyNotDue(item({ date, dueDate: date, catchUpDays }), NOW, lookBack);
		expect(why === null).toBe(mayBeSent);
	});
});

describe('the day is that of the zone in which the item was judged', () => {
	const morning = Date.parse('2026-11-25T03:00:00Z');
	test.each([
		['UTC', '2026-11-25', true],
		['America/New_York', '2026-11-25', false],
		['America/New_York', '2026-11-24', true],
		['Pacific/Kiritimati', '2026-11-25', true],
	])('%s, due on %s', (timeZone, day, mayBeSent) => {
		expect(whyNotDue(item({ timeZone, date: day, dueDate: day }), morning) === null).toBe(
			mayBeSent,
		);
	});
});

describe('of somebody judged on the 23rd, on the 25th', () => {
	test.each<[unknown, boolean, string]>([
		['2026-11-22', false, 'had left before: the user wants it so'],
		['2026-11-23', true, 'left on the very day of the judgement'],
		['2026-11-24', true, 'left since'],
		['2026-11-25', false, 'has the last day today'],
		['2026-11-26', false, 'leaves tomorrow'],
		[null, false, 'stays'],
		[undefined, false, 'stays'],
		['', false, 'stays'],
	])('with the termination date %j the gift is withheld: %s (%s)', (terminationDate, left) => {
		const judged = { date: '2026-11-23', dueDate: '2026-11-23' };
		const why = whyNotDue(item(judged, { employee: { id: '17', terminationDate } }));
		if (left) expect(why).toMatch(/^Employee 17 left on 2026-11-2\d, after/);
		else expect(why).toBeNull();
	});
});

describe('a row of HiBob: Employee', () => {
	const judged = { date: '2026-11-25', timeZone: 'UTC' };
	const row = { id: '17', workEmail: 'a@example.com', status: 'Active', judged };
	test.each<[string, Fields, RegExp | null]>([
		['who is active', {}, null],
		['who has been there for long', { startDate: '2020-01-01', terminationDate: null }, null],
		['who leaves today', { terminationDate: '2026-11-25' }, null],
		['who left yesterday', { terminationDate: '2026-11-24' }, /left on 2026-11-24/],
		['who starts today', { startDate: '2026-11-25' }, null],
		['who starts tomorrow', { startDate: '2026-11-26' }, /starts on 2026-11-26/],
		[
			'whose days are no text',
			{ startDate: ['2026-11-26'], terminationDate: ['2026-11-24'] },
			null,
		],
		['who is inactive', { status: 'Inactive' }, /is not active, or the status is unknown/],
		['whose status is not known', { status: null }, /is not active, or the status is unknown/],
	])('of somebody %s', (_name, fields, why) => {
		const found = whyNotDue({ ...row, ...fields });
		if (why === null) expect(found).toBeNull();
		else expect(found).toMatch(why);
	});
});

describe('without "judged"', () => {
	test('the due day of the occasion counts', () => {
		expect(whyNotDue({ occasion: { dueDate: '2026-11-25' } })).toBeNull();
		expect(whyNotDue({ occasion: { dueDate: '2026-11-26' } })).toMatch(/due on/);
		expect(whyNotDue({ occasion: { dueDate: '2026-10-01' } })).toMatch(/is from 2026-10-01/);
	});

	test.each<[Fields]>([
		[{}],
		[{ occasion: null }],
		[{ occasion: { dueDate: 'soon' } }],
		[{ employee: { id: '17', terminationDate: '2026-11-24' } }],
	])('and without that nothing is known: %j', (anItem) => {
		expect(timingOf({ ...anItem }, NOW, LOOK_BACK)).toBeNull();
	});
});

test.each<[unknown]>([
	[null],
	['2026-11-25'],
	[{}],
	[{ date: '2026-11-25' }],
	[{ date: 7, timeZone: 'UTC' }],
	[{ date: '2026-02-30', timeZone: 'UTC' }],
	[{ date: '2026-11-25', timeZone: 'Mars/Olympus' }],
])('a "judged" that cannot be read is no permission: %j', (judged) => {
	const { message, remedy } = explanationOf(() => timingOf({ judged }, NOW, LOOK_BACK));
	expect(message).toContain('is unreadable');
	expect(remedy).toContain('Keep "judged"');
});

test('a property: whatever is sent is no preview, due, judged, not ahead and not too old', () => {
	const dayAround = fc
		.integer({ min: -400, max: 400 })
		.map((days) => new Date(NOW + days * 86_400_000).toISOString().slice(0, 10));
	fc.assert(
		fc.property(
			fc.boolean(),
			dayAround,
			dayAround,
			fc.integer({ min: 0, max: 60 }),
			fc.integer({ min: 1, max: 366 }),
			(preview, date, dueDate, catchUpDays, lookBack) => {
				const anItem = item({ preview, date, dueDate, catchUpDays });
				const isOld =
					Date.parse(date) <
					Date.parse('2026-11-25') - Math.max(catchUpDays, lookBack) * 86_400_000;
				const may = !preview && dueDate <= '2026-11-25' && date <= '2026-11-25' && !isOld;
				expect(whyNotDue(anItem, NOW, lookBack) === null).toBe(may);
			},
		),
		RUNS,
	);
});
