import type { FastifyInstance } from 'fastify';
import { ORGANIZATION } from './accounts.mts';
import { bodyOf, refuseParameters } from './bodyCheck.mts';
import { isGdprBody } from './contract.mts';
import { readQuery } from './queryCheck.mts';
import type { Variants } from './variants.mts';

interface GdprRequest {
	id: number;
	request_type: string;
	status: 'pending';
	subject: string;
	created_at: string;
}

/** The calls about the organization itself and about its data subjects. */
export function addOrganizationRoutes(
	api: FastifyInstance,
	variants: Variants,
	now: () => number,
): void {
	const gdprRequests: GdprRequest[] = [];

	api.get('/organization', (request, reply) => {
		readQuery(request, {});
		if (!variants.organizationFails) return ORGANIZATION;
		return reply.code(500).send({ status: 500, error: 'Internal Server Error' });
	});

	api.post('/gdpr/requests', (request, reply) => {
		readQuery(request, {});
		const read = bodyOf(request, isGdprBody);
		if ('complaints' in read) return refuseParameters(request, reply, read.complaints);
		const { request_type, subject } = read.body.request;
		const gdprRequest: GdprRequest = {
			id: gdprRequests.length + 1,
			request_type,
			status: 'pending',
			subject,
			// to the minute and without a zone, unlike every other instant of this API
			created_at: new Date(now()).toISOString().slice(0, 'yyyy-MM-ddTHH:mm'.length),
		};
		gdprRequests.push(gdprRequest);
		return gdprRequest;
	});

	api.get<{ Params: { id: string } }>('/gdpr/requests/:id', (request, reply) => {
		readQuery(request, {});
		const gdprRequest = gdprRequests.find(({ id }) => String(id) === request.params.id);
		return gdprRequest ?? reply.code(404).send({ status: 404, error: 'Not Found' });
	});
}
