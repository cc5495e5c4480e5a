import { executionIdOf } from '../../../shared/executionId';
import { meaningOf } from '../../gifts/attempt';
import type { Attempt, DueGift } from '../../gifts/attempt';
import { giftRecords } from '../../attempts/giftRecords';
import { decide } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { NO_RECORD } from '../../gifts/giftRecord';
import type { GiftRecord } from '../../gifts/giftRecord';
import { NO_SENDS } from '../../gifts/listedSend';
import { paused } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import { giftToTester } from '../../gifts/giftToTester';
import { listSendsTo, wholeListing } from '../../transport/listing';
import { isSendingPaused } from '../../transport/reachdeskRequest';
import type { Budget } from './budget';
import type { Run } from './planRun';
import type { SafetySettings } from './safetySettings';

/**
 * Plans a run that sends nothing to employees: a dry run, or a run from the editor. It checks what
 * can be checked and reports what cannot. Returns the one gift to the test recipient, if there is
 * one.
 *
 * @throws ExplainedError or NodeApiError when the attempt log or the list is unreadable
 */
export async function planTestRun<G extends Gift>(
	run: Run<G>,
	since: number,
	now: number,
): Promise<DueGift<G>[]> {
	const { context, safety, results, memory, owners, times, budget } = run;
	const [first, ...others] = results.gifts;
	if (!first) return [];
	hintTestRun(run);
	await budget?.count();
	const listed = safety.duplicateProtection
		? await memory.listed(
				results.gifts,
				since,
				now,
				async () => await listSendsTo(context, results.gifts, since, now),
			)
		: wholeListing(NO_SENDS);
	const sources = { attempts: new Map<string, Attempt>(), listed: listed.list, since };
	const known: Known = {
		records:
			owners && times
				? await giftRecords(results.gifts, { ...sources, owners, times }, now)
				: new Map(),
		campaigns: listed.campaigns,
		isPaused: await isSendingPaused(context),
		budget,
	};
	const dry = safety.testRecipient === null ? results.gifts : others;
	for (const gift of dry) results.report(gift, dryRun(safety, gift, known));
	return safety.testRecipient === null
		? []
		: await planTestGift(run, first, safety.testRecipient, now);
}

/** The gift to the test recipient: one per execution, even if the node runs again. */
async function planTestGift<G extends Gift>(
	{ context, results, log }: Run<G>,
	gift: G,
	recipient: string,
	now: number,
): Promise<DueGift<G>[]> {
	const test = giftToTester(gift, recipient, executionIdOf(context) ?? String(now));
	results.replace(gift, test);
	const attempt = (await log?.attempts([test], now))?.get(test.key) ?? 'none';
	if (meaningOf(attempt).ifUnlisted === 'send') return [{ gift: test, attempt }];
	const decision = decide({ ...NO_RECORD, attempt }, 'human');
	if (!decision.send) results.report(test, decision.outcome);
	return [];
}

/** What a dry run knows from Reachdesk’s list. */
interface Known {
	records: ReadonlyMap<Gift, GiftRecord>;
	/** ids of the campaigns that have sent gifts */
	campaigns: ReadonlySet<number>;
	/** whether the credential pauses all sending */
	isPaused: boolean;
	/** null when no gift has a cap */
	budget: Budget | null;
}

function dryRun({ sendsNothing }: SafetySettings, gift: Gift, known: Known): Outcome {
	const why =
		sendsNothing === 'testRun'
			? 'because this run was started in the editor'
			: "because 'Dry Run' is on";
	return {
		outcome: 'dryRun',
		explanation: `Nothing was sent, ${why}. ${foresight(gift, known)}`,
		gift: { ...gift.request },
	};
}

/** What a real run would do, as far as can be known without sending. */
function foresight(gift: Gift, { records, campaigns, isPaused, budget }: Known): string {
	const { campaignId, timing } = gift;
	if (timing.whyNotDue !== null) return `A real run would not send it either. ${timing.whyNotDue}`;
	const decision = decide(records.get(gift) ?? NO_RECORD, 'human');
	if (!decision.send) {
		return `A real run would not send it either. ${decision.outcome.explanation}`;
	}
	if (isPaused) return `A real run would not send it now either. ${paused.explanation}`;
	const over = budget?.reserve(gift);
	if (over) return `A real run would not send it either. ${over.explanation}`;
	return campaigns.has(campaignId)
		? 'The sender was not checked: Reachdesk checks it only when a gift is sent'
		: 'Campaign and sender were not checked: Reachdesk checks them only when a gift is sent';
}

function hintTestRun({ context, safety }: Run<Gift>): void {
	if (safety.sendsNothing !== 'testRun') return;
	context.addExecutionHints({
		message:
			safety.testRecipient === null
				? "Nothing was sent: this is a test run. To see a real gift, add 'Test Recipient' under 'Safety' and enter your own address."
				: 'This is a test run: the gift of the first item goes to the test recipient. Nothing else is sent.',
		location: 'outputPane',
		type: 'info',
	});
}
