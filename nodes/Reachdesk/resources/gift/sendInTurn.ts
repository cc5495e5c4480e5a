import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { executionIdOf } from '../../../shared/executionId';
import { holderOf } from '../../attempts/entries';
import { orStoreError, StoreError } from '../../attempts/storeError';
import type { DueGift } from '../../gifts/attempt';
import { anotherExecution, recipientDedupeKey } from '../../gifts/duplicateCheck';
import type { SingleGift } from '../../gifts/gift';
import { notClaimed } from './sendBreaker';
import { release, sendOne } from './sendOne';
import type { SendRun } from './sendOne';

// A claim takes half a second, however many gifts it has. If n8n stops, so many gifts have no clear
// answer until Reachdesk’s list settles them.
const FIRST_CLAIM = 80;
const MOST_CLAIMED = 250;
// A claim notes the minute of the attempt, and Reachdesk’s list is compared with it.
const CLAIM_LASTS = 30_000;
// With some time in hand, because gifts that a claim does not last for are claimed twice.
const SENT_WITHIN = 20_000;
// Two executions that begin at the same instant on two workers overwrite each other's claims, and then
// neither may send.
const SCATTERED_BY = 300;
// Two people may retry one execution at once. Their retries have consecutive numbers, and of two such
// numbers one is odd. A claim after a failed attempt takes more than a second.
const ODD_RETRY_WAITS = 2_000;

/**
 * Sends gifts one after the other. They are claimed together: 80 at first, then as many as are sent in 20
 * seconds at the speed of those before. Gifts that Reachdesk’s answers kept waiting for too long are
 * claimed again.
 *
 * @throws n8n’s error when it cannot read the credential or the execution is cancelled; no gift
 * that was not attempted stays claimed
 */
export async function sendInTurn(run: SendRun, due: readonly DueGift<SingleGift>[]): Promise<void> {
	let left = due;
	let most = FIRST_CLAIM;
	if (run.log && left.length > 0) await sleep(waitBeforeClaims(run.context));
	while (left.length > 0) {
		const together = claimedTogether(left, most);
		left = left.slice(together.length);
		const begun = Date.now();
		let waiting = await claimed(run, together, begun);
		const claimedAt = Date.now();
		try {
			for (let isFirst = true; waiting.length > 0; isFirst = false) {
				const [next, ...others] = waiting;
				if (!next || (!isFirst && Date.now() - begun > CLAIM_LASTS)) break;
				waiting = others;
				await sendOne(run, next.gift, begun);
			}
		} finally {
			await withdraw(run, waiting);
		}
		left = [...waiting, ...left];
		most = asManyAgain(together.length - waiting.length, Date.now() - claimedAt);
	}
}

/** In ms. */
function waitBeforeClaims(context: IExecuteFunctions): number {
	const isOddRetry = context.getMode() === 'retry' && holderOf(executionIdOf(context)) % 2 === 1;
	return SCATTERED_BY * Math.random() + (isOddRetry ? ODD_RETRY_WAITS : 0);
}

/** How many gifts to claim after some have taken so long, in ms. */
const asManyAgain = (sent: number, took: number): number =>
	Math.min(MOST_CLAIMED, Math.max(1, Math.floor((sent * SENT_WITHIN) / took)));

/**
 * The next gifts, so many at most, up to the first that goes to the same address from the same campaign
 * as another.
 */
function claimedTogether<G extends SingleGift>(
	due: readonly DueGift<G>[],
	most: number,
): DueGift<G>[] {
	const recipients = new Set<string>();
	const end = due.findIndex(({ gift }) => {
		const recipient = recipientDedupeKey(gift);
		const isRepeated = recipients.has(recipient);
		recipients.add(recipient);
		return isRepeated;
	});
	return due.slice(0, Math.min(end === -1 ? due.length : end, most));
}

/** Claims gifts. Records the reason for those that may not be sent. */
async function claimed(
	run: SendRun,
	due: readonly DueGift<SingleGift>[],
	begun: number,
): Promise<readonly DueGift<SingleGift>[]> {
	const { log, results, breaker } = run;
	// then sendOne records the reason
	if (!log || breaker.why) return due;
	const gifts = due.map(({ gift }) => gift);
	const claim = async () => await orStoreError(log.claim(due, begun));
	const undo = async () => await orStoreError(log.withdraw(gifts));
	let mine = await claim();
	// so many gifts should not fail because n8n’s database was busy for a moment
	if (mine instanceof StoreError && !((await undo()) instanceof StoreError)) mine = await claim();
	if (mine instanceof StoreError) {
		breaker.noteStoreError(mine);
		await undo();
		for (const gift of gifts) {
			results.refuse(gift, notClaimed(mine, gift));
			await release(run, gift, null);
		}
		return [];
	}
	const isMine = ({ gift }: DueGift<SingleGift>) => mine.has(gift);
	for (const other of due) if (!isMine(other)) results.report(other.gift, anotherExecution);
	return due.filter(isMine);
}

/** Withdraws claims. If that fails, Reachdesk’s list settles them. */
async function withdraw(
	{ log, breaker }: SendRun,
	due: readonly DueGift<SingleGift>[],
): Promise<void> {
	if (!log || due.length === 0) return;
	const withdrawn = await orStoreError(log.withdraw(due.map(({ gift }) => gift)));
	if (withdrawn instanceof StoreError) breaker.noteStoreError(withdrawn);
}
