import { sameEmail } from '../../shared/emailAddress';
import { isObject, memberOf } from '../../shared/jsonObject';
import type { CapPer } from './caps';
import { CAPPED } from './caps';
import type { LedgerEntry } from './ledger';
import type { ListedSend, SendList, UnreadableSend } from './listedSend';
import type { Amount } from './money';
import { sendCost } from './sendCost';

/** A gift as the caps count it. */
export interface Spent {
	/** Reachdesk’s id; null for a gift that is not listed yet */
	sendId: string | null;
	/** as spelled by sameEmail; null when unknown */
	email: string | null;
	campaignIds: readonly number[];
	/** the team that pays; null for a user’s own wallet */
	team: string | null;
	/** ms since 1970 */
	at: number;
	isOfWorkflow: boolean;
	/** by currency; null when unknown */
	cost: ReadonlyMap<string, Amount> | null;
}

/** The gifts and costs so far that a cap counts. */
export interface Total {
	gifts: number;
	byCurrency: Map<string, Amount>;
	/** how many gifts of each campaign have an unknown cost */
	unknown: Map<number | null, number>;
}

const nothing = (): Total => ({ gifts: 0, byCurrency: new Map(), unknown: new Map() });

/** When the current periods began, in ms since 1970. */
export type PeriodStarts = Readonly<Record<(typeof CAPPED)[CapPer]['period'], number>>;

/** Statuses of a gift that a person has rejected, which costs nothing. */
const REFUSED: readonly unknown[] = ['rejected'];
/** Statuses of a gift that costs nothing unless a transaction says otherwise. */
const NOT_PAID: readonly unknown[] = ['cancelled', 'canceled'];

/**
 * The gifts in Reachdesk’s sends and transactions: a gift in either list counts. Pending gifts
 * count; rejected, cancelled and fully refunded gifts do not.
 *
 * @param unlisted - gifts that were created, or may have been, and are not listed yet
 * @param isOfWorkflow - whether this workflow sent it
 */
export function spentGifts(
	{ sends, unreadable }: SendList,
	ledger: ReadonlyMap<string, LedgerEntry>,
	unlisted: readonly Spent[],
	isOfWorkflow: (send: ListedSend) => boolean,
	now: number,
): Spent[] {
	const idsByName = campaignIdsByName(sends);
	const listed = new Set(unlisted.map(({ sendId }) => sendId));
	const spent = [...unlisted];
	for (const send of sends) {
		listed.add(send.id);
		const entry = ledger.get(send.id);
		if (REFUSED.includes(send.row.status)) continue;
		if (entry ? entry.isTakenOff : NOT_PAID.includes(send.row.status)) continue;
		spent.push({
			sendId: send.id,
			email: sameEmail(send.email),
			campaignIds: [send.campaignId],
			team: teamIn(send.row.team_name) ?? entry?.team ?? null,
			at: Date.parse(send.createdAt),
			isOfWorkflow: isOfWorkflow(send),
			cost: entry?.net ?? costOf(send),
		});
	}
	for (const send of unreadable) {
		listed.add(send.id);
		const entry = send.id === null ? undefined : ledger.get(send.id);
		if (entry?.isTakenOff !== true) spent.push(ofUnreadable(send, entry, now));
	}
	// sends that are not listed yet, or are listed without an address
	for (const [sendId, entry] of ledger) {
		if (listed.has(sendId) || entry.isTakenOff) continue;
		const { email, team, net: cost, campaignName } = entry;
		const campaignIds = idsByName.get(campaignName ?? '') ?? [];
		const at = Math.min(entry.at, now);
		spent.push({ sendId, email, campaignIds, team, at, isOfWorkflow: false, cost });
	}
	return spent;
}

/** An unreadable row counts only where its readable parts show that it belongs. */
const ofUnreadable = (
	{ id, email, campaignId }: UnreadableSend,
	entry: LedgerEntry | undefined,
	now: number,
): Spent => ({
	sendId: id,
	email: email ?? entry?.email ?? null,
	campaignIds: campaignId === null ? [] : [campaignId],
	team: entry?.team ?? null,
	at: Math.min(entry?.at ?? now, now),
	isOfWorkflow: false,
	cost: entry?.net ?? null,
});

