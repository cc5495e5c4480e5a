import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { openGiftOffice } from './giftOffice.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { byId, calls, CAMPAIGN_BY_YEARS, changedTemplate } from './templates.mts';

/** Who approves gifts, unless told. */
export const APPROVER = 'approver@example.com';

/** What can be different from how most users would set it up. */
export interface ApprovalOptions {
	birthdayCampaign?: string;
	campaignByYears?: Readonly<Record<string, string>>;
	/** other parameters for the two triggers, and for the schedule that tells what became of a list */
	before?: Readonly<Record<string, unknown>>;
	onTheDay?: Readonly<Record<string, unknown>>;
	schedule?: Readonly<Record<string, unknown>>;
}

/** Both workflows of the approval. */
export interface Approval {
	/** workflows/gift-approval.json, to be imported */
	workflow: WorkflowJson;
	/** the id of the page, which is published */
	pageId: string;
}

/**
 * workflows/gift-approval.json and gift-approval-page.json as their yellow notes ask the user to set
 * them up.
 */
export async function giftApproval(
	{ n8n, credentials, office }: Pick<Stage, 'n8n' | 'credentials'> & Partial<Pick<Stage, 'office'>>,
	{ sender }: { sender: string },
	mailbox: Mailbox,
	{
		birthdayCampaign = '1501',
		campaignByYears = CAMPAIGN_BY_YEARS,
		before = {},
		onTheDay = {},
		schedule = {},
	}: ApprovalOptions = {},
): Promise<Approval> {
	const { giftLog, giftHolds } = office ?? (await openGiftOffice(n8n));
	const pageId = await n8n.importWorkflow(
		changedTemplate('gift-approval-page', {
			'Every Ten Minutes': { parameters: schedule },
			'Log the Lists': calls(giftLog),
			'Send Email': {
				parameters: { fromEmail: 'n8n <gifts@example.com>', toEmail: APPROVER },
				credentials: { smtp: await mailCredential(n8n, mailbox) },
			},
		}),
	);
	await n8n.publish(pageId);
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	const hibob = { credentials: { hiBobServiceUserApi } };
	const workflow = changedTemplate('gift-approval', {
		'HiBob: Before the Day': { parameters: before, ...hibob },
		'HiBob: On the Day': { parameters: onTheDay, ...hibob },
		'Approval Settings': {
			assignments: { 'config.campaignByYears': JSON.stringify(campaignByYears) },
		},
		'Past Gifts': { credentials: { reachdeskApi } },
		Ask: calls(pageId),
		'Opt-Outs': calls(giftHolds),
		'Gift Holds': calls(giftHolds),
		'Gift Log': calls(giftLog),
		'Send Birthday Gift': {
			parameters: { sender, campaign: byId(birthdayCampaign) },
			credentials: { reachdeskApi },
		},
		'Send Anniversary Gift': { parameters: { sender }, credentials: { reachdeskApi } },
	});
	return { workflow, pageId };
}
