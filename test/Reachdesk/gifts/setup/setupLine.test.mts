import { expect, test } from '@jest/globals';
import {
	dayOf,
	fine,
	shownName,
	stop,
	warning,
} from '../../../../nodes/Reachdesk/gifts/setup/setupLine.ts';

test('a line is fine, a warning, or a reason to stop', () => {
	expect([fine, warning, stop].map((line) => line('Sender', 'Found', null, {}).status)).toEqual([
		'fine',
		'warning',
		'stop',
	]);
});

test('an instant of Reachdesk is a day in UTC', () => {
	expect(dayOf('2026-11-24T23:59:59.000Z')).toBe('2026-11-24');
});

test.each([[2026], [null], [undefined], ['today'], [{}]])('%j is no instant', (instant) => {
	expect(dayOf(instant)).toBeNull();
});

test('a name is shown without what nobody sees', () => {
	expect(shownName(' Birthdays\u0000')).toBe('Birthdays');
});

test.each([[7], [null], [''], ['\u200b'], [['Birthdays']]])('%j is no name', (name) => {
	expect(shownName(name)).toBeNull();
});
