import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { CAMPAIGN_BY_YEARS, changedTemplate } from './templates.mts';

/** Who approves gifts, unless told. */
export const APPROVER = 'approver@example.com';

/** What can be different from how most users would set it up. */
export interface ApprovalOptions {
	approver?: string;
	birthdayCampaign?: string;
	campaignByYears?: Readonly<Record<string, string>>;
	/** other parameters for the two triggers */
	before?: Readonly<Record<string, unknown>>;
	onTheDay?: Readonly<Record<string, unknown>>;
}

/** workflows/gift-approval.json as its yellow note asks the user to set it up. */
export async function giftApproval(
	{ n8n, credentials }: Pick<Stage, 'n8n' | 'credentials'>,
	{ sender }: { sender: string },
	mailbox: Mailbox,
	{
		approver = APPROVER,
		birthdayCampaign = '1501',
		campaignByYears = CAMPAIGN_BY_YEARS,
		before = {},
		onTheDay = {},
	}: ApprovalOptions = {},
): Promise<WorkflowJson> {
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	const hibob = { credentials: { hiBobServiceUserApi } };
	return changedTemplate('gift-approval', {
		'HiBob: Before the Day': { parameters: before, ...hibob },
		'HiBob: On the Day': { parameters: onTheDay, ...hibob },
		'Gift Settings': {
			assignments: {
				'config.birthdayCampaign': birthdayCampaign,
				'config.campaignByYears': JSON.stringify(campaignByYears),
				'config.sender': sender,
				'config.approver': approver,
				'config.mailFrom': 'n8n <gifts@example.com>',
			},
		},
		'Ask for Approval': { credentials: { smtp: await mailCredential(n8n, mailbox) } },
		'Send Gift': { credentials: { reachdeskApi } },
	});
}
