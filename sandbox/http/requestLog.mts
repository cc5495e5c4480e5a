import type { FastifyInstance, FastifyRequest } from 'fastify';

/** One request as a sandbox server saw it. Kept in memory, oldest first. */
export interface LoggedRequest {
	/** ISO instant of arrival */
	at: string;
	method: string;
	/** path and query as received */
	url: string;
	/** parsed JSON body; absent when none came or it was not JSON */
	body?: unknown;
	/** undefined while it is open, or when the connection was cut before an answer */
	status?: number;
	/** from its arrival to the end of the answer */
	milliseconds?: number;
	/** what the request breaks in the published contract, in words; empty when nothing */
	violations: string[];
}

declare module 'fastify' {
	interface FastifyRequest {
		logged: LoggedRequest | null;
	}
}

/** Notes on the current request that it breaks the contract; tests and the demo read the sum. */
export function reportViolation(request: FastifyRequest, violation: string): void {
	request.logged?.violations.push(violation);
}

/** Paths of the sandbox itself (its page, its switches) are not requests to the product's API. */
export const SANDBOX_PATHS = '/_sandbox';

const isSandboxPath = (url: string) => url === '/' || url.startsWith(SANDBOX_PATHS);

/** Records every request to the served API, whatever becomes of it. Install before other hooks. */
export function installRequestLog(app: FastifyInstance, log: LoggedRequest[]): void {
	app.decorateRequest('logged', null);
	app.addHook('onRequest', (request, _reply, done) => {
		if (!isSandboxPath(request.url)) {
			request.logged = {
				at: new Date().toISOString(),
				method: request.method,
				url: request.url,
				violations: [],
			};
			log.push(request.logged);
		}
		done();
	});
	app.addHook('preValidation', (request, _reply, done) => {
		if (request.logged && request.body !== undefined) request.logged.body = request.body;
		done();
	});
	app.addHook('onResponse', (request, reply, done) => {
		if (request.logged) {
			request.logged.status = reply.statusCode;
			request.logged.milliseconds = reply.elapsedTime;
		}
		done();
	});
}
