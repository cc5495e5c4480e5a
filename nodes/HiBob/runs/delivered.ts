import type { INodeExecutionData, IRun } from 'n8n-workflow';

/** The outcomes of Reachdesk: Send Gift after which a gift need not be offered again. */
const DELIVERED: readonly unknown[] = ['sent', 'pendingReview', 'link', 'alreadySent'];

/**
 * Of the items that a run of the trigger returned, the keys of those that need not be returned again.
 *
 * Rule: a key is delivered when an item of the execution says so (`key` and `outcome`). Of a key that
 * no item speaks of, as when a Filter has let it go, it depends on the execution: one that failed, or in
 * which a gift failed, may not have come to it. One that waits for a person has its items in hand.
 *
 * @param execution - that the items started; undefined when n8n does not know what became of it
 * @param keys - of the returned items
 * @param senders - names of the nodes behind the trigger that may send gifts
 */
export function deliveredKeys<K extends string>(
	execution: IRun | undefined,
	keys: readonly K[],
	senders: ReadonlySet<string>,
): K[] {
	if (execution === undefined) return [];
	const outcomes = new Map<unknown, unknown>();
	let isClean = execution.status === 'success' || execution.status === 'waiting';
	for (const [node, item] of itemsOf(execution)) {
		const { key, outcome, error } = item.json;
		if (outcome !== undefined) outcomes.set(key, outcome);
		else if (error !== undefined && senders.has(node)) isClean = false;
	}
	return keys.filter((key) =>
		outcomes.has(key) ? DELIVERED.includes(outcomes.get(key)) : isClean,
	);
}

/** All items that the nodes of an execution returned, with the name of the node. */
function* itemsOf({ data }: IRun): Generator<[string, INodeExecutionData]> {
	for (const [node, runs] of Object.entries(data.resultData.runData)) {
		for (const run of runs) {
			for (const items of run.data?.main ?? []) {
				for (const item of items ?? []) yield [node, item];
			}
		}
	}
}
