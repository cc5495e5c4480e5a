import { NodeApiError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { asNodeError } from '../../../shared/nodeErrors';
import { optionalIdOf } from '../../../shared/parameterValue';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { readEmployees, unreadableFields } from '../../employees/roster';
import { hibobRequest, personPath } from '../../transport/hibobRequest';
import type { PersonPath } from '../../transport/hibobRequest';
import { checkReadable } from '../../runs/company';
import type { EmployeeSettings } from '../../settings/employeeSettings';
import { todayIn } from '../../../shared/timeZone';
import { parametersOf } from '../../../shared/parameterReader';
import { employeeOutput, employeeOutputSettings } from './employeeOutput';

/**
 * Employee > Get: one employee by id or work email, active or not.
 *
 * @throws ExplainedError when no employee is named, none is found, or there is no permission to view one
 */
export async function getEmployee(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const settings = employeeOutputSettings(parametersOf(context, item));
	const path = personPathOf(context.getNodeParameter('employee', item, '', { extractValue: true }));
	const record = await readPerson(context, path, settings);
	await checkReadable(context, [record], settings.requested.required);
	const unreadable = new Set(unreadableFields([record], settings.requested.optional));
	return [employeeOutput(record, settings, unreadable, todayIn(settings.timeZone, Date.now()))];
}

function personPathOf(value: unknown): PersonPath {
	const identifier = optionalIdOf('Employee', value);
	const path = identifier === undefined ? null : personPath(identifier);
	if (path !== null) return path;
	throw new ExplainedError(
		identifier === undefined
			? "'Employee' is empty"
			: "'Employee' is neither an employee ID nor an email address",
		'Choose a person from the list, or enter the ID from HiBob (digits) or the work email address',
	);
}

/** apidocs.hibob.com/reference/post_people-identifier */
async function readPerson(
	context: IExecuteFunctions,
	path: PersonPath,
	{ requested }: EmployeeSettings,
): Promise<HiBobRecord> {
	const fields = [...requested.required, ...requested.optional];
	const answer = await hibobRequest(context, {
		method: 'POST',
		path,
		body: { fields, humanReadable: 'APPEND' },
	}).catch((error: unknown) => {
		if (!(error instanceof NodeApiError) || error.httpCode !== '404') {
			throw asNodeError(context.getNode(), error);
		}
		throw new ExplainedError(
			'HiBob found no such employee (404)',
			'Check \'Employee\'. If it is right, check in HiBob under "Access data for" that the permission group of the service user covers this person',
		);
	});
	const { employees, unidentified } = readEmployees({ employees: [answer] });
	const [record] = employees;
	if (record) return record;
	throw new ExplainedError(
		unidentified[0]?.explanation ?? 'HiBob’s answer has no employee',
		'Run again. If this happens again, show it to HiBob’s support',
	);
}
