import type { Person } from './person.mts';

/**
 * What midnight does in HiBob: whoever was Hired for this day or earlier becomes Employed, and whoever
 * had a last day before it becomes Terminated. Changes the records in place.
 * @param today yyyy-MM-dd
 */
export function letDayBegin(today: string, people: readonly Person[]): void {
	for (const person of people) {
		const startDate = person['work.startDate'];
		const terminationDate = person['internal.terminationDate'];
		const lifecycle = person['internal.lifecycleStatus']?.toLowerCase();
		if (lifecycle === 'hired' && startDate !== null && startDate <= today) {
			person['internal.lifecycleStatus'] = 'Employed';
			person['internal.status'] = 'Active';
		}
		if (lifecycle !== 'terminated' && terminationDate !== null && terminationDate < today) {
			person['internal.lifecycleStatus'] = 'Terminated';
			person['internal.status'] = 'Inactive';
		}
	}
}
