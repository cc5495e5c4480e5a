import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { runCodeNode } from './codeNode.mts';

type Json = Record<string, unknown>;

const NOW = '2026-11-20T10:00:00Z';
const SLUG = 'benefit-report';

interface Setting {
	transactions?: readonly Json[];
	log?: readonly Json[];
	employees?: readonly Json[];
	config?: Json;
	query?: Json;
	/** what Ledger said instead, as if Report had lost or changed something since */
	ledger?: (own: Json) => Json;
}

const EMPLOYEES: readonly Json[] = ['1', '2'].map((id) => ({
	id,
	displayName: `Person ${id}`,
	fields: {
		'work.employeeIdInCompany': Number(id) + 100,
		'employee.employerId': 'Sandbox Germany',
		'address.siteCountry': 'Germany',
	},
}));

let made = 0;
const transaction = (send: number, amount: unknown, more: Json = {}): Json => ({
	id: (made += 1),
	transaction_type: 'campaign_sends',
	state: 'processed',
	currency: 'EUR',
	amount,
	send: { id: send, recipient_email: 'same@example.com', campaign_name: 'Birthday' },
	state_updated_at: null,
	created_at: '2026-10-15T12:00:00.000Z',
	...more,
});
const refund = (send: number, amount: unknown, more: Json = {}): Json =>
	transaction(send, amount, { transaction_type: 'refund', ...more });
const logged = (send: number, id: string, more: Json = {}): Json => ({
	key: `hibob:${id}:birthday:2026`,
	employee_id: id,
	name: `Person ${id}`,
	outcome: 'sent',
	send_id: String(send),
	...more,
});

/** The nodes up to Report, as n8n runs them, and what each gave. */
function run(setting: Setting): Record<'Period' | 'Ledger' | 'Report', Json> {
	const { transactions = [{}], log = [{}], employees = EMPLOYEES, config = {}, query } = setting;
	const nodes: Record<string, readonly Json[]> = {
		'Report Settings': [
			{ config: { period: '2026-10', timeZone: 'UTC', earlierMonths: 6, ...config } },
		],
		...(query === undefined ? {} : { 'Web Page': [{ query }] }),
		'Logged Gifts': log,
		Employees: employees,
	};
	const step = (name: string, input: readonly Json[] = []): Json => {
		const [json = {}] = runCodeNode(SLUG, name, { now: NOW, input, nodes });
		nodes[name] = [json];
		return json;
	};
	const Period = step('Period');
	const own = step('Ledger', transactions);
	const Ledger = setting.ledger?.(own) ?? own;
	nodes.Ledger = [Ledger];
	return { Period, Ledger, Report: step('Report') };
}

const rowsIn = ({ Report }: Record<'Report', Json>): Record<string, string>[] =>
	parse(String(Report.csv), { bom: true, columns: true });
const ofKind = (kind: string, setting: Setting) =>
	rowsIn(run(setting)).filter(({ Row }) => Row === kind);
const money = ({ Given, Refunded, Pending, Net, Gifts }: Record<string, string>) =>
	[Given, Refunded, Pending, Net, Gifts].join(' ');
const moneyOf = (kind: string, setting: Setting) => ofKind(kind, setting).map(money);

describe('the period', () => {
	it.each([
		['the month before, unless told', {}, '2026-10', '2026-10-01', '2026-11-01'],
		['a month', { period: '2026-02' }, '2026-02', '2026-02-01', '2026-03-01'],
		['this month', { period: ['2026-11', '2026-01'] }, '2026-11', '2026-11-01', '2026-12-01'],
		['a year', { period: '2025' }, '2025', '2025-01-01', '2026-01-01'],
	])('is %s', (_, query, period, start, end) => {
		const { Period, Report } = run({ query });
		expect(Period).toMatchObject({ period, start, end, problem: null, view: 'page' });
		expect(Report.problem).toBeNull();
	});

	it.each(['2026-13', '2026-12', '2027', '26', 'last month', '<b>', '0001-01'])(
		'is not %s: the page says so',
		(period) => {
			const { Report } = run({ query: { period } });
			expect(Report.route).toBe('page');
			expect(Report.problem).toContain(`“${period}” is not a month or year that has begun`);
		},
	);

	it('reads what was made months before, and a day more on both sides', () => {
		const { Period } = run({});
		expect(Period).toMatchObject({ from: '2026-03-31', before: '2026-11-03', view: 'mail' });
	});

	it('is a month of the chosen time zone', () => {
		const transactions = [
			transaction(1, -1, { created_at: '2026-09-30T23:30:00.000Z' }),
			transaction(2, -2, { created_at: '2026-10-31T22:59:00.000Z' }),
			transaction(3, -4, { created_at: '2026-10-31T23:00:00.000Z' }),
		];
		expect(
			moneyOf('Ledger total', { transactions, config: { timeZone: 'Europe/Berlin' } }),
		).toEqual(['3.00 0.00 0.00 3.00 ']);
		expect(moneyOf('Ledger total', { transactions })).toEqual(['6.00 0.00 0.00 6.00 ']);
		const { Report } = run({ transactions, config: { timeZone: 'Berlin' } });
		expect(Report).toMatchObject({ route: 'stop' });
		expect(Report.problem).toContain('“Berlin” in Report Settings is not a time zone');
	});
});

