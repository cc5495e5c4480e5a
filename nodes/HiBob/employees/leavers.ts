import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { EligibilityRules } from './eligibility';
import type { Employee } from './employee';

/** An employee, judged on a day. */
interface Subject {
	employee: Employee;
	/** the day of the run */
	today: CivilDate;
	rules: Pick<EligibilityRules, 'leavesOnLastDayOfWork'>;
}

/**
 * For how many days lists of what is coming show people who left. After that they are no news, and a
 * company has many of them. The trigger’s Skipped output keeps them all, to explain each day.
 */
const LEAVERS_SHOWN_DAYS = 30;

/** Whether an employee left so long ago that lists of what is coming no longer show them. */
export function leftLongAgo(subject: Subject): boolean {
	const leaves = leavingDate(subject);
	return leaves !== null && leaves < addDays(subject.today, -LEAVERS_SHOWN_DAYS);
}

/** The day on which an employee leaves or left, by the rules of the node; null when they stay. */
export function leavingDate({ employee, rules, today }: Subject): CivilDate | null {
	const { terminationDate, lastDayOfWork } = employee;
	const dates = [terminationDate, rules.leavesOnLastDayOfWork ? lastDayOfWork : null];
	const [earliest = null] = dates
		.filter((date) => date !== null)
		.filter((date) => !isOfEarlierEmployment(date, employee, today))
		.sort();
	return earliest;
}

/**
 * Whether a person left on a date and was hired again.
 *
 * Rule: a person who is Active since a start date after it is back for good. Until that start date HiBob’s
 * data look the same for a rehire and for a hire that was called off, so the date counts.
 */
const isOfEarlierEmployment = (
	date: CivilDate,
	{ startDate, status, lifecycleStatus, terminationKnown }: Employee,
	today: CivilDate,
): boolean =>
	startDate !== null &&
	date < startDate &&
	startDate <= today &&
	status === 'Active' &&
	terminationKnown &&
	!NOT_BACK.has(lifecycleStatus);

/** With these, a status of Active contradicts the rest. */
const NOT_BACK: ReadonlySet<string | null> = new Set(['Terminated', 'Hired', null]);
