import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Accounts } from './accounts.mts';
import { listedSend, singleSend } from './answers.mts';
import { contactsOf } from './contacts.mts';
import { isWithin, readQuery, valueOf, type Query, type QueryRules } from './queryCheck.mts';
import { reportViolation } from '../http/requestLog.mts';
import type { Sends } from './sends.mts';
import { TRANSACTION_QUERY, TRANSACTIONS_PER_PAGE, transactionRows } from './transactions.mts';
import type { Variants } from './variants.mts';

export interface ListingParts {
	accounts: Accounts;
	sends: Sends;
	variants: Variants;
	/** ISO instant at which the wallets were topped up */
	openedAt: string;
}

const DEFAULT_PER_PAGE = 25;

const PAGES: QueryRules = { page: { kind: 'integer' }, per_page: { kind: 'integer' } };

const SEND_QUERY: QueryRules = {
	...PAGES,
	start_date: { kind: 'date' },
	end_date: { kind: 'date' },
	start_updated_date: { kind: 'date' },
	end_updated_date: { kind: 'date' },
};

const badRequest = (reply: FastifyReply): FastifyReply => reply.code(400).send({});

function pageOf(
	rows: object[],
	query: Query,
	perPage: number,
	{ missPage, paginationPlace }: Variants,
): Record<string, unknown> {
	const page = Number(valueOf(query, 'page') ?? 1);
	const data = page === missPage ? [] : rows.slice((page - 1) * perPage, page * perPage);
	const pagination = {
		page,
		per_page: perPage,
		total_pages: Math.ceil(rows.length / perPage),
		total_records: rows.length,
	};
	return paginationPlace === 'top' ? { data, pagination } : { data: { data, pagination } };
}

/** The calls that read: sends, contacts and transactions. */
export function addListingRoutes(api: FastifyInstance, parts: ListingParts): void {
	const { accounts, sends, variants, openedAt } = parts;

	const perPageOf = (query: Query): number =>
		Math.min(Number(valueOf(query, 'per_page') ?? DEFAULT_PER_PAGE), variants.maxPerPage);

	api.get('/sends', (request, reply) => {
		const query = readQuery(request, SEND_QUERY);
		if (!query) return badRequest(reply);
		const startUpdated = valueOf(query, 'start_updated_date');
		const endUpdated = valueOf(query, 'end_updated_date');
		if ((startUpdated === undefined) !== (endUpdated === undefined)) {
			reportViolation(request, 'start_updated_date and end_updated_date depend on each other');
			return badRequest(reply);
		}
		const rows = sends
			.listed()
			.filter(
				(send) =>
					isWithin(send.createdAt, valueOf(query, 'start_date'), valueOf(query, 'end_date')) &&
					isWithin(send.updatedAt, startUpdated, endUpdated),
			)
			.map(listedSend);
		return pageOf(rows, query, perPageOf(query), variants);
	});

	api.get<{ Params: { id: string } }>('/sends/:id', (request, reply) => {
		readQuery(request, {});
		const { id } = request.params;
		if (!/^[1-9]\d*$/.test(id)) reportViolation(request, 'The id of a send is a number');
		const send = sends.byId(Number(id));
		if (!send) return reply.code(404).send({ error: 'Send not found' });
		return { data: singleSend(send) };
	});

	api.get('/contacts', (request, reply) => {
		const query = readQuery(request, { ...PAGES, account_name: { kind: 'text' } });
		if (!query) return badRequest(reply);
		const rows = contactsOf(valueOf(query, 'account_name'));
		return pageOf(rows, query, perPageOf(query), variants);
	});

	api.get('/transactions', (request, reply) => {
		const query = readQuery(request, TRANSACTION_QUERY);
		if (!query) return badRequest(reply);
		const rows = transactionRows(sends, accounts, openedAt, query);
		return pageOf(rows, query, TRANSACTIONS_PER_PAGE, variants);
	});
}
