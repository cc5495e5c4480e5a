import type { FastifyInstance } from 'fastify';
import { reportViolation } from '../http/requestLog.mts';
import { isActive, sourcesOf, visiblePeople, type Company } from './company.mts';
import { accessOf } from './gate.mts';
import type { JsonObject } from './json.mts';
import type { Person } from './person.mts';
import { projected, selectFields } from './projection.mts';
import { parameter, pathParameter } from './query.mts';
import { badRequest, forbidden, notFound } from './refusal.mts';
import { readRequestFrom, searchRequestFrom } from './searchRequest.mts';

/** JSON text filled up to a size with white space, which changes nothing but the size. */
function padded(body: JsonObject, bytes: number): string {
	const text = JSON.stringify(body);
	return text.slice(0, -1) + ' '.repeat(Math.max(0, bytes - Buffer.byteLength(text))) + '}';
}

const PROFILE_FIELDS = [
	'root.id',
	'root.firstName',
	'root.surname',
	'root.email',
	'root.displayName',
	'personal.pronouns',
	'personal.shortBirthDate',
	'about.avatar',
	'about.hobbies',
	'work.title',
	'work.reportsTo',
	'work.department',
	'work.site',
	'work.startDate',
];

/** POST /people/search, POST /people/{identifier}, GET /profiles, GET /avatars. */
export function addPeopleRoutes(app: FastifyInstance, company: Company): void {
	app.post('/v1/people/search', (request, reply) => {
		const access = accessOf(request);
		const { fields, filter, humanReadable, showInactive } = searchRequestFrom(
			request.body,
			(violation) => {
				reportViolation(request, violation);
			},
		);
		if (access.viewsNothing()) {
			if (company.variants.noPermissionStatus === 403)
				throw forbidden('no permission to read people');
			return reply.send({ employees: [] });
		}
		const selected = selectFields(fields, company.fields, access);
		const sources = sourcesOf(company);
		const { mostRows, besideEmployees, omitted, padToBytes } = company.variants;
		const asksForIdsAlone = fields?.length === 1 && fields[0] === 'root.id';
		const employees = visiblePeople(company, request)
			.filter((person) => showInactive || isActive(person))
			.filter((person) => !filter || filter.values.includes(person[filter.fieldPath] ?? ''))
			.slice(0, asksForIdsAlone ? Infinity : mostRows)
			.map((person) => {
				const fields = selected.filter(({ id }) => !omitted.get(person['root.id'])?.includes(id));
				return projected(person, fields, humanReadable, sources);
			});
		return reply
			.type('application/json; charset=utf-8')
			.send(padded({ employees, ...besideEmployees }, padToBytes));
	});

	app.post('/v1/people/:identifier', (request, reply) => {
		const { fields, humanReadable } = readRequestFrom(request.body, (violation) => {
			reportViolation(request, violation);
		});
		const identifier = pathParameter(request.params, 'identifier');
		const person = visiblePeople(company, request).find(
			(candidate) => candidate['root.id'] === identifier || candidate['root.email'] === identifier,
		);
		if (!person) throw notFound('no such employee');
		const selected = selectFields(fields, company.fields, accessOf(request));
		return reply.send(projected(person, selected, humanReadable, sourcesOf(company)));
	});

	app.get('/v1/profiles', (request, reply) => {
		const sortBy = parameter(request.query, 'sortBy') ?? 'firstName';
		const key = `root.${sortBy}`;
		if (!PROFILE_FIELDS.includes(key)) throw badRequest(`cannot sort by ${sortBy}`);
		const sortKey = (person: Person) => {
			const value = person[key];
			return typeof value === 'string' ? value : '';
		};
		const selected = selectFields(PROFILE_FIELDS, company.fields, accessOf(request));
		const sources = sourcesOf(company);
		const employees = visiblePeople(company, request)
			.filter(isActive)
			.sort((one, other) => sortKey(one).localeCompare(sortKey(other)))
			.map((person) => projected(person, selected, '', sources))
			.map((employee) =>
				Object.fromEntries(Object.entries(employee).filter(([name]) => !name.startsWith('/'))),
			);
		return reply.send({ employees });
	});

	const sendAvatar = (url: unknown) => {
		if (typeof url !== 'string') throw notFound('no avatar');
		return url;
	};

	app.get('/v1/avatars/:id', (request, reply) => {
		const id = pathParameter(request.params, 'id');
		const person = visiblePeople(company, request).find((each) => each['root.id'] === id);
		return reply.type('text/plain').send(sendAvatar(person?.['root.avatarUrl']));
	});

	app.get('/v1/avatars', (request, reply) => {
		const email = parameter(request.query, 'email') ?? '';
		const person = visiblePeople(company, request).find((each) => each['root.email'] === email);
		return reply.type('text/plain').send(sendAvatar(person?.['root.avatarUrl']));
	});
}
