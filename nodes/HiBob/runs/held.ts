import { addDays, dayIn } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { CATCH_UP_REMEMBERED_DAYS, hashesOf, withoutHashes } from '../occasions/rememberedKeys';
import type { RunSchedule } from '../../shared/schedule/runSchedule';
import type { OccasionSettings } from '../settings/employeeSettings';
import { calendarsWithin } from './calendars';
import type { Calendars, ScheduleSettings } from './calendars';
import type { DueItem } from './judged';

/**
 * The gifts that a person holds, by due day, as short hashes: all sending is paused, or one gift is held.
 * They are offered again for as long as they are held, however long ago they fell due.
 */
export type HeldKeys = Readonly<Record<string, string>>;

/**
 * The due days of held gifts that have fallen out of the catch-up days; null when there are no such.
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
	const from = dayIn(Object.keys(held).sort()[0]);
	return from === null || from > until
		? null
		: calendarsWithin(settings, schedule, () => ({ from, until }));
}

/**
 * The held gifts after an execution. What fell due three months ago is given up.
 *
 * @param items - that it was started with
 * @param isHeld - whether a person holds the gift of a key, as the execution says
 * @param delivered - keys of those that need not be offered again
 */
export function heldAfter(
	held: HeldKeys,
	items: readonly DueItem[],
	isHeld: (key: string) => boolean,
	delivered: readonly string[],
	today: CivilDate,
): HeldKeys {
	const oldest = addDays(today, -CATCH_UP_REMEMBERED_DAYS);
	const after = new Map(Object.entries(held).filter(([day]) => day >= oldest));
	for (const { key, occasion } of items) {
		if (!isHeld(key) || occasion.dueDate < oldest) continue;
		const before = withoutHashes(after.get(occasion.dueDate) ?? '', [key]);
		after.set(occasion.dueDate, before + hashesOf([key]));
	}
	const entries = Array.from(
		after,
		([day, keys]) => [day, withoutHashes(keys, delivered)] as const,
	);
	return Object.fromEntries(entries.filter(([, keys]) => keys !== ''));
}
