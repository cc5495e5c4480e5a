import type { Occasion, OccasionType } from '../../../nodes/HiBob/occasions/occasion.ts';
import { civil } from './calendar.mts';

/** An occasion that is due on its own day. */
export const dueOccasion = (type: OccasionType, date: string): Occasion => ({
	type,
	date: civil(date),
	dueDate: civil(date),
	years: type === 'workAnniversary' ? 1 : null,
});
