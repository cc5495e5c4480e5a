import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isObject } from '../../../shared/jsonObject';
import { asNodeError } from '../../../shared/nodeErrors';
import { listSends } from '../../transport/sends';

const DAYS = 90;
const DAY = 86_400_000;

/** The campaigns of the sends of the last 90 days, by name: Reachdesk has no list of campaigns. */
export async function searchCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const now = Date.now();
	const sends = await listSends(this, now - DAYS * DAY, now).catch((error: unknown) => {
		throw asNodeError(this.getNode(), error);
	});
	const names = new Map(
		sends.map(({ campaignId, row }) => [
			campaignId,
			isObject(row.campaign) && typeof row.campaign.name === 'string'
				? row.campaign.name
				: `Campaign ${String(campaignId)}`,
		]),
	);
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: [...names]
			.filter(([id, name]) => name.toLowerCase().includes(wanted) || String(id).includes(wanted))
			.sort(([, one], [, other]) => one.localeCompare(other))
			.map(([id, name]) => ({ name: `${name} (${String(id)})`, value: String(id) })),
	};
}
