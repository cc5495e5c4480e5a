import { asDue, asSkipped, withWhy } from '../employees/employeeItem';
import type { SkipReason } from '../employees/employeeItem';
import { recordOn } from '../employees/forecast';
import type { HiBobRecord } from '../employees/hibobRecord';
import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { DueWindow } from '../occasions/dueWindow';
import type { Company } from './company';
import type { RunSchedule } from '../../shared/schedule/runSchedule';
import type { OccasionSettings } from '../settings/employeeSettings';
import { calendarsWithin } from './calendars';
import type { ScheduleSettings } from './calendars';
import { judged } from './judged';
import type { DueItem, Judged, UnreadableItem } from './judged';
import { longGone } from './longGone';

/** A person with unreadable data, so that their occasions are unknown. */
export type UpcomingUnreadable = UnreadableItem & { eligible: false; runDate: null };

/** What the trigger will do with an occasion. */
export type Foreseen =
	/** the day of the run that returns it */
	| { item: DueItem; runDate: CivilDate; why: null }
	/** why it is skipped, as on the Skipped output of the trigger */
	| { item: DueItem; runDate: null; why: Why };

interface Why {
	reason: SkipReason | null;
	explanation: string | null;
}

/** An upcoming occasion: the trigger’s item for it, and whether the trigger will return it. */
export type Upcoming = DueItem &
	Why & {
		eligible: boolean;
		/** the day of the run that returns it; null when none does */
		runDate: CivilDate | null;
	};

type UpcomingSettings = OccasionSettings & ScheduleSettings;

/**
 * What the trigger will do with every occasion that is due within a window, for those who follow a
 * schedule. People with unreadable data are last.
 *
 * @param today - the day on which HiBob answered, in the time zone of the schedule
 */
export function upcomingOccasions(
	company: Company,
	settings: UpcomingSettings,
	schedule: RunSchedule,
	window: DueWindow,
	today: CivilDate,
): (Upcoming | UpcomingUnreadable)[] {
	const { days, unreadable } = foreseenDays(company, settings, schedule, window, today);
	return [
		...Array.from(days, (occasions) => occasions.map(asUpcoming)).flat(),
		...unreadable.map((item) => ({ ...item, eligible: false as const, runDate: null })),
	];
}

const asUpcoming = ({ item, runDate, why }: Foreseen): Upcoming =>
	why === null
		? { ...withWhy(item, { reason: null, explanation: null }), eligible: true, runDate }
		: { ...asSkipped(item, why), eligible: false, runDate };

/**
 * The same day by day, soonest first, each worked out when it is asked for.
 *
 * Each occasion is judged by the trigger’s own code on its due day and, as the trigger does, again on the
 * days on which it is caught up: people who have not started on the due day may have by then. People who
 * left long ago are omitted.
 */
export function foreseenDays(
	company: Company,
	settings: UpcomingSettings,
	schedule: RunSchedule,
	window: DueWindow,
	today: CivilDate,
): { days: Iterable<Foreseen[]>; unreadable: UnreadableItem[] } {
	const calendars = calendarsWithin(settings, schedule, () => window);
	const now = judged(company, settings, calendars, today);
	const records = new Map(company.roster.map((record) => [record.id, record]));
	const isLongGone = longGone(records, settings, today);
	const byDueDate = new Map<CivilDate, DueItem[]>();
	for (const item of [...now.items, ...now.skipped.filter((skipped) => !isLongGone(skipped))]) {
		const { dueDate } = item.occasion;
		const others = byDueDate.get(dueDate);
		if (others) others.push(item);
		else byDueDate.set(dueDate, [item]);
	}
	const soonest = [...byDueDate].sort(([one], [other]) => one.localeCompare(other));
	function* days(): Generator<Foreseen[]> {
		for (const [dueDate, items] of soonest) {
			const roster = [...new Set(items.map(({ employee }) => employee.id))].flatMap(
				(id) => records.get(id) ?? [],
			);
			yield foreseen(items, { ...company, roster }, settings, schedule, dueDate, today);
		}
	}
	return { days: days(), unreadable: now.unreadable };
}

/** Soonest first; people with unreadable data last. */
export const bySoonest = (
	one: Upcoming | UpcomingUnreadable,
	other: Upcoming | UpcomingUnreadable,
): number =>
	(one.occasion?.dueDate ?? LAST).localeCompare(other.occasion?.dueDate ?? LAST) ||
	nameOf(one).localeCompare(nameOf(other));

const LAST = '9999';

const nameOf = ({ occasion, employee }: Upcoming | UpcomingUnreadable): string =>
	occasion === null ? '' : (employee.displayName ?? '');

/** What happens to the occasions of one due day, on that day and when they are caught up. */
function foreseen(
	items: readonly DueItem[],
	company: Company,
	settings: UpcomingSettings,
	schedule: RunSchedule,
	dueDate: CivilDate,
	today: CivilDate,
): Foreseen[] {
	const pending = new Map(items.map((item) => [item.key, item]));
	let roster: readonly HiBobRecord[] = company.roster;
	const ofDay = { from: dueDate, until: dueDate };
	const calendars = calendarsWithin(settings, schedule, () => ofDay);
	const runOn = (day: CivilDate): Judged =>
		judged(
			{ ...company, roster: roster.map((record) => recordOn(record, today, day)) },
			settings,
			calendars,
			day,
		);
	const returned: Foreseen[] = [];
	const reasons = new Map<string, Why>();
	for (let late = 0; late <= settings.catchUpDays && pending.size > 0; late++) {
		const runDate = addDays(dueDate, late);
		const run = runOn(runDate);
		for (const { key, email } of run.items) {
			const item = pending.get(key);
			if (!item || !pending.delete(key)) continue;
			// what HiBob says about the person today, with the address of that day
			returned.push({ item: asDue(item, email), runDate, why: null });
		}
		if (late === 0) for (const skipped of run.skipped) reasons.set(skipped.key, skipped);
		const left = new Set(Array.from(pending.values(), ({ employee }) => employee.id));
		roster = roster.filter(({ id }) => left.has(id));
	}
	const skipped = Array.from(pending.values(), (item): Foreseen => {
		const { reason = null, explanation = null } = reasons.get(item.key) ?? {};
		return { item, runDate: null, why: { reason, explanation } };
	});
	return [...returned, ...skipped];
}

/**
 * An upcoming occasion as one flat row: who, what, when, and eligible or why not, with what was read only on
 * request behind it.
 */
export function simplifiedUpcoming(
	{ employee: known, occasion, ...item }: Upcoming | UpcomingUnreadable,
	returned: OccasionSettings['returned'],
) {
	const employee = { ...NOTHING_KNOWN, ...known };
	return {
		name: item.name,
		email: item.email,
		reason: item.reason,
		explanation: item.explanation,
		employeeId: employee.id,
		displayName: employee.displayName,
		event: item.event,
		...(occasion?.type === 'customDate' ? { field: occasion.field } : {}),
		...(occasion?.type === 'daysAfterStart' ? { days: occasion.days } : {}),
		years: occasion?.years ?? null,
		date: occasion?.date ?? null,
		dueDate: occasion?.dueDate ?? null,
		eligible: item.eligible,
		...(returned.phone ? { phone: employee.phone } : {}),
		...(returned.address ? { address: employee.address } : {}),
		...(Object.keys(item.fields).length > 0 ? { fields: item.fields } : {}),
		...('fieldsNotReadable' in item ? { fieldsNotReadable: item.fieldsNotReadable } : {}),
	};
}

/** A row without a readable ID. */
const NOTHING_KNOWN = { displayName: null, phone: null, address: null };
