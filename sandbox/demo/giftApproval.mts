import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { openGiftOffice } from './giftOffice.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { byId, calls, CAMPAIGN_BY_YEARS, changedTemplate, readTemplate } from './templates.mts';

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

/**
 * workflows/gift-approval.json as its yellow note asks the user to set it up. The page and the workflows
 * that it calls are published.
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
): Promise<WorkflowJson> {
	const { giftLog, giftHolds } = office ?? (await openGiftOffice(n8n));
	await n8n.publish(await n8n.importWorkflow(readTemplate('gift-approval-page')));
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	const hibob = { credentials: { hiBobServiceUserApi } };
	return changedTemplate('gift-approval', {
		'HiBob: Before the Day': { parameters: before, ...hibob },
		'HiBob: On the Day': { parameters: onTheDay, ...hibob },
		'Every Ten Minutes': { parameters: schedule },
		'Approval Settings': {
			assignments: { 'config.campaignByYears': JSON.stringify(campaignByYears) },
		},
		'Past Gifts': { credentials: { reachdeskApi } },
		'Gift Holds': calls(giftHolds),
		'Log the Lists': calls(giftLog),
		'Gift Log': calls(giftLog),
		'Send Mail': {
			parameters: { fromEmail: 'n8n <gifts@example.com>', toEmail: APPROVER },
			credentials: { smtp: await mailCredential(n8n, mailbox) },
		},
		'Send Birthday Gift': {
			parameters: { sender, campaign: byId(birthdayCampaign) },
			credentials: { reachdeskApi },
		},
		'Send Anniversary Gift': { parameters: { sender }, credentials: { reachdeskApi } },
	});
}
