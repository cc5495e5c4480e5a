import type { WorkflowJson } from '../n8n/host.mts';
import type { ReachdeskSandbox } from '../reachdesk/server.mts';
import type { Stage } from './stage.mts';
import { CAMPAIGN_BY_YEARS, changedTemplate } from './templates.mts';

/** The campaigns of the sandbox, by event and by year of a work anniversary. */
export const CAMPAIGN_PLAN = {
	birthday: '1501',
	startDate: '1701',
	workAnniversary: CAMPAIGN_BY_YEARS,
};

/** The published page of the check. */
export interface CheckPage {
	workflowId: string;
	/** it asks for a name and a password */
	url: string;
	visitor: { username: string; password: string };
}

const VISITOR = { username: 'people-team', password: 'password-of-the-sandbox' };

type Setting = Pick<Stage, 'n8n' | 'credentials' | 'reachdesk'>;

interface Choices {
	campaigns?: object;
	sender?: string;
	/** of Reachdesk Setup */
	options?: object;
	/** who may open the page; nobody unless told */
	httpBasicAuth?: { id: string; name: string };
}

/** workflows/go-live-check.json as its yellow note asks the user to set it up. */
export function goLiveCheck(
	{ credentials, reachdesk }: Pick<Setting, 'credentials' | 'reachdesk'>,
	{
		campaigns = CAMPAIGN_PLAN,
		sender = reachdesk.sender,
		options = {},
		httpBasicAuth,
	}: Choices = {},
): WorkflowJson {
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	return changedTemplate('go-live-check', {
		...(httpBasicAuth ? { 'Web Page': { credentials: { httpBasicAuth } } } : {}),
		'Check Settings': { assignments: { 'config.campaigns': JSON.stringify(campaigns) } },
		'HiBob Access': { credentials: { hiBobServiceUserApi } },
		'Upcoming Occasions': { credentials: { hiBobServiceUserApi } },
		'Reachdesk Setup': { parameters: { sender, options }, credentials: { reachdeskApi } },
	});
}

/** Imports the check, does what its yellow note asks, and publishes it. */
export async function publishGoLiveCheck(setting: Setting): Promise<CheckPage> {
	const { n8n } = setting;
	const httpBasicAuth = await n8n.createCredential('httpBasicAuth', 'Go-live check (sandbox)', {
		user: VISITOR.username,
		password: VISITOR.password,
	});
	const workflowId = await n8n.importWorkflow(goLiveCheck(setting, { httpBasicAuth }));
	await n8n.publish(workflowId);
	const url = new URL('/webhook/go-live-check', n8n.editorUrl).href;
	return { workflowId, url, visitor: VISITOR };
}

/** A gift of each campaign of the plan in the last weeks, so that its cost and its wallet are known. */
export function sendPastGifts({ addPastSend }: Pick<ReachdeskSandbox, 'addPastSend'>): void {
	const { birthday, startDate, workAnniversary } = CAMPAIGN_PLAN;
	const campaigns = [birthday, startDate, ...Object.values(workAnniversary)];
	for (const [index, campaign] of campaigns.entries()) {
		const createdAt = new Date(Date.now() - (index + 3) * 86_400_000).toISOString();
		addPastSend({
			email: `former.${String(index)}@example.com`,
			campaignId: Number(campaign),
			createdAt,
		});
	}
}
