import type { IExecuteFunctions } from 'n8n-workflow';
import { partial } from '../../shared/partial.mts';

interface Asked {
	method: string;
	url: string;
	/** not with a row by itself */
	qs?: { page: number };
}

/** n8n's context of a node for whose account Reachdesk answers with these bodies. */
export const contextOfAccount = (
	answer: (asked: Asked) => unknown,
	apiToken = 'token',
): IExecuteFunctions =>
	partial<IExecuteFunctions>({
		getCredentials: async () =>
			await Promise.resolve({ apiToken, baseUrl: 'https://reachdesk.example' }),
		getNode: () => ({ name: 'Reachdesk' }),
		helpers: {
			httpRequestWithAuthentication: async (_credential: string, asked: Asked) =>
				await Promise.resolve({ statusCode: 200, headers: {}, body: answer(asked) }),
		},
	});

/** The rows of one page, from 1. */
export const rowsOfPage = <Row,>(rows: readonly Row[], page: number, perPage: number): Row[] =>
	rows.slice((page - 1) * perPage, page * perPage);

/** The body of an answer that has the whole list on its first page. */
export const onePageOf = (data: readonly unknown[]) => ({
	data,
	pagination: { total_pages: 1, total_records: data.length },
});

/** What a page says of the whole list. */
export const countsOf = ({ length }: readonly unknown[], perPage: number) => ({
	total_pages: Math.ceil(length / perPage),
	total_records: length,
});
