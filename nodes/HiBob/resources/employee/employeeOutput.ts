import type { IDataObject } from 'n8n-workflow';
import { readEmployee } from '../../employees/employee';
import {
	ADDRESS_FIELDS,
	ESSENTIAL_FIELDS,
	FIELDS,
	YEAR_OF_BIRTH_FIELDS,
} from '../../employees/fields';
import type { FieldName } from '../../employees/fields';
import { withoutFields } from '../../employees/hibobRecord';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { simplifiedEmployee } from '../../employees/simplifiedEmployee';
import { triggerSettings } from '../employeesTrigger/settings';
import type { TriggerSettings } from '../employeesTrigger/settings';
import { chosenFieldsOf, withoutWhatOnlyRulesRead } from '../employeesTrigger/shownFields';
import { isSimplified } from '../../../shared/limit';
import type { ParameterReader } from '../../../shared/parameterReader';

/** What to read of employees and how to put it out. */
export interface EmployeeSettings extends TriggerSettings {
	simplify: boolean;
}

/**
 * Reads the panel of the Employee operations, which has the names of the trigger’s for its roster.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function employeeSettings(parameters: ParameterReader): EmployeeSettings {
	const roster: ParameterReader = {
		getNodeParameter: (name, preset) =>
			name === 'events' ? ['employeeSynced'] : parameters.getNodeParameter(name, preset),
	};
	return { ...triggerSettings(roster), simplify: isSimplified(parameters) };
}

/**
 * One employee as it is put out: a flat row, or HiBob’s own answer. What was read for a rule alone
 * is not part of it, nor is anything that gives the year of birth.
 *
 * @throws ExplainedError when the record cannot be read
 */
export function employeeOutput(
	record: HiBobRecord,
	settings: EmployeeSettings,
	unreadable: ReadonlySet<string>,
): IDataObject {
	if (!settings.simplify) {
		const answer: object = withoutFields(record, hiddenFields(settings));
		return { ...answer };
	}
	const employee = withoutWhatOnlyRulesRead(readEmployee(record), settings);
	const chosen = chosenFieldsOf(record, settings, unreadable);
	return simplifiedEmployee(employee, chosen, settings.putsOut);
}

function hiddenFields({ putsOut, extraFields, requested }: EmployeeSettings): string[] {
	const names: FieldName[] = [
		...ESSENTIAL_FIELDS,
		...(putsOut.address ? ADDRESS_FIELDS : []),
		...(putsOut.phone ? ['phone' as const] : []),
		...(putsOut.personalEmail ? ['personalEmail' as const] : []),
	];
	const shown = new Set([...names.map((name) => FIELDS[name].id), ...extraFields]);
	const read = [...requested.required, ...requested.optional];
	return [...read.filter((id) => !shown.has(id)), ...YEAR_OF_BIRTH_FIELDS];
}
