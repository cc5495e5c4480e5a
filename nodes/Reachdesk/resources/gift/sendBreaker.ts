import type { StoreError } from '../../attempts/storeError';
import type { Gift } from '../../gifts/gift';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { nameOf } from './results';

// The first failure may be a moment’s. After the second the database is left alone.
const MOST_STORE_ERRORS = 2;

/** The circuit breaker of one run: once open, no other gift of the run is attempted. */
export class SendBreaker {
	private storeErrors = 0;

	/** why no other gift is attempted; null while they are */
	why: Refusal | null = null;

	/** Opens the breaker. The first reason stays. */
	open(why: Refusal): void {
		this.why ??= why;
	}

	/** Notes that n8n’s database failed, which opens the breaker when it happens again. */
	noteStoreError(error: StoreError): void {
		this.storeErrors += 1;
		if (this.storeErrors < MOST_STORE_ERRORS) return;
		this.open({
			message: `Not attempted, because ${error.reason} several times in this run`,
			remedy: error.remedy,
			everyGift: true,
			status: null,
		});
	}
}

/** Why no gift with a cap is attempted any more. */
export const budgetLost: Refusal = {
	message: 'Not attempted, because another execution has begun to send under the same caps',
	remedy: 'Run again when it has ended: what was sent is not sent twice',
	everyGift: true,
	status: null,
};

/** The words for a gift that is not sent because it could not be claimed. */
export const notClaimed = ({ reason, remedy }: StoreError, gift: Gift): Refusal => ({
	message: `${nameOf(gift) ?? 'This gift'} was not sent, because ${reason}`,
	remedy,
	everyGift: false,
	status: null,
});

/** The outcome of a gift that was sent, and that n8n’s database could not note as sent. */
export const notNoted = (outcome: Outcome, { reason }: StoreError): Outcome => ({
	...outcome,
	explanation: `${outcome.explanation}. n8n could not note that, because ${reason}: Reachdesk’s list of sends keeps it from being sent twice`,
});
