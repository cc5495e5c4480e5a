import type { Mailbox } from '../mail/mailbox.mts';
import type { Execution, N8nHost, WorkflowJson } from '../n8n/host.mts';
import { START, startedByWebhook } from '../n8n/workflowParts.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { changedTemplate } from './templates.mts';

/** Who hears of gifts that need a person. */
export const GIFT_TEAM = 'gifts-team@example.com';

/** The data table in which it remembers what it has reported. */
export const FOLLOW_UP_TABLE = 'Gift Follow-Up';

/** workflows/gift-follow-up.json as its yellow note asks the user to set it up. */
export async function giftFollowUp(
	{ n8n, credentials }: Pick<Stage, 'n8n' | 'credentials'>,
	mailbox: Mailbox,
): Promise<WorkflowJson> {
	const { reachdeskApi } = credentials;
	return changedTemplate('gift-follow-up', {
		Gifts: { credentials: { reachdeskApi } },
		'Send Mail': {
			parameters: { fromEmail: 'n8n <gifts@example.com>', toEmail: GIFT_TEAM },
			credentials: { smtp: await mailCredential(n8n, mailbox) },
		},
	});
}

const WEBHOOK = 'gift-follow-up';

/** The same with a webhook, which starts it as the schedule would; its runs can be looked at. */
export const followUpOnCall = ({
	nodes,
	connections,
	settings,
	...rest
}: WorkflowJson): WorkflowJson => ({
	...rest,
	nodes: [...nodes, startedByWebhook(WEBHOOK)],
	connections: {
		...connections,
		[START.name]: { main: [[{ node: 'Follow-Up Settings', type: 'main', index: 0 }]] },
	},
	settings: { ...settings, saveDataSuccessExecution: 'all' },
});

/** Runs a published workflow of {@link followUpOnCall}. @param id - of the workflow */
export async function callFollowUp(n8n: N8nHost, id: string): Promise<Execution> {
	const execution = await n8n.runByWebhook(id, WEBHOOK);
	return await n8n.waitForExecution(execution, { timeoutMs: 180_000 });
}
