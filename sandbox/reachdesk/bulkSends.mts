import type { Accounts, User } from './accounts.mts';
import type { Campaign } from './campaigns.mts';
import type { BulkRecipient, BulkSettings, TriggerBody } from './contract.mts';
import type { Sends } from './sends.mts';
import type { Variants } from './variants.mts';

/** A bulk send whose every part has been checked. */
export interface BulkOrder {
	settings: BulkSettings;
	recipients: BulkRecipient[];
	campaign: Campaign;
	sender: User;
}

const FIRST_BULK_ID = 98_001;

/** The call that would make the same gift alone: the recipient's own settings go first. */
function singleRequest(settings: BulkSettings, ofRecipient: BulkRecipient): TriggerBody {
	const { sender, payment_currency: currency, ...recipient } = ofRecipient;
	return {
		...settings,
		...(sender === undefined ? {} : { sender }),
		...(currency === undefined ? {} : { payment_currency: currency }),
		recipient,
	};
}

/** Bulk sends: accepted at once, their gifts made a moment later, with no way to ask about them. */
export class BulkSends {
	private readonly accounts: Accounts;
	private readonly sends: Sends;
	private readonly variants: Variants;
	private readonly idByRequestId = new Map<string, number>();
	private readonly timers = new Set<NodeJS.Timeout>();
	private nextId = FIRST_BULK_ID;

	constructor(accounts: Accounts, sends: Sends, variants: Variants) {
		this.accounts = accounts;
		this.sends = sends;
		this.variants = variants;
	}

	/** Takes a bulk send and returns its id. */
	accept(order: BulkOrder): number {
		const requestId = order.settings.request_id;
		const repeated = this.idByRequestId.get(requestId);
		if (this.variants.honoursRequestId && repeated !== undefined) return repeated;
		const id = this.nextId++;
		this.idByRequestId.set(requestId, id);
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			const { bulkLosesEvery } = this.variants;
			for (const [index, recipient] of order.recipients.entries()) {
				if (bulkLosesEvery !== null && (index + 1) % bulkLosesEvery === 0) continue;
				this.make(id, order, recipient);
			}
		}, this.variants.bulkDelayMilliseconds);
		this.timers.add(timer);
		return id;
	}

	/** Drops what has not been made yet. */
	stop(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}

	private make(bulkId: number, order: BulkOrder, recipient: BulkRecipient): void {
		const { settings, campaign } = order;
		const sender =
			recipient.sender === undefined ? order.sender : this.accounts.userByEmail(recipient.sender);
		// nobody is told of a row that fails: the answer has gone out, and no call asks for it
		if (!sender) return;
		this.sends.place({ request: singleRequest(settings, recipient), campaign, sender, bulkId });
	}
}
