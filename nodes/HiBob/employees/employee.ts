import { isCivilDate, isMonthDay, monthDayOf } from '../../shared/civilDate';
import type { CivilDate, MonthDay } from '../../shared/civilDate';
import { countryCodeOf } from '../../shared/countryCode';
import { ADDRESS_FIELDS } from './fields';
import type { FieldName } from './fields';
import {
	dateOf,
	isAnswered,
	knownWords,
	labelOf,
	listIdOf,
	personOf,
	textOf,
	wordOf,
} from './hibobRecord';
import type { HiBobRecord, Unreadable } from './hibobRecord';

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
	/** ISO 3166-1 alpha-2; null when the country is unknown */
	countryCode: string | null;
}

/** The list fields that people are chosen by. */
export type ListField = 'site' | 'department' | 'employmentType' | 'lifecycleStatus';

/** What the nodes know about an employee. The year of birth is not part of it. */
export interface Employee {
	/** 19 digits in the examples of apidocs.hibob.com/reference/post_people-search; more than a number can hold */
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
	/** `Active` or `Inactive` in HiBob; any other word is kept */
	status: string | null;
	lifecycleStatus: string | null;
	terminationDate: CivilDate | null;
	lastDayOfWork: CivilDate | null;
	/** false when HiBob omitted the termination date, or contradicts itself about whether they left */
	terminationKnown: boolean;
	birthday: MonthDay | null;
	address: Address | null;
	phone: string | null;
	/** the machine values of list fields, which stay the same when a label is renamed or translated */
	listIds: Readonly<Record<ListField, string | null>>;
	/**
	 * ids of the fields with values of another type than documented, or that HiBob omitted although a rule
	 * needs them; they count as null
	 */
	unreadable: readonly string[];
}

/**
 * Reads one employee of a HiBob answer. Dates and ids are machine values, which do not depend on the locale
 * of the service user; list values are labels. A value of another type than documented is null, and its
 * field is named in `unreadable`.
 */
export function readEmployee(record: HiBobRecord): Employee {
	const unreadable: string[] = [];
	const text = (name: FieldName) => textOf(record, name, unreadable);
	const label = (name: FieldName) => labelOf(record, name, unreadable);
	const date = (name: FieldName) => dateOf(record, name, isCivilDate, unreadable);
	return {
		id: record.id,
		workEmail: text('workEmail'),
		personalEmail: text('personalEmail'),
		firstName: text('firstName'),
		lastName: text('lastName'),
		displayName: text('displayName'),
		title: label('title'),
		department: label('department'),
		site: label('site'),
		manager: personOf(record, 'manager', unreadable),
		startDate: date('startDate'),
		originalStartDate: date('originalStartDate'),
		employmentType: label('employmentType'),
		status: wordOf(record, 'status', STATUSES, unreadable),
		lifecycleStatus: wordOf(record, 'lifecycleStatus', LIFECYCLE_STATUSES, unreadable),
		terminationDate: date('terminationDate'),
		lastDayOfWork: date('lastDayOfWork'),
		terminationKnown:
			isAnswered(record, 'terminationDate') &&
			knownWords(record, 'lifecycleStatus', LIFECYCLE_STATUSES).length < 2,
		birthday: birthdayOf(record, unreadable),
		address: addressOf(record, unreadable),
		phone: text('phone'),
		listIds: {
			site: listIdOf(record, 'siteId') ?? listIdOf(record, 'site'),
			department: listIdOf(record, 'department'),
			employmentType: listIdOf(record, 'employmentType'),
			lifecycleStatus: listIdOf(record, 'lifecycleStatus'),
		},
		unreadable,
	};
}

/** Month and day from the short date, or cut from the full date where only that is readable. */
function birthdayOf(record: HiBobRecord, unreadable: Unreadable): MonthDay | null {
	const short = dateOf(record, 'shortBirthDate', isMonthDay, unreadable);
	if (short !== null) return short;
	const full = dateOf(record, 'birthDate', isCivilDate, unreadable);
	return full === null ? null : monthDayOf(full);
}

function addressOf(record: HiBobRecord, unreadable: Unreadable): Address | null {
	const [line1, line2, city, state, postalCode, country] = ADDRESS_FIELDS.map((name) =>
		name === 'addressCountry'
			? labelOf(record, name, unreadable)
			: textOf(record, name, unreadable),
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
