import type { Sends, StoredSend } from './sends.mts';
import type { Variants } from './variants.mts';

const CHOICE_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

/** The statuses in which a gift is not the recipient's to do anything with. */
const CLOSED = new Set(['pending', 'rejected', 'cancelled', 'expired', 'returned']);

/** What recipients do with their gifts. Reachdesk's API tells little of it. */
export class RecipientActions {
	private readonly sends: Sends;
	private readonly variants: Variants;
	private readonly now: () => number;

	constructor(sends: Sends, variants: Variants, now: () => number) {
		this.sends = sends;
		this.variants = variants;
		this.now = now;
	}

	/** Opens the gift. Where unwrapping claims it, it is claimed by that; else it was clicked. */
	unwrap(id: number): StoredSend {
		const send = this.open(id);
		if (send.claimedAt !== null) return send;
		if (this.variants.claimsOnUnwrap) return this.claim(id);
		return this.sends.changeStatus(id, 'clicked', 'clicked');
	}

	/**
	 * Claims the gift: from now on the choice is open for 90 days (support.reachdesk.com/hc/en-us/articles/21591288069649). A duplicate claim moves the gift to
	 * pending instead, when Reachdesk looks for those.
	 */
	claim(id: number): StoredSend {
		const send = this.open(id);
		if (send.claimedAt !== null) return send;
		const isHeld = this.variants.holdsDuplicateClaims && this.isDuplicateClaim(send);
		send.choiceOpenUntil = new Date(this.now() + CHOICE_DAYS * DAY).toISOString();
		this.sends.changeStatus(id, isHeld ? 'pending' : 'claimed');
		send.claimedAt = send.updatedAt;
		if (isHeld) send.pendingReason = 'Duplicate claim';
		return send;
	}

	/** Chooses what to have of a claimed gift, of which the API says nothing. */
	redeem(id: number): StoredSend {
		const send = this.open(id);
		if (send.claimedAt === null || send.statusBeforeNoThanks !== null) {
			throw new Error(`Send ${String(id)} is not claimed`);
		}
		this.checkChoice(send);
		send.redeemedAt = new Date(this.now()).toISOString();
		return send;
	}

	/** "No, thanks". Throws where Reachdesk does not offer it, and for what was redeemed. */
	decline(id: number): StoredSend {
		const { noThanksStatus } = this.variants;
		if (noThanksStatus === null)
			throw new Error('Recipients cannot decline: noThanksStatus is off');
		const send = this.open(id);
		if (send.redeemedAt !== null) throw new Error(`Send ${String(id)} is redeemed`);
		send.statusBeforeNoThanks ??= send.status;
		return this.sends.changeStatus(id, noThanksStatus);
	}

	/** Takes "No, thanks" back, as long as the choice is open. */
	takeBack(id: number): StoredSend {
		const send = this.open(id);
		const { statusBeforeNoThanks } = send;
		if (statusBeforeNoThanks === null) throw new Error(`Send ${String(id)} is not declined`);
		this.checkChoice(send);
		send.statusBeforeNoThanks = null;
		return this.sends.changeStatus(id, statusBeforeNoThanks);
	}

	private open(id: number): StoredSend {
		const send = this.sends.known(id);
		if (CLOSED.has(send.status)) throw new Error(`Send ${String(id)} is ${send.status}`);
		return send;
	}

	private checkChoice({ id, choiceOpenUntil }: StoredSend): void {
		if (choiceOpenUntil === null || this.now() < Date.parse(choiceOpenUntil)) return;
		throw new Error(`The choice of send ${String(id)} is closed since ${choiceOpenUntil}`);
	}

	private isDuplicateClaim({ id, email, campaign }: StoredSend): boolean {
		if (campaign.exemptFromDuplicateCheck) return false;
		return this.sends.all.some(
			(other) =>
				other.id !== id &&
				other.email === email &&
				other.campaign.id === campaign.id &&
				other.claimedAt !== null,
		);
	}
}
