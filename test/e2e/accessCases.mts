import { BASICS, PURPOSES } from '../../nodes/HiBob/employees/accessCheck.ts';
import { FIELDS } from '../../nodes/HiBob/employees/fields.ts';
import type { Access } from '../../sandbox/hibob/access.mts';
import {
	fieldRows,
	GIFT_OPT_OUT_FIELD,
	WEDDING_ANNIVERSARY_FIELD,
} from '../../sandbox/hibob/fields.mts';

/** Service users that lack one thing each, made from the table of fields that the product reads. */

/** What each purpose needs, by the name that the check returns; custom fields come last. */
const NEEDS = new Map<string, readonly string[]>([
	...[BASICS, ...PURPOSES].map(({ name, fields }) => [name, fields.map(({ id }) => id)] as const),
	['Extra Fields', [WEDDING_ANNIVERSARY_FIELD, GIFT_OPT_OUT_FIELD]],
]);

/** The parameters of a check of everything. */
export const CHECK_EVERYTHING = {
	resource: 'access',
	operation: 'check',
	purposes: PURPOSES.map(({ id }) => id),
	fields: NEEDS.get('Extra Fields'),
};

// HiBob itself says which category a field is of; an id comes whatever is granted
const ROWS = fieldRows();
const rowOf = (field: string) => {
	const row = ROWS.find(({ id }) => id === field);
	if (!row) throw new Error(`HiBob has no field ${field}`);
	return row;
};
const refusable = (fields: readonly string[]) => fields.filter((id) => id !== FIELDS.id.id);
const NEEDED_FIELDS = [...new Set([...NEEDS.values()].flat())];

export interface AccessCase {
	/** what the service user lacks */
	lacks: string;
	/** takes it from one that has everything */
	take: (access: Access) => void;
	/** fields that cannot be read, by the purpose that needs them */
	refused: Map<string, string[]>;
	/** what HiBob calls the permission; null when nothing is missing */
	permission: string | null;
}

/** The purposes that need some of these fields. */
function needing(fields: readonly string[]): Map<string, string[]> {
	const missing = Array.from(NEEDS, ([purpose, needs]): [string, string[]] => [
		purpose,
		needs.filter((field) => fields.includes(field)),
	]);
	return new Map(missing.filter(([, ids]) => ids.length > 0));
}

/** Everything that gifting needs, of everybody. */
export function grantAll(access: Access): void {
	access.setAudience('all');
	for (const field of NEEDED_FIELDS) access.grantCategory(rowOf(field).categoryId);
}

const CATEGORIES = new Map(
	NEEDED_FIELDS.map((field) => [rowOf(field).categoryDisplayName, rowOf(field).categoryId]),
);

const ofCategory = (categoryId: string) =>
	refusable(NEEDED_FIELDS).filter((field) => rowOf(field).categoryId === categoryId);

const withoutField = (field: string, permission: string): AccessCase => ({
	lacks: field,
	take: (access) => {
		access.revokeField(field);
	},
	refused: needing([field]),
	permission,
});

/** One for each section of HiBob that the product reads from, and for each permission beside them. */
export const ACCESS_CASES: AccessCase[] = [
	{ lacks: 'nothing', take: () => undefined, refused: new Map(), permission: null },
	...Array.from(CATEGORIES, ([category, categoryId]) => ({
		lacks: `the section ${category}`,
		take: (access: Access) => {
			access.revokeCategory(categoryId);
		},
		refused: needing(ofCategory(categoryId)),
		permission: `"View selected employees’ ${category} sections"`,
	})),
	withoutField(FIELDS.workEmail.id, '"View selected employees’ email addresses"'),
	...[
		FIELDS.department.id,
		FIELDS.terminationDate.id,
		FIELDS.addressCity.id,
		GIFT_OPT_OUT_FIELD,
	].map((field) => withoutField(field, `"View" of ${field} under People’s fields`)),
];

export const EVERY_PURPOSE = [...NEEDS.keys()];

/** What HiBob calls the section of a field. */
export const categoryOf = (field: string): string => rowOf(field).categoryDisplayName;
