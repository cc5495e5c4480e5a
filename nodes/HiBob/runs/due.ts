import type { JsonObject } from '../../shared/jsonObject';
import { occasionDate } from '../employees/occasionDate';
import { dueOccasions } from '../occasions/dueOccasions';
import type { DueCalendar } from '../occasions/dueOccasions';
import type { Occasion } from '../occasions/occasion';

/** What is due for one employee, or may be. */
export interface Due {
	occasions: Occasion[];
	/** ids of the fields with unreadable dates */
	unreadable: string[];
}

/** The occasions of a calendar that are due for a record. */
export function dueOf(record: JsonObject, calendar: DueCalendar): Due {
	const unreadable: string[] = [];
	const occasions = dueOccasions((wanted) => occasionDate(record, wanted, unreadable), calendar);
	return { occasions, unreadable };
}

/** Whether something is due, or may be because its date is unreadable. */
export const mayBeDue = ({ occasions, unreadable }: Due): boolean =>
	occasions.length > 0 || unreadable.length > 0;
