import { neverConnected, NoAnswer } from '../../shared/httpAnswer';
import type { HttpAnswer } from '../../shared/httpAnswer';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { explainNoAnswer, explainRefusal } from './refusal';
import type { Refusal } from './refusal';

/**
 * What a POST to trigger a campaign came to. `refused` proves that no gift was made; `unknown`
 * proves nothing.
 */
export type TriggerAnswer =
	| { kind: 'accepted'; gift: JsonObject }
	| { kind: 'refused'; refusal: Refusal }
	| { kind: 'unknown'; why: string };

/** Statuses after which nothing was created. All others, 429 and 5xx too, leave it open. */
const REFUSALS = [400, 401, 403, 404, 422];

/**
 * Judges the answer of POST /campaigns/{id}/trigger.
 *
 * @param withheld - texts that are taken out of Reachdesk’s own words
 */
export function triggerAnswer(
	answer: HttpAnswer | NoAnswer,
	withheld: readonly string[] = [],
): TriggerAnswer {
	if (answer instanceof NoAnswer) {
		return neverConnected(answer)
			? { kind: 'refused', refusal: explainNoAnswer(answer) }
			: { kind: 'unknown', why: 'Reachdesk did not answer' };
	}
	const { status, body } = answer;
	if (REFUSALS.includes(status)) {
		return { kind: 'refused', refusal: explainRefusal(answer, withheld) };
	}
	if (status < 200 || status > 299) {
		return { kind: 'unknown', why: `Reachdesk answered with status ${String(status)}` };
	}
	return isCreatedGift(body)
		? { kind: 'accepted', gift: body }
		: { kind: 'unknown', why: 'Reachdesk’s answer could not be read' };
}

/** Whether an answer proves a gift, and says what became of it; otherwise Reachdesk’s list has to. */
const isCreatedGift = (body: unknown): body is JsonObject =>
	isObject(body) && isSendId(body.id) && typeof body.status === 'string' && body.status !== '';

const isSendId = (id: unknown): boolean =>
	typeof id === 'number'
		? Number.isSafeInteger(id) && id > 0
		: typeof id === 'string' && /^\S+$/.test(id);
