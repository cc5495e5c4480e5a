import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { oneOf } from '../../../shared/parameterValue';
import { verdict } from '../../employees/eligibility';
import type { Verdict } from '../../employees/eligibility';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { todayIn } from '../../../shared/timeZone';
import { readCompany } from '../../runs/company';
import { personOf } from '../../runs/person';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { employeeOutput, employeeOutputSettings } from './employeeOutput';

const SHOWN = ['everyone', 'eligible', 'leftOut'] as const;

/**
 * Employee > Get Many: the people the service user has access to; on request only those who are eligible today by
 * the trigger’s rules, or those who are skipped, with the reason.
 *
 * @throws ExplainedError that names a setting, or a permission that is missing
 */
export async function getEmployees(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const settings = employeeOutputSettings(parameters);
	const today = todayIn(settings.timeZone, Date.now());
	const shown = oneOf('Show', parameters.getNodeParameter('people', 'everyone'), SHOWN);
	const limit = limitOf(parameters);
	const { rules } = settings;
	const { roster, unreadable } = await readCompany(context, settings);

	const judge = (record: HiBobRecord): Verdict =>
		verdict({
			...personOf(record, settings),
			occasion: null,
			today,
			rules,
		});
	const output: IDataObject[] = [];
	for (const record of roster) {
		if (output.length >= limit) break;
		if (shown === 'everyone') {
			output.push(employeeOutput(record, settings, unreadable, today));
			continue;
		}
		const judgement = judge(record);
		if (judgement.eligible !== (shown === 'eligible')) continue;
		const excluded = judgement.eligible ? null : judgement;
		output.push(employeeOutput(record, settings, unreadable, today, excluded));
	}
	return output;
}
