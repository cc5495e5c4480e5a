import type { CivilDate } from '../../shared/civilDate';
import type { Occasion } from '../occasions/occasion';
import { STATUSES } from './employee';
import type { Employee } from './employee';
import { recipientEmail } from './recipientEmail';
import type { RecipientEmail } from './recipientEmail';

/** The reasons that can be switched off. */
export const SWITCHABLE_REASONS = [
	'terminated',
	'leavesBeforeOccasion',
	'notActive',
	'statusUnknown',
	'noEmail',
] as const;

/** Why an employee gets nothing. */
export const EXCLUSION_REASONS = [
	...SWITCHABLE_REASONS,
	'lifecycleExcluded',
	'personExcluded',
	'filteredOut',
] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/** What a list field has to be one of, in lower case; an empty set lets everyone in. */
export interface Filters {
	site: ReadonlySet<string>;
	department: ReadonlySet<string>;
	employmentType: ReadonlySet<string>;
	country: ReadonlySet<string>;
}

/** Who may get a gift, as the user chose it. */
export interface EligibilityRules {
	reasons: ReadonlySet<ExclusionReason>;
	/** whether the last day of work counts as leaving, when it is earlier (garden leave) */
	leavesOnLastDayOfWork: boolean;
	/** lifecycle statuses to leave out, in lower case */
	lifecycles: ReadonlySet<string>;
	/** employee ids and addresses to leave out, in lower case */
	persons: ReadonlySet<string>;
	filters: Filters;
	recipientEmail: RecipientEmail;
}

/** Whether an employee may get a gift for an occasion; `explanation` is a sentence for people. */
export type Verdict =
	| { eligible: true; email: string | null }
	| { eligible: false; reason: ExclusionReason; explanation: string };

/** A rule’s reason against a gift, or null when it has none. */
type Objection = { reason: ExclusionReason; explanation: string } | null;

interface Case {
	employee: Employee;
	/** whether the chosen opt-out field says so */
	optedOut: boolean;
	/** null for a place in the roster alone */
	occasion: Occasion | null;
	/** the day of the run */
	today: CivilDate;
	rules: EligibilityRules;
}

/**
 * Judges an employee for an occasion, or for a place in the roster, on the day of the run. The rules
 * stand in the order in which they are asked; the first that objects gives the reason.
 */
export function verdict(subject: Case): Verdict {
	for (const rule of RULES) {
		const objection = rule(subject);
		if (objection && subject.rules.reasons.has(objection.reason)) {
			return { eligible: false, ...objection };
		}
	}
	const { employee, rules, today } = subject;
	return { eligible: true, email: recipientEmail(employee, rules.recipientEmail, today) };
}

/** Who left before today is out; who leaves today or later is in until that day has passed. */
function terminated(subject: Case): Objection {
	const { employee, today } = subject;
	const leaves = leavingDate(subject);
	if (leaves !== null && leaves < today) {
		return { reason: 'terminated', explanation: `Left on ${leaves}` };
	}
	return leaves === null && employee.lifecycleStatus === 'Terminated'
		? { reason: 'terminated', explanation: 'The lifecycle status is Terminated' }
		: null;
}

/** Who will have left on the day itself gets nothing ahead of it. */
function leavesBeforeOccasion(subject: Case): Objection {
	const leaves = leavingDate(subject);
	const date = subject.occasion?.date ?? null;
	return leaves !== null && date !== null && leaves < date
		? { reason: 'leavesBeforeOccasion', explanation: `Leaves on ${leaves}, before ${date}` }
		: null;
}

/**
 * Future starters and people on inactive leave are out. For their start date, people whom HiBob
 * lists as Hired are in. An occasion from before the start date is none of ours.
 */
function notActive({ employee, occasion, today }: Case): Objection {
	const { startDate, status, lifecycleStatus } = employee;
	const objection = (explanation: string): Objection => ({ reason: 'notActive', explanation });
	if (startDate !== null && occasion !== null && occasion.date < startDate) {
		return objection(`Starts on ${startDate}, after the occasion`);
	}
	const isStart = occasion?.type === 'startDate';
	if (startDate !== null && startDate > today && !isStart) {
		return objection(`Starts on ${startDate}`);
	}
	const isAboutToStart =
		isStart && lifecycleStatus === 'Hired' && startDate !== null && startDate >= today;
	return status === 'Inactive' && !isAboutToStart
		? objection(`The employment status is Inactive (${lifecycleStatus ?? 'no lifecycle status'})`)
		: null;
}

/** Unknown is never active. */
function statusUnknown({ employee, rules }: Case): Objection {
	const { status } = employee;
	const reason = rules.reasons.has('statusUnknown') ? 'statusUnknown' : 'notActive';
	if (status === null) return { reason, explanation: 'HiBob gives no employment status' };
	if (!STATUSES.some((known) => known === status)) {
		return { reason, explanation: `The status "${status}" is not known` };
	}
	return employee.terminationKnown
		? null
		: { reason, explanation: 'HiBob does not say clearly whether they leave' };
}

function lifecycleExcluded({ employee, rules }: Case): Objection {
	const { lifecycleStatus } = employee;
	return rules.lifecycles.has(lifecycleStatus?.toLowerCase() ?? '')
		? {
				reason: 'lifecycleExcluded',
				explanation: `The lifecycle status is ${lifecycleStatus ?? 'empty'}`,
			}
		: null;
}

/** The exclusion list holds ids and addresses; the opt-out is a field of the employee’s. */
function personExcluded({ employee, optedOut, rules }: Case): Objection {
	const names = [employee.id, employee.workEmail, employee.personalEmail];
	const listed = names.some((name) => name !== null && rules.persons.has(name.toLowerCase()));
	if (listed) return { reason: 'personExcluded', explanation: 'On the exclusion list' };
	return optedOut
		? { reason: 'personExcluded', explanation: 'The opt-out field of this employee says so' }
		: null;
}

function filteredOut({ employee, rules }: Case): Objection {
	const { site, department, employmentType, country } = rules.filters;
	const checks = [
		['site', site, [employee.site]],
		['department', department, [employee.department]],
		['employment type', employmentType, [employee.employmentType]],
		['country', country, [employee.address?.country, employee.address?.countryCode]],
	] as const;
	for (const [name, wanted, values] of checks) {
		const isWanted = values.some((value) => value && wanted.has(value.toLowerCase()));
		if (wanted.size > 0 && !isWanted) {
			return {
				reason: 'filteredOut',
				explanation: `The ${name} ${values[0] ? `"${values[0]}"` : 'is empty, which'} is not among the chosen ones`,
			};
		}
	}
	return null;
}

function noEmail({ employee, occasion, rules, today }: Case): Objection {
	return occasion !== null && recipientEmail(employee, rules.recipientEmail, today) === null
		? { reason: 'noEmail', explanation: 'HiBob has no e-mail address of the chosen kind' }
		: null;
}

const RULES: readonly ((subject: Case) => Objection)[] = [
	terminated,
	leavesBeforeOccasion,
	notActive,
	statusUnknown,
	lifecycleExcluded,
	personExcluded,
	filteredOut,
	noEmail,
];

function leavingDate({ employee, rules }: Case): CivilDate | null {
	const { terminationDate, lastDayOfWork } = employee;
	if (!rules.leavesOnLastDayOfWork || lastDayOfWork === null) return terminationDate;
	return terminationDate === null || lastDayOfWork < terminationDate
		? lastDayOfWork
		: terminationDate;
}
