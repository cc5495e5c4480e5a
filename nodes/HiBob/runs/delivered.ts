import type { INodeExecutionData, IRun } from 'n8n-workflow';

/**
 * The outcomes after which a gift need not be offered again: Reachdesk has it, or the employee asked for
 * none, also while it was held.
 */
const DELIVERED: readonly unknown[] = ['sent', 'pendingReview', 'link', 'alreadySent', 'optedOut'];

/** The outcomes with which a person, or a cap that they have set, holds a gift back: it must not be lost. */
const HELD: readonly unknown[] = ['paused', 'held', 'overBudget'];

/** Says of which keys an execution tells that a person holds their gifts. */
export function heldLookUp(execution: IRun | undefined): (key: string) => boolean {
	const held = execution === undefined ? new Set() : keysWith(execution, HELD);
	return (key) => held.has(key);
}

/**
 * Of the items that a run of the trigger returned, the keys of those that need not be returned again.
 *
 * Rule: only what an item of the execution says is delivered (`key` and `outcome`) is. What a node has
 * let go may come through tomorrow, when an approval is there. An execution that waits has its items in
 * the hands of a person.
 *
 * @param execution - that the items started; undefined when n8n does not know what became of it
 * @param keys - of the returned items
 */
export function deliveredKeys<K extends string>(
	execution: IRun | undefined,
	keys: readonly K[],
): K[] {
	if (execution === undefined) return [];
	if (execution.status === 'waiting') return [...keys];
	const delivered = keysWith(execution, DELIVERED);
	return keys.filter((key) => delivered.has(key));
}

/** The keys of which any node of an execution tells one of these outcomes. */
function keysWith(execution: IRun, outcomes: readonly unknown[]): ReadonlySet<unknown> {
	const keys = new Set<unknown>();
	for (const { json } of itemsOf(execution))
		if (outcomes.includes(json.outcome)) keys.add(json.key);
	return keys;
}

/** All items that the nodes of an execution returned. */
function* itemsOf({ data }: IRun): Generator<INodeExecutionData> {
	for (const runs of Object.values(data.resultData.runData)) {
		for (const run of runs) {
			for (const items of run.data?.main ?? []) yield* items ?? [];
		}
	}
}