describe('the ledger', () => {
	it('adds decimals as they are written', () => {
		const transactions = [
			...[-0.1, -0.2, '-0.30', -1e-7, -29.99, '-70'].map((amount) => transaction(1, amount)),
			refund(1, 0.1),
			refund(1, '+0.2'),
		];
		expect(moneyOf('Employee', { transactions, log: [logged(1, '1')] })).toEqual([
			'100.59 0.30 0.00 100.29 1',
		]);
		expect(moneyOf('Report total', { transactions, log: [logged(1, '1')] })).toEqual([
			'100.59 0.30 0.00 100.29 1',
		]);
	});

	it.each<[string, unknown, string]>([
		['EUR', null, 'the amount is missing'],
		['EUR', '', 'the amount is missing'],
		['EUR', '12,50', 'the amount is “12,50”'],
		['EUR', -12.345, 'the amount is “-12.345”'],
		['EUR', 0.1 + 0.2, 'the amount is “0.30000000000000004”'],
		['EUR', { value: 1 }, 'the amount is “{"value":1}”'],
		['JPY', -100.5, 'the amount is “-100.5”'],
		['eur', -1, 'the currency is “eur”'],
		['', -1, 'the currency is missing'],
	])('lists %s %s and does not count it', (currency, amount, why) => {
		const transactions = [transaction(7, amount, { currency }), transaction(8, '-5.00')];
		const [row = {}] = ofKind('Not counted', { transactions });
		expect(row.Note).toMatch(/^Gift 7, transaction \d+, Birthday: /);
		expect(row.Note).toContain(why);
		expect(money(row)).toBe('    ');
		expect(moneyOf('Report total', { transactions })).toEqual(['5.00 0.00 0.00 5.00 1']);
	});

	it.each<[string, Json]>([
		['the date is missing', { created_at: null }],
		['the date is “yesterday”', { created_at: 'yesterday' }],
		['the state is “reversed”', { state: 'reversed' }],
		['the state is missing', { state: null }],
		['the refund is pending', { transaction_type: 'refund', state: 'pending' }],
	])('does not count when %s', (why, more) => {
		const transactions = [transaction(7, -5, more)];
		expect(ofKind('Not counted', { transactions })[0]?.Note).toContain(why);
		expect(ofKind('Report total', { transactions })).toEqual([]);
	});

	it('knows how many decimals a currency has, and never adds two currencies', () => {
		const transactions = [
			transaction(1, -1500, { currency: 'JPY' }),
			transaction(1, '-2.5', { currency: 'KWD' }),
			transaction(1, -3),
		];
		const rows = ofKind('Employee', { transactions, log: [logged(1, '1')] });
		expect(rows.map(({ Currency, Net }) => `${Net ?? ''} ${Currency ?? ''}`)).toEqual([
			'3.00 EUR',
			'1500 JPY',
			'2.500 KWD',
		]);
		expect(ofKind('Report total', { transactions })).toHaveLength(3);
	});

	it('skips what moved no money, and what is neither a gift nor a refund', () => {
		const transactions = [
			transaction(1, -5, { state: 'cancelled' }),
			transaction(1, 500, { transaction_type: 'balance_top_up' }),
			transaction(1, -5, { transaction_type: 'constructor' }),
			transaction(1, -7, { transaction_type: 'warehouse_sends' }),
		];
		const done = run({ transactions });
		expect(done.Ledger.cancelled).toBe(1);
		expect(moneyOf('Ledger total', { transactions })).toEqual(['7.00 0.00 0.00 7.00 ']);
	});

	it('has each amount in the month in which it happened', () => {
		const september = '2026-09-20T12:00:00.000Z';
		const october = '2026-10-02T12:00:00.000Z';
		const november = '2026-11-02T12:00:00.000Z';
		const waiting = { state: 'pending', state_updated_at: september };
		const transactions = [
			transaction(1, -10, { created_at: september, state_updated_at: october }),
			transaction(1, -20, { created_at: september, state_updated_at: september }),
			transaction(1, -40, { created_at: october, state_updated_at: november }),
			transaction(1, -80, { created_at: october, ...waiting }),
			transaction(1, -160, { created_at: september, ...waiting }),
			refund(1, 5, { created_at: october }),
			// an update before the beginning is none
			transaction(1, -320, { created_at: october, state_updated_at: september }),
		];
		const rowOf = (period: string) =>
			moneyOf('Employee', { transactions, log: [logged(1, '1')], config: { period } });
		expect(rowOf('2026-09')).toEqual(['20.00 0.00 160.00 20.00 1']);
		expect(rowOf('2026-10')).toEqual(['330.00 5.00 80.00 325.00 1']);
		expect(rowOf('2026-11')).toEqual(['40.00 0.00 0.00 40.00 1']);
		expect(rowOf('2026')).toHaveLength(3);
		const [row] = ofKind('Employee', { transactions, log: [logged(1, '1')] });
		expect(row?.Note).toBe('With a gift made in an earlier month and approved in this one');
	});

	it('sums up to the cent, whatever the amounts', () => {
		const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
		fc.assert(
			fc.property(
				fc.array(fc.tuple(cents, fc.integer({ min: 1, max: 9 }), fc.boolean())),
				(some) => {
					const transactions = some.map(([amount, send, isRefund]) =>
						(isRefund ? refund : transaction)(send, amount / 100),
					);
					const log = [logged(1, '1'), logged(2, '1'), logged(3, '2'), logged(4, 'gone')];
					const { Report } = run({ transactions, log });
					expect(Report.mismatch).toBeNull();
					const [total] = rowsIn({ Report }).filter(({ Row }) => Row === 'Ledger total');
					// what leaves a wallet has a minus sign, what comes back a plus sign
					const net = some.reduce((sum, [amount]) => sum - amount, 0);
					expect(Math.round(Number(total?.Net ?? 0) * 100) - net).toBe(0);
				},
			),
		);
	});
});

