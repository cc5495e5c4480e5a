import { ExplainedError } from '../../shared/explainedError';
import { shown } from '../../shared/parameterValue';
import { fieldValue } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

const ASK_HIBOB = 'Run again. If it stays so, show this to HiBob’s support';

const isRecord = (value: unknown): value is HiBobRecord =>
	typeof value === 'object' &&
	value !== null &&
	'id' in value &&
	typeof value.id === 'string' &&
	EMPLOYEE_ID.test(value.id);

// 19 digits today; whatever comes goes into gift keys and messages, so it has to be one short word
const EMPLOYEE_ID = /^\S{1,100}$/;

/**
 * The employees of an answer of POST /people/search.
 *
 * Rule: state moves only with data that was understood, so an answer that is not of the
 * documented shape, or an empty one, stops the run.
 *
 * @throws ExplainedError naming what is wrong and what to do
 */
export function readRoster(answer: unknown): HiBobRecord[] {
	const employees = readEmployees(answer);
	if (employees.length > 0) return employees;
	throw new ExplainedError('HiBob returned no employees', SEES_NOBODY);
}

/** What to do when the service user sees no employees at all. */
export const SEES_NOBODY =
	'In HiBob, open the permission group of the service user and check under "Access data for" that it covers your people. A new service user sees nobody';

/**
 * As {@link readRoster}, of an answer that may be empty: `{ employees: [ { id: string, … } ] }`,
 * each id once (apidocs.hibob.com/reference/post_people-search).
 *
 * @throws ExplainedError when it has another shape
 */
export function readEmployees(answer: unknown): HiBobRecord[] {
	const employees =
		typeof answer === 'object' && answer !== null && 'employees' in answer
			? answer.employees
			: undefined;
	if (!Array.isArray(employees)) {
		throw new ExplainedError(
			'HiBob’s answer holds no list of employees',
			'Check the environment and the URL in the credential',
		);
	}
	const ids = new Set<string>();
	return employees.map((employee: unknown, index) => {
		if (!isRecord(employee)) {
			throw new ExplainedError(
				`Entry ${String(index + 1)} of HiBob’s answer has no employee id`,
				ASK_HIBOB,
			);
		}
		if (ids.add(employee.id).size === index) {
			throw new ExplainedError(`HiBob’s answer lists employee ${employee.id} twice`, ASK_HIBOB);
		}
		return employee;
	});
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
