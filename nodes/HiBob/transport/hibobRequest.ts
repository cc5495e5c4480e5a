import type { IHttpRequestOptions } from 'n8n-workflow';
import { baseUrlIn } from '../../shared/baseUrl';
import type { UrlField } from '../../shared/baseUrl';
import { isUrlExpression } from '../../shared/credentialFields';
import { ExplainedError } from '../../shared/explainedError';
import { httpAnswer, isJson, noAnswer, NoAnswer, REQUEST_DEFAULTS } from '../../shared/httpAnswer';
import type { HttpAnswer } from '../../shared/httpAnswer';
import { apiError } from '../../shared/nodeErrors';
import { ofOwnNode } from '../../shared/ownService';
import { shown } from '../../shared/parameterValue';
import type { HiBobContext } from './hibobContext';
import { explainNoAnswer, explainStatus } from './hibobErrors';
import { withinRateLimit } from './rateLimit';

export const CREDENTIAL = 'hiBobServiceUserApi';

declare const personPathBrand: unique symbol;

/** The path of one employee; {@link personPath} makes it. */
export type PersonPath = `/people/${string}` & { readonly [personPathBrand]: true };

/** All requests that are sent to HiBob. Each of them reads, including the three with POST. */
export type HiBobRead =
	| {
			method: 'GET';
			path:
				| '/company/people/fields'
				| `/company/named-lists/${string}`
				| `/company/named-lists?${string}`
				| `/timeoff/whosout?${string}`;
	  }
	| { method: 'POST'; path: '/people/search'; body: PeopleSearch }
	| { method: 'POST'; path: PersonPath; body: PersonRead }
	| { method: 'POST'; path: '/timeoff/calendars/events/search'; body: CalendarEventSearch };

/** apidocs.hibob.com/reference/post_people-identifier */
type PersonRead = Pick<PeopleSearch, 'fields' | 'humanReadable'>;

/** apidocs.hibob.com/reference/post_people-search */
interface PeopleSearch {
	/** field ids in dot form, at most 400 */
	fields: string[];
	/** true: also people who have not started, are on leave or have left */
	showInactive: boolean;
	/** APPEND adds labels to the machine values */
	humanReadable?: 'APPEND';
	/** at most one; HiBob refuses an empty list */
	filters?: [{ fieldPath: 'root.id'; operator: 'equals'; values: string[] }];
}

/** apidocs.hibob.com/reference/post_timeoff-calendars-events-search */
export interface CalendarEventSearch {
	/** with a from/to pair on the start date, of at most 366 days with both ends */
	filters: CalendarEventFilter[];
	/** of the page to read; the first without it */
	cursor?: string;
}

interface CalendarEventFilter {
	fieldId: `/calendarEvent/${string}`;
	operator: 'from' | 'to' | 'equals';
	/** dates as `yyyy-MM-dd`, and ids as texts */
	values: string[];
}

const isPersonPath = (path: string): path is PersonPath =>
	/^\/people\/(\d+|[^/]+%40[^/]+)$/.test(path);

const READ_WITH_POST: ReadonlySet<string> = new Set<HiBobRead['path']>([
	'/people/search',
	'/timeoff/calendars/events/search',
]);

/** Whether a request only reads. HiBob has POST requests that do ({@link HiBobRead}). */
export const isHiBobRead = (method: string, path: string): boolean =>
	method === 'GET' || (method === 'POST' && (READ_WITH_POST.has(path) || isPersonPath(path)));

/** The path that reads one employee; null if the identifier is neither an id nor an email address. */
export function personPath(identifier: string): PersonPath | null {
	const path = `/people/${encodeURIComponent(identifier)}`;
	return isPersonPath(path) ? path : null;
}

const LONGEST_ANSWER = 120_000;
// The rest of a poll's time: to read the response, and for n8n to save the state.
const POLL_RESERVE = 4_000;

// a map, because an object has properties such as "constructor"
const BASE_URLS: ReadonlyMap<unknown, string> = new Map([
	['production', 'https://api.hibob.com/v1'],
	['sandbox', 'https://api.sandbox.hibob.com/v1'],
]);

const CUSTOM_URL: UrlField = {
	service: 'HiBob',
	label: 'Custom URL',
	whenEmpty: "Fill it in, or set 'Environment' there to Production or Sandbox",
	example: 'https://proxy.example.com/hibob/v1',
};

/**
 * The base URL of a HiBob credential’s environment, as `baseUrlIn` cleans it.
 *
 * @throws ExplainedError when the environment is not one of the panel’s, or its URL is missing or not one
 * that a token may be sent to: it must not go to a guessed address
 */
export function baseUrlOf(credential: Readonly<Record<string, unknown>>): string {
	const { environment, customUrl } = credential;
	const known = BASE_URLS.get(environment);
	if (known !== undefined) return known;
	if (environment !== 'custom') {
		throw new ExplainedError(
			`'Environment' in the HiBob credential is "${shown(environment)}"`,
			'No request was sent. Choose Production, Sandbox or Custom URL there',
		);
	}
	return baseUrlIn(customUrl, CUSTOM_URL, isUrlExpression(credential));
}

/**
 * Sends a request to HiBob and returns the JSON of the response.
 *
 * @throws ExplainedError when the credential has no valid URL
 * @throws NodeApiError when there is no response, the status is not 2xx, or the body is not JSON (for a wrong
 * path, HiBob returns status 200 and a login page)
 */
export async function hibobRequest(context: HiBobContext, read: HiBobRead): Promise<unknown> {
	const baseUrl = baseUrlOf(await context.getCredentials(CREDENTIAL));
	const ask = () =>
		send(context, {
			...REQUEST_DEFAULTS,
			method: read.method,
			url: `${baseUrl}${read.path}`,
			timeout: longestAnswer(context),
			// HiBob refuses a GET with a content type, so only a request with a body has one
			...('body' in read ? { body: { ...read.body } } : {}),
		});
	const answer = await withinRateLimit(context, ask);
	if (answer instanceof NoAnswer)
		throw apiError(context.getNode(), { ...explainNoAnswer(answer), status: null });
	const refusal = explainStatus(answer);
	if (refusal) throw apiError(context.getNode(), { ...refusal, status: answer.status });
	if (!isJson(answer)) {
		throw apiError(context.getNode(), {
			message: 'HiBob returned a web page instead of data',
			remedy:
				'Check the environment and the URL in the credential. If they are correct, HiBob may be under maintenance',
			status: null,
		});
	}
	return answer.body;
}

// By when a poll with a time limit needs its last response.
const deadlines = new WeakMap<HiBobContext, number>();

/**
 * How long to wait for a response, in ms. A poll has a time limit since n8n 2.37, and a short one under
 * its durable scheduler, which creates a new context for each poll: its responses share that time.
 */
function longestAnswer(context: HiBobContext): number {
	const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : Infinity;
	if (budget > LONGEST_ANSWER) return LONGEST_ANSWER;
	const deadline = deadlines.get(context) ?? Date.now() + budget - POLL_RESERVE;
	deadlines.set(context, deadline);
	return Math.max(1, deadline - Date.now());
}

async function send(
	context: HiBobContext,
	request: IHttpRequestOptions,
): Promise<HttpAnswer | NoAnswer> {
	try {
		return httpAnswer(
			await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL,
				ofOwnNode(request),
			),
		);
	} catch (error) {
		return noAnswer(error);
	}
}
