import type { OccasionType } from '../../../nodes/HiBob/occasions/catalogue.ts';
import type { Occasion } from '../../../nodes/HiBob/occasions/occasion.ts';
import { civil } from './calendar.mts';

/**
 * An occasion; a custom date is a yearly `work.custom.field_1`, and days after the start are 30.
 *
 * @param dueDate - its own day unless told
 */
export function dueOccasion(type: OccasionType, date: string, dueDate = date): Occasion {
	const day = { date: civil(date), dueDate: civil(dueDate) };
	if (type === 'customDate') {
		return { type, field: 'work.custom.field_1', repeat: 'yearly', ...day, years: null };
	}
	if (type === 'daysAfterStart') return { type, days: 30, ...day, years: null };
	return { type, ...day, years: type === 'workAnniversary' ? 1 : null };
}
