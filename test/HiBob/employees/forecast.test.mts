import { describe, expect, test } from '@jest/globals';
import { readEmployee } from '../../../nodes/HiBob/employees/employee.ts';
import { recordOn } from '../../../nodes/HiBob/employees/forecast.ts';
import { withoutFields } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { civil } from '../occasions/calendar.mts';
import { person } from '../resources/runs.mts';
import { recordIn } from './people.mts';

const TODAY = civil('2026-11-23');

const statusOn = (day: string, about: Parameters<typeof person>[1]) => {
	const { status, lifecycleStatus } = readEmployee(recordOn(person('1', about), TODAY, civil(day)));
	return `${String(status)}, ${String(lifecycleStatus)}`;
};

describe('what HiBob will say of somebody on a later day', () => {
	const hired = { status: 'Inactive', lifecycleStatus: 'Hired', startDate: '2026-12-01' };
	const leaver = { terminationDate: '2026-12-01' };

	test.each([
		['nothing changes before the start', '2026-11-30', hired, 'Inactive, Hired'],
		['somebody starts', '2026-12-01', hired, 'Active, Employed'],
		['the last day is a day in the company', '2026-12-01', leaver, 'Active, Employed'],
		['somebody leaves', '2026-12-02', leaver, 'Inactive, Terminated'],
		['a starter who leaves again', '2027-01-01', { ...hired, ...leaver }, 'Inactive, Terminated'],
		[
			'what should have happened before today is left as HiBob says it is',
			'2027-01-01',
			{ ...hired, startDate: '2026-11-01' },
			'Inactive, Hired',
		],
		[
			'an old termination date of somebody who came back says nothing',
			'2027-01-01',
			{ terminationDate: '2020-01-31' },
			'Active, Employed',
		],
		['somebody starts today', '2026-11-24', { ...hired, startDate: TODAY }, 'Active, Employed'],
		['somebody leaves today', '2026-11-24', { terminationDate: TODAY }, 'Inactive, Terminated'],
		[
			'a starter without a start date',
			'2027-01-01',
			{ ...hired, startDate: null },
			'Inactive, Hired',
		],
		[
			'a start date says nothing of somebody who is not Hired',
			'2027-01-01',
			{ ...hired, lifecycleStatus: 'Leave' },
			'Inactive, Leave',
		],
		['a leave is not foreseen to end', '2027-01-01', { lifecycleStatus: 'Leave' }, 'Active, Leave'],
	])('%s', (_, day, about, words) => {
		expect(statusOn(day, about)).toBe(words);
		expect(statusOn(TODAY, about)).not.toBe('Inactive, Terminated');
	});

	test('is what HiBob says today, until tomorrow', () => {
		const starter = person('1', { ...hired, startDate: TODAY });
		expect(recordOn(starter, TODAY, TODAY)).toBe(starter);
	});

	test('holds in every place where HiBob writes it, whatever the spelling', () => {
		const record = recordIn(
			'{"id":"1","work":{"startDate":"2026-12-01"},"internal":{"status":"Inactive","lifecycleStatus":"hired"},"/internal/lifecycleStatus":{"value":"hired"},"humanReadable":{"internal":{"lifecycleStatus":"Hired"}}}',
		);
		expect(recordOn(record, TODAY, civil('2026-12-01'))).toEqual({
			id: '1',
			work: { startDate: '2026-12-01' },
			internal: { status: 'Active', lifecycleStatus: 'Employed' },
			'/internal/status': { value: 'Active' },
			'/internal/lifecycleStatus': { value: 'Employed' },
			humanReadable: { internal: { status: 'Active', lifecycleStatus: 'Employed' } },
		});
		expect(record).toMatchObject({ internal: { lifecycleStatus: 'hired' } });
	});
});

describe('a record without some fields', () => {
	const text =
		'{"id":"1","email":"a@b.example","/root/email":{"value":"a@b.example"},"home":{"mobilePhone":"1"},"work":{"site":"X","title":"Y"},"/home/mobilePhone":{"value":"1"},"humanReadable":{"home":{"mobilePhone":"1"},"work":{"site":"X"}}}';

	test('has them nowhere, and keeps the others', () => {
		expect(withoutFields(recordIn(text), ['home.mobilePhone', 'root.email', 'work.site'])).toEqual({
			id: '1',
			work: { title: 'Y' },
		});
	});

	test('keeps its id, and is as it was when it has none of them', () => {
		expect(withoutFields(recordIn(text), ['root.id', 'personal.age', 'email.x'])).toEqual(
			recordIn(text),
		);
	});
});
