import type { INodeExecutionData, IRun } from 'n8n-workflow';

/** The outcomes of Reachdesk: Send Gift after which a gift need not be offered again. */
const DELIVERED: readonly unknown[] = ['sent', 'pendingReview', 'link', 'alreadySent'];

/** The outcomes with which a person holds a gift back, so that it must not be lost. */
const HELD: readonly unknown[] = ['paused', 'held'];

/** Says of which keys an execution tells that a person holds their gifts. */
export function heldLookUp(execution: IRun | undefined): (key: string) => boolean {
	const held = new Set<unknown>();
	if (execution !== undefined) {
		for (const { json } of itemsOf(execution)) if (HELD.includes(json.outcome)) held.add(json.key);
	}
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
	const delivered = new Set<unknown>();
	for (const { json } of itemsOf(execution)) {
		if (DELIVERED.includes(json.outcome)) delivered.add(json.key);
	}
	return keys.filter((key) => delivered.has(key));
}

/** All items that the nodes of an execution returned. */
function* itemsOf({ data }: IRun): Generator<INodeExecutionData> {
	for (const runs of Object.values(data.resultData.runData)) {
		for (const run of runs) {
			for (const items of run.data?.main ?? []) yield* items ?? [];
		}
	}
}
