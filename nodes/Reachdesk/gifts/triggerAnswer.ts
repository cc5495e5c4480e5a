import { neverConnected, NoAnswer } from '../../shared/httpAnswer';
import type { HttpAnswer } from '../../shared/httpAnswer';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { explainNoAnswer, explainRefusal } from './refusal';
import type { Refusal } from './refusal';

/**
 * The result of a POST that creates gifts. `refused` proves that no gift was created; `unknown`
 * proves nothing.
 */
export type GivenAnswer<T> =
	| { kind: 'accepted'; accepted: T }
	| { kind: 'refused'; refusal: Refusal }
	| { kind: 'unknown'; why: string };

/** Statuses after which nothing was created. All others, including 429 and 5xx, leave it open. */
const REFUSALS = [400, 401, 403, 404, 422];

/** Whether it is certain that Reachdesk created nothing from a POST. */
export const isProvenNotMade = (answer: HttpAnswer | NoAnswer): boolean =>
	answer instanceof NoAnswer ? neverConnected(answer) : REFUSALS.includes(answer.status);

/**
 * Judges the answer of POST /campaigns/{id}/trigger: a gift as Reachdesk created it.
 *
 * @param withheld - texts to remove from Reachdesk’s own message
 */
export const triggerAnswer = (
	answer: HttpAnswer | NoAnswer,
	withheld: readonly string[] = [],
): GivenAnswer<JsonObject> => givenAnswer(answer, createdGift, withheld);

/**
 * Judges the answer of POST /bulk_sends: an id; the gifts are created in the background.
 *
 * @param withheld - texts to remove from Reachdesk’s own message
 */
export const bulkAnswer = (
	answer: HttpAnswer | NoAnswer,
	withheld: readonly string[] = [],
): GivenAnswer<string> => givenAnswer(answer, bulkId, withheld);

function givenAnswer<T>(
	answer: HttpAnswer | NoAnswer,
	acceptedIn: (body: unknown) => T | null,
	withheld: readonly string[],
): GivenAnswer<T> {
	if (isProvenNotMade(answer)) {
		const refusal =
			answer instanceof NoAnswer ? explainNoAnswer(answer) : explainRefusal(answer, withheld);
		return { kind: 'refused', refusal };
	}
	if (answer instanceof NoAnswer) return { kind: 'unknown', why: 'Reachdesk did not answer' };
	const { status, body } = answer;
	if (status < 200 || status > 299) {
		return { kind: 'unknown', why: `Reachdesk answered with status ${String(status)}` };
	}
	const accepted = acceptedIn(body);
	return accepted === null
		? { kind: 'unknown', why: 'Reachdesk’s answer could not be read' }
		: { kind: 'accepted', accepted };
}

/** A body that proves a gift and has its status; without one, Reachdesk’s list has to. */
const createdGift = (body: unknown): JsonObject | null =>
	isObject(body) && isId(body.id) && typeof body.status === 'string' && body.status !== ''
		? body
		: null;

const bulkId = (body: unknown): string | null =>
	isObject(body) && isId(body.id) ? String(body.id) : null;

const isId = (id: unknown): boolean =>
	typeof id === 'number'
		? Number.isSafeInteger(id) && id > 0
		: typeof id === 'string' && /^\S+$/.test(id);
