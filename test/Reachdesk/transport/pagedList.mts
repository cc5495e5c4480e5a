import type { IExecuteFunctions } from 'n8n-workflow';
import { partialContext } from '../../shared/partialContext.mts';

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
	partialContext<IExecuteFunctions>({
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

/** What a page says of the whole list. */
export const countsOf = ({ length }: readonly unknown[], perPage: number) => ({
	total_pages: Math.ceil(length / perPage),
	total_records: length,
});
