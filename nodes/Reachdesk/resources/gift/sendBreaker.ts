import type { StoreError } from '../../attempts/storeError';
import type { Gift } from '../../gifts/gift';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { nameOf } from './results';

// The first failure may be temporary. After the second, no more requests go to the database.
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
			message: `Skipped because ${error.reason} several times in this run`,
			remedy: error.remedy,
			everyGift: true,
			status: null,
		});
	}
}

/** Why gifts with a cap are no longer attempted. */
export const budgetLost: Refusal = {
	message: 'Skipped because another execution started to send under the same caps',
	remedy: 'Run again when it has finished. Nothing is sent twice',
	everyGift: true,
	status: null,
};

/** The error for a gift that is not sent because it could not be claimed. */
export const notClaimed = ({ reason, remedy }: StoreError, gift: Gift): Refusal => ({
	message: `${nameOf(gift) ?? 'This gift'} was not sent because ${reason}`,
	remedy,
	everyGift: false,
	status: null,
});

/** The outcome of a gift that was sent but could not be recorded as sent in n8n’s database. */
export const notNoted = (outcome: Outcome, { reason }: StoreError): Outcome => ({
	...outcome,
	explanation: `${outcome.explanation}. n8n could not record it because ${reason}. Reachdesk’s list of sends prevents a second gift`,
});
