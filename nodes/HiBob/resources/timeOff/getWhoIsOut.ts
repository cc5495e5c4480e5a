import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import type { JsonObject } from '../../../shared/jsonObject';
import { collectionOf, flagOf, optionalDayOf, presetFor } from '../../../shared/parameterValue';
import { runDay } from '../../../shared/schedule/runSchedule';
import { readWhoIsOut } from '../../transport/whoIsOut';
import type { WhoIsOutQuestion } from '../../transport/whoIsOut';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import type { ParameterReader } from '../../../shared/parameterReader';
import { outputOf, shownRecord } from '../../../shared/recordOutput';
import type { SelectableFields } from '../../../shared/recordOutput';

/** What an AI tool can do without: everything except who is away and the ID of the request. */
export const SELECTABLE_FIELDS: SelectableFields = {
	employeeDisplayName: 'Employee Display Name',
	endDate: 'End Date',
	endPortion: 'End Portion',
	name: 'Name',
	policyTypeDisplayName: 'Policy Type',
	startDate: 'Start Date',
	startPortion: 'Start Portion',
	status: 'Status',
	type: 'Type',
};

/**
 * Time Off > Get Who Is Out: one item for each absence that overlaps the chosen days, the person first.
 *
 * @throws ExplainedError that names the setting
 */
export async function getWhoIsOut(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const question = questionOf(parameters);
	const output = outputOf(parameters, SELECTABLE_FIELDS);
	const limit = limitOf(parameters);
	const absences = await readWhoIsOut(context, question);
	return absences
		.slice(0, limit)
		.map((absence) => shownRecord(output, { raw: absence, simplified: simplified(absence) }));
}

function questionOf(parameters: ParameterReader): WhoIsOutQuestion {
	const { today } = runDay({ mode: 'everyPoll', timeZone: 'UTC' }, Date.now());
	const from = optionalDayOf('From', parameters.getNodeParameter('from', '')) ?? today;
	const to = optionalDayOf('Until', parameters.getNodeParameter('until', '')) ?? from;
	if (from > to) {
		throw new ExplainedError(
			`'Until' is ${to}, before ${from}`,
			"Set it to the day in 'From' or later",
		);
	}
	const options = collectionOf(parameters.getNodeParameter('options', {}));
	const flag = (label: string, value: unknown) => flagOf(label, presetFor(value, false));
	return {
		from,
		to,
		includeHourly: flag('Include Hourly', options.includeHourly),
		includePrivate: flag('Include Private', options.includePrivate),
		includePending: flag('Include Pending', options.includePending),
	};
}

const SIMPLIFIED = [
	'employeeId',
	'employeeDisplayName',
	'policyTypeDisplayName',
	'type',
	'startDate',
	'startPortion',
	'endDate',
	'endPortion',
	'status',
	'requestId',
] as const;

const simplified = (absence: JsonObject) => ({
	name: absence.employeeDisplayName ?? null,
	...Object.fromEntries(SIMPLIFIED.map((field) => [field, absence[field] ?? null])),
});
