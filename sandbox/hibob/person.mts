import { daysBetween, monthDayOf, periodBetween, plus, yearOf, yearsBetween } from './dates.mts';
import type { Json, JsonObject } from './json.mts';
import { calendarIdOf, type Site } from './places.mts';

/** A record of the company: machine values by field id. A field that is not there counts as null. */
export interface Person {
	/** what the person is there to show (see scenarios.mts), `filler` for all others; never served */
	scenario: string;
	/** 19 digits, as in the examples of apidocs.hibob.com/reference/post_people-search, above 2^53, so never a number */
	'root.id': string;
	'root.displayName': string;
	'root.email': string | null;
	/** MM-DD */
	'personal.shortBirthDate': string | null;
	/** yyyy-MM-dd */
	'work.startDate': string | null;
	'internal.status': string | null;
	'internal.lifecycleStatus': string | null;
	/** yyyy-MM-dd, the last day on which the person is employed */
	'internal.terminationDate': string | null;
	[fieldId: string]: Json;
}

export interface Address {
	line1: string;
	line2: string | null;
	city: string;
	postCode: string;
	usaState: string | null;
	country: string;
}

/** What makes one person differ from another; everything else follows from it. Dates are yyyy-MM-dd. */
export interface PersonFacts {
	scenario: string;
	id: string;
	employeeNumber: number;
	firstName: string;
	secondName: string | null;
	surname: string;
	email: string | null;
	birthDate: string | null;
	startDate: string;
	originalStartDate: string;
	status: string | null;
	lifecycleStatus: string;
	terminationDate: string | null;
	lastDayOfWork: string | null;
	recentLeaveStartDate: string | null;
	recentLeaveEndDate: string | null;
	site: Site;
	/** items of the named lists `department` and `title` */
	department: string;
	title: string;
	contract: string;
	employmentType: string;
	address: Address | null;
	privateEmail: string | null;
	mobilePhone: string | null;
	pronouns: string | null;
	hobbies: string[];
	giftOptOut: string | null;
	weddingAnniversary: string | null;
}

const COMPANY_ID = 557418;

const OWN_CALENDAR = 9;

const counted = (count: number, unit: string) =>
	`${String(count)} ${unit}${count === 1 ? '' : 's'}`;

/** A field of type `period`: the time from one yyyy-MM-dd date to another, null when it lies ahead. */
function period(from: string, to: string): JsonObject | null {
	if (from > to) return null;
	const { years, months, days } = periodBetween(from, to);
	return {
		periodISO: `P${String(years)}Y${String(months)}M${String(days)}D`,
		sortFactor: years * 360 + months * 30 + days,
		humanize: `${counted(years, 'year')}, ${counted(months, 'month')} and ${counted(days, 'day')}`,
	};
}

const yearsWithFraction = (from: string, to: string) =>
	from > to ? 0 : Math.round((daysBetween(from, to) / 365.25) * 1000) / 1000;

const avatarOf = ({ firstName, surname }: PersonFacts) =>
	/^[A-Z].*\|[A-Z]/.test(`${firstName}|${surname}`)
		? `https://images.hibob.com/default-avatars/${firstName.slice(0, 1)}${surname.slice(0, 1)}_24.png`
		: null;

function addressFields(address: Address | null, since: string, site: Site) {
	const parts = address && [
		address.line1,
		address.line2,
		address.city,
		address.usaState,
		address.postCode,
		address.country,
	];
	return {
		'address.line1': address?.line1 ?? null,
		'address.line2': address?.line2 ?? null,
		'address.city': address?.city ?? null,
		'address.postCode': address?.postCode ?? null,
		'address.usaState': address?.usaState ?? null,
		'address.country': address?.country ?? null,
		'address.fullAddress': parts?.filter((part) => part !== null).join(', ') ?? null,
		'address.activeEffectiveDate': address ? since : null,
		'address.siteAddress1': site.address,
		'address.siteCity': site.city,
		'address.sitePostalCode': site.postCode,
		'address.siteCountry': site.country,
	};
}

