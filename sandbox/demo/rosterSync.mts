import type { WorkflowJson } from '../n8n/host.mts';
import { calls, changedTemplate } from './templates.mts';
import type { GiftOffice } from './templates.mts';

/** The data tables that the sync fills. */
export const EMPLOYEE_TABLE = 'HiBob Employees';
export const SYNC_TABLE = 'HiBob Sync';

/**
 * workflows/employee-sync.json as its yellow note asks the user to set it up.
 *
 * @param trigger other parameters for the trigger
 */
export const employeeSync = (
	hiBobServiceUserApi: { id: string; name: string },
	{ giftLog }: GiftOffice,
	trigger: Readonly<Record<string, unknown>> = {},
): WorkflowJson =>
	changedTemplate('employee-sync', {
		'HiBob Employees': { parameters: trigger, credentials: { hiBobServiceUserApi } },
		'Gift Log': calls(giftLog),
	});
