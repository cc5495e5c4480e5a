import type { IExecuteFunctions } from 'n8n-workflow';
import { dayIn } from '../../../shared/civilDate';
import { ExplainedError } from '../../../shared/explainedError';
import { isObject, memberOf } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import {
	collectionOf,
	oneOf,
	optionalTextOf,
	presetFor,
	textsOf,
	wholeNumber,
} from '../../../shared/parameterValue';
import { campaignIdOf } from '../../gifts/campaignId';
import { emailAddress } from '../../gifts/emailAddress';
import { CURRENCIES } from '../../gifts/gift';
import type { GiftPlan } from '../../gifts/setup/plannedCost';
import type { ExpectedWallet } from '../../gifts/setup/walletLines';

const MOST_DAYS = 366;
const LOOK_BACK_DAYS = 90;
const MOST_GIFTS = 1_000_000;

/** What to check. */
export interface SetupQuestion {
	/** all campaigns that are named, each once */
	campaigns: number[];
	wallet: ExpectedWallet;
	/** null when the cost is not to be estimated */
	plan: GiftPlan | null;
	/** addresses of the people who will get gifts */
	people: string[];
	lookBackDays: number;
}

/**
 * Reads the settings, and the plan from the incoming items.
 *
 * @throws ExplainedError that names a setting
 */
export function setupQuestion(context: IExecuteFunctions): SetupQuestion {
	const named = textsOf('Campaigns', context.getNodeParameter('campaigns', 0, ''), /[\s,;]+/).map(
		(campaign) => campaignIdOf(campaign, 'Campaigns'),
	);
	const sender = emailAddress('Sender', context.getNodeParameter('sender', 0, ''));
	const options = collectionOf(context.getNodeParameter('options', 0, {}));
	const currency =
		options.currency === undefined ? null : oneOf('Currency', options.currency, CURRENCIES);
	const teamName = optionalTextOf('Team Name', options.teamName) ?? null;
	const lookBackDays = wholeNumber(
		'Look Back (Days)',
		presetFor(options.lookBack, LOOK_BACK_DAYS),
		1,
		MOST_DAYS,
	);
	const items = context.getInputData().map(({ json }) => json);
	const plan = planOf(context, items, named);
	const campaigns = [...new Set([...named, ...(plan?.gifts.keys() ?? [])])];
	if (campaigns.length === 0) {
		throw new ExplainedError(
			"'Campaigns' is empty",
			'Enter the numbers or URLs of the campaigns that n8n sends from, separated by commas',
		);
	}
	return {
		campaigns,
		wallet: { currency, teamName, sender },
		plan,
		people: items.flatMap((item) => addressIn(item) ?? []),
		lookBackDays,
	};
}

function planOf(
	context: IExecuteFunctions,
	items: readonly JsonObject[],
	named: readonly number[],
): GiftPlan | null {
	const source = oneOf('Planned Gifts', context.getNodeParameter('plannedGifts', 0, 'items'), [
		'defineBelow',
		'items',
		'none',
	]);
	if (source === 'none') return null;
	return source === 'items' ? planFromItems(context, items, named) : planFromNumbers(context);
}

function planFromNumbers(context: IExecuteFunctions): GiftPlan {
	const rows = memberOf(context.getNodeParameter('plannedNumbers', 0, {}), 'campaign');
	const gifts = new Map<number, number>();
	for (const row of Array.isArray(rows) ? rows : []) {
		const campaign = campaignIdOf(memberOf(row, 'campaign'), 'Campaign');
		const number = wholeNumber('Gifts', memberOf(row, 'gifts'), 0, MOST_GIFTS);
		gifts.set(campaign, (gifts.get(campaign) ?? 0) + number);
	}
	return { gifts, withoutCampaign: 0, unknown: 0, days: null };
}

function planFromItems(
	context: IExecuteFunctions,
	items: readonly JsonObject[],
	named: readonly number[],
): GiftPlan {
	const only = named.length === 1 ? named[0] : undefined;
	const gifts = new Map<number, number>();
	const dueDays: string[] = [];
	let withoutCampaign = 0;
	let unknown = 0;
	for (const [index, item] of items.entries()) {
		// HiBob returns one empty item when there are no occasions
		if (Object.keys(item).length === 0 || item.eligible === false) continue;
		const label = 'Campaign of the Item';
		const text = optionalTextOf(label, context.getNodeParameter('plannedCampaign', index, ''));
		if (text === undefined && !isOccasion(item)) {
			unknown += 1;
			continue;
		}
		const campaign = text === undefined ? only : campaignIdOf(text, label);
		if (campaign === undefined) {
			withoutCampaign += 1;
			continue;
		}
		gifts.set(campaign, (gifts.get(campaign) ?? 0) + 1);
		const dueDay = dayIn(item.dueDate ?? memberOf(item.occasion, 'dueDate'));
		if (dueDay !== null) dueDays.push(dueDay);
	}
	dueDays.sort();
	const [first] = dueDays;
	const last = dueDays.at(-1);
	const days = first === undefined || last === undefined ? null : { first, last };
	return { gifts, withoutCampaign, unknown, days };
}

/** Whether an item is an occasion from HiBob, simplified or as the trigger returns it. */
const isOccasion = ({ event, occasion }: JsonObject): boolean =>
	typeof event === 'string' || isObject(occasion);

function addressIn({ email, employee }: JsonObject): string | null {
	const address = email ?? memberOf(employee, 'email');
	return typeof address === 'string' && address.includes('@') ? address : null;
}
