import { expect, test } from '@jest/globals';
import { longGone } from '../../../nodes/HiBob/runs/longGone.ts';
import { civil } from '../occasions/calendar.mts';
import { person, settings } from '../resources/runs.mts';

const leaver = (id: string, terminationDate: string) =>
	[id, person(id, { status: 'Inactive', terminationDate })] as const;

const isLongGone = longGone(
	new Map([leaver('long', '2026-10-25'), leaver('lately', '2026-10-26')]),
	settings(),
	civil('2026-11-25'),
);

test.each([
	['who left more than a month ago', 'terminated', 'long', true],
	['who left within a month', 'terminated', 'lately', false],
	['who left long ago and is skipped for another reason', 'noEmail', 'long', false],
	['whom the company does not have', 'terminated', 'other', false],
	['whom nobody knows', 'terminated', null, false],
])('someone %s', (_, reason, id, expected) => {
	expect(isLongGone({ reason, employee: { id } })).toBe(expected);
});
