import type { Mailbox } from '../mail/mailbox.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { changedTemplate } from './templates.mts';

/** The published page of gifts: what became of them, and what comes in the next days. */
export interface GiftPage {
	workflowId: string;
	/** it asks for a name and a password */
	url: string;
	visitor: { username: string; password: string };
}

/** The gifts that the settings name, by event or by year of a work anniversary. */
export const GIFT_PLAN = {
	birthday: 'Birthday gift',
	startDate: 'Welcome gift',
	workAnniversary: { 1: '1-year gift', 3: '3-year gift', 5: '5-year gift', 10: '10-year gift' },
};

/** Who gets the mail of Mondays. */
export const READER = 'people-team@example.com';

const VISITOR = { username: 'people-team', password: 'password-of-the-sandbox' };

type Setting = Pick<Stage, 'n8n' | 'credentials'>;

/**
 * Imports workflows/upcoming-gifts.json and does what its yellow note asks of the user.
 *
 * @param when - the settings under When, as those of the gift workflows
 * @returns its id in n8n
 */
export async function importPreview(
	{ n8n, credentials }: Setting,
	mailbox: Mailbox,
	when: object = {},
): Promise<string> {
	const smtp = await mailCredential(n8n, mailbox);
	const { hiBobServiceUserApi } = credentials;
	const workflow = changedTemplate('upcoming-gifts', {
		'Upcoming Occasions': { parameters: { when }, credentials: { hiBobServiceUserApi } },
		'Send Email': {
			parameters: { fromEmail: 'n8n <gifts@example.com>', toEmail: READER },
			credentials: { smtp },
		},
		'Preview Settings': { assignments: { 'config.giftPlan': JSON.stringify(GIFT_PLAN) } },
	});
	return await n8n.importWorkflow(workflow);
}

/** Imports workflows/gift-history.json, does what its yellow note asks, and publishes it. */
export async function publishGiftPage({ n8n, credentials }: Setting): Promise<GiftPage> {
	const httpBasicAuth = await n8n.createCredential('httpBasicAuth', 'Page (sandbox)', {
		user: VISITOR.username,
		password: VISITOR.password,
	});
	const { hiBobServiceUserApi } = credentials;
	const workflowId = await n8n.importWorkflow(
		changedTemplate('gift-history', {
			'Web Page': { credentials: { httpBasicAuth } },
			'Upcoming Occasions': { credentials: { hiBobServiceUserApi } },
			'Page Settings': { assignments: { 'config.giftPlan': JSON.stringify(GIFT_PLAN) } },
		}),
	);
	await n8n.publish(workflowId);
	const url = new URL('/webhook/gift-history', n8n.editorUrl).href;
	return { workflowId, url, visitor: VISITOR };
}
