import { isRecord, listAt, numberAt } from './answers.mts';

type Call = (
	method: 'GET' | 'POST' | 'DELETE',
	path: string,
	body?: object,
	params?: Record<string, string>,
) => Promise<unknown>;

/** the most rows that n8n gives at a time */
const PAGE = 250;

/** A data table of n8n, as its editor reads and changes it. */
export class DataTable {
	private readonly call: Call;
	private readonly path: string;

	/** @param path such as `/rest/projects/<id>/data-tables/<id>` */
	constructor(call: Call, path: string) {
		this.call = call;
		this.path = path;
	}

	/** All rows with n8n's own columns, in the order in which they were inserted. */
	async rows(): Promise<Record<string, unknown>[]> {
		const rows: Record<string, unknown>[] = [];
		for (;;) {
			const page = await this.call('GET', `${this.path}/rows`, undefined, {
				skip: String(rows.length),
				take: String(PAGE),
				sortBy: 'id:asc',
			});
			const found = listAt(page, 'data').filter(isRecord);
			rows.push(...found);
			if (found.length < PAGE) return rows;
		}
	}

	/** How many rows have a value in a column. */
	async rowsWith(columnName: string, value: string): Promise<number> {
		const page = await this.call('GET', `${this.path}/rows`, undefined, {
			take: '1',
			filter: filterOf(columnName, value),
		});
		return numberAt(page, 'count');
	}

	async insert(rows: readonly object[]): Promise<void> {
		await this.call('POST', `${this.path}/insert`, { data: rows, returnType: 'count' });
	}

	/** Adds a column of texts, as a person does in the editor. */
	async addColumn(name: string): Promise<void> {
		await this.call('POST', `${this.path}/columns`, { name, type: 'string' });
	}

	/** Removes the rows in which a column has a value. */
	async remove(columnName: string, value: string): Promise<void> {
		await this.call('DELETE', `${this.path}/rows`, undefined, {
			filter: filterOf(columnName, value),
		});
	}
}

const filterOf = (columnName: string, value: string): string =>
	JSON.stringify({ type: 'and', filters: [{ columnName, condition: 'eq', value }] });
