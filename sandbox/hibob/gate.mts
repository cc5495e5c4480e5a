import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reportViolation, SANDBOX_PATHS } from '../http/requestLog.mts';
import type { Access, ServiceUsers } from './access.mts';
import type { LockOut } from './lockout.mts';
import type { RateLimit, RateLimitState } from './rateLimit.mts';
import { LOGIN_PAGE, LoginPage, Refusal } from './refusal.mts';
import type { Variants } from './variants.mts';

declare module 'fastify' {
	interface FastifyRequest {
		hibobAccess: Access | null;
	}
}

export interface GateParts {
	serviceUsers: ServiceUsers;
	/** of each service user */
	rateLimit: RateLimit;
	/** of the company, whoever asks; for its calendars */
	companyRateLimit: RateLimit;
	lockOut: LockOut;
	variants: Variants;
}

/** https://apidocs.hibob.com/reference/calendar-events: their limit is that of the company. */
const CALENDAR_PATHS = '/v1/timeoff/calendars/';

/** The permissions of the service user who asks. */
export function accessOf(request: FastifyRequest): Access {
	if (!request.hibobAccess) throw new Refusal(401, 'tokenNotMatch', 'not authenticated');
	return request.hibobAccess;
}

function sendTooMany(reply: FastifyReply, { secondsToReset }: RateLimitState, variants: Variants) {
	if (variants.retryAfter) reply.header('Retry-After', String(secondsToReset));
	void reply.code(429).send({ key: 'tooManyRequests', error: 'Rate limit exceeded' });
}

/** Lets in whoever may come in: lock-outs first, then credentials, then the rate limit. */
export function installGate(app: FastifyInstance, parts: GateParts): void {
	const { serviceUsers, lockOut, variants } = parts;
	app.decorateRequest('hibobAccess', null);
	app.addHook('onRequest', (request, reply, done) => {
		if (request.url === '/' || request.url.startsWith(SANDBOX_PATHS)) {
			done();
			return;
		}
		const { authorization } = request.headers;
		const { url = 'unknown' } = request.routeOptions;
		const endpoint = `${request.method} ${url}`;
		const isOfCompany = url.startsWith(CALENDAR_PATHS);
		const rateLimit = isOfCompany ? parts.companyRateLimit : parts.rateLimit;
		const key = isOfCompany ? endpoint : `${authorization ?? 'anonymous'} ${endpoint}`;
		reply.headers(rateLimit.stateOf(key).headers);
		if (lockOut.isLockedOut(request.ip, authorization)) {
			reportViolation(request, 'a request while locked out');
			void reply.code(variants.lockOutStatus).type('text/html').send(variants.lockOutBody);
			return;
		}
		if (request.is404) {
			done();
			return;
		}
		if (request.method === 'GET' && request.headers['content-type'] !== undefined) {
			reportViolation(request, 'a GET with a Content-Type');
			if (request.headers['content-type'].startsWith('application/json')) {
				void reply.code(400).type('text/html').send('<html><body>Bad Request</body></html>');
				return;
			}
		}
		const serviceUser = serviceUsers.authenticated(authorization);
		if (!serviceUser) {
			done(new Refusal(401, 'tokenNotMatch', 'The service user id and token do not match'));
			return;
		}
		request.hibobAccess = serviceUser.access;
		const state = rateLimit.count(key);
		reply.headers(state.headers);
		if (state.exceeded) {
			sendTooMany(reply, state, variants);
			return;
		}
		done();
	});
}

function statusOf(error: Error): number {
	if (error instanceof Refusal) return error.status;
	return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

/** Turns what is thrown into the answers of HiBob, and counts refusals towards a lock-out. */
export function installRefusals(app: FastifyInstance, lockOut: LockOut): void {
	app.setErrorHandler((error: Error, request, reply) => {
		if (error instanceof LoginPage) {
			reportViolation(request, error.message);
			return reply.code(200).type('text/html; charset=utf-8').send(LOGIN_PAGE);
		}
		const status = statusOf(error);
		if (status === 400 || status === 413 || status === 415) reportViolation(request, error.message);
		lockOut.refused(status, request.ip, request.headers.authorization);
		const { key, args } = error instanceof Refusal ? error : { key: 'badRequest' };
		return reply.code(status).send({ key, error: error.message, ...(args ? { args } : {}) });
	});
	app.setNotFoundHandler((request, reply) => {
		if (request.method === 'GET' || request.method === 'HEAD') {
			reportViolation(request, 'a path that HiBob does not have');
			return reply.code(200).type('text/html; charset=utf-8').send(LOGIN_PAGE);
		}
		reportViolation(request, `a write: ${request.method} ${request.url}`);
		throw new Refusal(403, 'forbidden', 'The service user may not write');
	});
}
