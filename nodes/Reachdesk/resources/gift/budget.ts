import { DateTime } from 'luxon';
import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { sameEmail } from '../../../shared/emailAddress';
import { BudgetLock } from '../../attempts/budgetLock';
import { knownSendTo, spendsTo } from '../../attempts/entries';
import { ProcessedEntries } from '../../attempts/processedEntries';
import { UnlistedGifts } from '../../attempts/unlistedGifts';
import { CAPPED } from '../../gifts/caps';
import { recipientDedupeKey } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { readLedger } from '../../gifts/ledger';
import { NO_SENDS, sendDedupeKey, sendIdOf } from '../../gifts/listedSend';
import type { ListedSend, SendList } from '../../gifts/listedSend';
import type { Outcome } from '../../gifts/outcome';
import { expectedCost, overBudget, whyOverBudget } from '../../gifts/overBudget';
import type { BudgetState } from '../../gifts/overBudget';
import { lastCosts, Spending, spentGifts } from '../../gifts/spending';
import type { LastCosts, Spent } from '../../gifts/spending';
import { accountOf } from '../../transport/account';
import { wholeListing } from '../../transport/listing';
import { listSends } from '../../transport/sends';
import { GIFT_TRANSACTIONS, listTransactions } from '../../transport/transactions';
import type { ExecutionMemory } from './executionMemory';

const DAY = 86_400_000;
// how far back to look for a campaign’s last gift when the current period has none
const LONGEST_LOOK = 366 * DAY;
// Reachdesk must list what was sent before other workers count; its list may lag (an assumption)
const LOOKS_AFTER = [0, 3_000, 10_000, 20_000];

/**
 * What the caps of a run’s gifts leave to spend. From `open` to `close`, only one execution at a
 * time counts and sends.
 */
export class Budget {
	private readonly context: IExecuteFunctions;

	private readonly gifts: readonly Gift[];

	private readonly memory: ExecutionMemory;

	private readonly lock: BudgetLock;

	private readonly markers: ProcessedEntries;

	private readonly nodeEntries: ProcessedEntries;

	private readonly reserved = new Map<Gift, Spent>();

	private state: BudgetState | null = null;

	private unlisted: UnlistedGifts | null = null;

	private isTaken = false;

	private openedAt = 0;

	private constructor(context: IExecuteFunctions, gifts: readonly Gift[], memory: ExecutionMemory) {
		this.context = context;
		this.gifts = gifts;
		this.memory = memory;
		this.lock = new BudgetLock(context);
		this.markers = new ProcessedEntries(context, 'workflow');
		this.nodeEntries = new ProcessedEntries(context);
	}

	/** null when no gift has a cap */
	static of(
		context: IExecuteFunctions,
		gifts: readonly Gift[],
		memory: ExecutionMemory,
	): Budget | null {
		return gifts.some(({ caps }) => caps.length > 0) ? new Budget(context, gifts, memory) : null;
	}

	/**
	 * Takes the lock and counts what was spent. False while another execution keeps sending.
	 *
	 * @throws ExplainedError or NodeApiError when a list cannot be read completely, or StoreError
	 */
	async open(): Promise<boolean> {
		this.isTaken = await this.lock.take(() => {
			this.context.getExecutionCancelSignal()?.throwIfAborted();
		});
		if (this.isTaken) await this.count();
		return this.isTaken;
	}

	/** Counts what was spent without taking the lock, for runs that send nothing. */
	async count(): Promise<void> {
		const now = Date.now();
		this.openedAt = now;
		this.unlisted = new UnlistedGifts(await accountOf(this.context));
		const moment = DateTime.fromMillis(now, { zone: this.context.getTimezone() });
		const starts = {
			year: moment.startOf('year').toMillis(),
			month: moment.startOf('month').toMillis(),
		};
		const caps = this.gifts.flatMap((gift) => gift.caps);
		const since = Math.min(now, ...caps.map(({ per }) => starts[CAPPED[per].period]));
		const list = await listSends(this.context, since, now);
		this.memory.noteListed(wholeListing(list), since, now);
		const ledger = readLedger(await listTransactions(this.context, since, now, GIFT_TRANSACTIONS));
		const isOfWorkflow = await this.ownSends(list, starts.month, moment.toFormat('yyyy-MM'));
		const unlisted = this.unlisted.without(list, now);
		const spending = new Spending(starts, spentGifts(list, ledger, unlisted, isOfWorkflow, now));
		this.state = {
			spending,
			last: await this.lastCosts(list, since, now),
			periods: {
				year: moment.toFormat('yyyy'),
				month: moment.toFormat('LLLL yyyy', { locale: 'en-GB' }),
			},
		};
	}

