import type { IDataObject } from 'n8n-workflow';
import { dataUnreadable } from '../../employees/eligibility';
import {
	ADDRESS_FIELDS,
	ESSENTIAL_FIELDS,
	FIELDS,
	YEAR_OF_BIRTH_FIELDS,
} from '../../employees/fields';
import type { FieldName } from '../../employees/fields';
import { personFirst } from '../../employees/employeeItem';
import { withoutFields } from '../../employees/hibobRecord';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { simplifiedEmployee } from '../../employees/simplifiedEmployee';
import type { CivilDate } from '../../../shared/civilDate';
import { timeZoneOf } from '../../../shared/schedule/timeZones';
import { personOf } from '../../runs/person';
import { chosenFieldsOf, withoutWhatOnlyRulesRead } from '../../runs/shownFields';
import { employeeSettings } from '../../settings/employeeSettings';
import type { EmployeeSettings } from '../../settings/employeeSettings';
import type { ParameterReader } from '../../../shared/parameterReader';
import { outputOf, shownRecord } from '../../../shared/recordOutput';
import type { RecordOutput } from '../../../shared/recordOutput';
import { SELECTABLE_FIELDS } from './selectableFields';

/** What to read about employees, how much to return, and in which time zone. */
export type EmployeeOutputSettings = EmployeeSettings & { output: RecordOutput; timeZone: string };

/**
 * Reads the panel of the Employee operations.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export const employeeOutputSettings = (parameters: ParameterReader): EmployeeOutputSettings => ({
	...employeeSettings(parameters),
	output: outputOf(parameters, SELECTABLE_FIELDS),
	timeZone: timeZoneOf(parameters),
});

/**
 * One employee as the operations return it: a flat row, or HiBob’s own answer. It has nothing that was read
 * for a rule alone, and nothing that reveals the year of birth.
 *
 * A person with unreadable data has `reason` and `explanation`, so that Send Gift skips them.
 *
 * @param today - the day on which HiBob answered, which Reachdesk: Send Gift needs
 * @param excluded - the rule that skips this person; null for everyone else
 */
export function employeeOutput(
	record: HiBobRecord,
	settings: EmployeeOutputSettings,
	unreadable: ReadonlySet<string>,
	today: CivilDate,
	excluded: { reason: string; explanation: string } | null = null,
): IDataObject {
	const { employee: read } = personOf(record, settings);
	const employee = withoutWhatOnlyRulesRead(read, settings);
	const chosen = chosenFieldsOf(record, settings, unreadable);
	const found = excluded ?? dataUnreadable(read.unreadable);
	const why = found === null ? {} : { reason: found.reason, explanation: found.explanation };
	const row = simplifiedEmployee(employee, chosen, settings.returned, why);
	const raw = withoutFields(record, hiddenFields(settings));
	return shownRecord(settings.output, {
		// the mark once more, because Send Gift relies on it
		raw: { ...personFirst(employee, employee.workEmail), ...why, ...raw, ...why },
		simplified: { ...row, judged: { date: today, timeZone: settings.timeZone } },
	});
}

function hiddenFields({ returned, extraFields, requested }: EmployeeSettings): string[] {
	const names: FieldName[] = [
		...ESSENTIAL_FIELDS,
		...(returned.address ? ADDRESS_FIELDS : []),
		...(returned.phone ? ['phone' as const] : []),
		...(returned.personalEmail ? ['personalEmail' as const] : []),
	];
	const shown = new Set([...names.map((name) => FIELDS[name].id), ...extraFields]);
	const read = [...requested.required, ...requested.optional];
	return [...read.filter((id) => !shown.has(id)), ...YEAR_OF_BIRTH_FIELDS];
}
