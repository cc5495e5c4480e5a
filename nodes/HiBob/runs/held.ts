import { addDays, dayIn, laterOf } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import {
	CATCH_UP_REMEMBERED_DAYS,
	hashesOf,
	monthOf,
	withoutHashes,
} from '../occasions/rememberedKeys';
import type { RememberedKeys } from '../occasions/rememberedKeys';
import type { RunSchedule } from '../../shared/schedule/runSchedule';
import type { OccasionSettings } from '../settings/employeeSettings';
import { calendarsWithin } from './calendars';
import type { Calendars, ScheduleSettings } from './calendars';
import type { DueItem } from './judged';

/**
 * The gifts that a person holds, by pausing all sending or holding one gift. They are kept as short hashes by
 * the month in which they fell due, because the day itself is most often a birthday. They are offered again
 * while they are held, however long ago they fell due.
 */
export type HeldKeys = RememberedKeys;

/**
 * The due days of held gifts that are older than the catch-up days; null when there are none.
 *
 * @param latest - the day of the run
 */
export function heldCalendars(
	settings: OccasionSettings & ScheduleSettings,
	schedule: RunSchedule,
	held: HeldKeys,
	latest: CivilDate,
): Calendars | null {
	const until = addDays(latest, -settings.catchUpDays - 1);
	const [month = ''] = Object.keys(held).sort();
	const first = dayIn(`${month}-01`);
	if (first === null) return null;
	const from = laterOf(first, addDays(latest, -CATCH_UP_REMEMBERED_DAYS));
	return from > until ? null : calendarsWithin(settings, schedule, () => ({ from, until }));
}

/**
 * The held gifts after an execution. What fell due three months ago is given up.
 *
 * @param items - the items that started it
 * @param isHeld - whether a person holds the gift of a key, according to the execution
 * @param delivered - keys of the items that need not be offered again
 */
export function heldAfter(
	held: HeldKeys,
	items: readonly DueItem[],
	isHeld: (key: string) => boolean,
	delivered: readonly string[],
	today: CivilDate,
): HeldKeys {
	const oldest = addDays(today, -CATCH_UP_REMEMBERED_DAYS);
	const after = new Map(Object.entries(held).filter(([month]) => month >= monthOf(oldest)));
	for (const { key, occasion } of items) {
		if (!isHeld(key) || occasion.dueDate < oldest) continue;
		const month = monthOf(occasion.dueDate);
		after.set(month, withoutHashes(after.get(month) ?? '', [key]) + hashesOf([key]));
	}
	const entries = Array.from(
		after,
		([month, keys]) => [month, withoutHashes(keys, delivered)] as const,
	);
	return Object.fromEntries(entries.filter(([, keys]) => keys !== ''));
}
