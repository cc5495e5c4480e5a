import type { SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import type { GiftRecord } from '../../../nodes/Reachdesk/gifts/giftRecord.ts';
import { NO_RECORD } from '../../../nodes/Reachdesk/gifts/giftRecord.ts';
import { readSends } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import type { ListedSend } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { ANY_TIME } from '../../../nodes/Reachdesk/gifts/timing.ts';
import { requestIdOf } from '../../../nodes/Reachdesk/gifts/requestId.ts';

export const EMAIL = 'noa@work.example';
export const CAMPAIGN = 1503;

/** A gift with this key, to this address, in this campaign, for the employee of this id. */
export function giftTo(
	email = EMAIL,
	key = 'hibob:1:birthday:2026',
	campaignId = CAMPAIGN,
	employee?: string,
): SingleGift {
	return {
		key,
		campaignId,
		expectedWallet: null,
		request: {
			request_id: requestIdOf(key, campaignId),
			source: 'n8n',
			sender: 'people@work.example',
			recipient: {
				first_name: 'Noa',
				last_name: 'Levi',
				email,
			},
			approved: 'auto',
		},
		timing: ANY_TIME,
		caps: [],
		alsoAt: [],
		about:
			employee === undefined
				? null
				: { employee: { id: employee, displayName: null }, occasion: null },
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
	const [send] = readSends([sendRow(changes)]).sends;
	if (!send) throw new Error('the row is no send of ours');
	return send;
}

/** What is known of a gift: nothing, and these. */
export const recordWith = (known: Partial<GiftRecord>): GiftRecord => ({ ...NO_RECORD, ...known });
