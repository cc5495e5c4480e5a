import type { Accounts, User, Wallet } from './accounts.mts';
import { isOverAnnualLimit } from './annualLimit.mts';
import { itemsOfGift, priceOfGift, type Campaign, type SentItem } from './campaigns.mts';
import type { Approval, TriggerBody } from './contract.mts';
import { convert, inCents, type Currency } from './currencies.mts';
import { orderOf, shippedOrderOf, type Order } from './orders.mts';
import type { Variants } from './variants.mts';

/** A gift as the sandbox keeps it: more than Reachdesk tells, so that tests can count gifts. */
export interface StoredSend {
	id: number;
	campaign: Campaign;
	/** as listed: lower case; `request` holds it as it came */
	email: string;
	requestId: string | null;
	providerContactId: string | null;
	source: string | null;
	/** the body that made it; for a bulk send, what a single call for this recipient would be */
	request: TriggerBody;
	/** of the bulk send it came in */
	bulkId: number | null;
	sender: User;
	wallet: Wallet;
	/** in the wallet's currency */
	cost: number;
	/** what of it has been put back into the wallet */
	refunded: number;
	items: SentItem[];
	/** pending and processed at first; what follows is Reachdesk's open list */
	status: string;
	pendingReason: string | null;
	latestAction: string | null;
	claimUrl: string | null;
	/** null for eGifts, and for as long as nothing is ordered */
	order: Order | null;
	/** ISO instants, UTC with milliseconds */
	createdAt: string;
	processedAt: string | null;
	updatedAt: string;
	/** claimed does not mean redeemed; none of the four is told by the API */
	claimedAt: string | null;
	choiceOpenUntil: string | null;
	redeemedAt: string | null;
	/** the status that "No, thanks" replaced, while it can be taken back */
	statusBeforeNoThanks: string | null;
}

/** What is needed to make one gift; all of it has been checked. */
export interface GiftOrder {
	request: TriggerBody;
	campaign: Campaign;
	sender: User;
	bulkId: number | null;
}

/** Money of a gift that went back into its wallet. */
export interface Refund {
	send: StoredSend;
	/** in the wallet's currency */
	amount: number;
	/** ISO instant, UTC with milliseconds */
	at: string;
}

/** What is known of a gift that was made before the sandbox started. */
export interface PastGift {
	/** ISO instant */
	createdAt: string;
	/** in the wallet's currency; the campaign's price when absent */
	cost?: number | undefined;
	/** processed when absent; a pending or rejected one has not been paid */
	status?: string | undefined;
}

const UNPAID = new Set(['pending', 'rejected']);

const FIRST_SEND_ID = 70_001;

/** All gifts of the organization, oldest first as they were made. */
export class Sends {
	readonly all: StoredSend[] = [];
	/** oldest first as they were made */
	readonly refunds: Refund[] = [];
	private readonly accounts: Accounts;
	private readonly variants: Variants;
	private readonly now: () => number;
	private readonly claimPage: string;

	constructor(accounts: Accounts, variants: Variants, now: () => number, claimPage: string) {
		this.accounts = accounts;
		this.variants = variants;
		this.now = now;
		this.claimPage = claimPage;
	}

	/**
	 * Makes the gift, pays for it when it is approved, and returns it; or the message of the 422
	 * when it was to be approved at once and cannot be. Then nothing is kept.
	 */
	place(gift: GiftOrder): StoredSend | { refusal: string } {
		const draft = this.draft(gift, this.instant());
		const approval: Approval = gift.request.approved ?? 'auto';
		const overLimit = this.overLimit(draft);
		if (overLimit?.refused) return { refusal: overLimit.words };
		const obstacle = overLimit?.words ?? obstacleTo(draft);
		if (approval === 'true' && obstacle !== null) return { refusal: obstacle };
		if (approval === 'false') draft.pendingReason = 'Waiting for review';
		else if (obstacle === null) pay(draft, draft.createdAt, this.claimPage);
		else draft.pendingReason = obstacle;
		this.all.push(draft);
		return draft;
	}

	/** Keeps a gift made before the sandbox started: paid long ago unless it is unpaid, and shipped. */
	addPast(gift: GiftOrder, past: PastGift): StoredSend {
		const { cost, status = 'processed' } = past;
		const instant = new Date(past.createdAt).toISOString();
		const send = this.draft(gift, instant);
		send.status = status;
		if (cost !== undefined) send.cost = inCents(cost);
		if (status === 'pending') send.pendingReason = 'Waiting for review';
		if (status === 'claimed') send.claimedAt = instant;
		if (!UNPAID.has(status)) {
			send.processedAt = instant;
			if (gift.campaign.requiresAddress) send.order = shippedOrderOf(send, instant, 'Delivered');
		}
		this.all.push(send);
		return send;
	}

	/**
	 * Approves a pending gift, as a person does in Reachdesk, and pays for it now. Throws for one
	 * that is not pending, is out of stock, or that its wallet cannot pay: Reachdesk approves
	 * neither of those before somebody has seen to it. One that waits since it was claimed has been
	 * paid, and is claimed then.
	 */
	approve(id: number): StoredSend {
		const send = this.pending(id);
		if (send.processedAt !== null) {
			send.pendingReason = null;
			return this.changeStatus(id, 'claimed');
		}
		const obstacle = obstacleToPaying(send);
		if (obstacle !== null) throw new Error(`Send ${String(id)} cannot be approved: ${obstacle}`);
		send.updatedAt = this.instant();
		send.pendingReason = null;
		pay(send, send.updatedAt, this.claimPage);
		return send;
	}

