import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import axios, { isAxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import { isRecord, maybeTextAt } from './answers.mts';
import { sentenceOf } from '../setup/sentence.mts';
import { PATIENCE } from './patience.cjs';
import { isSince } from './version.mts';

export interface Owner {
	email: string;
	password: string;
}

/** codes of a time that is over */
const LATE = new Set(['ECONNABORTED', 'ETIMEDOUT']);
// on an idle machine
const ANSWER_TIMEOUT_MS = 60_000;
/**
 * What a busy n8n answers to everything while its own look at its database is overdue, before it does
 * anything (abstract-server.js). So it may be asked again, whatever it was asked.
 */
const NOT_READY = 'Database is not ready!';
const NOT_READY_PAUSE_MS = 500;

type Request = [
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
	path: string,
	body?: object,
	params?: Record<string, string>,
];

/** n8n could not be asked, or did not answer. The error of the HTTP client is not kept: it holds the session. */
export class NoAnswer extends Error {
	/** whether n8n was only too busy to answer in time */
	readonly isLate: boolean;

	constructor(error: unknown) {
		super(sentenceOf(error));
		this.isLate = isAxiosError(error) && LATE.has(error.code ?? '');
	}
}

/** n8n answered that it will not do it. */
class Refused extends Error {
	readonly status: number;

	constructor(status: number, request: string, reason: string) {
		super(`n8n answered ${request} with ${String(status)}: ${reason}`);
		this.status = status;
	}
}

/** The owner of an n8n, signed in to the REST interface that its editor uses. */
export class Session {
	/** without a slash at the end */
	readonly url: string;
	readonly owner: Owner;
	private readonly client: AxiosInstance;
	// n8n ties a session to the browser that signed in
	private readonly browserId = randomBytes(16).toString('hex');
	private cookie = '';
	/** settled when nothing is being asked any more */
	private before: Promise<unknown> = Promise.resolve();

	constructor(url: string, owner: Owner) {
		this.url = url;
		this.owner = owner;
		this.client = axios.create({
			baseURL: url,
			proxy: false,
			// an n8n with a fast clock closes idle connections at once, perhaps when one is used again
			httpAgent: new Agent({ keepAlive: false }),
			timeout: PATIENCE * ANSWER_TIMEOUT_MS,
			validateStatus: () => true,
		});
	}

	/** Signs in, and makes the owner account first where there is none. */
	async signIn(): Promise<void> {
		const { email, password } = this.owner;
		const logIn = async () =>
			await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
		try {
			await logIn();
		} catch (error) {
			if (!(error instanceof Refused) || error.status !== 401) throw error;
			await this.call('POST', '/rest/owner/setup', {
				...this.owner,
				firstName: 'Sandbox',
				lastName: 'Owner',
			});
			await logIn();
		}
	}

	/** @returns what n8n answered, without the `data` that it wraps around most answers */
	protected async call(...request: Request): Promise<unknown> {
		if (isSince('2.0.0')) return await this.ask(...request);
		// n8n 1 has one connection to its database, on which two changes at a time break each other
		const turn = this.before.then(async () => await this.ask(...request));
		this.before = turn.catch(() => undefined);
		return await turn;
	}

	private async ask(...request: Request): Promise<unknown> {
		const answer = await this.answerOnceReady(request);
		if (answer.status >= 400) {
			const [method, path] = request;
			const message = maybeTextAt(answer.data, 'message') ?? String(answer.data).slice(0, 300);
			throw new Refused(answer.status, `${method} ${path}`, message);
		}
		const session = answer.headers['set-cookie']?.find((line) => line.startsWith('n8n-auth='));
		if (session !== undefined) this.cookie = session.split(';')[0] ?? '';
		return isRecord(answer.data) && 'data' in answer.data ? answer.data.data : answer.data;
	}

	private async answerOnceReady(request: Request): Promise<AxiosResponse<unknown>> {
		const end = Date.now() + PATIENCE * ANSWER_TIMEOUT_MS;
		for (;;) {
			const answer = await this.answerTo(request);
			const isReady = maybeTextAt(answer.data, 'message') !== NOT_READY;
			if (isReady || Date.now() > end) return answer;
			await delay(NOT_READY_PAUSE_MS);
		}
	}

	private async answerTo([method, path, body, params]: Request): Promise<AxiosResponse<unknown>> {
		return await this.client
			.request<unknown>({
				method,
				url: path,
				data: body,
				params,
				headers: { 'browser-id': this.browserId, cookie: this.cookie },
			})
			.catch((error: unknown) => {
				throw new NoAnswer(error);
			});
	}
}
