import type { WorkflowJson } from '../n8n/host.mts';
import type { Stage } from './stage.mts';
import { calls, changedTemplate } from './templates.mts';

/** The data table of workflows/employee-gifts.json, which its first run makes. */
export const GIFT_MAP = 'Gift Map';

/**
 * workflows/employee-gifts.json as its yellow note asks the user to set it up.
 *
 * @param trigger - other parameters for the trigger, such as an earlier run time
 */
export function employeeGifts(
	{ credentials, office }: Pick<Stage, 'credentials' | 'office'>,
	trigger: Readonly<Record<string, unknown>>,
): WorkflowJson {
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	return changedTemplate('employee-gifts', {
		'HiBob Employees': { parameters: trigger, credentials: { hiBobServiceUserApi } },
		'Gift Holds': calls(office.giftHolds),
		'Gift Log': calls(office.giftLog),
		'Send Gift': { credentials: { reachdeskApi } },
	});
}
