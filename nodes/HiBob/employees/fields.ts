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
	manager: { id: 'work.reportsTo', category: 'Work' },
	startDate: { id: 'work.startDate', category: 'Work' },
	originalStartDate: { id: 'work.originalStartDate', category: 'Work' },
	status: { id: 'internal.status', category: 'Lifecycle' },
	lifecycleStatus: { id: 'internal.lifecycleStatus', category: 'Lifecycle' },
	terminationDate: { id: 'internal.terminationDate', category: 'Lifecycle' },
	lastDayOfWork: { id: 'employee.lastDayOfWork', category: 'Lifecycle' },
	employmentType: { id: 'payroll.employment.type', category: 'Employment' },
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

/** Fields that give away how old someone is; they are neither offered nor put out. */
export const YEAR_OF_BIRTH_FIELDS: readonly string[] = [FIELDS.birthDate.id, 'personal.age'];

/** Fields that change by themselves, with the calendar; they never count as a change. */
export const isSelfChanging = (fieldId: string): boolean =>
	/avatar|tenure|yearsOfService|durationOfEmployment|\.age$|^peopleAnalytics\./i.test(fieldId);

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
