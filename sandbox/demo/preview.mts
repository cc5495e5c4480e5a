import type { Mailbox } from '../mail/mailbox.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { changedTemplate } from './templates.mts';

/** The published preview of gifts. */
export interface Preview {
	workflowId: string;
	/** of its page, which asks for a name and a password */
	url: string;
	visitor: { username: string; password: string };
	/** who gets its mail */
	reader: string;
}

/** The gifts that its settings name, by event or by year of a work anniversary. */
export const GIFT_PLAN = {
	birthday: 'Birthday gift',
	startDate: 'Welcome gift',
	workAnniversary: { 1: '1-year gift', 3: '3-year gift', 5: '5-year gift', 10: '10-year gift' },
};

const VISITOR = { username: 'people-team', password: 'password-of-the-sandbox' };
const READER = 'people-team@example.com';

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
	const httpBasicAuth = await n8n.createCredential('httpBasicAuth', 'Page (sandbox)', {
		user: VISITOR.username,
		password: VISITOR.password,
	});
	const smtp = await mailCredential(n8n, mailbox);
	const { hiBobServiceUserApi } = credentials;
	const workflow = changedTemplate('upcoming-gifts', {
		'Upcoming Occasions': { parameters: { when }, credentials: { hiBobServiceUserApi } },
		'Web Page': { credentials: { httpBasicAuth } },
		'Send Mail': { credentials: { smtp } },
		'Preview Settings': {
			assignments: {
				'config.mailFrom': 'n8n <gifts@example.com>',
				'config.mailTo': READER,
				'config.giftPlan': JSON.stringify(GIFT_PLAN),
			},
		},
	});
	return await n8n.importWorkflow(workflow);
}

/** Imports the preview, ready to use, and publishes it. */
export async function publishPreview(stage: Setting, mailbox: Mailbox): Promise<Preview> {
	const { n8n } = stage;
	const workflowId = await importPreview(stage, mailbox);
	await n8n.publish(workflowId);
	const url = new URL('/webhook/upcoming-gifts', n8n.editorUrl).href;
	return { workflowId, url, visitor: VISITOR, reader: READER };
}
