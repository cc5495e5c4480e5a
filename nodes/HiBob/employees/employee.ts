import { isCivilDate, isMonthDay, monthDayOf } from '../../shared/civilDate';
import type { CivilDate, MonthDay } from '../../shared/civilDate';
import { countryCodeOf } from '../../shared/countryCode';
import { ADDRESS_FIELDS } from './fields';
import { dateOf, isAnswered, knownWords, labelOf, personOf, textOf, wordOf } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

/** help.hibob.com/hc/en-us/articles/4409776355857; every other word is unknown, never active. */
export const STATUSES = ['Active', 'Inactive'] as const;

/** The built-in ones; admins can add types of leave. */
export const LIFECYCLE_STATUSES = [
	'Hired',
	'Employed',
	'Leave',
	'Parental leave',
	'Garden leave',
	'Terminated',
] as const;

export interface Address {
	line1: string | null;
	line2: string | null;
	city: string | null;
	state: string | null;
	postalCode: string | null;
	country: string | null;
	/** ISO 3166-1 alpha-2; null when the country’s name is not known */
	countryCode: string | null;
}

/** What the nodes know of an employee. The year of birth is not part of it. */
export interface Employee {
	/** 19 digits; more than a number can hold */
	id: string;
	workEmail: string | null;
	personalEmail: string | null;
	firstName: string | null;
	lastName: string | null;
	displayName: string | null;
	title: string | null;
	department: string | null;
	site: string | null;
	manager: { id: string | null; displayName: string | null; email: string | null } | null;
	startDate: CivilDate | null;
	originalStartDate: CivilDate | null;
	employmentType: string | null;
	/** `Active` or `Inactive` in HiBob; any other word is kept as it is */
	status: string | null;
	lifecycleStatus: string | null;
	terminationDate: CivilDate | null;
	lastDayOfWork: CivilDate | null;
	/** false when HiBob left the termination date out, or contradicts itself on whether they left */
	terminationKnown: boolean;
	birthday: MonthDay | null;
	address: Address | null;
	phone: string | null;
}

/**
 * Reads one employee of a HiBob answer. Dates and ids are machine values, which do not depend on
 * the locale of the service user; list values are labels.
 *
 * @throws ExplainedError when a field holds something else than its documented type
 */
export function readEmployee(record: HiBobRecord): Employee {
	return {
		id: record.id,
		workEmail: textOf(record, 'workEmail'),
		personalEmail: textOf(record, 'personalEmail'),
		firstName: textOf(record, 'firstName'),
		lastName: textOf(record, 'lastName'),
		displayName: textOf(record, 'displayName'),
		title: labelOf(record, 'title'),
		department: labelOf(record, 'department'),
		site: labelOf(record, 'site'),
		manager: personOf(record, 'manager'),
		startDate: dateOf(record, 'startDate', isCivilDate),
		originalStartDate: dateOf(record, 'originalStartDate', isCivilDate),
		employmentType: labelOf(record, 'employmentType'),
		status: wordOf(record, 'status', STATUSES),
		lifecycleStatus: wordOf(record, 'lifecycleStatus', LIFECYCLE_STATUSES),
		terminationDate: dateOf(record, 'terminationDate', isCivilDate),
		lastDayOfWork: dateOf(record, 'lastDayOfWork', isCivilDate),
		terminationKnown:
			isAnswered(record, 'terminationDate') &&
			knownWords(record, 'lifecycleStatus', LIFECYCLE_STATUSES).length < 2,
		birthday: birthdayOf(record),
		address: addressOf(record),
		phone: textOf(record, 'phone'),
	};
}

/** Month and day from the short date, or cut from the full date where only that is readable. */
export function birthdayOf(record: HiBobRecord): MonthDay | null {
	const short = dateOf(record, 'shortBirthDate', isMonthDay);
	if (short !== null) return short;
	const full = dateOf(record, 'birthDate', isCivilDate);
	return full === null ? null : monthDayOf(full);
}

function addressOf(record: HiBobRecord): Address | null {
	const [line1, line2, city, state, postalCode, country] = ADDRESS_FIELDS.map((name) =>
		name === 'addressCountry' ? labelOf(record, name) : textOf(record, name),
	);
	if (!line1 && !line2 && !city && !state && !postalCode && !country) return null;
	return {
		line1: line1 ?? null,
		line2: line2 ?? null,
		city: city ?? null,
		state: state ?? null,
		postalCode: postalCode ?? null,
		country: country ?? null,
		countryCode: country ? countryCodeOf(country) : null,
	};
}
