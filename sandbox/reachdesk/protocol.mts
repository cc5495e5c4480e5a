import type { FastifyInstance, FastifyRequest } from 'fastify';
import { reportViolation } from '../http/requestLog.mts';
import { API_TOKEN } from './accounts.mts';

const NOT_FOUND = { status: 404, error: 'Not Found' };

function checkBodyHeaders({ method, headers }: FastifyRequest): string[] {
	const contentType = headers['content-type'];
	if (method === 'GET') {
		const hasBody =
			headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
		return [
			...(hasBody ? ['A GET has a body'] : []),
			...(contentType === undefined ? [] : ['A GET has a Content-Type']),
		];
	}
	if (contentType === undefined) return ['Content-Type is missing'];
	return /^application\/json(\s*;\s*charset=utf-8)?$/i.test(contentType)
		? []
		: [`Content-Type is ${contentType}, not application/json`];
}

/** Lets in what carries the organization's token; what does not gets a 401 without a body. */
export function installTokenCheck(api: FastifyInstance): void {
	api.addHook('onRequest', (request, reply, done) => {
		const authorization = request.headers.authorization ?? '';
		for (const violation of checkBodyHeaders(request)) reportViolation(request, violation);
		if (authorization === `Bearer ${API_TOKEN}`) {
			done();
			return;
		}
		if (authorization === '') reportViolation(request, 'Authorization is missing');
		else if (!authorization.startsWith('Bearer ')) {
			reportViolation(request, 'Authorization lacks the Bearer scheme');
		}
		void reply.code(401).type('text/plain; charset=utf-8').send('');
	});
}

/** The answers that are the same wherever a request was going. */
export function installCommonAnswers(app: FastifyInstance): void {
	app.addHook('onRequest', (request, reply, done) => {
		reply.header('x-request-id', request.id);
		done();
	});
	app.setNotFoundHandler((request, reply) => {
		reportViolation(request, `${request.method} ${request.url.split('?')[0] ?? ''} does not exist`);
		return reply.code(404).send(NOT_FOUND);
	});
	app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
		if (request.is404) return reply.code(404).send(NOT_FOUND);
		if (error.statusCode === undefined || error.statusCode >= 500) {
			return reply.code(500).send({ status: 500, error: 'Internal Server Error' });
		}
		reportViolation(request, `The body cannot be read as JSON: ${error.message}`);
		return reply.code(400).send({ message: 'Parameter "request" must be a JSON object' });
	});
}
