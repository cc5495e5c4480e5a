import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { shown } from '../../shared/parameterValue';
import { isMoreThanMistakes } from '../../shared/unreadableShare';
import { fieldValue } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';
import { checkWhole } from './wholeAnswer';

/** A row of HiBob’s answer that identifies nobody, so nothing may be done with it. */
export interface Unidentified {
	/** null when it is missing or unreadable */
	id: string | null;
	/** the id, or the row in the answer */
	place: string;
	/** what is wrong, as a sentence */
	explanation: string;
	/** what HiBob returned; empty when it is not an object */
	rows: readonly JsonObject[];
}

/** The rows of an answer of POST /people/search. */
export interface Rows {
	employees: HiBobRecord[];
	unidentified: Unidentified[];
}

const hasId = (row: JsonObject): row is HiBobRecord =>
	Object.hasOwn(row, 'id') &&
	typeof row.id === 'string' &&
	// the second expression takes ten times as long
	(DIGITS.test(row.id) || EMPLOYEE_ID.test(row.id));

const DIGITS = /^\d{1,100}$/;
// 19 digits in the examples of apidocs.hibob.com/reference/post_people-search; it goes into gift keys and messages, so it has to be one short word
const EMPLOYEE_ID = /^[^\s\p{C}\p{Default_Ignorable_Code_Point}:]{1,100}$/u;

/**
 * The employees of an answer of POST /people/search.
 *
 * Rule: state moves only with data that was understood, so an empty answer, or one of another shape than
 * documented, stops the run.
 *
 * @throws ExplainedError naming what is wrong and what to do
 */
export function readRoster(answer: unknown): Rows {
	const rows = readEmployees(answer);
	if (rows.employees.length > 0) return rows;
	if (rows.unidentified.length > 0) {
		throw new ExplainedError(
			'HiBob returned no employee with a readable ID',
			'Run again. If this happens again, HiBob has changed its API: update this package',
		);
	}
	throw new ExplainedError('HiBob returned no employees', SEES_NOBODY);
}

/** What to do when the service user sees no employees at all. */
export const SEES_NOBODY =
	'In HiBob, open the permission group of the service user and check under "Access data for" that it covers your people. A new service user has access to nobody';

/**
 * As {@link readRoster}, of an answer that may be empty: `{ employees: [ { id: string, … } ] }`
 * (apidocs.hibob.com/reference/post_people-search).
 *
 * Rule: a row without a readable id, or with the id of another row, identifies nobody; all other rows are
 * read as if it were not there.
 *
 * @throws ExplainedError when it has another shape, or may hold only some of the employees
 */
export function readEmployees(answer: unknown): Rows {
	const listed = isObject(answer) && Object.hasOwn(answer, 'employees') ? answer.employees : null;
	if (!isObject(answer) || !Array.isArray(listed)) {
		throw new ExplainedError(
			'HiBob’s answer has no list of employees',
			'Check the environment and the URL in the credential',
		);
	}
	checkWhole(answer, listed.length);
	const identified: HiBobRecord[] = [];
	const unidentified: Unidentified[] = [];
	listed.forEach((row: unknown, index) => {
		if (isObject(row) && hasId(row)) {
			identified.push(row);
			return;
		}
		const place = `Row ${String(index + 1)}`;
		unidentified.push({
			id: null,
			place,
			explanation: `${place} of HiBob’s answer has no readable employee ID`,
			rows: isObject(row) ? [row] : [],
		});
	});
	const { employees, repeated } = withoutRepeated(identified);
	for (const [id, rows] of repeated) {
		const explanation = `HiBob’s answer lists employee ${id} ${String(rows.length)} times`;
		unidentified.push({ id, place: id, explanation, rows });
	}
	return { employees, unidentified };
}

/** The rows whose id no other row has, and the others by their id. */
function withoutRepeated(rows: HiBobRecord[]): {
	employees: HiBobRecord[];
	repeated: (readonly [id: string, rows: HiBobRecord[]])[];
} {
	// nearly always, and it is asked about everyone
	if (new Set(rows.map(({ id }) => id)).size === rows.length) {
		return { employees: rows, repeated: [] };
	}
	const byId = new Map<string, HiBobRecord[]>();
	for (const row of rows) {
		const same = byId.get(row.id);
		if (same) same.push(row);
		else byId.set(row.id, [row]);
	}
	return {
		employees: rows.filter(({ id }) => byId.get(id)?.length === 1),
		repeated: [...byId].filter(([, same]) => same.length > 1),
	};
}

/**
 * The requested fields, by id, that no employee has, not even empty: HiBob silently omits what the service
 * user has no permission to view.
 */
export const unreadableFields = (
	roster: readonly HiBobRecord[],
	fieldIds: readonly string[],
): string[] =>
	fieldIds.filter((id) => !roster.some((record) => fieldValue(record, id) !== undefined));

/** The permission to see the fields of a category, as HiBob calls it. */
export const sectionPermission = (category: string): string =>
	`"View selected employees’ ${category} sections"`;

/**
 * The error for fields that the service user has no permission to view, with the permission to grant.
 *
 * @param categoryOf - the name of a field’s category, null when it is unknown
 */
export function missingPermission(
	fieldIds: readonly string[],
	headCount: number,
	categoryOf: (fieldId: string) => string | null,
): ExplainedError {
	const categories = [...new Set(fieldIds.map(categoryOf))];
	const permissions = categories.map((category) =>
		category === null ? 'the category of this field' : sectionPermission(category),
	);
	return new ExplainedError(
		`HiBob did not return ${fieldIds.map(shown).join(', ')} for ${headCount === 1 ? 'this employee' : `any of ${String(headCount)} employees`}`,
		`In HiBob, grant the permission group of the service user ${permissions.join(' and ')} under People’s data, then run again`,
	);
}

/**
 * Compares the size of the company with that of the last run.
 *
 * Rule: from 20 people up, a head-count that shrank by more than a set share looks like a lost
 * permission, not like people who left.
 *
 * @param previous - null when no run is remembered
 * @param largestShrink - in %
 */
export function checkHeadCount(
	previous: number | null,
	current: number,
	largestShrink: number,
): void {
	if (previous === null || previous < SMALLEST_COMPANY) return;
	if (current * 100 >= previous * (100 - largestShrink)) return;
	throw new ExplainedError(
		`HiBob returned ${String(current)} employees; in the last run there were ${String(previous)}`,
		'In HiBob, check under "Access data for" that the permission group of the service user covers all of your people. If so many people really left, raise \'Max Headcount Drop (%)\' under Options for one run',
	);
}

const SMALLEST_COMPANY = 20;

/** A row of the Skipped output for a person with unreadable data. */
interface UnreadableRow {
	key: string;
	explanation: string;
	employee: { id: string | null };
}

/**
 * Compares the number of employees with unreadable data with the size of the company.
 *
 * Rule: a few people are skipped; more look like a changed API, or a setting that names the wrong field.
 *
 * @param largestShare - in %
 */
export function checkUnreadable(
	rows: readonly UnreadableRow[],
	headCount: number,
	largestShare: number,
): void {
	// a row without an id counts as one more
	const unreadable = new Set(rows.map(({ key, employee }) => employee.id ?? key)).size;
	if (!isMoreThanMistakes(unreadable, headCount, largestShare)) return;
	throw new ExplainedError(
		`HiBob returned unreadable data for ${String(unreadable)} of ${String(headCount)} employees. ${rows[0]?.explanation ?? ''}`,
		"Check that every custom date is a date field. If so many profiles really need a correction, raise 'Max Unreadable Employees (%)' under Options for one run",
	);
}
