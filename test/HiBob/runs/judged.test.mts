import { describe, expect, test } from '@jest/globals';
import type { Unidentified } from '../../../nodes/HiBob/employees/roster.ts';
import { calendarsWithin } from '../../../nodes/HiBob/runs/calendars.ts';
import { judged } from '../../../nodes/HiBob/runs/judged.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { civil } from '../occasions/calendar.mts';
import { birthday, customDate, startDate, workAnniversary } from '../occasions/wanted.mts';
import { companyOf, CUSTOM_FIELD, keysOf, person, settings } from '../resources/runs.mts';

const TODAY = civil('2026-11-25');
const BY_HAND = customDate(CUSTOM_FIELD, 'yearly');

/** A row that identifies nobody; null for one that is no object. */
const row = (
	about: Parameters<typeof person>[1] | null,
	id: string | null = null,
): Unidentified => ({
	id,
	place: id ?? 'Row 1',
	explanation: 'Row 1 of HiBob’s answer has no readable employee ID',
	rows: about === null ? [] : [person('nobody', about)],
});

function judge(
	{
		roster = [],
		unidentified = [],
	}: { roster?: ReturnType<typeof person>[]; unidentified?: Unidentified[] },
	changes: Partial<TriggerSettings> = {},
) {
	const chosen = settings({ wanted: [birthday, startDate, BY_HAND], ...changes });
	const within = calendarsWithin(chosen, chosen.schedule, () => ({
		from: TODAY,
		until: TODAY,
	}));
	return judged({ ...companyOf(roster), unidentified }, chosen, within, TODAY);
}

describe('a row that identifies nobody', () => {
	const eventOf = (...unidentified: Unidentified[]) =>
		judge({ unidentified }).unreadable.map(({ event }) => event);

	test('matters when something is due for it, whoever it is', () => {
		expect(judge({ unidentified: [row({ birthday: '11-25' })] }).unreadable).toMatchObject([
			{
				name: 'Unknown (Row 1)',
				email: null,
				reason: 'dataUnreadable',
				explanation:
					'Row 1 of HiBob’s answer has no readable employee ID. If this happens again, show it to HiBob’s support',
				event: 'birthday',
				key: 'hibob:Row1:dataUnreadable:2026-11-25',
			},
		]);
		expect(eventOf(row({ startDate: '2026-11-25' }))).toEqual(['startDate']);
		expect(eventOf(row({ custom: '2020-11-25' }))).toEqual(['customDate']);
	});

	test('does not matter when nothing is due for it', () => {
		expect(eventOf(row({ birthday: '11-24', startDate: '2020-11-25' }))).toEqual([]);
	});

	test('matters when a date of it cannot be read, as the event of that date', () => {
		expect(eventOf(row({ birthday: '11-24', custom: 'some day' }))).toEqual(['customDate']);
		expect(eventOf(row({ birthday: '25.11.', custom: 'some day' }))).toEqual(['birthday']);
		expect(eventOf(row({ startDate: 'soon', custom: 'some day' }))).toEqual(['startDate']);
	});

	test('that is no object matters always, as the first event', () => {
		expect(eventOf(row(null))).toEqual(['birthday']);
	});

	test('matters once, by what any of the rows with its id has due', () => {
		const twice = {
			...row(null, '17'),
			rows: [person('17', { birthday: '11-24' }), person('17', { startDate: '2026-11-25' })],
		};
		expect(judge({ unidentified: [twice] }).unreadable).toMatchObject([
			{ name: 'Employee 17', event: 'startDate', key: 'hibob:17:dataUnreadable:2026-11-25' },
		]);
	});

	test('changes nothing for everybody else', () => {
		const roster = [person('1', { birthday: '11-25' }), person('2', { birthday: '11-24' })];
		const { items, skipped } = judge({ roster, unidentified: [row(null), row({})] });
		expect(keysOf(items)).toEqual(['hibob:1:birthday:2026']);
		expect(skipped).toEqual([]);
	});

	test('is nobody where no event is wanted', () => {
		expect(judge({ unidentified: [row(null)] }, { wanted: [] }).unreadable).toEqual([]);
	});
});

describe('an employee with a date that cannot be read', () => {
	test('is named with the event of that date', () => {
		const { unreadable, items } = judge({
			roster: [person('1', { custom: 'some day' }), person('2', { birthday: '25.11.' })],
		});
		expect(items).toEqual([]);
		expect(unreadable.map(({ event, key }) => [event, key])).toEqual([
			['customDate', 'hibob:1:dataUnreadable:2026-11-25'],
			['birthday', 'hibob:2:dataUnreadable:2026-11-25'],
		]);
	});

	test('is named with the event whose other field it is', () => {
		const wanted = [birthday, { ...workAnniversary(), fallback: CUSTOM_FIELD }];
		const roster = [person('1', { birthday: '11-24', custom: 'some day' })];
		const { unreadable } = judge({ roster }, { wanted });
		expect(unreadable.map(({ event }) => event)).toEqual(['workAnniversary']);
	});

	test('gets what is due by another date', () => {
		const { unreadable, items, skipped } = judge({
			roster: [person('1', { birthday: '11-25', custom: 'some day' })],
		});
		expect([...items, ...skipped].map(({ key }) => key)).toEqual(['hibob:1:birthday:2026']);
		expect(unreadable).toEqual([]);
	});

	test('does not matter after they have left', () => {
		const left = { lifecycleStatus: 'Terminated', terminationDate: '2020-01-01' };
		const { unreadable } = judge({ roster: [person('1', { custom: 'some day', ...left })] });
		expect(unreadable).toEqual([]);
	});
});