	/**
	 * Rejects a pending gift, as a person does in Reachdesk; what was paid goes back. Throws for one
	 * that is not pending.
	 */
	reject(id: number): StoredSend {
		const send = this.pending(id);
		send.pendingReason = null;
		if (send.processedAt !== null && send.refunded < send.cost) this.refund(id);
		return this.changeStatus(id, 'rejected');
	}

	/**
	 * Puts what a gift cost back into its wallet, or a part of it; all that has not been put back
	 * when no amount is given. The gift's status stays. Throws for a gift that has not been paid, and
	 * for more than is left of its cost.
	 */
	refund(id: number, amount?: number): StoredSend {
		const send = this.known(id);
		if (send.processedAt === null) throw new Error(`Send ${String(id)} has not been paid`);
		const left = inCents(send.cost - send.refunded);
		const refunded = inCents(amount ?? left);
		if (refunded <= 0 || refunded > left) {
			throw new Error(`Of send ${String(id)}, ${left.toFixed(2)} can be refunded`);
		}
		send.refunded = inCents(send.refunded + refunded);
		send.wallet.balance = inCents(send.wallet.balance + refunded);
		send.updatedAt = this.instant();
		this.refunds.push({ send, amount: refunded, at: send.updatedAt });
		return send;
	}

	/** The single send (none of a bulk) that was made with this request_id first. */
	byRequestId(requestId: string): StoredSend | undefined {
		return this.all.find((send) => send.bulkId === null && send.requestId === requestId);
	}

	/** A send by its id, listed yet or not. */
	byId(id: number): StoredSend | undefined {
		return this.all.find((send) => send.id === id);
	}

	/** A send by its id. Throws for one that does not exist. */
	known(id: number): StoredSend {
		const send = this.byId(id);
		if (!send) throw new Error(`The sandbox has no send ${String(id)}`);
		return send;
	}

	/** What the listing shows at this moment, newest first. */
	listed(): StoredSend[] {
		const latest = this.now() - this.variants.listingLagSeconds * 1000;
		return this.all
			.filter((send) => Date.parse(send.createdAt) <= latest)
			.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
	}

	/** Moves a gift on, as the recipient, a courier or a reviewer would. */
	changeStatus(id: number, status: string, latestAction: string | null = null): StoredSend {
		const send = this.known(id);
		send.status = status;
		send.latestAction = latestAction;
		send.updatedAt = this.instant();
		if (status === 'claimed') send.claimedAt ??= send.updatedAt;
		return send;
	}

	/** Hands a gift to a courier. */
	ship(id: number): StoredSend {
		const send = this.changeStatus(id, 'shipped');
		send.order = shippedOrderOf(send, send.updatedAt, 'In transit');
		return send;
	}

	private draft({ request, campaign, sender, bulkId }: GiftOrder, createdAt: string): StoredSend {
		const currency: Currency = request.payment_currency ?? campaign.currency;
		const items = itemsOfGift(campaign, request.items ?? []);
		return {
			id: FIRST_SEND_ID + this.all.length,
			campaign,
			email: request.recipient.email.toLowerCase(),
			requestId: request.request_id ?? null,
			providerContactId: request.recipient.provider_contact_id ?? null,
			source: request.source ?? null,
			request,
			bulkId,
			sender,
			wallet: this.accounts.walletFor(sender, {
				currency,
				walletType: request.payment_wallet_type,
				teamName: request.team_name,
			}),
			cost: convert(priceOfGift(campaign, items), campaign.currency, currency),
			refunded: 0,
			items,
			status: 'pending',
			pendingReason: null,
			latestAction: null,
			claimUrl: null,
			order: null,
			createdAt,
			processedAt: null,
			updatedAt: createdAt,
			claimedAt: null,
			choiceOpenUntil: null,
			redeemedAt: null,
			statusBeforeNoThanks: null,
		};
	}

	private overLimit(draft: StoredSend): { words: string; refused: boolean } | null {
		const { annualLimit } = this.variants;
		if (annualLimit === null || !isOverAnnualLimit(draft, this.all, annualLimit)) return null;
		const words = 'Recipient is over the annual spend limit';
		return { words, refused: annualLimit.over === 'refused' };
	}

	private instant(): string {
		return new Date(this.now()).toISOString();
	}

	private pending(id: number): StoredSend {
		const send = this.known(id);
		if (send.status !== 'pending') {
			throw new Error(`Send ${String(id)} is not pending but ${send.status}`);
		}
		return send;
	}
}

/** Takes the money for a gift at an instant, orders what is posted and makes the claim link. */
function pay(send: StoredSend, at: string, claimPage: string): void {
	send.wallet.balance = inCents(send.wallet.balance - send.cost);
	send.status = 'processed';
	send.processedAt = at;
	if (send.campaign.requiresAddress) send.order = orderOf(send);
	if (send.request.send_method === 'link') send.claimUrl = `${claimPage}/${String(send.id)}`;
}

/** Why a gift cannot be approved without a person, in the words of Reachdesk's pending list. */
function obstacleTo(send: StoredSend): string | null {
	const { campaign, sender } = send;
	// admins and campaign managers are those who would approve it
	if (campaign.inStock && campaign.requiresAdminApproval && sender.role === 'sender') {
		return 'Campaign requires admin approval';
	}
	return obstacleToPaying(send);
}

/** What nobody can approve away. */
function obstacleToPaying({ campaign, wallet, cost }: StoredSend): string | null {
	if (!campaign.inStock) return 'Out of stock';
	return wallet.balance < cost ? 'Wallet has insufficient funds' : null;
}
