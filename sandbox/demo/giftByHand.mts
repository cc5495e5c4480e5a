import type { Stage } from './stage.mts';
import { byId, calls, changedTemplate } from './templates.mts';

/** The published form for gifts by hand. */
export interface HandForm {
	workflowId: string;
	/** of its first page, which asks for a name and a password */
	url: string;
	visitor: { username: string; password: string };
}

const VISITOR = { username: 'people-team', password: 'password-of-the-sandbox' };

/** Imports workflows/gift-by-hand.json, does what its yellow note asks of the user, and publishes it. */
export async function publishGiftByHand(
	{ n8n, credentials, office }: Pick<Stage, 'n8n' | 'credentials' | 'office'>,
	{ sender }: { sender: string },
	campaign = '1503',
): Promise<HandForm> {
	const httpBasicAuth = await n8n.createCredential('httpBasicAuth', 'Gift form (sandbox)', {
		user: VISITOR.username,
		password: VISITOR.password,
	});
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	const hibob = { credentials: { hiBobServiceUserApi } };
	const reachdesk = { credentials: { reachdeskApi } };
	const workflowId = await n8n.importWorkflow(
		changedTemplate('gift-by-hand', {
			'Gift Form': { credentials: { httpBasicAuth } },
			'All Employees': hibob,
			Employee: hibob,
			'Employee Now': hibob,
			'Send Gift': { parameters: { sender, campaign: byId(campaign) }, ...reachdesk },
			'Send Logged Gift': reachdesk,
			'Send Again': reachdesk,
			'Wants Gifts?': calls(office.giftHolds),
			'Gift Holds': calls(office.giftHolds),
			'Log It': calls(office.giftLog),
		}),
	);
	await n8n.publish(workflowId);
	return {
		workflowId,
		url: new URL('/webhook/gift-by-hand', n8n.editorUrl).href,
		visitor: VISITOR,
	};
}
