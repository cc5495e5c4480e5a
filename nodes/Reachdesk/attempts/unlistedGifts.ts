import { sendsByRecipient, sendsFor } from '../gifts/listedSend';
import type { SendList, SendsByRecipient } from '../gifts/listedSend';
import type { Spent } from '../gifts/spending';
import { CLOCK_SKEW } from './attemptTimes';
import { LEASE_MINUTES } from './lease';

const MINUTE = 60_000;

const unlisted = new Map<string, Set<Spent>>();

/**
 * The gifts that this process sent, or may have sent, and that Reachdesk does not list yet, so that
 * caps count them. After the duration of a lease, Reachdesk’s list is complete.
 */
export class UnlistedGifts {
	private readonly gifts: Set<Spent>;

	/** @param account - the same for all nodes that use one Reachdesk account */
	constructor(account: string) {
		this.gifts = unlisted.get(account) ?? new Set();
		unlisted.set(account, this.gifts);
	}

	add(gift: Spent): void {
		this.gifts.add(gift);
	}

	delete(gift: Spent): void {
		this.gifts.delete(gift);
	}

	/** Drops the gifts that Reachdesk lists by now. Returns the others. */
	without(list: SendList, now: number): readonly Spent[] {
		if (this.gifts.size === 0) return [];
		const ids = new Set(list.sends.map(({ id }) => id));
		const byRecipient = sendsByRecipient(list.sends);
		for (const gift of this.gifts) {
			const isOld = gift.at < now - LEASE_MINUTES * MINUTE;
			if (isOld || isListed(gift, ids, byRecipient)) this.gifts.delete(gift);
		}
		return [...this.gifts];
	}
}

/** Whether a gift is listed; without an id, by its address, campaign and creation time. */
function isListed(
	{ sendId, email, campaignIds, at }: Spent,
	ids: ReadonlySet<string>,
	byRecipient: SendsByRecipient,
): boolean {
	if (sendId !== null) return ids.has(sendId);
	return campaignIds.some(
		(campaignId) =>
			email !== null && sendsFor(byRecipient, { email, campaignId }, at - CLOCK_SKEW).length > 0,
	);
}
