import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { mailCredential } from './mailCredential.mts';
import { startedOnCall } from './onCall.mts';
import type { Stage } from './stage.mts';
import { changedTemplate } from './templates.mts';

/** Who hears of gifts that need a person. */
export const GIFT_TEAM = 'gifts-team@example.com';

/** The data table in which it remembers what it has reported. */
export const FOLLOW_UP_TABLE = 'Gift Follow-Up';

/** Its nodes that read Reachdesk, with their credential. */
export const readingGifts = (reachdeskApi: { id: string; name: string } | undefined) => ({
	Gifts: { credentials: { reachdeskApi } },
	'Earlier Gifts': { credentials: { reachdeskApi } },
});

/** workflows/gift-follow-up.json as its yellow note asks the user to set it up. */
export async function giftFollowUp(
	{ n8n, credentials }: Pick<Stage, 'n8n' | 'credentials'>,
	mailbox: Mailbox,
): Promise<WorkflowJson> {
	const { reachdeskApi } = credentials;
	return changedTemplate('gift-follow-up', {
		...readingGifts(reachdeskApi),
		'Send Email': {
			parameters: { fromEmail: 'n8n <gifts@example.com>', toEmail: GIFT_TEAM },
			credentials: { smtp: await mailCredential(n8n, mailbox) },
		},
	});
}

/** How it is run at once. */
export const { onCall: followUpOnCall, call: callFollowUp } = startedOnCall(
	'gift-follow-up',
	'Follow-Up Settings',
);
