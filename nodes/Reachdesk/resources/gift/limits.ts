import { ExplainedError } from '../../../shared/explainedError';
import type { DueGift } from '../../gifts/attempt';
import type { Gift } from '../../gifts/gift';
import type { Run } from './planRun';

const ANY_DAY = 'any day';

/**
 * The gifts that stay within the maximum per run. Of a due day with more, none is sent.
 *
 * Rule: new gifts are counted per due day and over the whole execution. So the normal days that an
 * outage has left behind go out together, and a runaway is stopped before its first gift.
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
		lastOffer === null ? '' : `. If nothing changes, they are lost after ${lastOffer}`;
	return new ExplainedError(
		`${String(count)} gifts${which} are to be sent, more than the ${String(most)} allowed`,
		`None of them was sent. If so many are right, raise "Maximum Gifts per Run" under Safety and run again; if not, look at the incoming items${deadline}`,
	);
}

/** The gifts for which an agent’s day has places left. */
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
		`AI agents have created ${String(most)} gifts with this node today, which is as many as they may`,
		'This gift was not created. Try again tomorrow (UTC), or let a person raise "Gifts per Day for AI Agents" under Safety',
	);
