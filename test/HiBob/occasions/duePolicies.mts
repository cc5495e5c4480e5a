import fc from 'fast-check';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import type { CivilDate } from '../../../nodes/shared/civilDate.ts';
import type { DuePolicy } from '../../../nodes/HiBob/occasions/dueDates.ts';
import type { LeapDayPolicy } from '../../../nodes/HiBob/occasions/leapDay.ts';
import type { WorkingDays } from '../../../nodes/HiBob/occasions/workingDays.ts';
import { anyLeapDayPolicy, civil, daysFrom } from './calendar.mts';

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
export const SUNDAY_TO_THURSDAY = [7, 1, 2, 3, 4];

export interface Rules {
	daysBefore?: number;
	shift?: WorkingDays['shift'];
	weekdays?: readonly number[];
	holidays?: readonly string[];
	leapDay?: LeapDayPolicy;
}

/** The working days of a company; Monday to Friday, without holidays and shift unless said otherwise. */
export const workingDays = ({ shift, weekdays, holidays }: Rules): WorkingDays => ({
	shift: shift ?? 'sameDay',
	weekdays: new Set(weekdays ?? MONDAY_TO_FRIDAY),
	holidays: new Set(holidays ?? []),
});

/** How a due day follows from the day itself; on the day itself unless said otherwise. */
export const duePolicy = (rules: Rules): DuePolicy => ({
	daysBefore: rules.daysBefore ?? 0,
	workingDays: workingDays(rules),
	leapDay: rules.leapDay ?? 'february28',
});

/** `from..until`, both included, as a list of holidays. */
export const everyDay = (from: string, until: string): CivilDate[] =>
	daysFrom(civil(from), civil(until));

/** Random rules with runs of holidays around a date, the longest 30 days. */
export const anyRulesNear = (date: CivilDate): fc.Arbitrary<Required<Rules>> => {
	const run = fc
		.tuple(fc.integer({ min: -45, max: 45 }), fc.oneof(fc.integer({ min: 1, max: 4 }), fc.nat(30)))
		.map(([start, length]) => daysFrom(addDays(date, start), addDays(date, start + length - 1)));
	return fc.record({
		daysBefore: fc.oneof(fc.constantFrom(0, 1, 7, 60), fc.nat(60)),
		shift: fc.constantFrom<WorkingDays['shift']>('sameDay', 'previous', 'next'),
		weekdays: fc.oneof(
			fc.constantFrom(MONDAY_TO_FRIDAY, SUNDAY_TO_THURSDAY),
			fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
		),
		holidays: fc.array(run, { maxLength: 3 }).map((runs) => [...new Set(runs.flat())]),
		leapDay: anyLeapDayPolicy(),
	});
};
