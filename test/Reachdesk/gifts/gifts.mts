import type { SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { listedSend } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import type { ListedSend } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { ANY_TIME } from '../../../nodes/Reachdesk/gifts/timing.ts';
import { requestIdOf } from '../../../nodes/Reachdesk/gifts/requestId.ts';

export const EMAIL = 'noa@work.example';
export const CAMPAIGN = 1503;

/** A gift with this key, to this address, in this campaign. */
export function giftTo(
	email = EMAIL,
	key = 'hibob:1:birthday:2026',
	campaignId = CAMPAIGN,
): SingleGift {
	return {
		key,
		campaignId,
		request: {
			request_id: requestIdOf(key, campaignId),
			source: 'n8n',
			sender: 'people@work.example',
			recipient: { first_name: 'Noa', last_name: 'Levi', email },
			approved: 'auto',
		},
		timing: ANY_TIME,
	};
}

/** A row of Reachdesk's list of sends, as its documentation shows it. */
export const sendRow = (changes: Readonly<Record<string, unknown>> = {}) => ({
	id: 4711,
	type: 'gift_card',
	email: EMAIL,
	status: 'processed',
	created_at: '2026-11-23T07:00:05.123Z',
	campaign: { id: CAMPAIGN, name: 'Birthdays' },
	...changes,
});

/** A send that Reachdesk lists. */
export function listed(changes: Readonly<Record<string, unknown>> = {}): ListedSend {
	const send = listedSend(sendRow(changes));
	if (!send) throw new Error('the row is no send of ours');
	return send;
}
