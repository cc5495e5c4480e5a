import type { CivilDate } from '../../shared/civilDate';
import { sameEmail } from '../../shared/emailAddress';
import type { Occasion } from '../occasions/occasion';
import { STATUSES } from './employee';
import type { Employee } from './employee';
import { FIELDS } from './fields';
import { leavingDate } from './leavers';
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

/** The reasons that always count. */
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

/** What a list field has to be one of, in lower case; an empty set includes everyone. */
export interface Filters {
	site: ReadonlySet<string>;
	department: ReadonlySet<string>;
	employmentType: ReadonlySet<string>;
	lifecycleStatus: ReadonlySet<string>;
	country: ReadonlySet<string>;
}

/** Who may get a gift, as the user chose it. */
export interface EligibilityRules {
	reasons: ReadonlySet<ExclusionReason>;
	/** whether the last day of work counts as leaving, when it is earlier (garden leave) */
	leavesOnLastDayOfWork: boolean;
	/** lifecycle statuses to skip, in lower case */
	lifecycles: ReadonlySet<string>;
	/** employment types to skip, in lower case */
	exceptEmploymentTypes: ReadonlySet<string>;
	/** employee ids and addresses to skip, in lower case */
	persons: ReadonlySet<string>;
	/** the same with the last day on which to skip them */
	personsUntil: ReadonlyMap<string, CivilDate>;
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
	/** whether the chosen opt-out field says yes */
	optedOut: boolean;
	/** whether the chosen opt-in field says yes; true when none is chosen */
	optedIn: boolean;
	/** null for a place in the roster alone */
	occasion: Occasion | null;
	/** the day of the run */
	today: CivilDate;
	rules: EligibilityRules;
}

/**
 * Judges an employee for an occasion, or for a place in the roster, on the day of the run. The rules
 * are asked in order; the first that objects gives the reason.
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

/** People who left before today are skipped; those who leave today or later stay until that day has passed. */
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

/** People who will have left by the day itself get nothing ahead of it. */
function leavesBeforeOccasion(subject: Case): Objection {
	const leaves = leavingDate(subject);
	const date = subject.occasion?.date ?? null;
	return leaves !== null && date !== null && leaves < date
		? { reason: 'leavesBeforeOccasion', explanation: `Leaves on ${leaves}, before ${date}` }
		: null;
}

/**
 * Future starters and people on inactive leave are skipped. For their start date, people with the status
 * Hired are eligible. An occasion from before the start date does not count.
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
	if (status === null) return { reason, explanation: 'HiBob returned no employment status' };
	if (!STATUSES.some((known) => known === status)) {
		return { reason, explanation: `The employment status "${status}" is unknown` };
	}
	return employee.terminationKnown
		? null
		: { reason, explanation: 'HiBob’s data do not show clearly whether this person leaves' };
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

/** Ids and addresses, for good or until a day; the opt-out is a field of the employee’s. */
function personExcluded({ employee, occasion, optedOut, today, rules }: Case): Objection {
	const objection = (explanation: string): Objection => ({ reason: 'personExcluded', explanation });
	// an address takes long to compare, and it is asked about everyone
	const names = rules.persons.size + rules.personsUntil.size === 0 ? [] : namesOf(employee);
	if (names.some((name) => rules.persons.has(name))) return objection('On the exclusion list');
	const until = names
		.flatMap((name) => rules.personsUntil.get(name) ?? [])
		.sort()
		.at(-1);
	if (until !== undefined) {
		if (today <= until) return objection(`Excluded until ${until}`);
		if (occasion !== null && fellOn(occasion) <= until) {
			return objection(`Was excluded until ${until}, and this fell on ${fellOn(occasion)}`);
		}
	}
	return optedOut ? objection('The opt-out field of this employee says yes') : null;
}

/** What an employee can be excluded by. */
const namesOf = ({ id, workEmail, personalEmail }: Employee): string[] => [
	id.toLowerCase(),
	...[workEmail, personalEmail].flatMap((address) =>
		address === null ? [] : [sameEmail(address)],
	),
];

/**
 * The day that an exclusion has to cover: the due day, or the day itself where that is earlier, because a
 * weekend moved the due day behind it.
 *
 * Rule: an exclusion that has ended brings back nothing of its days, or people would get gifts for them
 * when the occasions are caught up.
 */
const fellOn = ({ date, dueDate }: Occasion): CivilDate => (date < dueDate ? date : dueDate);

/**
 * Only and Except.
 *
 * Rule: an empty value is not among those chosen, so Only skips the person and Except does not. A value that
 * HiBob omitted or returned unreadable is unknown: `dataUnreadable` skips the person for both.
 */
function filteredOut({ employee, rules }: Case): Objection {
	const { site, department, employmentType, lifecycleStatus, country } = rules.filters;
	const { listIds, address, unreadable } = employee;
	const typeOf = [employee.employmentType, listIds.employmentType];
	const checks = [
		['site', 'site', site, [employee.site, listIds.site]],
		['department', 'department', department, [employee.department, listIds.department]],
		['employment type', 'employmentType', employmentType, typeOf],
		[
			'lifecycle status',
			'lifecycleStatus',
			lifecycleStatus,
			[employee.lifecycleStatus, listIds.lifecycleStatus],
		],
		['country', 'addressCountry', country, [address?.country, address?.countryCode]],
	] as const;
	for (const [name, field, wanted, values] of checks) {
		if (wanted.size === 0 || unreadable.includes(FIELDS[field].id)) continue;
		if (!isAmong(wanted, ...values)) {
			return {
				reason: 'filteredOut',
				explanation: values[0]
					? `The ${name} "${values[0]}" is not among those chosen`
					: `The ${name} is empty, so it is not among those chosen`,
			};
		}
	}
	return isAmong(rules.exceptEmploymentTypes, ...typeOf)
		? {
				reason: 'filteredOut',
				explanation: `The employment type "${employee.employmentType ?? ''}" is excluded`,
			}
		: null;
}

const isAmong = (wanted: ReadonlySet<string>, ...values: (string | null | undefined)[]): boolean =>
	values.some((value) => value && wanted.has(value.toLowerCase()));

/** Only people who say yes; unknown does not count as yes. */
const notOptedIn = ({ optedIn }: Case): Objection =>
	optedIn
		? null
		: { reason: 'notOptedIn', explanation: 'The opt-in field of this employee does not say yes' };

/**
 * People with unreadable data are skipped, and nobody else. Asked after the rules that skip a person
 * anyway: data of people who left long ago do not matter.
 *
 * @param unreadable - ids of fields
 */
export function dataUnreadable(unreadable: readonly string[]): Objection {
	if (unreadable.length === 0) return null;
	const fields = [...new Set(unreadable)].join(', ');
	return {
		reason: 'dataUnreadable',
		explanation: `HiBob returned unreadable data in ${fields} for this employee. Correct it in the HiBob profile`,
	};
}

function noEmail({ employee, occasion, rules, today }: Case): Objection {
	return occasion !== null && recipientEmail(employee, rules.recipientEmail, today) === null
		? { reason: 'noEmail', explanation: 'HiBob has no email address of the chosen kind' }
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
