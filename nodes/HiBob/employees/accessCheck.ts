import { shown } from '../../shared/parameterValue';
import { LIFECYCLE_STATUSES } from './employee';
import { ADDRESS_FIELDS, ESSENTIAL_FIELDS, FIELDS } from './fields';
import type { FieldName } from './fields';
import { wordOf } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';
import { SEES_NOBODY, sectionPermission, unreadableFields } from './roster';

/** What the nodes can be used for, and the fields that each of them needs. */
export const PURPOSES = {
	basics: { name: 'Basics', fields: ESSENTIAL_FIELDS },
	birthday: { name: 'Birthday', fields: ['shortBirthDate'] },
	workAnniversary: { name: 'Work Anniversary', fields: ['startDate'] },
	originalStartDate: { name: 'Original Start Date', fields: ['originalStartDate'] },
	startDate: { name: 'Start Date', fields: ['startDate', 'lifecycleStatus'] },
	lastDayOfWork: { name: 'Last Day of Work', fields: ['lastDayOfWork'] },
	employmentType: { name: 'Employment Type', fields: ['employmentType'] },
	address: { name: 'Home Address', fields: ADDRESS_FIELDS },
	phone: { name: 'Mobile Phone', fields: ['phone'] },
	personalEmail: { name: 'Personal Email', fields: ['personalEmail'] },
} as const satisfies Record<string, { name: string; fields: readonly FieldName[] }>;

export type Purpose = keyof typeof PURPOSES;

/** What HiBob answered to the question for some fields. */
export interface AccessAnswer {
	roster: readonly HiBobRecord[];
	/** whether the full birth date can be read where the short one cannot */
	birthDateReadable: boolean;
	/** the category of each field that HiBob has, by field id */
	categories: ReadonlyMap<string, string>;
	/** ids of all fields that were asked for */
	asked: readonly string[];
}

/** A field that cannot be read, and what to grant. */
interface RefusedField {
	field: string;
	/** null when HiBob has no such field */
	category: string | null;
	permission: string | null;
}

/** Whether the service user may read what a purpose needs. */
export interface PurposeAccess {
	purpose: string;
	ready: boolean;
	/** how many employees the service user sees */
	employees: number;
	readable: string[];
	notReadable: RefusedField[];
	/** what to do, in one sentence; null when nothing is to be done */
	grant: string | null;
	note: string | null;
}

/** The ids of the fields that a purpose needs. */
export const fieldsOfPurpose = (purpose: Purpose): string[] =>
	PURPOSES[purpose].fields.map((name) => FIELDS[name].id);

/**
 * Judges one purpose by what HiBob really answered: a field that is missing on every employee may
 * not be read (apidocs.hibob.com/docs/people-read-api-contract).
 */
export function purposeAccess(
	purpose: string,
	fieldIds: readonly string[],
	answer: AccessAnswer,
): PurposeAccess {
	const { roster } = answer;
	const missing = unreadableFields(roster, fieldIds).filter(
		(id) => !(id === FIELDS.shortBirthDate.id && answer.birthDateReadable),
	);
	const notReadable = missing.map((field) => refusedField(field, answer));
	return {
		purpose,
		ready: missing.length === 0 && roster.length > 0,
		employees: roster.length,
		readable: fieldIds.filter((id) => !missing.includes(id)),
		notReadable,
		grant: roster.length === 0 ? SEES_NOBODY : grantOf(notReadable),
		note: purpose === PURPOSES.startDate.name && roster.length > 0 ? starterNote(roster) : null,
	};
}

function refusedField(field: string, answer: AccessAnswer): RefusedField {
	const category = answer.categories.get(field) ?? null;
	if (category === null) return { field, category, permission: null };
	return { field, category, permission: permissionFor(field, category, answer) };
}

/**
 * Rule: the section, unless another field of it can be read; then this field alone is kept back.
 * Work e-mail addresses have a permission of their own.
 */
function permissionFor(field: string, category: string, answer: AccessAnswer): string {
	const { roster, asked, categories } = answer;
	// HiBob answers the id whatever is granted
	const others = asked.filter(
		(id) => id !== field && id !== FIELDS.id.id && categories.get(id) === category,
	);
	if (unreadableFields(roster, others).length === others.length) return sectionPermission(category);
	return field === FIELDS.workEmail.id
		? '"View selected employees’ email addresses"'
		: `"View" of ${field} under People’s fields`;
}

function grantOf(refused: readonly RefusedField[]): string | null {
	const permissions = new Set(refused.flatMap(({ permission }) => permission ?? []));
	const unknown = refused.filter(({ permission }) => permission === null);
	const sentences = [
		permissions.size > 0
			? `In HiBob, grant the permission group of the service user ${[...permissions].join(' and ')} under People’s data`
			: null,
		unknown.length > 0
			? `HiBob has no field ${unknown.map(({ field }) => shown(field)).join(', ')}: choose it from the list`
			: null,
	].filter((sentence) => sentence !== null);
	return sentences.join('. ') || null;
}

function starterNote(roster: readonly HiBobRecord[]): string | null {
	const isHired = (record: HiBobRecord) =>
		wordOf(record, 'lifecycleStatus', LIFECYCLE_STATUSES) === 'Hired';
	return roster.some(isHired)
		? null
		: 'HiBob showed nobody who is Hired. If somebody is, add Hired under "Access data for" in the permission group: its default condition hides future starters';
}
