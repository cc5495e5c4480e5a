import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { changedTemplate } from './templates.mts';

/** Who approves gifts. */
export const APPROVER = 'hr-lead@example.com';

/** The campaign of the gifts that are approved. */
export const APPROVED_CAMPAIGN = 1501;

/** workflows/gift-approval.json as its yellow note asks the user to set it up. */
export async function giftApproval(
	{
		n8n,
		credentials,
		reachdesk,
	}: Pick<Stage, 'credentials'> & {
		n8n: Pick<Stage['n8n'], 'createCredential'>;
		reachdesk: Pick<Stage['reachdesk'], 'sender'>;
	},
	mailbox: Mailbox,
): Promise<WorkflowJson> {
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	return changedTemplate('gift-approval', {
		'HiBob Employees': { credentials: { hiBobServiceUserApi } },
		'Gift Settings': {
			assignments: {
				'config.campaign': String(APPROVED_CAMPAIGN),
				'config.sender': reachdesk.sender,
				'config.mailFrom': 'n8n <gifts@example.com>',
				'config.mailTo': APPROVER,
			},
		},
		'Ask for Approval': { credentials: { smtp: await mailCredential(n8n, mailbox) } },
		'Send Gift': { credentials: { reachdeskApi } },
	});
}