function campaignIdsByName(sends: readonly ListedSend[]): ReadonlyMap<string, number[]> {
	const byName = new Map<string, Set<number>>();
	for (const { campaignId, row } of sends) {
		const name = memberOf(row.campaign, 'name');
		if (typeof name !== 'string') continue;
		byName.set(name, (byName.get(name) ?? new Set()).add(campaignId));
	}
	return new Map([...byName].map(([name, ids]) => [name, [...ids]]));
}

const teamIn = (value: unknown): string | null =>
	typeof value === 'string' && value !== '' ? value : null;

function costOf(send: ListedSend): ReadonlyMap<string, Amount> | null {
	const cost = sendCost(send);
	return cost && new Map([[cost.currency, cost.amount]]);
}

/** What the campaigns’ last gifts cost. */
export interface LastCosts {
	/** by campaign and currency */
	costs: ReadonlyMap<number, ReadonlyMap<string, Amount>>;
	/** the currency in which a campaign pays when none is chosen */
	currencies: ReadonlyMap<number, string>;
}

/** What the last gift of each campaign cost. Reachdesk does not document the order of its list. */
export function lastCosts(sends: readonly ListedSend[]): LastCosts {
	const costs = new Map<number, Map<string, Amount>>();
	const currencies = new Map<number, string>();
	const newestFirst = sends.toSorted(
		(one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt),
	);
	for (const send of newestFirst) {
		const { campaignId, row } = send;
		const own = costs.get(campaignId) ?? new Map<string, Amount>();
		costs.set(campaignId, own);
		const cost = sendCost(send);
		if (cost && !own.has(cost.currency)) own.set(cost.currency, cost.amount);
		const original = isObject(row.cost) ? (row.cost.original_currency ?? row.cost.currency) : null;
		if (typeof original === 'string' && !currencies.has(campaignId)) {
			currencies.set(campaignId, original);
		}
	}
	return { costs, currencies };
}

/** Adds up gifts by person, campaign, team and workflow within the current year and month. */
export class Spending {
	private readonly totals = new Map<string, Total>();

	private readonly starts: PeriodStarts;

	constructor(starts: PeriodStarts, spent: Iterable<Spent> = []) {
		this.starts = starts;
		for (const gift of spent) this.add(gift);
	}

	add(gift: Spent): void {
		this.count(gift, 1);
	}

	remove(gift: Spent): void {
		this.count(gift, -1);
	}

	/**
	 * What a cap counts so far; `of` are the names of a person’s addresses, or of one campaign or
	 * team.
	 */
	total(per: CapPer, of: readonly string[]): Total {
		const sum = nothing();
		for (const name of new Set(of)) {
			const total = this.totals.get(`${per} ${name}`);
			if (!total) continue;
			sum.gifts += total.gifts;
			for (const [currency, amount] of total.byCurrency) {
				sum.byCurrency.set(currency, (sum.byCurrency.get(currency) ?? 0n) + amount);
			}
			for (const [campaign, count] of total.unknown) {
				sum.unknown.set(campaign, (sum.unknown.get(campaign) ?? 0) + count);
			}
		}
		return sum;
	}

	private count(gift: Spent, sign: 1 | -1): void {
		for (const [per, names] of namesOf(gift)) {
			if (gift.at < this.starts[CAPPED[per].period]) continue;
			for (const name of names) this.countIn(`${per} ${name}`, gift, sign);
		}
	}

	private countIn(key: string, { cost, campaignIds }: Spent, sign: 1 | -1): void {
		const total = this.totals.get(key) ?? nothing();
		this.totals.set(key, total);
		total.gifts += sign;
		if (cost === null) {
			const [campaign = null] = campaignIds;
			total.unknown.set(campaign, (total.unknown.get(campaign) ?? 0) + sign);
		}
		for (const [currency, amount] of cost ?? []) {
			const before = total.byCurrency.get(currency) ?? 0n;
			total.byCurrency.set(currency, before + BigInt(sign) * amount);
		}
	}
}

const namesOf = (gift: Spent): [CapPer, readonly string[]][] => [
	['personYear', gift.email === null ? [] : [personName(gift.email)]],
	['campaignMonth', gift.campaignIds.map(campaignName)],
	['teamMonth', gift.team === null ? [] : [teamName(gift.team)]],
	['workflowMonth', gift.isOfWorkflow ? [WORKFLOW_NAME] : []],
];

/** The names under which the caps count. */
export const personName = (email: string): string => sameEmail(email);
export const campaignName = (id: number): string => String(id);
export const teamName = (team: string): string => team.trim().toLowerCase();
export const WORKFLOW_NAME = 'this';
