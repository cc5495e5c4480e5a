import { shown } from '../../shared/parameterValue';
import { OCCASION_ENTRIES } from '../occasions/catalogue';
import { LIFECYCLE_STATUSES } from './employee';
import { ADDRESS_FIELDS, ESSENTIAL_FIELDS, FIELDS } from './fields';
import type { FieldName, HiBobField } from './fields';
import { wordOf } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';
import { SEES_NOBODY, sectionPermission, unreadableFields } from './roster';

/** Something the nodes can be used for, and the fields it needs. */
export interface Purpose {
	id: string;
	name: string;
	fields: readonly HiBobField[];
}

const purpose = (id: string, name: string, names: readonly FieldName[]): Purpose => ({
	id,
	name,
	fields: names.map((field) => FIELDS[field]),
});

/** What everything needs. */
export const BASICS = purpose('basics', 'Basics', ESSENTIAL_FIELDS);

/** The purposes that can be chosen: the occasions of the catalogue, and what rules and items need. */
export const PURPOSES: readonly Purpose[] = [
	...OCCASION_ENTRIES.flatMap(({ event, label, field, alsoNeeds = [] }) =>
		field === null ? [] : [{ id: event, name: label, fields: [field, ...alsoNeeds] }],
	),
	purpose('originalStartDate', 'Original Start Date', ['originalStartDate']),
	purpose('lastDayOfWork', 'Last Day of Work', ['lastDayOfWork']),
	purpose('employmentType', 'Employment Type', ['employmentType']),
	purpose('address', 'Home Address', ADDRESS_FIELDS),
	purpose('phone', 'Mobile Phone', ['phone']),
	purpose('personalEmail', 'Personal Email', ['personalEmail']),
];

/** The field that replaces another one, by the id of that one. */
export const FALLBACKS: ReadonlyMap<string, string> = new Map(
	OCCASION_ENTRIES.flatMap(({ field, fallback }) =>
		field === null || fallback === undefined ? [] : [[field.id, fallback.id]],
	),
);

/** What HiBob returned when asked for some fields. */
export interface AccessAnswer {
	roster: readonly HiBobRecord[];
	/** ids of fields that are not readable, though their fallback is */
	readableByFallback: ReadonlySet<string>;
	/** the category of each field that HiBob has, by field id */
	categories: ReadonlyMap<string, string>;
	/** ids of all fields that were asked for */
	asked: readonly string[];
}

/** A field that is not readable, and what to grant. */
interface RefusedField {
	field: string;
	/** null when HiBob has no such field */
	category: string | null;
	permission: string | null;
}

/** Whether the service user has permission to view what a purpose needs. */
export interface PurposeAccess {
	purpose: string;
	ready: boolean;
	/** how many employees the service user sees */
	employees: number;
	readable: string[];
	notReadable: RefusedField[];
	/** what to do, in one sentence; null when there is nothing to do */
	grant: string | null;
	note: string | null;
}

/**
 * Judges one purpose by what HiBob really returned: when a field is missing on every employee, there is no
 * permission to view it (apidocs.hibob.com/docs/people-read-api-contract).
 */
export function purposeAccess(
	{ name, fields }: { name: string; fields: readonly string[] },
	answer: AccessAnswer,
): PurposeAccess {
	const { roster } = answer;
	const missing = unreadableFields(roster, fields).filter(
		(id) => !answer.readableByFallback.has(id),
	);
	const notReadable = missing.map((field) => refusedField(field, answer));
	return {
		purpose: name,
		ready: missing.length === 0 && roster.length > 0,
		employees: roster.length,
		readable: fields.filter((id) => !missing.includes(id)),
		notReadable,
		grant: roster.length === 0 ? SEES_NOBODY : grantOf(notReadable),
		note: name === NEW_STARTERS && roster.length > 0 ? starterNote(roster) : null,
	};
}

function refusedField(field: string, answer: AccessAnswer): RefusedField {
	const category = answer.categories.get(field) ?? null;
	if (category === null) return { field, category, permission: null };
	return { field, category, permission: permissionFor(field, category, answer) };
}

/**
 * Rule: the section, unless another of its fields is readable; then this field alone is not accessible.
 * Work email addresses have a permission of their own.
 */
function permissionFor(field: string, category: string, answer: AccessAnswer): string {
	const { roster, asked, categories } = answer;
	// HiBob always returns the id
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
			? `HiBob has no field ${unknown.map(({ field }) => shown(field)).join(', ')}: choose a field from the list`
			: null,
	].filter((sentence) => sentence !== null);
	return sentences.join('. ') || null;
}

/** The purpose that is about people who have not started yet. */
const NEW_STARTERS = PURPOSES.find(({ id }) => id === 'startDate')?.name;

function starterNote(roster: readonly HiBobRecord[]): string | null {
	const isHired = (record: HiBobRecord) =>
		wordOf(record, 'lifecycleStatus', LIFECYCLE_STATUSES) === 'Hired';
	return roster.some(isHired)
		? null
		: 'HiBob returned nobody with the status Hired. If someone has it, add Hired under "Access data for" in the permission group: its default condition hides future starters';
}
