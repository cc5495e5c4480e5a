import { NodeApiError } from 'n8n-workflow';
import type { IDataObject, INode } from 'n8n-workflow';
import { ExplainedError } from '../../shared/explainedError';
import { NoAnswer } from '../../shared/httpAnswer';
import type { HttpAnswer } from '../../shared/httpAnswer';
import { stringOf } from '../../shared/parameterValue';
import { personalTexts } from '../gifts/gift';
import type { Gift } from '../gifts/gift';
import { listedSend } from '../gifts/listedSend';
import type { ListedSend } from '../gifts/listedSend';
import { explainNoAnswer, explainUnread } from '../gifts/refusal';
import { triggerAnswer } from '../gifts/triggerAnswer';
import type { TriggerAnswer } from '../gifts/triggerAnswer';
import { CREDENTIAL, reachdeskRequest } from './reachdeskRequest';
import type { ReachdeskContext } from './reachdeskRequest';
import { readPage } from './sendsPage';

const DAY = 86_400_000;
const PER_PAGE = 100;
const MOST_PAGES = 5_000;
const TRIES = 2;

/** Sends one gift: POST /campaigns/{id}/trigger, once (operation trigger-campaign). */
export async function triggerCampaign(
	context: ReachdeskContext,
	{ campaignId, request }: Gift,
): Promise<TriggerAnswer> {
	const path = `/campaigns/${String(campaignId)}/trigger`;
	const body: IDataObject = { ...request, recipient: { ...request.recipient } };
	const answer = await reachdeskRequest(context, { method: 'POST', path, body });
	const { apiToken } = await context.getCredentials(CREDENTIAL);
	return triggerAnswer(answer, [...personalTexts(request), stringOf(apiToken)]);
}

/**
 * All sends since an instant, newest first (operation list-sends).
 *
 * @param since - milliseconds since 1970
 * @throws ExplainedError or NodeApiError when the list cannot be had whole: a gap could hide a send
 */
export async function listSends(
	context: ReachdeskContext,
	since: number,
	now: number,
): Promise<ListedSend[]> {
	// The dates are of an unknown time zone and the end is exclusive, hence a day or two around.
	const dates = { start_date: dayOf(since - DAY), end_date: dayOf(now + 2 * DAY) };
	for (let tries = TRIES; tries > 0; tries--) {
		const { sends, isWhole } = await everyPage(context, dates);
		if (isWhole) return sends;
	}
	throw new ExplainedError(
		'Reachdesk’s list of sends has gaps',
		'Nothing was sent, because a gift might have been made already. Try again in a few minutes',
	);
}

/**
 * Every page of the list. An empty page ends it, also where more pages are said to follow, so that a
 * wrong count does not keep us asking; then the list has a gap.
 */
async function everyPage(
	context: ReachdeskContext,
	dates: { start_date: string; end_date: string },
): Promise<{ sends: ListedSend[]; isWhole: boolean }> {
	const rows = new Map<string, unknown>();
	let expected = 0;
	let isWhole = true;
	for (let page = 1; page <= MOST_PAGES; page++) {
		const qs = { ...dates, page, per_page: PER_PAGE };
		const answer = await reachdeskRequest(context, { method: 'GET', path: '/sends', qs });
		const { sends, totalPages, totalRecords } = readPage(bodyOf(context.getNode(), answer));
		const known = rows.size;
		for (const { id, row } of sends) rows.set(id, row);
		expected = Math.max(expected, totalRecords ?? 0);
		if (totalPages === page) break;
		if (rows.size > known) continue;
		isWhole = totalPages === null || totalPages < page;
		break;
	}
	const sends = [...rows.values()].flatMap((row) => listedSend(row) ?? []);
	return { sends, isWhole: isWhole && rows.size >= expected };
}

function bodyOf(node: INode, answer: HttpAnswer | NoAnswer): unknown {
	if (!(answer instanceof NoAnswer) && answer.status >= 200 && answer.status < 300)
		return answer.body;
	const { message, remedy, status } =
		answer instanceof NoAnswer ? explainNoAnswer(answer) : explainUnread(answer);
	throw new NodeApiError(
		node,
		{ message },
		{
			message: `The list of sends could not be read: ${message}`,
			description: `${remedy}. Nothing was sent`,
			...(status === null ? {} : { httpCode: String(status) }),
		},
	);
}

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
