import type { Mailbox } from '../mail/mailbox.mts';
import type { N8nHost, WorkflowJson } from '../n8n/host.mts';
import { mailCredential } from './mailCredential.mts';
import { changedTemplate } from './templates.mts';

/** The data tables that the sync fills. */
export const EMPLOYEE_TABLE = 'HiBob Employees';
export const SYNC_TABLE = 'HiBob Sync';

/** Whom the watch tells. */
export const HUMAN = 'people.ops@example.com';

/**
 * workflows/employee-sync.json as its yellow note asks the user to set it up.
 *
 * @param trigger other parameters for the trigger
 */
export const employeeSync = (
	hiBobServiceUserApi: { id: string; name: string },
	trigger: Readonly<Record<string, unknown>> = {},
): WorkflowJson =>
	changedTemplate('employee-sync', {
		'HiBob Employees': { parameters: trigger, credentials: { hiBobServiceUserApi } },
	});

/**
 * workflows/sync-watch.json as its yellow note asks the user to set it up.
 *
 * @param everyHour other parameters for the trigger
 */
export async function syncWatch(
	n8n: N8nHost,
	mailbox: Mailbox,
	everyHour: Readonly<Record<string, unknown>> = {},
): Promise<WorkflowJson> {
	const smtp = await mailCredential(n8n, mailbox);
	return changedTemplate('sync-watch', {
		'Every Hour': { parameters: everyHour },
		'Watch Settings': {
			assignments: { 'config.tell': HUMAN, 'config.from': 'n8n@example.com' },
		},
		'Tell a Human': { credentials: { smtp } },
	});
}
