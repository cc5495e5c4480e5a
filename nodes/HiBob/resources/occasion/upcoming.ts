import { recordOn } from '../../employees/forecast';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { addDays } from '../../occasions/civilDate';
import type { CivilDate } from '../../occasions/civilDate';
import type { DueWindow } from '../../occasions/dueWindow';
import type { Company } from '../employeesTrigger/company';
import { judged } from '../employeesTrigger/dailyRun';
import type { TriggerSettings } from '../employeesTrigger/settings';

type Judged = ReturnType<typeof judged>;
type DueItem = Judged['items'][number];

/** An occasion to come: the trigger’s item for it, and whether the trigger will put it out. */
export type Upcoming = DueItem & {
	eligible: boolean;
	/** the day of the run that puts it out; null when none does */
	runDate: CivilDate | null;
	/** why it is not put out, as on the Skipped output of the trigger */
	reason: Judged['skipped'][number]['reason'] | null;
	explanation: string | null;
};

/**
 * What the trigger will do with every occasion that is due within a window, soonest first.
 *
 * Each is judged by the trigger’s own code on its due day, and, as the trigger does, again on the
 * days on which it is caught up on: who has not started on the due day may have by then.
 *
 * @param today - the day on which HiBob answered
 * @throws ExplainedError when a record cannot be read
 */
export function upcomingOccasions(
	company: Company,
	settings: TriggerSettings,
	window: DueWindow,
	today: CivilDate,
): Upcoming[] {
	const now = judged(company, settings, window, today);
	const records = new Map(company.roster.map((record) => [record.id, record]));
	const upcoming = [...now.items, ...now.skipped].flatMap((item) => {
		const record = records.get(item.employee.id);
		return record
			? [foreseen(item, { ...company, roster: [record] }, record, settings, today)]
			: [];
	});
	return upcoming.sort(
		(one, other) =>
			one.occasion.dueDate.localeCompare(other.occasion.dueDate) ||
			(one.employee.displayName ?? '').localeCompare(other.employee.displayName ?? ''),
	);
}

function foreseen(
	item: DueItem,
	company: Company,
	record: HiBobRecord,
	settings: TriggerSettings,
	today: CivilDate,
): Upcoming {
	const { dueDate } = item.occasion;
	const onDay = (day: CivilDate): Judged =>
		judged(
			{ ...company, roster: [recordOn(record, today, day)] },
			settings,
			{ from: dueDate, until: dueDate },
			day,
		);
	for (let late = 0; late <= settings.catchUpDays; late++) {
		const runDate = addDays(dueDate, late);
		const due = onDay(runDate).items.find(({ key }) => key === item.key);
		if (due) {
			// what HiBob says of the person today is put out, not what it will say
			const employee = { ...item.employee, email: due.employee.email };
			return { ...item, employee, eligible: true, runDate, reason: null, explanation: null };
		}
	}
	const excluded = onDay(dueDate).skipped.find(({ key }) => key === item.key);
	return {
		...item,
		employee: { ...item.employee, email: null },
		eligible: false,
		runDate: null,
		reason: excluded?.reason ?? null,
		explanation: excluded?.explanation ?? null,
	};
}

/**
 * An upcoming occasion as one flat row: who, what, when, and eligible or why not; behind it what was
 * read only on request.
 */
export function simplifiedUpcoming(
	{ employee, occasion, ...item }: Upcoming,
	putsOut: TriggerSettings['putsOut'],
) {
	return {
		employeeId: employee.id,
		displayName: employee.displayName,
		email: employee.email,
		event: occasion.type,
		...(occasion.type === 'customDate' ? { field: occasion.field } : {}),
		years: occasion.years,
		date: occasion.date,
		dueDate: occasion.dueDate,
		eligible: item.eligible,
		reason: item.reason,
		explanation: item.explanation,
		...(putsOut.phone ? { phone: employee.phone } : {}),
		...(putsOut.address ? { address: employee.address } : {}),
		...(Object.keys(item.fields).length > 0 ? { fields: item.fields } : {}),
		...(item.fieldsNotReadable ? { fieldsNotReadable: item.fieldsNotReadable } : {}),
	};
}
