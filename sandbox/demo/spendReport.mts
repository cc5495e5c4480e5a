import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { changedTemplate } from './templates.mts';

/** Who gets the report. */
export const FINANCE = 'finance@example.com';

/**
 * workflows/spend-report.json as its yellow note asks the user to set it up.
 *
 * @param month yyyy-MM; the last one unless told
 */
export async function spendReport(
	{ n8n, credentials }: Pick<Stage, 'n8n' | 'credentials'>,
	mailbox: Mailbox,
	month = '',
): Promise<WorkflowJson> {
	const { reachdeskApi } = credentials;
	return changedTemplate('spend-report', {
		Transactions: { credentials: { reachdeskApi } },
		'Report Settings': { assignments: { 'config.month': month } },
		'Send Email': {
			parameters: { fromEmail: 'n8n <gifts@example.com>', toEmail: FINANCE },
			credentials: { smtp: await mailCredential(n8n, mailbox) },
		},
	});
}
