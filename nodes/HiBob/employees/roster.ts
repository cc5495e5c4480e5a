import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { shown } from '../../shared/parameterValue';
import { isMoreThanMistakes } from '../../shared/unreadableShare';
import { fieldValue } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';
import { checkWhole } from './wholeAnswer';

/** Somebody in HiBob’s answer who cannot be identified, so that nothing may happen with them. */
export interface Unidentified {
	/** null when there is none that can be read */
	id: string | null;
	/** the id, or the row in the answer */
	place: string;
	/** what is wrong, as a sentence */
	explanation: string;
	/** what HiBob answered; empty when it is no object */
	rows: readonly JsonObject[];
}

/** The rows of an answer of POST /people/search. */
export interface Rows {
	employees: HiBobRecord[];
	unidentified: Unidentified[];
}

const hasId = (row: JsonObject): row is HiBobRecord =>
	Object.hasOwn(row, 'id') && typeof row.id === 'string' && EMPLOYEE_ID.test(row.id);

// 19 digits in the examples of apidocs.hibob.com/reference/post_people-search; whatever comes goes into gift keys and messages, so it has to be one short word
const EMPLOYEE_ID = /^[^\s\p{C}\p{Default_Ignorable_Code_Point}:]{1,100}$/u;

/**
 * The employees of an answer of POST /people/search.
 *
 * Rule: state moves only with data that was understood, so an answer that is not of the
 * documented shape, or an empty one, stops the run.
 *
 * @throws ExplainedError naming what is wrong and what to do
 */
export function readRoster(answer: unknown): Rows {
	const rows = readEmployees(answer);
	if (rows.employees.length > 0) return rows;
	if (rows.unidentified.length > 0) {
		throw new ExplainedError(
			'HiBob’s answer holds nobody with a readable ID',
			'Run again. If it stays so, HiBob has changed its API: update this package',
		);
	}
	throw new ExplainedError('HiBob returned no employees', SEES_NOBODY);
}

/** What to do when the service user sees no employees at all. */
export const SEES_NOBODY =
	'In HiBob, open the permission group of the service user and check under "Access data for" that it covers your people. A new service user sees nobody';

/**
 * As {@link readRoster}, of an answer that may be empty: `{ employees: [ { id: string, … } ] }`
 * (apidocs.hibob.com/reference/post_people-search).
 *
 * Rule: a row without a readable id, or whose id another row has, too, is nobody’s; all other rows are
 * read as if it were not there.
 *
 * @throws ExplainedError when it has another shape, or could be a part of the employees alone
 */
export function readEmployees(answer: unknown): Rows {
	const listed = isObject(answer) && Object.hasOwn(answer, 'employees') ? answer.employees : null;
	if (!isObject(answer) || !Array.isArray(listed)) {
		throw new ExplainedError(
			'HiBob’s answer holds no list of employees',
			'Check the environment and the URL in the credential',
		);
	}
	checkWhole(answer, listed.length);
	const rowsById = new Map<string, HiBobRecord[]>();
	const unidentified: Unidentified[] = [];
	listed.forEach((row: unknown, index) => {
		if (isObject(row) && hasId(row)) {
			const others = rowsById.get(row.id);
			if (others) others.push(row);
			else rowsById.set(row.id, [row]);
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
	const employees: HiBobRecord[] = [];
	for (const [id, rows] of rowsById) {
		const [record, another] = rows;
		if (record && !another) employees.push(record);
		else {
			const explanation = `HiBob’s answer lists employee ${id} ${String(rows.length)} times`;
			unidentified.push({ id, place: id, explanation, rows });
		}
	}
	return { employees, unidentified };
}

/**
 * The requested fields, by id, that no employee of the roster has, not even empty: HiBob leaves
 * out, without a word, what the service user may not read.
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
 * The error for fields that the service user may not read, with the permission to grant.
 *
 * @param categoryOf - the name of a field’s category, null when it is not known
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
 * Holds the size of the company against that of the last run.
 *
 * Rule: from 20 people up, a head-count that shrank by more than a set share looks like a lost
 * permission, not like people who left.
 *
 * @param previous - null when no run is remembered
 * @param largestShrink - in per cent
 */
export function checkHeadCount(
	previous: number | null,
	current: number,
	largestShrink: number,
): void {
	if (previous === null || previous < SMALLEST_COMPANY) return;
	if (current * 100 >= previous * (100 - largestShrink)) return;
	throw new ExplainedError(
		`HiBob returned ${String(current)} employees, and ${String(previous)} on the last run`,
		'In HiBob, check under "Access data for" whom the permission group of the service user covers. If so many really left, raise "Largest Shrink" under Options for one run',
	);
}

const SMALLEST_COMPANY = 20;

/** A row of the Skipped output for somebody whose data cannot be read. */
interface UnreadableRow {
	key: string;
	explanation: string;
	employee: { id: string | null };
}

/**
 * Holds the number of employees whose data cannot be read against the size of the company.
 *
 * Rule: a few are skipped, each for themselves; more look like a changed API, or a setting that names
 * the wrong field.
 *
 * @param largestShare - in per cent
 */
export function checkUnreadable(
	rows: readonly UnreadableRow[],
	headCount: number,
	largestShare: number,
): void {
	// a row without an id is one more of them
	const unreadable = new Set(rows.map(({ key, employee }) => employee.id ?? key)).size;
	if (!isMoreThanMistakes(unreadable, headCount, largestShare)) return;
	throw new ExplainedError(
		`The data of ${String(unreadable)} of ${String(headCount)} employees cannot be read. ${rows[0]?.explanation ?? ''}`,
		'Check that every custom date is a date field. If so many profiles really need a correction, raise "Largest Unreadable Share" under Options for one run',
	);
}
