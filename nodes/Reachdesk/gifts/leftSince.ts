import { DateTime } from 'luxon';
import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';

/** A gift that was due when its item was made, and is not any more. */
export class NoLongerDue extends ExplainedError {}

/**
 * Looks at an item of the HiBob Employees trigger again at the moment of sending, which may be days
 * later when an execution is retried.
 *
 * Rule: who was there when the item was judged and has left since gets nothing. Who had left already
 * then is there because the user wants it so.
 *
 * @param item - `{ judged: { date, timeZone }, employee: { id, terminationDate } }`; an item without
 * these was not made by the trigger
 * @param now - ms since 1970
 * @throws NoLongerDue when the employee has left since
 */
export function checkNotLeftSince(item: unknown, now: number): void {
	if (!isObject(item) || !isObject(item.judged) || !isObject(item.employee)) return;
	const { date, timeZone } = item.judged;
	const { id, terminationDate } = item.employee;
	if (typeof date !== 'string' || typeof terminationDate !== 'string') return;
	const zone = typeof timeZone === 'string' ? timeZone : 'utc';
	const today = DateTime.fromMillis(now, { zone }).toFormat('yyyy-MM-dd');
	if (terminationDate < date || terminationDate >= today) return;
	throw new NoLongerDue(
		`Employee ${String(id)} left on ${terminationDate}, after this item was made on ${date}`,
		'Nothing was sent to them. The next run of the trigger judges everyone anew',
	);
}
