import { sameEmail } from '../../../shared/emailAddress';
import type { ListedSend } from '../listedSend';
import { campaignNameIn, sendsByCampaign } from './campaignLines';
import { campaignInWords, capital, counted, dayOf, fine, warning } from './setupLine';
import type { LookBack, SetupLine } from './setupLine';

/** How far back sends of other campaigns are checked: two monthly runs of an automation. */
const AUTOMATION_DAYS = 60;
const DAY = 86_400_000;
const MOST_NAMED = 10;

/** Occasions, and words of automations, in the name of a campaign. */
const OCCASION =
	/birthday|b-?day|anniversar|welcom|onboard|new[ -](?:hire|starter|joiner|employee)|first day|milestone|automat|hris|hi ?bob/i;

/**
 * Whether other campaigns send to the same people. Reachdesk’s own HiBob automation cannot be seen
 * in any other way: if it stays on for an occasion that n8n handles, people get two gifts.
 *
 * @param campaigns - those that n8n sends from
 * @param people - addresses of the people who will get gifts
 */
export function otherCampaignLines(
	campaigns: readonly number[],
	people: readonly string[],
	sends: readonly ListedSend[],
	{ days, now }: LookBack,
): SetupLine[] {
	const looked = Math.min(days, AUTOMATION_DAYS);
	const inLast = `in the last ${counted(looked, 'day', 'days')}`;
	const own = new Set(campaigns);
	const known = new Set([
		...people.map(sameEmail),
		...sends.flatMap(({ campaignId, email }) => (own.has(campaignId) ? [sameEmail(email)] : [])),
	]);
	if (known.size === 0) {
		return [
			warning(
				'Other Campaigns',
				'Other campaigns were not checked, because no recipients are known yet',
				'Connect this node to HiBob: Get Upcoming Occasions, which lists the people who will get gifts',
			),
		];
	}
	const theirs = sends.filter(
		({ campaignId, email, createdAt }) =>
			!own.has(campaignId) &&
			Date.parse(createdAt) >= now - looked * DAY &&
			known.has(sameEmail(email)),
	);
	const found = [...sendsByCampaign(theirs)].sort(
		([one, some], [other, more]) => more.length - some.length || one - other,
	);
	if (found.length === 0) {
		return [
			fine(
				'Other Campaigns',
				`${counted(known.size, 'person was', 'people were')} checked. None got a gift from another campaign ${inLast}`,
				null,
				{ gifts: 0 },
			),
		];
	}
	const rest = found.length - MOST_NAMED;
	return [
		...found
			.slice(0, MOST_NAMED)
			.map(([id, some]) => otherCampaignLine(id, some, known.size, inLast)),
		...(rest > 0
			? [
					warning(
						'Other Campaigns',
						`${counted(rest, 'more campaign has', 'more campaigns have')} sent gifts to the same people ${inLast}`,
						"Add your own campaigns to 'Campaigns' and check again",
					),
				]
			: []),
	];
}

function otherCampaignLine(
	id: number,
	sends: readonly ListedSend[],
	people: number,
	inLast: string,
): SetupLine {
	const name = campaignNameIn(sends);
	const receivers = new Set(sends.map(({ email }) => sameEmail(email))).size;
	const isLikely = name !== null && OCCASION.test(name);
	const last = dayOf(sends[0]?.createdAt);
	return warning(
		'Other Campaigns',
		`${capital(campaignInWords(id, name))} sent ${counted(sends.length, 'gift', 'gifts')} to ${String(receivers)} of the same ${counted(people, 'person', 'people')} ${inLast}${last === null ? '' : `, the last on ${last}`}. ${isLikely ? 'Its name suggests that it is' : 'It may be'} the automation that n8n replaces`,
		"If it is Reachdesk’s own automation, switch it off in Reachdesk before you publish, or people get two gifts. If it is your own campaign, add it to 'Campaigns'",
		{ campaignId: String(id), campaignName: name, gifts: sends.length },
	);
}
