import { runCodeNode } from './codeNode.mts';

/** A Gift Map for the node Choose Gift of Employee gifts, and gifts for which it chooses. */

export type Row = Readonly<Record<string, unknown>>;
export type Item = Record<string, unknown>;

export const EMPTY_ROW = {
	order: null,
	occasion: null,
	years_from: null,
	years_to: null,
	country: null,
	site: null,
	employer: null,
	campaign: null,
	sender: null,
	wallet: null,
	wallet_id: null,
	no_gift: null,
	note: null,
};
/** What a Gift Map has more since there are caps. */
const NO_CAP = {
	cap: null,
	most_gifts: null,
	most_amount: null,
	currency: null,
	cost_of_gift: null,
};
let rowsMade = 0;
/** A row as n8n gives it: what is not named is empty. Its campaign is 1000 more than its id. */
export function row(cells: Row = {}): Row {
	rowsMade += 1;
	const { id = rowsMade } = cells;
	const gift = { campaign: String(1_000 + Number(id)), sender: 'gifts@example.com' };
	return { ...EMPTY_ROW, ...(cells.no_gift === undefined ? gift : {}), ...cells, id };
}

/** A row that limits others: without a campaign of its own. */
export const capRow = (cells: Row): Row =>
	row({
		...NO_CAP,
		cap: 'Person and year',
		most_gifts: '1',
		campaign: null,
		sender: null,
		...cells,
	});

export interface Facts {
	type?: string;
	field?: string;
	years?: number | null;
	days?: number;
	site?: string | null;
	/** label of the site country */
	country?: string | null;
	employer?: string | null;
	notReadable?: readonly string[];
	address?: object | null;
}

export const SITE_COUNTRY = 'address.siteCountry';
export const EMPLOYER = 'employee.employerId';

export function due({ type = 'birthday', field, years = null, days, ...facts }: Facts = {}): Item {
	const { site = null, country = null, employer = null, notReadable = [], address = null } = facts;
	return {
		event: type,
		key: 'hibob:1:birthday:2026',
		occasion: { type, years, ...(field ? { field } : {}), ...(days === undefined ? {} : { days }) },
		employee: { id: '1', displayName: 'Anna Steiner', site, address },
		fields: { [SITE_COUNTRY]: country, [EMPLOYER]: employer },
		...(notReadable.length > 0 ? { fieldsNotReadable: notReadable } : {}),
	};
}
const RUN = { event: 'runCompleted', run: { day: '2026-11-26', warnings: ['HiBob warns'] } };

/** What the node returns: the gifts, the report of the run, and what the table is like. */
export function choose(rows: readonly Row[], gifts: readonly Item[] = []) {
	// n8n gives an empty item for an empty table, and each row with all columns of the table
	const columns = Object.fromEntries(rows.flatMap(Object.keys).map((column) => [column, null]));
	const read = rows.length === 0 ? [{}] : rows.map((one) => ({ ...columns, ...one }));
	const items = runCodeNode('employee-gifts', 'Choose Gift', {
		now: '2026-11-26T07:00:00Z',
		input: [...gifts, RUN, ...read],
		nodes: { 'Gift Map': read },
	});
	const map = items.at(-1);
	const run = items.find(({ event }) => event === 'runCompleted');
	return { gifts: items.slice(0, gifts.length), map, run, problem: map?.problem };
}
export const chosen = (rows: readonly Row[], facts: Facts = {}): Item => {
	const [gift = {}] = choose(rows, [due(facts)]).gifts;
	return gift;
};
/** The number of the row that decides a gift. */
export const idOf = ({ row: of }: Item): unknown =>
	of instanceof Object ? Reflect.get(of, 'number') : null;
