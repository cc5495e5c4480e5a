import { isSameEmail } from '../../../shared/emailAddress';
import { memberOf } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import { sendIdOf } from '../listedSend';
import type { ListedSend } from '../listedSend';
import { campaignNameIn } from './campaignLines';
import type { SendsByCampaign } from './campaignLines';
import { currencyOf } from './plannedCost';
import { counted, dayOf, fine, shownName, warning } from './setupLine';
import type { LookBack, Rows, SetupLine } from './setupLine';

/** Who should pay, as far as the user entered it. */
export interface ExpectedWallet {
	currency: string | null;
	teamName: string | null;
	/** the Reachdesk user who sends the gifts */
	sender: string;
}

/** The wallet that paid for the last gift of a campaign. */
interface LastPayment {
	campaignId: number;
	/** null when the wallet belongs to a user who is not the sender */
	wallet: string | null;
	team: string | null;
	currency: string | null;
	day: string | null;
}

const NO_BALANCES =
	'Reachdesk’s API does not return wallet balances: check the balance in Reachdesk';

/**
 * Which wallets paid for the last gifts of the campaigns, and whether they are the expected ones.
 * Reachdesk switches to another wallet without an error.
 */
export function walletLines(
	campaigns: readonly number[],
	transactions: Rows,
	sends: SendsByCampaign,
	expected: ExpectedWallet,
	{ days }: LookBack,
): SetupLine[] {
	const newestFirst = transactions
		.filter((row) => typeof row.source_wallet_name === 'string' && row.state !== 'cancelled')
		.sort((one, other) => instantOf(other) - instantOf(one));
	const payments = campaigns.flatMap((campaignId) => {
		const theirs = sends.get(campaignId) ?? [];
		const last = newestFirst.find(isOfSends(theirs)) ?? newestFirst.find(isOfName(theirs));
		return last ? [paymentIn(last, campaignId, expected.sender)] : [];
	});
	if (payments.length === 0) {
		return [
			warning(
				'Wallet',
				`No transaction of the last ${counted(days, 'day', 'days')} paid for ${campaigns.length === 1 ? 'this campaign' : 'these campaigns'}, so it is unknown which wallet will pay`,
				`Check in Reachdesk which wallet ${expected.teamName === null ? 'the sender' : `the team "${expected.teamName}"`} pays from. ${NO_BALANCES}`,
			),
		];
	}
	const wallets = new Map<string, LastPayment[]>();
	for (const payment of payments) {
		const key = JSON.stringify([payment.wallet, payment.team, payment.currency]);
		wallets.set(key, [...(wallets.get(key) ?? []), payment]);
	}
	return [...wallets.values()].flatMap((ofWallet) => walletLine(ofWallet, expected) ?? []);
}

function walletLine(
	payments: readonly LastPayment[],
	{ currency, teamName }: ExpectedWallet,
): SetupLine | null {
	const [payment] = payments;
	if (payment === undefined) return null;
	const ids = payments.map(({ campaignId }) => String(campaignId)).join(', ');
	const last = payments
		.map(({ day }) => day ?? '')
		.sort()
		.at(-1);
	const name =
		payment.wallet === null ? 'A wallet of another user' : `The wallet "${payment.wallet}"`;
	const paid = `${name}${payment.currency === null ? '' : `, in ${payment.currency},`} paid for ${payments.length === 1 ? 'the last gift of campaign' : 'the last gifts of campaigns'} ${ids}${last ? ` on ${last}` : ''}`;
	const details = { currency: payment.currency, campaignId: payments.length === 1 ? ids : null };
	if (currency !== null && payment.currency !== null && payment.currency !== currency) {
		return warning(
			'Wallet',
			`${paid}, instead of a wallet in ${currency}`,
			`Set 'Currency' in Send Gift to ${currency}, and check that a wallet in this currency exists. ${NO_BALANCES}`,
			details,
		);
	}
	if (teamName !== null && payment.team?.toLowerCase() !== teamName.toLowerCase()) {
		return warning(
			'Wallet',
			`${paid}, instead of the wallet of the team "${teamName}"`,
			"Check the spelling of the team, and that the sender is a member: Reachdesk switches to another wallet without an error. 'Expected Wallet ID' in Send Gift marks such gifts",
			details,
		);
	}
	return fine('Wallet', paid, NO_BALANCES, details);
}

/** Whether a transaction paid for one of a campaign’s sends. */
function isOfSends(sends: readonly ListedSend[]) {
	const ids = new Set(sends.map(({ id }) => id));
	return ({ send }: JsonObject): boolean => {
		const id = sendIdOf(memberOf(send, 'id'));
		return id !== null && ids.has(id);
	};
}

/** The same by the campaign’s name, for a transaction whose send has no id. */
function isOfName(sends: readonly ListedSend[]) {
	const name = campaignNameIn(sends);
	return ({ send }: JsonObject): boolean =>
		name !== null && shownName(memberOf(send, 'campaign_name')) === name;
}

function paymentIn(row: JsonObject, campaignId: number, sender: string): LastPayment {
	const team = shownName(memberOf(row.send, 'team_name'));
	const owner = memberOf(row.created_by, 'email');
	// the wallet of a user is named after them, which is private
	const mayBeNamed = team !== null || (typeof owner === 'string' && isSameEmail(owner, sender));
	return {
		campaignId,
		wallet: mayBeNamed ? shownName(row.source_wallet_name) : null,
		team,
		currency: currencyOf(row.currency),
		day: dayOf(row.created_at),
	};
}

function instantOf({ created_at: createdAt }: JsonObject): number {
	const instant = typeof createdAt === 'string' ? Date.parse(createdAt) : 0;
	return Number.isNaN(instant) ? 0 : instant;
}
