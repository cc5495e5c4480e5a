import { setTimeout as sleep } from 'node:timers/promises';
import { parsed } from './json.mts';
import type { Json } from './json.mts';
import { checkRead } from './readOnly.mts';
import type { Question, Service } from './readOnly.mts';

/** Where a service is, and how its requests are signed. */
export interface Account {
	service: Service;
	/** base of the API, without a slash at its end */
	url: string;
	/** the value of the Authorization header */
	authorization: string;
}

/** What a service answered. */
export interface Answer {
	status: number;
	/** by lower-case name */
	headers: Readonly<Record<string, string>>;
	/** a text when it was no JSON */
	body: Json;
	isJson: boolean;
}

const LONGEST_ANSWER = 120_000;
const MOST_TRIES = 3;
/** HiBob counts requests by the minute (apidocs.hibob.com/docs/rate-limit). */
const WINDOW = 60_000;
/** 25 requests a minute: half of what HiBob documents for a search; what Reachdesk allows is not known. */
const PAUSE = 2_400;

export interface Pace {
	/** between two requests, in ms */
	pause: number;
	wait: (ms: number) => Promise<unknown>;
}

export const POLITE: Pace = { pause: PAUSE, wait: sleep };

const isLoopback = (hostname: string): boolean =>
	hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';

/**
 * A base URL that a token may go to: https, or this machine, and nothing in it but host and path.
 *
 * @throws Error that says what is wrong, without the URL, which may hold a secret
 */
export function baseUrl(text: string): string {
	if (!URL.canParse(text.trim())) throw new Error('The base URL is no URL');
	const url = new URL(text.trim());
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		throw new Error('The base URL must begin with https://');
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new Error('The base URL may hold a host and a path alone');
	}
	return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/**
 * Asks one question, at the pace that the service asks for: after a 429 it waits as long as the answer
 * says, a minute when it says nothing, at most three times. Redirects are not followed, because they
 * would take the token along.
 *
 * @throws Error for what is no read, and when no answer came
 */
export async function ask(account: Account, question: Question, pace: Pace): Promise<Answer> {
	checkRead(question);
	for (let tries = 1; ; tries++) {
		await pace.wait(pace.pause);
		const answer = await once(account, question);
		if (answer.status !== 429 || tries === MOST_TRIES) return answer;
		await pace.wait(untilRetry(answer, Date.now()));
	}
}

async function once(account: Account, { method, path, body }: Question): Promise<Answer> {
	const response = await fetch(`${account.url}${path}`, {
		method,
		headers: {
			authorization: account.authorization,
			accept: 'application/json',
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		redirect: 'manual',
		signal: AbortSignal.timeout(LONGEST_ANSWER),
	});
	const text = await response.text();
	const json = jsonIn(text);
	return {
		status: response.status,
		headers: Object.fromEntries(response.headers),
		body: json ?? text,
		isJson: json !== undefined,
	};
}

function jsonIn(text: string): Json | undefined {
	try {
		return parsed(text);
	} catch {
		return undefined;
	}
}

/** How long a 429 asks to wait, in ms, at most five minutes. */
export function untilRetry({ headers }: Pick<Answer, 'headers'>, now: number): number {
	const seconds = Number(headers['retry-after'] ?? NaN);
	const reset = Number(headers['x-ratelimit-reset'] ?? NaN) * 1000 - now;
	const wait = seconds > 0 ? seconds * 1000 : reset > 0 ? reset : WINDOW;
	return Math.min(wait, 5 * WINDOW) + 500;
}
