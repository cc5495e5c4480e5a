import { createHash } from 'node:crypto';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isObject } from '../../../shared/jsonObject';
import { asNodeError } from '../../../shared/nodeErrors';
import { readSends } from '../../gifts/listedSend';
import { credentialOf } from '../../transport/reachdeskRequest';
import { listSendRows } from '../../transport/sends';

const DAYS = 90;
const DAY = 86_400_000;
// Five pages: the editor asks at each keystroke, and a campaign that is older can be set by its URL.
const MOST_SENDS = 500;
// Long enough to type a name, short enough for a new campaign to show up.
const KEPT_FOR = 60_000;

/** A campaign’s id and name. */
type Campaign = readonly [id: number, name: string];

interface Kept {
	until: number;
	campaigns: Promise<Campaign[]>;
}

/** By credential, as a hash. */
const kept = new Map<string, Kept>();

/**
 * The campaigns of the latest sends of the last 90 days, by name: Reachdesk has no list of campaigns.
 * They are read once a minute for each credential, and filtered in memory.
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

async function recentCampaigns(context: ILoadOptionsFunctions, now: number): Promise<Campaign[]> {
	const credential = JSON.stringify(await credentialOf(context));
	const name = createHash('sha256').update(credential).digest('base64');
	for (const [one, { until }] of kept) if (until <= now) kept.delete(one);
	const known = kept.get(name);
	if (known) return await known.campaigns;
	const campaigns = readCampaigns(context, now);
	kept.set(name, { until: now + KEPT_FOR, campaigns });
	// what could not be read is asked for again at the next keystroke
	campaigns.catch(() => kept.delete(name));
	return await campaigns;
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
