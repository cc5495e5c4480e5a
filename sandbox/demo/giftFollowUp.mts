import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { changedTemplate } from './templates.mts';

/** Who hears of gifts that need a human. */
export const GIFT_TEAM = 'gifts-team@example.com';

/** workflows/gift-follow-up.json as its yellow note asks the user to set it up. */
export async function giftFollowUp(
	{ n8n, credentials }: Pick<Stage, 'n8n' | 'credentials'>,
	mailbox: Mailbox,
): Promise<WorkflowJson> {
	const { reachdeskApi } = credentials;
	return changedTemplate('gift-follow-up', {
		Gifts: { credentials: { reachdeskApi } },
		'Follow-Up Settings': {
			assignments: { 'config.mailFrom': 'n8n <gifts@example.com>', 'config.mailTo': GIFT_TEAM },
		},
		'Send Mail': { credentials: { smtp: await mailCredential(n8n, mailbox) } },
	});
}
