import { ExplainedError } from '../../../shared/explainedError';
import type { DueGift } from '../../gifts/attempt';
import type { Gift } from '../../gifts/gift';
import type { Run } from './planRun';

const ANY_DAY = 'any day';

/**
 * The gifts that stay within the maximum per run. If a due day has more, none of that day is sent.
 *
 * Rule: new gifts are counted per due day and over the whole execution. So the days after an outage
 * can be caught up together, and a runaway workflow is stopped before its first gift.
 */
export function withinMaximum<G extends Gift>(
	{ safety, results, memory }: Run<G>,
	due: readonly DueGift<G>[],
): DueGift<G>[] {
	const allowed: DueGift<G>[] = [];
	for (const [day, claims] of byDueDay(due)) {
		const ids = claims.map(({ gift }) => gift.request.request_id);
		const all = new Set([...memory.newGifts(day), ...ids]);
		if (all.size <= safety.maximumGifts) {
			memory.noteNewGifts(day, [...all]);
			allowed.push(...claims);
			continue;
		}
		const error = tooMany(all.size, safety.maximumGifts, claims);
		for (const { gift } of claims) results.fail(gift, error);
	}
	return allowed;
}

function byDueDay<G extends Gift>(due: readonly DueGift<G>[]): Map<string, DueGift<G>[]> {
	const days = new Map<string, DueGift<G>[]>();
	for (const claim of due) {
		const day = claim.gift.timing.dueDate ?? ANY_DAY;
		const others = days.get(day);
		if (others) others.push(claim);
		else days.set(day, [claim]);
	}
	return days;
}

function tooMany(count: number, most: number, [first]: readonly DueGift<Gift>[]): ExplainedError {
	const { dueDate = null, lastOffer = null } = first?.gift.timing ?? {};
	const which = dueDate === null ? '' : ` due on ${dueDate}`;
	const deadline =
		lastOffer === null ? '' : `. Otherwise they are no longer caught up after ${lastOffer}`;
	return new ExplainedError(
		`There are ${String(count)} gifts${which}, more than the ${String(most)} allowed`,
		`None of them was sent. If the number is right, raise 'Maximum Gifts per Run' under 'Safety' and run again. If not, check the incoming items${deadline}`,
	);
}

/** The gifts that still fit into the daily limit for agents. */
export async function withinAgentQuota<G extends Gift>(
	{ safety, results, quota }: Run<G>,
	due: readonly DueGift<G>[],
	now: number,
): Promise<DueGift<G>[]> {
	if (quota === null) return [...due];
	const allowed: DueGift<G>[] = [];
	for (const claim of due) {
		if (await quota.take(claim.gift, now)) allowed.push(claim);
		else results.fail(claim.gift, noPlaceLeft(safety.agentGiftsPerDay ?? 0));
	}
	return allowed;
}

const noPlaceLeft = (most: number) =>
	new ExplainedError(
		`AI agents have created ${String(most)} gifts with this node today, which is the daily limit`,
		"This gift was not created. Try again tomorrow (UTC), or have a person raise 'Gifts per Day for AI Agents' under 'Safety'",
	);
