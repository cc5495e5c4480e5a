import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { isObject } from '../../../shared/jsonObject';
import { asNodeError } from '../../../shared/nodeErrors';
import { RecentAnswers } from '../../../shared/recentAnswers';
import { readSends } from '../../gifts/listedSend';
import { credentialOf } from '../../transport/reachdeskRequest';
import { listSendRows } from '../../transport/sends';

const DAYS = 90;
const DAY = 86_400_000;
// Four pages: a person waits for them, and an older campaign can be set by its URL.
const MOST_SENDS = 400;
// Long enough to type a name, short enough for a new campaign to show up.
const KEPT_FOR = 60_000;

/** A campaign’s id and name. */
type Campaign = readonly [id: number, name: string];

const recent = new RecentAnswers<Campaign[]>();

/**
 * The campaigns of the latest sends of the last 90 days, by name, because Reachdesk’s API has no
 * list of campaigns. They are read once a minute for each credential and filtered in memory.
 */
export async function searchCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const campaigns = await recentCampaigns(this, Date.now()).catch((error: unknown) => {
		throw asNodeError(this.getNode(), error);
	});
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: campaigns
			.filter(([id, name]) => name.toLowerCase().includes(wanted) || String(id).includes(wanted))
			.map(([id, name]) => ({ name: `${name} (${String(id)})`, value: String(id) })),
	};
}

/** @throws ExplainedError when there is no campaign to choose from */
async function recentCampaigns(context: ILoadOptionsFunctions, now: number): Promise<Campaign[]> {
	const credential = await credentialOf(context);
	const campaigns = await recent.get(credential, KEPT_FOR, now, async () => {
		return await readCampaigns(context, now);
	});
	if (campaigns.length > 0) return campaigns;
	// n8n’s list shows only the message
	throw new ExplainedError(
		`Reachdesk lists no gifts from the last ${String(DAYS)} days, so there is no campaign to choose from yet. Choose 'By URL' and paste the URL of the campaign’s page in Reachdesk`,
		'A campaign appears in this list after its first gift',
	);
}

async function readCampaigns(context: ILoadOptionsFunctions, now: number): Promise<Campaign[]> {
	const rows = await listSendRows(context, now - DAYS * DAY, now, MOST_SENDS);
	const { sends } = readSends(rows);
	const names = new Map(
		sends.map(({ campaignId, row }) => [
			campaignId,
			isObject(row.campaign) && typeof row.campaign.name === 'string'
				? row.campaign.name
				: `Campaign ${String(campaignId)}`,
		]),
	);
	return [...names].sort(([, one], [, other]) => one.localeCompare(other));
}
