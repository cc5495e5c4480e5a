/** A HiBob field: its id in dot form and the name of the permission category it belongs to. */
export interface HiBobField {
	id: string;
	/** as HiBob's permission screen calls it: "View selected employees' … sections" */
	category: string;
}

/**
 * Every HiBob field that the nodes read, written once.
 *
 * Ids and categories: GET /company/people/fields
 * (apidocs.hibob.com/reference/get_company-people-fields). The prefix of an id is not its
 * category.
 */
export const FIELDS = {
	id: { id: 'root.id', category: 'Basic info' },
	workEmail: { id: 'root.email', category: 'Basic info' },
	firstName: { id: 'root.firstName', category: 'Basic info' },
	lastName: { id: 'root.surname', category: 'Basic info' },
	displayName: { id: 'root.displayName', category: 'Basic info' },
	title: { id: 'work.title', category: 'Work' },
	department: { id: 'work.department', category: 'Work' },
	site: { id: 'work.site', category: 'Work' },
	siteId: { id: 'work.siteId', category: 'Work' },
	siteCountry: { id: 'address.siteCountry', category: 'Address' },
	manager: { id: 'work.reportsTo', category: 'Work' },
	startDate: { id: 'work.startDate', category: 'Work' },
	originalStartDate: { id: 'work.originalStartDate', category: 'Work' },
	status: { id: 'internal.status', category: 'Lifecycle' },
	lifecycleStatus: { id: 'internal.lifecycleStatus', category: 'Lifecycle' },
	terminationDate: { id: 'internal.terminationDate', category: 'Lifecycle' },
	lastDayOfWork: { id: 'employee.lastDayOfWork', category: 'Lifecycle' },
	probationEndDate: { id: 'internal.probationEndDate', category: 'Lifecycle' },
	employmentType: { id: 'payroll.employment.type', category: 'Employment' },
	calendarId: { id: 'payroll.employment.calendarId', category: 'Employment' },
	shortBirthDate: { id: 'personal.shortBirthDate', category: 'Personal' },
	birthDate: { id: 'personal.birthDate', category: 'Personal' },
	personalEmail: { id: 'home.privateEmail', category: 'Personal contact details' },
	phone: { id: 'home.mobilePhone', category: 'Personal contact details' },
	addressLine1: { id: 'address.line1', category: 'Address' },
	addressLine2: { id: 'address.line2', category: 'Address' },
	addressCity: { id: 'address.city', category: 'Address' },
	addressState: { id: 'address.usaState', category: 'Address' },
	addressPostalCode: { id: 'address.postCode', category: 'Address' },
	addressCountry: { id: 'address.country', category: 'Address' },
} as const satisfies Record<string, HiBobField>;

/** Fields that reveal how old a person is; they are neither offered nor returned. */
export const YEAR_OF_BIRTH_FIELDS: readonly string[] = [FIELDS.birthDate.id, 'personal.age'];

/**
 * Whether a field changes by itself, with the calendar or with other people; it never counts as a change.
 * HiBob’s list of fields has a type for periods of time, but calls a number of years or of reports a
 * number, so those are known by their ids (GET /company/people/fields).
 *
 * @param type - as HiBob’s list gives it; undefined when the list does not have the field
 */
export const isSelfChanging = (fieldId: string, type?: string): boolean =>
	SELF_CHANGING_TYPES.has(type ?? '') || SELF_CHANGING_IDS.test(fieldId);

const SELF_CHANGING_TYPES: ReadonlySet<string> = new Set(['period', 'avatar']);

const SELF_CHANGING_IDS =
	/avatar|coverImage|tenure|seniority|(?:time|period|years|months|weeks|days)(?:Since|Until|To)|yearsOf|durationOf|\.age$|^peopleAnalytics\.|(?:direct|indirect)Reports$/i;

/** Our name for a HiBob field. */
export type FieldName = keyof typeof FIELDS;

/** Who an employee is and whether they are in: needed whatever the trigger looks for. */
export const ESSENTIAL_FIELDS = [
	'id',
	'workEmail',
	'firstName',
	'lastName',
	'displayName',
	'title',
	'department',
	'site',
	'manager',
	'startDate',
	'status',
	'lifecycleStatus',
	'terminationDate',
] as const satisfies readonly FieldName[];

export const ADDRESS_FIELDS = [
	'addressLine1',
	'addressLine2',
	'addressCity',
	'addressState',
	'addressPostalCode',
	'addressCountry',
] as const satisfies readonly FieldName[];
