import type { CivilDate } from '../../shared/civilDate';
import type { Employee } from './employee';

/** Which address a gift goes to; the second kind is used when the first is empty. */
export type RecipientEmail = 'work' | 'personal' | 'workThenPersonal' | 'personalThenWork';

export const readsPersonalEmail = (choice: RecipientEmail): boolean => choice !== 'work';

/**
 * The address to use for an employee, or null when none of the chosen kind exists.
 *
 * Rule: where both kinds are allowed, the personal address comes first until the start date,
 * because a work mailbox is rarely read before the first day.
 */
export function recipientEmail(
	employee: Employee,
	choice: RecipientEmail,
	today: CivilDate,
): string | null {
	const { workEmail, personalEmail } = employee;
	if (choice === 'work') return workEmail;
	if (choice === 'personal') return personalEmail;
	const notStarted = employee.startDate !== null && employee.startDate > today;
	return choice === 'personalThenWork' || notStarted
		? (personalEmail ?? workEmail)
		: (workEmail ?? personalEmail);
}
