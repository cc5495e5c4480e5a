import type { CivilDate } from '../occasions/civilDate';
import type { Occasion } from '../occasions/occasion';
import { STATUSES } from './employee';
import type { Employee } from './employee';
import { recipientEmail } from './recipientEmail';
import type { RecipientEmail } from './recipientEmail';

/** Why an employee gets nothing. */
export type ExclusionReason = 'terminated' | 'notActive' | 'statusUnknown' | 'noEmail';

/** Whether an employee may get a gift for an occasion; `explanation` is a sentence for people. */
export type Verdict =
	| { eligible: true; email: string }
	| { eligible: false; reason: ExclusionReason; explanation: string };

const excluded = (reason: ExclusionReason, explanation: string): Verdict => ({
	eligible: false,
	reason,
	explanation,
});

/**
 * Judges an employee for an occasion on the day of the run. The first rule that excludes gives
 * the reason.
 *
 * Rules: who left before today is out, who leaves today or later is in until that day has passed.
 * Status must be Active and the start date reached; on their start date, people whom HiBob still
 * lists as Hired are in. An occasion from before the start date is none of ours.
 * Unknown is never active.
 */
export function verdict(
	employee: Employee,
	occasion: Occasion,
	today: CivilDate,
	emailChoice: RecipientEmail,
): Verdict {
	const { terminationDate, status, lifecycleStatus, startDate } = employee;
	if (terminationDate !== null && terminationDate < today) {
		return excluded('terminated', `Left on ${terminationDate}`);
	}
	if (!employee.terminationKnown) {
		return excluded('statusUnknown', 'HiBob did not say whether there is a termination date');
	}
	if (terminationDate === null && lifecycleStatus === 'Terminated') {
		return excluded('terminated', 'The lifecycle status is Terminated');
	}
	const startsToday =
		occasion.type === 'startDate' &&
		lifecycleStatus === 'Hired' &&
		startDate !== null &&
		startDate >= today;
	if (!STATUSES.some((known) => known === status)) {
		return excluded(
			'statusUnknown',
			status === null ? 'HiBob gives no employment status' : `The status "${status}" is not known`,
		);
	}
	if (startDate !== null && occasion.date < startDate) {
		return excluded('notActive', `Starts on ${startDate}, after the occasion`);
	}
	if (startDate !== null && startDate > today && occasion.type !== 'startDate') {
		return excluded('notActive', `Starts on ${startDate}`);
	}
	if (status !== 'Active' && !startsToday) {
		return excluded(
			'notActive',
			`The employment status is ${status ?? ''} (${lifecycleStatus ?? '-'})`,
		);
	}
	const email = recipientEmail(employee, emailChoice, today);
	return email === null
		? excluded('noEmail', 'HiBob has no e-mail address of the chosen kind')
		: { eligible: true, email };
}
