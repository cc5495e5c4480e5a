import { describe, expect, test } from '@jest/globals';
import { hashesOf } from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import { passedOver, passedOverCalendars } from '../../../nodes/HiBob/runs/passedOver.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { duePolicy } from '../occasions/duePolicies.mts';
import { civil } from '../occasions/calendar.mts';
import { birthday, startDate } from '../occasions/wanted.mts';
import { companyOf, person, settings } from '../resources/runs.mts';

const PUBLISHED = Date.parse('2026-11-25T12:00:00Z');
const TODAY = civil('2026-11-25');

const chosen = (changes: Partial<TriggerSettings> = {}) =>
	settings({ wanted: [birthday, startDate], ...changes });

/** What falls due before the first run, whose day before is this one. */
const calendarsUntil = (until: string, given = chosen(), begins = { birthday: PUBLISHED }) =>
	passedOverCalendars(given, begins, {
		schedule: given.schedule,
		baselines: { birthday: civil(until), startDate: civil(until) },
	});

const monthDaysOf = (calendars: ReturnType<typeof passedOverCalendars>) =>
	calendars(null).map(({ wanted, due }) => [
		wanted.id,
		[...due.byMonthDay.keys()].sort(),
		[...due.byDate.keys()].sort(),
	]);

describe('the days that pass before the first run', () => {
	test('are those from the day of publishing on, of the occasions that begin then', () => {
		expect(monthDaysOf(calendarsUntil('2026-11-26'))).toEqual([
			['birthday', ['11-25', '11-26'], ['2026-11-25', '2026-11-26']],
		]);
	});

	test('are none when the first run is on the day of publishing', () => {
		expect(monthDaysOf(calendarsUntil('2026-11-24'))).toEqual([]);
	});

	test('are none of an occasion that has no first run', () => {
		const given = chosen();
		const calendars = passedOverCalendars(
			given,
			{ birthday: PUBLISHED, startDate: PUBLISHED },
			{ schedule: given.schedule, baselines: { startDate: TODAY } },
		);
		expect(monthDaysOf(calendars).map(([id]) => id)).toEqual(['startDate']);
	});

	test('are no days before, although a run at that time looks at them', () => {
		const moved = chosen({ duePolicy: duePolicy({ shift: 'next' }) });
		expect(monthDaysOf(calendarsUntil('2026-11-26', moved))).toEqual([
			['birthday', ['11-25', '11-26'], ['2026-11-25', '2026-11-26']],
		]);
	});

	test('include earlier due days of what is still to come', () => {
		const ahead = chosen({ duePolicy: duePolicy({ daysBefore: 2 }) });
		expect(monthDaysOf(calendarsUntil('2026-11-25', ahead))).toEqual([
			['birthday', ['11-25', '11-26', '11-27'], ['2026-11-25', '2026-11-26', '2026-11-27']],
		]);
	});
});

describe('an occasion that no run returns', () => {
	const calendars = calendarsUntil('2026-11-27');
	const company = companyOf([
		person('3', { birthday: '11-27' }),
		person('1', { birthday: '11-25' }),
		person('2', { birthday: '11-26' }),
		person('4', { birthday: '11-28' }),
		person('5', { birthday: '11-26', status: 'Inactive', terminationDate: '2026-11-01' }),
	]);
	const found = (keys: Readonly<Record<string, string>> = {}) =>
		passedOver(company, chosen(), [{ calendars, today: TODAY }], keys);

	test('is named by person and event, the soonest first', () => {
		expect(found()).toEqual([
			{ id: '1', event: 'birthday' },
			{ id: '2', event: 'birthday' },
			{ id: '3', event: 'birthday' },
		]);
	});

	test('is none that was returned before', () => {
		expect(found({ '2026-11': hashesOf(['hibob:2:birthday:2026']) }).map(({ id }) => id)).toEqual([
			'1',
			'3',
		]);
	});
});
