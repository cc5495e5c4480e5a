import type { Mailbox } from '../mail/mailbox.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { calls, changedTemplate } from './templates.mts';
import { withErrorWorkflow } from './troubleWatch.mts';

/** The published page on which employees say whether they want gifts. */
export interface MyGifts {
	workflowId: string;
	url: string;
}

/** What can be different from how most users would set it up. */
export interface MyGiftsOptions {
	/** the id of the workflow that is told of errors */
	errorWorkflow?: string;
	/** other values in Page Settings */
	settings?: Readonly<Record<string, unknown>>;
}

/** Imports workflows/my-gifts.json, does what its yellow note asks of the user, and publishes it. */
export async function publishMyGifts(
	{ n8n, credentials, office }: Pick<Stage, 'n8n' | 'credentials' | 'office'>,
	mailbox: Mailbox,
	{ errorWorkflow, settings = {} }: MyGiftsOptions = {},
): Promise<MyGifts> {
	const hibob = { credentials: { hiBobServiceUserApi: credentials.hiBobServiceUserApi } };
	const workflow = changedTemplate('my-gifts', {
		'Page Settings': { assignments: settings },
		Employee: hibob,
		'All Employees': hibob,
		'Gift Holds': calls(office.giftHolds),
		'Send Email': {
			parameters: { fromEmail: 'n8n <gifts@example.com>' },
			credentials: { smtp: await mailCredential(n8n, mailbox) },
		},
	});
	const workflowId = await n8n.importWorkflow(
		errorWorkflow === undefined ? workflow : withErrorWorkflow(workflow, errorWorkflow),
	);
	await n8n.publish(workflowId);
	return { workflowId, url: new URL('/webhook/my-gifts', n8n.editorUrl).href };
}
