import type { Mailbox } from '../mail/mailbox.mts';
import { openGiftOffice } from './giftOffice.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { calls, changedTemplate } from './templates.mts';

/** Who may approve gifts for many. */
export const TEAM_APPROVERS = ['finance@example.com', 'head.of.people@example.com'];

/** The published workflow for gifts to many. */
export interface TeamGift {
	workflowId: string;
	/** of the page that asks for a password */
	url: string;
	visitor: { username: string; password: string };
}

const VISITOR = { username: 'people-team', password: 'password-of-the-sandbox' };

/**
 * Imports workflows/team-gift.json, does what its yellow note asks of the user, and publishes it.
 *
 * @param schedule - other parameters for the node Every Five Minutes
 * @param settings - other settings of the workflow
 */
export async function publishTeamGift(
	{ n8n, credentials, office }: Pick<Stage, 'n8n' | 'credentials'> & Partial<Pick<Stage, 'office'>>,
	mailbox: Mailbox,
	schedule: Readonly<Record<string, unknown>> = {},
	settings: Readonly<Record<string, unknown>> = {},
): Promise<TeamGift> {
	const { giftLog, giftHolds } = office ?? (await openGiftOffice(n8n));
	const httpBasicAuth = await n8n.createCredential('httpBasicAuth', 'Team gifts (sandbox)', {
		user: VISITOR.username,
		password: VISITOR.password,
	});
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	const workflow = changedTemplate('team-gift', {
		'Team Gift Page': { credentials: { httpBasicAuth } },
		'Every Five Minutes': { parameters: schedule },
		'Team Gift Settings': { assignments: { approvers: TEAM_APPROVERS.join(', ') } },
		Eligible: { credentials: { hiBobServiceUserApi } },
		Skipped: { credentials: { hiBobServiceUserApi } },
		'Past Gifts': { credentials: { reachdeskApi } },
		'Send Many': { credentials: { reachdeskApi } },
		'Gift Holds': calls(giftHolds),
		'Gift Log': calls(giftLog),
		'Send Email': {
			parameters: { fromEmail: 'n8n <gifts@example.com>' },
			credentials: { smtp: await mailCredential(n8n, mailbox) },
		},
	});
	const workflowId = await n8n.importWorkflow({
		...workflow,
		settings: { ...workflow.settings, ...settings },
	});
	await n8n.publish(workflowId);
	return {
		workflowId,
		url: new URL('/webhook/team-gift', n8n.editorUrl).href,
		visitor: VISITOR,
	};
}
