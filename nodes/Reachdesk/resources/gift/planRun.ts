import type { IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import type { AttemptLog } from '../../attempts/attemptLog';
import { meaningOf } from '../../gifts/attempt';
import type { Attempt, DueGift } from '../../gifts/attempt';
import type { Gift } from '../../gifts/gift';
import type { Outcome } from '../../gifts/outcome';
import { planSteps } from '../../gifts/plan';
import { listSends } from '../../transport/sends';
import type { GiftResults } from './results';
import type { SafetySettings } from './safetySettings';

const DAY = 86_400_000;

/** What the steps of one run share. */
export interface Run<G extends Gift> {
	context: IExecuteFunctions;
	safety: SafetySettings;
	results: GiftResults<G>;
	/** null without duplicate protection */
	log: AttemptLog | null;
}

/**
 * Plans a run before its first POST. Reports the gifts that are not sent, and returns those that are.
 *
 * @throws ExplainedError or NodeApiError when nothing may be sent: too many gifts, or an attempt log
 * or a list that cannot be read
 */
export async function planRun<G extends Gift>({
	context,
	safety,
	results,
	log,
}: Run<G>): Promise<DueGift<G>[]> {
	const { gifts } = results;
	if (safety.sendsNothing) {
		hintTestRun(context, safety);
		for (const gift of gifts) results.report(gift, dryRun(safety, gift));
		return [];
	}
	const now = Date.now();
	const since = now - safety.lookBackDays * DAY;
	const attempts = log ? await log.attempts(gifts, now) : new Map<string, Attempt>();
	const isListNeeded = [...attempts.values()].some(
		(attempt) => meaningOf(attempt).ifUnlisted !== 'done',
	);
	const listed = isListNeeded ? await listSends(context, since, now) : [];
	const steps = planSteps(gifts, attempts, listed, { since, unclear: safety.unclearGifts });
	const due = steps.filter((step) => step.act === 'send');
	checkMaximum(due.length, safety);
	const reported = steps.filter((step) => step.act === 'report');
	const confirmed = reported.filter(
		({ attempt, outcome }) => attempt !== 'none' && outcome.knownBy === 'reachdesk',
	);
	await log?.confirmEarlier(confirmed.map(({ gift }) => gift));
	for (const { gift, outcome } of reported) results.report(gift, outcome);
	return due;
}

function checkMaximum(count: number, { maximumGifts }: SafetySettings): void {
	if (count <= maximumGifts) return;
	throw new ExplainedError(
		`${String(count)} gifts are to be sent, more than the ${String(maximumGifts)} allowed in one run`,
		'Nothing was sent. If so many are right, raise "Maximum Gifts per Run" under Safety; if not, look at the incoming items',
	);
}

const dryRun = ({ sendsNothing }: SafetySettings, { request }: Gift): Outcome => ({
	outcome: 'dryRun',
	explanation:
		sendsNothing === 'testRun'
			? 'Nothing was sent, because this is a run from the editor'
			: 'Nothing was sent, because "Dry Run" is on',
	gift: { ...request },
});

function hintTestRun(context: IExecuteFunctions, { sendsNothing }: SafetySettings): void {
	if (sendsNothing !== 'testRun') return;
	context.addExecutionHints({
		message:
			'Nothing was sent: this is a test run. To send from the editor, turn on "Send in Test Runs" under Safety.',
		location: 'outputPane',
		type: 'info',
	});
}
