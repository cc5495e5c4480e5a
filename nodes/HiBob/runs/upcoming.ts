import { recordOn } from '../employees/forecast';
import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { DueWindow } from '../occasions/dueWindow';
import type { Company } from './company';
import type { RunSchedule } from '../../shared/schedule/runSchedule';
import type { OccasionSettings } from '../settings/employeeSettings';
import { calendarsWithin } from './calendars';
import type { ScheduleSettings } from './calendars';
import { judged } from './judged';
import type { UnreadableItem } from './judged';

type Judged = ReturnType<typeof judged>;
type DueItem = Judged['items'][number];

/** Somebody whose data cannot be read, so that their occasions are unknown. */
export type UpcomingUnreadable = UnreadableItem & { eligible: false; runDate: null };

/** An upcoming occasion: the trigger’s item for it, and whether the trigger will return it. */
export type Upcoming = DueItem & {
	eligible: boolean;
	/** the day of the run that returns it; null when none does */
	runDate: CivilDate | null;
	/** why it is skipped, as on the Skipped output of the trigger */
	reason: Judged['skipped'][number]['reason'] | null;
	explanation: string | null;
};

/**
 * What the trigger will do with every occasion of those who follow a schedule that is due within a
 * window.
 *
 * Each is judged by the trigger’s own code on its due day, and, as the trigger does, again on the
 * days on which it is caught up on: who has not started on the due day may have by then.
 *
 * @param today - the day on which HiBob answered, in the zone of the schedule
 */
export function upcomingOccasions(
	company: Company,
	settings: UpcomingSettings,
	schedule: RunSchedule,
	window: DueWindow,
	today: CivilDate,
): (Upcoming | UpcomingUnreadable)[] {
	const now = judged(
		company,
		settings,
		calendarsWithin(settings, schedule, () => window),
		today,
	);
	const byDueDate = new Map<CivilDate, DueItem[]>();
	for (const item of [...now.items, ...now.skipped]) {
		const { dueDate } = item.occasion;
		const others = byDueDate.get(dueDate);
		if (others) others.push(item);
		else byDueDate.set(dueDate, [item]);
	}
	const upcoming = Array.from(byDueDate, ([dueDate, items]) =>
		foreseen(items, company, settings, schedule, dueDate, today),
	);
	const unreadable = now.unreadable.map((item) => ({
		...item,
		eligible: false as const,
		runDate: null,
	}));
	return [...upcoming.flat(), ...unreadable];
}

/** Soonest first; behind them those whose data cannot be read. */
export const bySoonest = (
	one: Upcoming | UpcomingUnreadable,
	other: Upcoming | UpcomingUnreadable,
): number =>
	(one.occasion?.dueDate ?? LAST).localeCompare(other.occasion?.dueDate ?? LAST) ||
	nameOf(one).localeCompare(nameOf(other));

const LAST = '9999';

const nameOf = ({ occasion, employee }: Upcoming | UpcomingUnreadable): string =>
	occasion === null ? '' : (employee.displayName ?? '');

type UpcomingSettings = OccasionSettings & ScheduleSettings;

/** What becomes of the occasions of one due day, on that day and on those of catching up. */
function foreseen(
	items: readonly DueItem[],
	company: Company,
	settings: UpcomingSettings,
	schedule: RunSchedule,
	dueDate: CivilDate,
	today: CivilDate,
): Upcoming[] {
	const pending = new Map(items.map((item) => [item.key, item]));
	const ids = new Set(items.map(({ employee }) => employee.id));
	let roster = company.roster.filter(({ id }) => ids.has(id));
	const ofDay = { from: dueDate, until: dueDate };
	const calendars = calendarsWithin(settings, schedule, () => ofDay);
	const runOn = (day: CivilDate): Judged =>
		judged(
			{ ...company, roster: roster.map((record) => recordOn(record, today, day)) },
			settings,
			calendars,
			day,
		);
	const upcoming: Upcoming[] = [];
	const reasons = new Map<string, Judged['skipped'][number]>();
	for (let late = 0; late <= settings.catchUpDays && pending.size > 0; late++) {
		const runDate = addDays(dueDate, late);
		const run = runOn(runDate);
		for (const { key, employee } of run.items) {
			const item = pending.get(key);
			if (!item || !pending.delete(key)) continue;
			upcoming.push(returnedOn(item, employee.email, runDate));
		}
		if (late === 0) for (const skipped of run.skipped) reasons.set(skipped.key, skipped);
		const left = new Set(Array.from(pending.values(), ({ employee }) => employee.id));
		roster = roster.filter(({ id }) => left.has(id));
	}
	const leftOut = Array.from(pending.values(), (item) => {
		const { reason = null, explanation = null } = reasons.get(item.key) ?? {};
		const employee = { ...item.employee, email: null };
		return { ...item, employee, eligible: false, runDate: null, reason, explanation };
	});
	return [...upcoming, ...leftOut];
}

/** The item carries what HiBob says of the person today, except for the address to use. */
const returnedOn = (item: DueItem, email: string | null, runDate: CivilDate): Upcoming => ({
	...item,
	employee: { ...item.employee, email },
	eligible: true,
	runDate,
	reason: null,
	explanation: null,
});

/**
 * An upcoming occasion as one flat row: who, what, when, and eligible or why not; behind it what was
 * read only on request.
 */
export function simplifiedUpcoming(
	{ employee: known, occasion, ...item }: Upcoming | UpcomingUnreadable,
	returned: OccasionSettings['returned'],
) {
	const employee = { ...NOTHING_KNOWN, ...known };
	return {
		employeeId: employee.id,
		displayName: employee.displayName,
		email: employee.email,
		event: item.event,
		...(occasion?.type === 'customDate' ? { field: occasion.field } : {}),
		...(occasion?.type === 'daysAfterStart' ? { days: occasion.days } : {}),
		years: occasion?.years ?? null,
		date: occasion?.date ?? null,
		dueDate: occasion?.dueDate ?? null,
		eligible: item.eligible,
		reason: item.reason,
		explanation: item.explanation,
		...(returned.phone ? { phone: employee.phone } : {}),
		...(returned.address ? { address: employee.address } : {}),
		...(Object.keys(item.fields).length > 0 ? { fields: item.fields } : {}),
		...('fieldsNotReadable' in item ? { fieldsNotReadable: item.fieldsNotReadable } : {}),
	};
}

/** Of a row without a readable ID. */
const NOTHING_KNOWN = { displayName: null, email: null, phone: null, address: null };
