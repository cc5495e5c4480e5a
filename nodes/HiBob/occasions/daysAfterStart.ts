import { ExplainedError } from '../../shared/explainedError';
import { shown } from '../../shared/parameterValue';

/** Two years; less than any mistyped year. */
const MOST_DAYS = 730;

/**
 * Reads days after the start date as a person writes them: `30, 60, 90`; the earliest first, each once.
 *
 * Rule: nothing falls due before the start date, because a person is not active until then, and by that
 * time the day may be older than the catch-up days.
 *
 * @param daysBefore - how many days before the day itself an occasion is due
 * @throws ExplainedError when there are none, a part is not such a number, or one falls due too early
 */
export function daysAfterStart(text: string, daysBefore: number): number[] {
	if (text.trim() === '') throw new ExplainedError("'Days After Start' is empty", HOW_TO_LIST);
	const parts = text.split(',').map((part) => part.trim());
	const bad = parts.find((part) => !/^[1-9]\d{0,2}$/.test(part) || Number(part) > MOST_DAYS);
	if (bad !== undefined) {
		throw new ExplainedError(`'Days After Start' has "${shown(bad)}"`, HOW_TO_LIST);
	}
	const days = [...new Set(parts.map(Number))].sort((one, other) => one - other);
	const early = days.find((number) => number < daysBefore);
	if (early === undefined) return days;
	throw new ExplainedError(
		`'Days After Start' has ${String(early)} and 'Days Before' is ${String(daysBefore)}, so this falls due before the start date`,
		`List days from ${String(daysBefore)} on, or lower 'Days Before' under When. If you need both, use two triggers`,
	);
}

const HOW_TO_LIST = `List whole days from 1 to ${String(MOST_DAYS)} with commas between them, such as 30, 60, 90`;