	/** The outcome of a gift that is already over a cap; null when its caps may allow it. */
	look(gift: Gift): Outcome | null {
		const why = this.state && whyOverBudget(gift, this.state);
		return why === null ? null : overBudget(why);
	}

	/**
	 * Reserves the cost of a gift. Returns its outcome when it is over a cap, and null when it may be
	 * sent.
	 */
	reserve(gift: Gift): Outcome | null {
		const { state } = this;
		if (!state) throw new RangeError('the budget is not open');
		const over = this.look(gift);
		if (over !== null) return over;
		const spent: Spent = {
			sendId: null,
			email: sameEmail(gift.request.recipient.email),
			campaignIds: [gift.campaignId],
			team: gift.request.payment_wallet_type === 'Team' ? (gift.request.team_name ?? null) : null,
			at: Date.now(),
			isOfWorkflow: true,
			cost: expectedCost(gift, state.last),
		};
		this.reserved.set(gift, spent);
		state.spending.add(spent);
		return null;
	}

	/**
	 * Notes that reserved gifts are about to be sent. False when the lock was lost in the meantime:
	 * then none may be sent.
	 *
	 * @throws StoreError
	 */
	async noteSending(gifts: readonly Gift[]): Promise<boolean> {
		// a test run sends a gift that belongs to no employee, without a lock
		if (!this.isTaken) return true;
		if (!(await this.lock.isHeld())) return false;
		const { unlisted } = this;
		const month = DateTime.now().setZone(this.context.getTimezone()).toFormat('yyyy-MM');
		await this.markers.record(
			gifts.map((gift) => [spendsTo(recipientDedupeKey(gift), month)]),
			() => [],
		);
		for (const gift of gifts) {
			const spent = this.reserved.get(gift);
			if (spent) unlisted?.add(spent);
		}
		return true;
	}

	/** Releases what was reserved for a gift that was not created. */
	giveBack(gift: Gift): void {
		const spent = this.reserved.get(gift);
		if (!spent) return;
		this.state?.spending.remove(spent);
		this.unlisted?.delete(spent);
		this.reserved.delete(gift);
	}

	/** Notes the Reachdesk send that a gift has become. */
	made(gift: Gift, sendId: unknown): void {
		const spent = this.reserved.get(gift);
		if (spent) spent.sendId = sendIdOf(sendId);
	}

	/** Lets other executions count as soon as Reachdesk lists what was sent. */
	async close(): Promise<void> {
		// a lock that cannot be released expires on its own and does not affect the gifts
		const isSettled = this.isTaken && (await this.isListed().catch(() => false));
		await this.lock.giveBack(isSettled).catch(() => undefined);
	}

	private async isListed(): Promise<boolean> {
		const { unlisted } = this;
		// nothing was sent
		if (!unlisted || unlisted.without(NO_SENDS, Date.now()).length === 0) return true;
		for (const pause of LOOKS_AFTER) {
			if (pause > 0) await sleep(pause);
			const now = Date.now();
			const list = await listSends(this.context, this.openedAt, now);
			if (unlisted.without(list, now).length === 0) return true;
		}
		return false;
	}

	/** What the last gifts cost; looks further back for a campaign without a gift in the period. */
	private async lastCosts({ sends }: SendList, since: number, now: number): Promise<LastCosts> {
		const last = lastCosts(sends);
		const isMissing = this.gifts.some(
			({ campaignId, caps }) =>
				caps.some(({ amount, giftCost }) => amount !== null && giftCost === null) &&
				(last.costs.get(campaignId)?.size ?? 0) === 0,
		);
		return isMissing && since > now - LONGEST_LOOK
			? lastCosts((await listSends(this.context, now - LONGEST_LOOK, now)).sends)
			: last;
	}

	/** Which of the month’s sends this workflow made, as far as n8n’s table knows. */
	private async ownSends(
		{ sends }: SendList,
		monthStart: number,
		month: string,
	): Promise<(send: ListedSend) => boolean> {
		const isAsked = this.gifts.some(({ caps }) => caps.some(({ per }) => per === 'workflowMonth'));
		if (!isAsked) return () => false;
		const ofMonth = sends.filter(({ createdAt }) => Date.parse(createdAt) >= monthStart);
		const markerOf = (send: ListedSend) => spendsTo(sendDedupeKey(send), month);
		const knownOf = (send: ListedSend) => knownSendTo(sendDedupeKey(send), send.id);
		const marked = await this.markers.lookUp(ofMonth.map((send) => [markerOf(send)]));
		const known = await this.nodeEntries.lookUp(ofMonth.map((send) => [knownOf(send)]));
		return (send) => marked.has(markerOf(send)) || known.has(knownOf(send));
	}
}
