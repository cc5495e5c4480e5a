import { ExplainedError } from '../../../shared/explainedError';
import type { JsonObject } from '../../../shared/jsonObject';
import { oneOf, presetFor, shown, textsOf, wholeNumber } from '../../../shared/parameterValue';
import { isCivilDate } from '../../../shared/civilDate';
import type { DuePolicy } from '../../occasions/dueDates';

const LEAP_DAYS = ['february28', 'march1'] as const;
const SHIFTS = ['sameDay', 'previous', 'next'] as const;
const MOST_DAYS_BEFORE = 60;
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/**
 * Reads the part of the When options that says how a due day follows from a day.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function duePolicyOf(when: JsonObject): DuePolicy {
	return {
		daysBefore: wholeNumber('Days Before', presetFor(when.daysBefore, 0), 0, MOST_DAYS_BEFORE),
		leapDay: oneOf('Leap Day', presetFor(when.leapDay, 'february28'), LEAP_DAYS),
		workingDays: {
			shift: oneOf('Weekends and Holidays', presetFor(when.shift, 'sameDay'), SHIFTS),
			weekdays: weekdaysOf(presetFor(when.workingDays, MONDAY_TO_FRIDAY)),
			holidays: holidaysOf(textsOf('Holidays', when.holidays, /[\s,;]+/)),
		},
	};
}

function weekdaysOf(value: unknown): Set<number> {
	const weekdays = Array.isArray(value) ? value : [];
	if (weekdays.length === 0) {
		throw new ExplainedError('"Working Days" is empty', 'Choose at least one day of the week');
	}
	return new Set(weekdays.map((day: unknown) => wholeNumber('Working Days', day, 1, 7)));
}

function holidaysOf(dates: readonly string[]): Set<string> {
	const bad = dates.find((date) => !isCivilDate(date));
	if (bad !== undefined) {
		throw new ExplainedError(
			`"Holidays" has "${shown(bad)}"`,
			'List dates as year, month and day, such as 2026-12-25, with commas between them',
		);
	}
	return new Set(dates);
}
