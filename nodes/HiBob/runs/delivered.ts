import type { INodeExecutionData, IRun } from 'n8n-workflow';

/**
 * The outcomes after which a gift need not be offered again: Reachdesk has it, or the employee wants no gifts,
 * also while it was held.
 */
const DELIVERED: readonly unknown[] = ['sent', 'pendingReview', 'link', 'alreadySent', 'optedOut'];

/** The outcomes of a gift that a person, or a limit that they have set, holds: it must not be lost. */
const HELD: readonly unknown[] = ['paused', 'held', 'overBudget'];

/** A look-up of the keys whose gifts a person holds, according to an execution. */
export function heldLookUp(execution: IRun | undefined): (key: string) => boolean {
	const held = execution === undefined ? new Set() : keysWith(execution, HELD);
	return (key) => held.has(key);
}

/**
 * The keys of items of a run of the trigger that need not be returned again.
 *
 * Rule: only items that the execution reports as delivered (`key` and `outcome`) are. An item that a node
 * dropped may pass tomorrow, when it is approved. The items of a waiting execution are in the hands of a
 * person.
 *
 * @param execution - that the items started; undefined when n8n does not know how it ended
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

/** The keys for which any node of an execution reports one of these outcomes. */
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
