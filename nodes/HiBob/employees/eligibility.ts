import type { CivilDate } from '../../shared/civilDate';
import { sameEmail } from '../../shared/emailAddress';
import type { Occasion } from '../occasions/occasion';
import { STATUSES } from './employee';
import type { Employee } from './employee';
import { FIELDS } from './fields';
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

/** The reasons that are always asked. */
export const FIXED_REASONS = [
	'lifecycleExcluded',
	'personExcluded',
	'filteredOut',
	'notOptedIn',
	'dataUnreadable',
] as const;

/** Why an employee is skipped. */
export const EXCLUSION_REASONS = [...SWITCHABLE_REASONS, ...FIXED_REASONS] as const;
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
	/** whether the chosen opt-in field says so; true when none is chosen */
	optedIn: boolean;
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
	const { status, unreadable } = employee;
	// dataUnreadable names the field
	if (STATUS_FIELDS.some((field) => unreadable.includes(field))) return null;
	const reason = rules.reasons.has('statusUnknown') ? 'statusUnknown' : 'notActive';
	if (status === null) return { reason, explanation: 'HiBob gives no employment status' };
	if (!STATUSES.some((known) => known === status)) {
		return { reason, explanation: `The status "${status}" is not known` };
	}
	return employee.terminationKnown
		? null
		: { reason, explanation: 'HiBob does not say clearly whether they leave' };
}

const STATUS_FIELDS: readonly string[] = [
	FIELDS.status.id,
	FIELDS.lifecycleStatus.id,
	FIELDS.terminationDate.id,
];

function lifecycleExcluded({ employee, rules }: Case): Objection {
	const { lifecycleStatus, listIds } = employee;
	return isAmong(rules.lifecycles, lifecycleStatus, listIds.lifecycleStatus)
		? {
				reason: 'lifecycleExcluded',
				explanation: `The lifecycle status is ${lifecycleStatus ?? 'empty'}`,
			}
		: null;
}

/** The exclusion list holds ids and addresses; the opt-out is a field of the employee’s. */
function personExcluded({ employee, optedOut, rules }: Case): Objection {
	const addresses = [employee.workEmail, employee.personalEmail];
	const listed =
		rules.persons.has(employee.id.toLowerCase()) ||
		addresses.some((address) => address !== null && rules.persons.has(sameEmail(address)));
	if (listed) return { reason: 'personExcluded', explanation: 'On the exclusion list' };
	return optedOut
		? { reason: 'personExcluded', explanation: 'The opt-out field of this employee says so' }
		: null;
}

function filteredOut({ employee, rules }: Case): Objection {
	const { site, department, employmentType, country } = rules.filters;
	const { listIds, address, unreadable } = employee;
	const checks = [
		['site', 'site', site, [employee.site, listIds.site]],
		['department', 'department', department, [employee.department, listIds.department]],
		[
			'employment type',
			'employmentType',
			employmentType,
			[employee.employmentType, listIds.employmentType],
		],
		['country', 'addressCountry', country, [address?.country, address?.countryCode]],
	] as const;
	for (const [name, field, wanted, values] of checks) {
		if (wanted.size === 0 || unreadable.includes(FIELDS[field].id)) continue;
		if (!isAmong(wanted, ...values)) {
			return {
				reason: 'filteredOut',
				explanation: `The ${name} ${values[0] ? `"${values[0]}"` : 'is empty, which'} is not among the chosen ones`,
			};
		}
	}
	return null;
}

const isAmong = (wanted: ReadonlySet<string>, ...values: (string | null | undefined)[]): boolean =>
	values.some((value) => value && wanted.has(value.toLowerCase()));

/** Only who says yes; unknown is no yes. */
const notOptedIn = ({ optedIn }: Case): Objection =>
	optedIn
		? null
		: { reason: 'notOptedIn', explanation: 'The opt-in field of this employee does not say yes' };

/**
 * Whose data cannot be read is skipped, and nobody else. It is asked behind the rules that exclude a
 * person anyway: who left long ago does not matter.
 *
 * @param unreadable - ids of fields
 */
export function dataUnreadable(unreadable: readonly string[]): Objection {
	if (unreadable.length === 0) return null;
	const fields = [...new Set(unreadable)].join(', ');
	return {
		reason: 'dataUnreadable',
		explanation: `HiBob returned no readable ${fields} for this employee. Correct it in the HiBob profile`,
	};
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
	notOptedIn,
	({ employee }) => dataUnreadable(employee.unreadable),
	noEmail,
];

function leavingDate({ employee, rules, today }: Case): CivilDate | null {
	const { terminationDate, lastDayOfWork } = employee;
	const dates = [terminationDate, rules.leavesOnLastDayOfWork ? lastDayOfWork : null];
	const [earliest = null] = dates
		.filter((date) => date !== null)
		.filter((date) => !isOfEarlierEmployment(date, employee, today))
		.sort();
	return earliest;
}

/**
 * Whether somebody left on a date and was hired again.
 *
 * Rule: who is Active since a start date after it is back for good. Until that start date HiBob’s data
 * look the same for a rehire and for a hire that was called off, so the date counts.
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
