import type { FastifyInstance, FastifyRequest } from 'fastify';
import { visiblePeople, type Company } from './company.mts';
import { accessOf } from './gate.mts';
import { labelFor } from './humanReadable.mts';
import type { JsonObject } from './json.mts';
import type { Person } from './person.mts';
import { booleanParameter, parameter, pathParameter } from './query.mts';
import { badRequest, forbidden, LoginPage, notFound } from './refusal.mts';
import { tableRows, TABLES, type Table } from './tables.mts';

const MAX_PAGE = 200;
const MAX_EMPLOYEE_IDS = 200;

const FIELD_PREFIX: Record<Table, string> = {
	lifecycle: 'internal.',
	work: 'work.',
	employment: 'payroll.employment.',
};

function pageSizeOf(query: unknown): number {
	const limit = parameter(query, 'limit') ?? '50';
	if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MAX_PAGE) {
		throw badRequest(`limit must be from 1 to ${String(MAX_PAGE)}`);
	}
	return Number(limit);
}

const cursorAt = (offset: number) => Buffer.from(`offset=${String(offset)}`).toString('base64');

function offsetOf(query: unknown): number {
	const cursor = parameter(query, 'cursor');
	if (cursor === undefined) return 0;
	const [, offset] = /^offset=(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8')) ?? [];
	if (offset === undefined) throw badRequest('the cursor is not valid');
	return Number(offset);
}

function chosenIds(query: unknown): string[] | undefined {
	const ids = parameter(query, 'employeeIds')?.split(',');
	if (ids && ids.length > MAX_EMPLOYEE_IDS) {
		throw badRequest(`employeeIds takes at most ${String(MAX_EMPLOYEE_IDS)} ids`);
	}
	return ids;
}

/** Anything but the word `true` gets the login page: seen in production, not documented. */
function wantsLabels(query: unknown): boolean {
	const value = parameter(query, 'includeHumanReadable');
	if (value !== undefined && value !== 'true') {
		throw new LoginPage(`includeHumanReadable is "${value}", HiBob takes only "true"`);
	}
	return value === 'true';
}

function requireTable(request: FastifyRequest, table: Table): void {
	if (!accessOf(request).mayViewCategory(table)) throw forbidden(`no permission to view ${table}`);
}

/** GET /people/{id}/{table} and GET /bulk/people/{table}. */
export function addTableRoutes(app: FastifyInstance, company: Company): void {
	const labelled = (row: JsonObject, table: Table): JsonObject => {
		const { lists, variants } = company;
		const sources = { lists, people: company.people(), dateFormat: variants.humanDateFormat };
		const labels = Object.entries(row).flatMap(([column, value]) => {
			const field = company.fields.find(({ id }) => id === FIELD_PREFIX[table] + column);
			const type =
				typeof value === 'boolean' ? 'boolean' : column.endsWith('Date') ? 'date' : 'text';
			if (value === null || column === 'id') return [];
			const label = labelFor(
				value,
				{ id: column, type: field?.type ?? type, listId: field?.typeData.listId },
				sources,
			);
			return [[column, label] as const];
		});
		return { ...row, humanReadable: Object.fromEntries(labels) };
	};

	const rowsOf = (person: Person, table: Table, withLabels: boolean) => {
		const rows = tableRows(person, table, company.today());
		return withLabels ? rows.map((row) => labelled(row, table)) : rows;
	};

	for (const table of TABLES) {
		app.get(`/v1/people/:id/${table}`, (request, reply) => {
			requireTable(request, table);
			const withLabels = wantsLabels(request.query);
			const id = pathParameter(request.params, 'id');
			const person = visiblePeople(company, request).find((each) => each['root.id'] === id);
			if (!person) throw notFound('no such employee');
			return reply.send({ values: rowsOf(person, table, withLabels) });
		});

		app.get(`/v1/bulk/people/${table}`, (request, reply) => {
			requireTable(request, table);
			const pageSize = pageSizeOf(request.query);
			const offset = offsetOf(request.query);
			const ids = chosenIds(request.query);
			booleanParameter(request.query, 'includeArchived');
			const people = visiblePeople(company, request).filter(
				(person) => ids?.includes(person['root.id']) ?? true,
			);
			const next = offset + pageSize;
			return reply.send({
				results: people.slice(offset, next).map((person) => ({
					employeeId: person['root.id'],
					values: rowsOf(person, table, false),
				})),
				response_metadata: { next_cursor: next < people.length ? cursorAt(next) : null },
				errors: {},
			});
		});
	}
}
