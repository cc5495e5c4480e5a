import { expect, test } from '@jest/globals';
import type { Unidentified } from '../../../nodes/HiBob/employees/roster.ts';
import { reportOf } from '../../../nodes/HiBob/resources/trigger/report.ts';
import { companyOf, person } from './runs.mts';

const ROW: Unidentified = { id: null, place: 'Row 3', explanation: 'Row 3 has no ID', rows: [] };
const COMPANY = {
	...companyOf([person('1', {}), person('2', {})]),
	unidentified: [ROW],
	headCount: 3,
};

const skipped = (...reasons: string[]) =>
	reasons.map((reason, at) => ({ reason, key: String(at) }));

test('a report counts what a run read, returned and skipped, by reason', () => {
	const came = {
		due: 4,
		offeredAgain: 2,
		roster: 1,
		skipped: skipped('noEmail', 'missed', 'noEmail', 'missed', 'missed', 'terminated'),
	};
	expect(reportOf(COMPANY, came, ['Sites is empty'])).toEqual({
		counts: {
			headCount: 3,
			read: 2,
			due: 4,
			offeredAgain: 2,
			returned: 7,
			skipped: { noEmail: 2, terminated: 1 },
			missed: 3,
			unreadable: 0,
		},
		warnings: ['Sites is empty'],
	});
});

test('a run in which nobody was skipped missed nobody', () => {
	const { counts } = reportOf(COMPANY, { due: 0, offeredAgain: 0, roster: 0, skipped: [] }, []);
	expect(counts).toMatchObject({ returned: 0, skipped: {}, missed: 0 });
});

test.each([
	[1, 'for 1 person, who was skipped'],
	[2, 'for 2 people, who were skipped'],
])('unreadable data of %d are warned of', (count, words) => {
	const came = {
		due: 0,
		offeredAgain: 0,
		roster: 0,
		skipped: skipped('noEmail', ...Array<string>(count).fill('dataUnreadable')),
	};
	const { counts, warnings } = reportOf(COMPANY, came, ['Sites is empty']);
	expect(counts.unreadable).toBe(count);
	expect(warnings).toEqual([
		'Sites is empty',
		`HiBob returned unreadable data ${words}. Turn on 'Include Skipped' and look for the reason dataUnreadable`,
	]);
});
