import type { FastifyInstance } from 'fastify';
import type { Company } from './company.mts';
import type { ListItem } from './namedLists.mts';
import { booleanParameter, pathParameter } from './query.mts';
import { notFound } from './refusal.mts';

/** GET /company/people/fields and the named lists; both need no permission. */
export function addCompanyRoutes(app: FastifyInstance, company: Company): void {
	app.get('/v1/company/people/fields', (_request, reply) => reply.send(company.fields));

	const listBody = (name: string, items: ListItem[], includeArchived: boolean) => {
		const lowered = company.variants.lowerCaseLifecycle && name === 'lifecycleStatus';
		const shown = items
			.filter((item) => includeArchived || !item.archived)
			.map((item) => (lowered ? { ...item, id: String(item.id).toLowerCase() } : item));
		return { name, values: shown, items: shown };
	};

	app.get('/v1/company/named-lists', (request, reply) => {
		const includeArchived = booleanParameter(request.query, 'includeArchived');
		return reply.send(
			Object.fromEntries(
				[...company.lists].map(([name, items]) => [name, listBody(name, items, includeArchived)]),
			),
		);
	});

	app.get('/v1/company/named-lists/:name', (request, reply) => {
		const name = pathParameter(request.params, 'name');
		const items = company.lists.get(name);
		if (!items) throw notFound(`no list is named ${name}`);
		const includeArchived = booleanParameter(request.query, 'includeArchived');
		return reply.send(listBody(name, items, includeArchived));
	});
}