describe('whose a gift is', () => {
	const one = [transaction(1, -5)];
	const nameOf = (log: readonly Json[]): string => {
		const [row] = rowsIn(run({ transactions: one, log }));
		return `${row?.Row ?? ''}: ${row?.['Employee number'] ?? ''} ${row?.Name ?? ''}`;
	};

	it.each<[string, Json[], string]>([
		['is what the key says', [logged(1, '2')], 'Employee: 102 Person 2'],
		[
			'is what the key says, whatever stands beside it',
			[logged(1, '2', { employee_id: '1' })],
			'Employee: 102 Person 2',
		],
		[
			'can be that of a key of your own',
			[logged(1, '2', { key: 'my-own-key' })],
			'Employee: 102 Person 2',
		],
		[
			'is who got it, not who was passed over because of it',
			[logged(1, '1', { outcome: 'alreadySent' }), logged(1, '2')],
			'Employee: 102 Person 2',
		],
		[
			'is who was found to have it, when nobody else was',
			[logged(1, '1', { outcome: 'alreadySent' })],
			'Employee: 101 Person 1',
		],
		[
			'is the same for two occasions of one person',
			[logged(1, '1'), logged(1, '1', { key: 'hibob:1:startDate:2026' })],
			'Employee: 101 Person 1',
		],
		['is not guessed for two', [logged(1, '1'), logged(1, '2')], 'Not in the Gift Log:  '],
		['is nobody’s without a row', [logged(9, '1')], 'Not in the Gift Log:  '],
		[
			'is nobody’s when Gift follow-up alone knows it',
			[logged(1, '1', { key: 'reachdesk:1', employee_id: null })],
			'Not in the Gift Log:  ',
		],
		[
			'stays theirs when HiBob no longer returns them',
			[logged(1, '77', { name: 'Left Long Ago' })],
			'Employee:  Left Long Ago',
		],
	])('%s', (_, log, expected) => {
		expect(nameOf(log)).toBe(expected);
	});

	it('says HiBob’s ID and why it knows no more of a leaver', () => {
		const [row] = ofKind('Employee', { transactions: one, log: [logged(1, '77')] });
		expect(row).toMatchObject({
			'HiBob ID': 'hibob:77',
			Employer: '',
			Note: 'HiBob no longer returns this person',
		});
	});

	it('names each gift that the Gift Log does not explain, and counts it', () => {
		const transactions = [
			transaction(5, -5),
			transaction(6, -6),
			refund(6, 1),
			refund(0, 2, { id: 99, send: null }),
		];
		const rows = ofKind('Not in the Gift Log', { transactions });
		expect(rows.map((row) => [row.Note, money(row)])).toEqual([
			['Gift 5, Birthday. No row of the Gift Log has this gift', '5.00 0.00 0.00 5.00 1'],
			['Gift 6, Birthday. No row of the Gift Log has this gift', '6.00 1.00 0.00 5.00 1'],
			['Transaction 99. It belongs to no gift', '0.00 2.00 0.00 -2.00 0'],
		]);
		expect(moneyOf('Report total', { transactions })).toEqual(['11.00 3.00 0.00 8.00 2']);
	});
});

