import type { OccasionType } from '../../../nodes/HiBob/occasions/catalogue.ts';
import type { Occasion } from '../../../nodes/HiBob/occasions/occasion.ts';
import { civil } from './calendar.mts';

/** An occasion that is due on its own day; a custom date is a yearly `work.custom.field_1`. */
export function dueOccasion(type: OccasionType, date: string): Occasion {
	const day = { date: civil(date), dueDate: civil(date) };
	return type === 'customDate'
		? { type, field: 'work.custom.field_1', repeat: 'yearly', ...day, years: null }
		: { type, ...day, years: type === 'workAnniversary' ? 1 : null };
}