function workFields(facts: PersonFacts, today: string) {
	const { startDate, originalStartDate, site } = facts;
	const tenure = period(startDate, today);
	return {
		'work.startDate': startDate,
		'work.originalStartDate': originalStartDate,
		'work.shortStartDate': monthDayOf(startDate),
		'work.tenureYears': Math.max(0, yearOf(today) - yearOf(startDate)),
		'work.tenureDuration': tenure,
		'work.tenureDurationYears': yearsWithFraction(startDate, today),
		'work.durationOfEmployment': tenure,
		'work.yearsOfService': yearsWithFraction(originalStartDate, today),
		'work.daysOfPreviousService': 0,
		'work.activeEffectiveDate': startDate,
		'work.workChangeType': 'New Employee',
		'work.title': facts.title,
		'work.department': facts.department,
		'work.site': site.name,
		'work.siteId': site.id,
		'work.reportsTo': null,
		'work.manager': null,
		'work.isManager': false,
		'work.employeeIdInCompany': facts.employeeNumber,
		'employee.employerId': String(site.id + 700),
		'payroll.employment.activeEffectiveDate': startDate,
		'payroll.employment.contract': facts.contract,
		'payroll.employment.type': facts.employmentType,
		// null is the calendar of the site; some have one of their own
		'payroll.employment.calendarId':
			facts.employeeNumber % OWN_CALENDAR === 0 ? calendarIdOf(site) : null,
		'payroll.employment.salaryPayType': 'Salaried',
		'payroll.employment.fte': facts.contract === 'Full time' ? 100 : 60,
		'payroll.employment.weeklyHours': facts.contract === 'Full time' ? 40 : 24,
	};
}

function lifecycleFields(facts: PersonFacts) {
	const { terminationDate, startDate } = facts;
	return {
		'internal.status': facts.status,
		'internal.lifecycleStatus': facts.lifecycleStatus,
		'internal.terminationDate': terminationDate,
		'internal.terminationReason': terminationDate === null ? null : 'Personal reasons',
		'internal.terminationType': terminationDate === null ? null : 'Resignation',
		'internal.notice': { value: 1, unit: 'month' },
		'internal.probationEndDate': plus(startDate, { months: 3 }),
		'internal.currentActiveStatusStartDate': facts.status === 'Active' ? startDate : null,
		'employee.firstDayOfWork': startDate,
		'employee.lastDayOfWork': facts.lastDayOfWork,
		'employee.recentLeaveStartDate': facts.recentLeaveStartDate,
		'employee.recentLeaveEndDate': facts.recentLeaveEndDate,
	};
}

/** A complete record from the facts, as HiBob would show it on the yyyy-MM-dd date `today`. */
export function personFrom(facts: PersonFacts, today: string): Person {
	const { firstName, surname, birthDate, startDate } = facts;
	const created = plus(startDate < today ? startDate : today, { days: -21 });
	const avatar = avatarOf(facts);
	return {
		scenario: facts.scenario,
		'root.id': facts.id,
		'root.companyId': COMPANY_ID,
		'root.displayName': `${firstName} ${surname}`,
		'root.fullName': [firstName, facts.secondName, surname]
			.filter((name) => name !== null)
			.join(' '),
		'root.firstName': firstName,
		'root.secondName': facts.secondName,
		'root.surname': surname,
		'root.email': facts.email,
		'root.creationDateTime': `${created}T08:${facts.id.slice(-2, -1)}0:1${facts.id.slice(-1)}.${facts.id.slice(-6)}`,
		'root.creationDate': created,
		'root.state': facts.status === 'Active' ? 'Activated' : 'Uninvited',
		'root.avatarUrl': avatar,
		'about.avatar': avatar,
		'about.hobbies': facts.hobbies,
		'about.foodPreferences': [],
		'about.superpowers': [],
		...workFields(facts, today),
		...lifecycleFields(facts),
		'personal.birthDate': birthDate,
		'personal.shortBirthDate': birthDate === null ? null : monthDayOf(birthDate),
		'personal.age': birthDate === null ? null : yearsBetween(birthDate, today),
		'personal.pronouns': facts.pronouns,
		'personal.nationality': [facts.site.nationality],
		'home.privateEmail': facts.privateEmail,
		'home.mobilePhone': facts.mobilePhone,
		...addressFields(facts.address, startDate, facts.site),
		'work.custom.field_1667499206086': facts.giftOptOut,
		'custom.category_1726078147147.field_1730210998067': facts.weddingAnniversary,
	};
}

/** Lets a person report to a manager, in all the fields that say so. */
export function setManager(person: Person, manager: Person): void {
	person['work.manager'] = manager['root.id'];
	person['work.reportsTo'] = {
		id: manager['root.id'],
		firstName: manager['root.firstName'] ?? null,
		surname: manager['root.surname'] ?? null,
		email: manager['root.email'],
		displayName: manager['root.displayName'],
	};
	person['work.reportsToIdInCompany'] = manager['work.employeeIdInCompany'] ?? null;
	person['work.secondLevelManager'] = manager['work.manager'] ?? null;
	const reports = manager['work.directReports'];
	manager['work.directReports'] = typeof reports === 'number' ? reports + 1 : 1;
	manager['work.isManager'] = true;
}