describe('a report that cannot be made', () => {
	it.each<[string, Setting, RegExp]>([
		[
			'Reachdesk’s list has gaps',
			{ transactions: [{ error: 'Reachdesk’s list of transactions has gaps' }] },
			/^Reachdesk’s list of transactions has gaps, so there is no report\. .*Try again/,
		],
		[
			'Reachdesk does not answer',
			{ transactions: [{ error: 'Reachdesk rejected the API token (401)' }] },
			/^Reachdesk could not be read, so there is no report\. .*\(401\)\.$/,
		],
		['there is no Gift Log', { log: [{ error: 'No table' }] }, /^The Gift Log could not be read/],
		[
			'HiBob does not answer',
			{ employees: [{ error: 'HiBob refused access (403)' }] },
			/^HiBob could not be read, so there is no report\. .*\(403\)\.$/,
		],
		['HiBob returns nobody', { employees: [{}] }, /^HiBob returned nobody/],
		[
			'a field is not readable',
			{
				employees: EMPLOYEES.map((employee) => ({
					...employee,
					fieldsNotReadable: ['work.employeeIdInCompany', 'address.siteCountry'],
				})),
			},
			/does not show the employee number, the country of the site, .*for Work and Address\.$/,
		],
	])('says so when %s', (_, setting, words) => {
		const transactions = setting.transactions ?? [transaction(1, -5)];
		expect(run({ ...setting, transactions }).Report).toEqual({
			route: 'stop',
			problem: expect.stringMatching(words),
		});
		for (const query of [{}, { file: 'csv' }]) {
			const { Report } = run({ ...setting, transactions, query });
			expect(Report).toEqual({ route: 'page', problem: expect.stringMatching(words) });
		}
	});

	it.each<[string, (ledger: Json) => Json]>([
		['loses a gift', (own) => ({ ...own, entries: [] })],
		[
			'takes one for another kind',
			(own) => ({
				...own,
				entries: (Array.isArray(own.entries) ? own.entries : [])
					.filter(isRecord)
					.map((entry) => ({ ...entry, column: 'pending' })),
			}),
		],
		['knows a currency that the ledger has not', (own) => ({ ...own, totals: [] })],
	])('is red when it %s', (_, ledger) => {
		const setting = { transactions: [transaction(1, -5)], ledger };
		const { Report } = run(setting);
		expect(Report).toMatchObject({ route: 'stop' });
		expect(Report.problem).toBe(
			'The report does not add up to Reachdesk’s ledger in EUR. Do not use its figures.',
		);
		expect(ofKind('Ledger total', setting)[0]?.Note).toBe('DIFFERS: do not use');
		const page = run({ ...setting, query: {} });
		expect(page.Report).toMatchObject({ route: 'page', mismatch: Report.problem });
	});
});

describe('the CSV', () => {
	const NAMES = [
		'=HYPERLINK("http://evil.example","Click")',
		'+49 30 1234',
		'-2+3',
		'@SUM(A1)',
		'  =1+1',
		'＝1+1',
		'O’Brien, "Bob"\r\nJr.',
		'محمد عبد الله',
		'נועה לוי',
		'王小明',
		'สมชาย ใจดี',
		'Zoë 🎁 Ångström',
		'2026-01',
		'Two\r\nlines',
	];
	const employees = NAMES.map((displayName, index) => ({
		...EMPLOYEES[0],
		id: String(index),
		displayName,
	}));
	const transactions = NAMES.flatMap((_, index) => [
		transaction(index + 1, -5),
		refund(index + 1, 7.5),
	]);
	const log = NAMES.map((_, index) => logged(index + 1, String(index)));

	it('keeps every name, and makes no formula of it', () => {
		const rows = ofKind('Employee', { employees, transactions, log });
		const expected = NAMES.map((name) => (/^\s*[=+\-@＝]/.test(name) ? `'${name.trim()}` : name));
		expect(rows.map(({ Name }) => Name).sort()).toEqual(expected.sort());
		// a negative number stays one
		expect(new Set(rows.map(({ Net }) => Net))).toEqual(new Set(['-2.50']));
	});

	it('begins with a byte order mark, has CRLF and as many cells in each line', () => {
		const csv = String(run({ employees, transactions, log }).Report.csv);
		expect(csv.startsWith('\ufeffRow,Month,Employee number,HiBob ID,Name,')).toBe(true);
		expect(csv.endsWith('\r\n')).toBe(true);
		expect(csv.replaceAll('\r\n', '')).not.toContain('\n');
		const lines = parse(csv, { bom: true, relax_column_count: true });
		expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([14]));
	});

	it('is the answer to whom asks for the file', () => {
		const { Report } = run({ transactions, query: { period: '2026-10', file: 'csv' } });
		expect(Report).toMatchObject({ route: 'file', fileName: 'benefit-report-2026-10.csv' });
	});
});
