import type { HiBobSandbox } from '../hibob/server.mts';
import type { ReachdeskSandbox } from '../reachdesk/server.mts';
import type { Account } from './ask.mts';

const DAY = 86_400_000;
const STATUSES = ['processed', 'pending', 'rejected'] as const;

/**
 * The sandboxes as accounts, with something in each list that is asked for: what is empty has no shape to
 * compare with.
 */
export function sandboxAccounts(hibob: HiBobSandbox, reachdesk: ReachdeskSandbox): Account[] {
	hibob.access.grantManageCalendar();
	const [campaign] = reachdesk.campaigns;
	for (const [index, status] of STATUSES.entries()) {
		if (!campaign) break;
		const createdAt = new Date(Date.now() - (index + 2) * DAY).toISOString();
		const email = `recipient.${String(index)}@example.com`;
		const send = reachdesk.addPastSend({ email, campaignId: campaign.id, createdAt, status });
		if (status === 'processed') reachdesk.refund(send.id, 1);
	}
	const { id, token } = hibob.serviceUser;
	return [
		{
			service: 'HiBob',
			url: hibob.url,
			authorization: `Basic ${Buffer.from(`${id}:${token}`).toString('base64')}`,
		},
		{ service: 'Reachdesk', url: reachdesk.url, authorization: `Bearer ${reachdesk.token}` },
	];
}
