import { memberOf } from '../../../shared/jsonObject';
import type { ListedSend } from '../listedSend';
import { campaignInWords, capital, counted, dayOf, fine, shownName, warning } from './setupLine';
import type { LookBack, SetupLine } from './setupLine';

// A campaign for birthdays sends every few days; after this long without a gift it may be retired.
const SILENT_DAYS = 60;
const DAY = 86_400_000;

/** Words in the name of a campaign that Reachdesk starts itself, which the API cannot trigger. */
const AUTOMATED = /automat|trigger/i;

/** The sends of each campaign, in the order of the list, newest first. */
export type SendsByCampaign = ReadonlyMap<number, readonly ListedSend[]>;

export function sendsByCampaign(sends: readonly ListedSend[]): SendsByCampaign {
	const sorted = new Map<number, ListedSend[]>();
	for (const send of sends) {
		const others = sorted.get(send.campaignId);
		if (others) others.push(send);
		else sorted.set(send.campaignId, [send]);
	}
	return sorted;
}

/** The name of a campaign from its sends; null when no send has one. */
export const campaignNameIn = (sends: readonly ListedSend[]): string | null =>
	sends.map(({ row }) => shownName(memberOf(row.campaign, 'name'))).find(Boolean) ?? null;

/**
 * What is known about a campaign from its gifts: Reachdesk’s API has no list of campaigns, and
 * refuses a wrong one only when a gift is sent.
 *
 * @param pages - origin of Reachdesk’s own pages
 * @param isUnclear - whether an unreadable row may belong to this campaign
 */
export function campaignLine(
	id: number,
	sends: readonly ListedSend[],
	{ days, now }: LookBack,
	pages: string,
	isUnclear = false,
): SetupLine {
	const look = `Open ${pages}/campaigns/${String(id)}/settings`;
	const name = campaignNameIn(sends);
	const about = { campaignId: String(id), campaignName: name, gifts: sends.length };
	const [last] = sends;
	if (last === undefined) {
		return warning(
			'Campaign',
			isUnclear
				? `Campaign ${String(id)} has no readable gift in the last ${counted(days, 'day', 'days')}`
				: `Campaign ${String(id)} has sent no gift in the last ${counted(days, 'day', 'days')}`,
			`${look} and check that it exists, is a manual campaign and is active. Reachdesk checks this only when a gift is sent`,
			about,
		);
	}
	const sent = `${capital(campaignInWords(id, name))} sent ${counted(sends.length, 'gift', 'gifts')} in the last ${counted(days, 'day', 'days')}, the last on ${dayOf(last.createdAt) ?? 'an unknown day'}`;
	if (name !== null && AUTOMATED.test(name)) {
		return warning(
			'Campaign',
			`${sent}. Its name suggests an automated campaign`,
			`${look}. Only a manual campaign can be triggered from n8n`,
			about,
		);
	}
	if (isPending(last)) {
		return warning(
			'Campaign',
			`${sent}, and that gift waits for review in Reachdesk`,
			'Check the pending gifts in Reachdesk: the wallet may be empty, or the campaign may need approval',
			about,
		);
	}
	if (now - Date.parse(last.createdAt) > SILENT_DAYS * DAY) {
		return warning('Campaign', sent, `${look} and check that it is still active`, about);
	}
	return fine('Campaign', sent, null, about);
}

const isPending = ({ row }: ListedSend): boolean =>
	typeof row.status === 'string' && row.status.trim().toLowerCase() === 'pending';
