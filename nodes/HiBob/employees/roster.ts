import { ExplainedError } from '../../shared/explainedError';
import { FIELDS } from './fields';
import type { FieldName } from './fields';
import { isAnswered } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

const NOTHING_CHANGED = 'Nothing was sent and nothing was forgotten: the run is tried again';

const isRecord = (value: unknown): value is HiBobRecord =>
	typeof value === 'object' &&
	value !== null &&
	'id' in value &&
	typeof value.id === 'string' &&
	value.id !== '';

/**
 * The employees of an answer of POST /people/search.
 *
 * Rule: state moves only with data that was understood, so an answer that is not of the
 * documented shape (`{ employees: [ { id: string, … } ] }`, each id once), or an empty one, stops
 * the run (apidocs.hibob.com/reference/post_people-search).
 *
 * @throws ExplainedError naming what is wrong and what to do
 */
export function readRoster(answer: unknown): HiBobRecord[] {
	const employees =
		typeof answer === 'object' && answer !== null && 'employees' in answer
			? answer.employees
			: undefined;
	if (!Array.isArray(employees)) {
		throw new ExplainedError(
			'HiBob’s answer holds no list of employees',
			`Check the credential’s environment and URL. ${NOTHING_CHANGED}`,
		);
	}
	if (employees.length === 0) {
		throw new ExplainedError(
			'HiBob returned no employees',
			'In HiBob, open the permission group of the service user and check under "Access data for" that it covers your people. A new service user sees nobody',
		);
	}
	const ids = new Set<string>();
	return employees.map((employee: unknown, index) => {
		if (!isRecord(employee)) {
			throw new ExplainedError(
				`Entry ${String(index + 1)} of HiBob’s answer has no employee id`,
				NOTHING_CHANGED,
			);
		}
		if (ids.has(employee.id)) {
			throw new ExplainedError(
				`HiBob’s answer lists employee ${employee.id} twice`,
				NOTHING_CHANGED,
			);
		}
		ids.add(employee.id);
		return employee;
	});
}

/**
 * The requested fields that no employee of the roster has, not even empty: HiBob leaves out, without
 * a word, what the service user may not read.
 */
export function unreadableFields(
	roster: readonly HiBobRecord[],
	requested: readonly FieldName[],
): FieldName[] {
	return requested.filter((name) => !roster.some((record) => isAnswered(record, name)));
}

/** The error for fields that the service user may not read, with the permission to grant. */
export function missingPermission(names: readonly FieldName[], headCount: number): ExplainedError {
	const fields = names.map((name) => FIELDS[name].id).join(', ');
	const categories = [...new Set(names.map((name) => FIELDS[name].category))];
	const permissions = categories.map(
		(category) => `"View selected employees’ ${category} sections"`,
	);
	return new ExplainedError(
		`HiBob did not return ${fields} for any of ${String(headCount)} employees`,
		`In HiBob, grant the permission group of the service user ${permissions.join(' and ')} under People’s data, then run again`,
	);
}
