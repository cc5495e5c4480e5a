import type { IDataObject } from 'n8n-workflow';
import { itemOf } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { stringOf } from '../../shared/parameterValue';
import { personalTexts } from '../gifts/gift';
import type { BulkRequest } from '../gifts/bulkSend';
import type { Gift, SingleGift } from '../gifts/gift';
import { readSends } from '../gifts/listedSend';
import type { SendList } from '../gifts/listedSend';
import { bulkAnswer, triggerAnswer } from '../gifts/triggerAnswer';
import type { GivenAnswer } from '../gifts/triggerAnswer';
import { datesAround } from './datesAround';
import { credentialOf, reachdeskRequest } from './reachdeskRequest';
import type { ReachdeskContext } from './reachdeskRequest';
import { readRows } from './rows';

/**
 * Sends one gift with a single POST /campaigns/{id}/trigger (operation trigger-campaign).
 *
 * @throws before the POST, when n8n cannot read the credential
 */
export async function triggerCampaign(
	context: ReachdeskContext,
	{ campaignId, request }: SingleGift,
): Promise<GivenAnswer<JsonObject>> {
	const path = `/campaigns/${String(campaignId)}/trigger`;
	const body = itemOf(request);
	const token = await tokenOf(context);
	const answer = await reachdeskRequest(context, { method: 'POST', path, body });
	return triggerAnswer(answer, [...personalTexts(request), token]);
}

/**
 * Sends up to 5,000 gifts with a single POST /bulk_sends (operation bulk-create).
 *
 * @throws before the POST, when n8n cannot read the credential
 */
export async function createBulkSend(
	context: ReachdeskContext,
	gifts: readonly Gift[],
	request: BulkRequest,
): Promise<GivenAnswer<string>> {
	const body = itemOf(request);
	const token = await tokenOf(context);
	const answer = await reachdeskRequest(context, { method: 'POST', path: '/bulk_sends', body });
	const personal = new Set(gifts.flatMap((gift) => personalTexts(gift.request)));
	return bulkAnswer(answer, [...personal, token]);
}

// Read before the POST: n8n reads it from its database, and an error there must not hide the
// answer.
const tokenOf = async (context: ReachdeskContext): Promise<string> =>
	stringOf((await credentialOf(context)).apiToken);

/**
 * All sends since an instant, newest first (operation list-sends).
 *
 * @param since - milliseconds since 1970
 * @throws ExplainedError or NodeApiError when the list cannot be read completely: a gap could hide
 * a send
 */
export async function listSends(
	context: ReachdeskContext,
	since: number,
	now: number,
): Promise<SendList> {
	return readSends(await listSendRows(context, since, now));
}

/**
 * The same rows as Reachdesk returns them, including sends without an address or campaign and some
 * older ones.
 *
 * @param limit - how many of the newest are enough
 */
export async function listSendRows(
	context: ReachdeskContext,
	since: number,
	now: number,
	limit = Infinity,
): Promise<unknown[]> {
	return await readRows(context, sendsWith(datesAround(since, now)), limit);
}

/** The list of sends with these filters (operation list-sends). */
export const sendsWith = (qs: IDataObject) =>
	({ path: '/sends', name: 'sends', qs, takesPageSize: true }) as const;
