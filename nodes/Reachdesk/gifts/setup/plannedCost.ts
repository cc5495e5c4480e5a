import type { ListedSend } from '../listedSend';
import { amountInDigits } from '../money';
import type { Amount } from '../money';
import { sendCost } from '../sendCost';
import { campaignNameIn } from './campaignLines';
import type { SendsByCampaign } from './campaignLines';
import { campaignInWords, counted, fine, warning } from './setupLine';
import type { LookBack, SetupLine } from './setupLine';

/** The planned gifts. */
export interface GiftPlan {
	/** how many, by campaign */
	gifts: ReadonlyMap<number, number>;
	/** occasions without a campaign */
	withoutCampaign: number;
	/** incoming items that are not occasions */
	unknown: number;
	/** first and last due day, `yyyy-MM-dd`; null when no item has one */
	days: { first: string; last: string } | null;
}

interface Cost {
	amount: Amount;
	currency: string;
}

/** A currency as three letters; null for anything else. */
export const currencyOf = (currency: unknown): string | null =>
	typeof currency === 'string' && /^[A-Z]{3}$/.test(currency.trim()) ? currency.trim() : null;

/**
 * What the last gift of a campaign cost; null when no listed gift has a cost.
 *
 * @param sends - newest first
 * @param currency - the currency in which gifts will be paid; null for that of the last gift
 */
export function lastCost(sends: readonly ListedSend[], currency: string | null): Cost | null {
	for (const send of sends) {
		const cost = sendCost(send);
		const paidIn = currencyOf(cost?.currency);
		if (cost === null || cost.amount < 0n || paidIn === null) continue;
		if (currency === null || paidIn === currency) return { amount: cost.amount, currency: paidIn };
	}
	return null;
}

/**
 * What the planned gifts will cost if each costs as much as the last one of its campaign: one line
 * per currency, because amounts in different currencies are never added, and one line per campaign
 * with an unknown cost, which is not counted.
 */
export function plannedCostLines(
	plan: GiftPlan,
	sends: SendsByCampaign,
	currency: string | null,
	{ days }: LookBack,
): SetupLine[] {
	const planned = [...plan.gifts].filter(([, gifts]) => gifts > 0);
	const sums = new Map<string, { amount: Amount; gifts: number }>();
	const unknown: SetupLine[] = [];
	for (const [campaign, gifts] of planned) {
		const ofCampaign = sends.get(campaign) ?? [];
		const cost = lastCost(ofCampaign, currency);
		if (cost === null) {
			unknown.push(notCounted(campaign, ofCampaign, gifts, currency, days));
			continue;
		}
		const sum = sums.get(cost.currency) ?? { amount: 0n, gifts: 0 };
		sums.set(cost.currency, {
			amount: sum.amount + cost.amount * BigInt(gifts),
			gifts: sum.gifts + gifts,
		});
	}
	const range = plan.days === null ? '' : ` from ${plan.days.first} to ${plan.days.last}`;
	const known = [...sums]
		.sort(([one], [other]) => one.localeCompare(other))
		.map(([code, { amount, gifts }]) =>
			fine(
				'Planned Cost',
				`${counted(gifts, 'gift', 'gifts')}${range} will cost about ${amountInDigits(amount)} ${code}, if each costs as much as the last gift of its campaign`,
				'Compare it with the balance of the wallet in Reachdesk, and with your budget',
				{ gifts, amount: amountInDigits(amount), currency: code },
			),
		);
	const none =
		planned.length === 0 && plan.unknown === 0
			? [fine('Planned Cost', `No gifts are planned${range}`, null, { gifts: 0 })]
			: [];
	return [...known, ...none, ...unknown, ...remarks(plan)];
}

function notCounted(
	campaign: number,
	sends: readonly ListedSend[],
	gifts: number,
	currency: string | null,
	days: number,
): SetupLine {
	const name = campaignNameIn(sends);
	const inCurrency = currency === null ? '' : ` in ${currency}`;
	return warning(
		'Planned Cost',
		`${counted(gifts, 'gift', 'gifts')} of ${campaignInWords(campaign, name)} ${gifts === 1 ? 'is' : 'are'} not counted: no gift of the last ${counted(days, 'day', 'days')} has a cost${inCurrency}`,
		'Look up the price in the campaign in Reachdesk and add it',
		{ campaignId: String(campaign), campaignName: name, gifts },
	);
}

function remarks({ withoutCampaign, unknown }: GiftPlan): SetupLine[] {
	return [
		...(withoutCampaign > 0
			? [
					warning(
						'Planned Cost',
						`${counted(withoutCampaign, 'occasion has', 'occasions have')} no campaign and ${withoutCampaign === 1 ? 'is' : 'are'} not counted`,
						"If they should get a gift, set their campaign in 'Campaign of the Item'",
						{ gifts: withoutCampaign },
					),
				]
			: []),
		...(unknown > 0
			? [
					warning(
						'Planned Cost',
						`${counted(unknown, 'incoming item is not an occasion and is', 'incoming items are not occasions and are')} not counted`,
						"Check whether the node before failed. It should be HiBob: Get Upcoming Occasions. For other items, set the campaign in 'Campaign of the Item'",
					),
				]
			: []),
	];
}
