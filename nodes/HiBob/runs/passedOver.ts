import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { ownOf } from '../../shared/jsonObject';
import { passedOverOf } from '../../shared/schedule/passedOver';
import type { PassedOver } from '../../shared/schedule/passedOver';
import type { DueDate, DueDates } from '../occasions/dueDates';
import { dueCalendar } from '../occasions/dueOccasions';
import type { DueCalendar } from '../occasions/dueOccasions';
import { occasionId } from '../occasions/occasion';
import { keyLookUp } from '../occasions/rememberedKeys';
import type { RememberedKeys } from '../occasions/rememberedKeys';
import { furthestShift } from '../occasions/workingDays';
import type { OccasionSettings } from '../settings/employeeSettings';
import type { Company } from './company';
import { judged } from './judged';

/**
 * What falls due before the first run although it, or its due day, is today or later.
 *
 * @param baselines - the day before the first run, by the occasions that begin now
 */
export function passedOverCalendar(
	{ wanted, duePolicy }: OccasionSettings,
	baselines: Readonly<Record<string, CivilDate>>,
	today: CivilDate,
): DueCalendar {
	const from = addDays(today, -duePolicy.daysBefore - furthestShift(duePolicy.workingDays));
	const windowOf = (id: string) => {
		const until = ownOf(baselines, id);
		return until === undefined || until < from ? null : { from, until };
	};
	return dueCalendar(wanted, windowOf, duePolicy).map((entry) => ({
		...entry,
		due: stillAhead(entry.due, today),
	}));
}

function stillAhead({ byDate, byMonthDay }: DueDates, today: CivilDate): DueDates {
	const isAhead = ({ date, dueDate }: DueDate): boolean => date >= today || dueDate >= today;
	const monthDays = Array.from(byMonthDay, ([monthDay, days]): [string, DueDate[]] => [
		monthDay,
		days.filter(isAhead),
	]);
	return {
		byDate: new Map([...byDate].filter(([, day]) => isAhead(day))),
		byMonthDay: new Map(monthDays.filter(([, days]) => days.length > 0)),
	};
}

/**
 * The occasions of a calendar that a run would have returned today.
 *
 * @param keys - what came out before
 */
export function passedOver(
	company: Company,
	settings: OccasionSettings,
	calendar: DueCalendar,
	today: CivilDate,
	keys: RememberedKeys,
): PassedOver | null {
	const cameOut = keyLookUp(keys);
	const items = judged(company, settings, calendar, today).items.filter(({ key }) => !cameOut(key));
	return passedOverOf(
		items.map(({ employee, occasion }) => ({
			id: employee.id,
			event: occasionId(occasion),
			date: occasion.date,
		})),
	);
}
