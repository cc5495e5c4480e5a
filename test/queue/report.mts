import type { HeldGift, Tally } from './ledger.mts';
import type { QueueRun } from './queueRun.mts';

/** The figures of a run and, below them, everything that needs a look, each in a sentence. */
export function reportOf(run: QueueRun): string {
	const { tally, pairs, failures, failedPolls, neverHappened, violations } = run;
	const onTwo = pairs.filter(({ onTwoWorkers }) => onTwoWorkers).length;
	return [
		figures(tally),
		`retried twice at once ${String(pairs.length)} times, ${String(onTwo)} of them on two workers`,
		`days late: ${lateness(tally)}`,
		...section('Duplicates', tally.duplicates),
		...section('Lost', tally.lost),
		...section('Wrong recipients', tally.wrong),
		...section('Against a contract', violations),
		...section('Breakdowns that never happened', neverHappened),
		...section('Executions that failed', failures),
		...section('Polls that failed', failedPolls),
		...section('Left before the gift could be made', tally.leftMeanwhile),
		...section('Held in the end, for a human', tally.heldInTheEnd.map(sentence)),
		...section('Not made at some try, and why', reasons(tally.held)),
	].join('\n');
}

const figures = (tally: Tally): string =>
	figuresOf(tally)
		.map(([name, count]) => `${name} ${String(count)}`)
		.join(', ');

/** What counts, by name. */
export const figuresOf = (tally: Tally): [string, number][] => [
	['due', tally.due],
	['sent', tally.sent],
	['duplicates', tally.duplicates.length],
	['lost', tally.lost.length],
	['wrong recipients', tally.wrong.length],
	['left meanwhile', tally.leftMeanwhile.length],
	['held', tally.heldInTheEnd.length],
	['without a reason', tally.heldWithoutReason.length],
];

/** Number of gifts by days between due day and send. */
export const lateness = ({ lateness: counts }: Tally): string =>
	[...counts]
		.sort(([one], [other]) => one - other)
		.map(([days, count]) => `${String(days)} (${String(count)} gifts)`)
		.join(', ');

const sentence = ({ key, outcome, explanation, executionId }: HeldGift): string =>
	`${key ?? 'A gift'}, ${outcome} in execution ${executionId}: ${explanation}`;

/** How often each reason was given, with the first gift as an example where one was named. */
export function reasons(held: readonly HeldGift[]): string[] {
	const byReason = new Map<string, HeldGift[]>();
	for (const one of held) {
		const reason = `${one.outcome}: ${withoutNames(one.explanation)}`;
		byReason.set(reason, [...(byReason.get(reason) ?? []), one]);
	}
	return [...byReason].map(([reason, gifts]) => {
		const example = gifts.find(({ key }) => key !== null)?.key;
		return `${String(gifts.length)} times${example ? `, such as ${example}` : ''}: ${reason}`;
	});
}

/** The same words for everybody: ids and days differ. */
const withoutNames = (explanation: string): string =>
	explanation.replace(/\d{15,}/g, '(id)').replace(/\d{4}-\d\d-\d\d/g, '(day)');

const section = (title: string, lines: readonly string[]): string[] =>
	lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
