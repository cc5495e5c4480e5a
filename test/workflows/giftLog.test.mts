import { describe, expect, it } from '@jest/globals';
import { readTemplate } from '../../sandbox/demo/templates.mts';
import { runCodeNode } from './codeNode.mts';

const NOW = '2026-11-26T07:00:00Z';

/** What the gift workflow learns, when so much was to be written and the tables returned these rows. */
const resultOf = (
	wanted: { changed?: readonly object[]; added?: readonly object[]; runs?: readonly object[] },
	written: Readonly<Record<string, readonly Record<string, unknown>[]>>,
) =>
	runCodeNode('gift-log', 'Result', {
		now: NOW,
		nodes: {
			'What Is New': [{ changed: [], added: [], runs: [], needsYou: 0, message: null, ...wanted }],
			...written,
		},
	})[0];

describe('the result of the Gift log', () => {
	it('is well when each row was written', () => {
		const changed = [{ key: 'a' }, { key: 'b' }];
		const runs = [{ workflow_id: '1', trigger: 'HiBob Employees' }];
		const rows = changed.map((row, id) => ({ ...row, id }));
		const result = resultOf(
			{ changed, added: [{ key: 'c' }], runs },
			{
				'Write Rows': rows,
				'Add Rows': [{ success: true }],
				'Record Run': runs.map((run) => ({ ...run, id: 7 })),
			},
		);
		expect(result).toEqual({ needsYou: 0, message: null, rows: 4 });
	});

	it('counts a row that is in the table twice as one', () => {
		const rows = [1, 2].map((id) => ({ key: 'a', id }));
		const result = resultOf({ changed: [{ key: 'a' }] }, { 'Write Rows': rows });
		expect(result).toEqual({ needsYou: 0, message: null, rows: 1 });
	});

	it('says how many rows could not be written: what n8n passes on has no id', () => {
		const changed = [{ key: 'a' }, { key: 'b' }];
		const result = resultOf(
			{ changed, added: [{ key: 'c' }] },
			{ 'Write Rows': [{ key: 'a', id: 1 }, { key: 'b' }], 'Add Rows': [{ key: 'c' }] },
		);
		expect(result?.message).toMatch(/^2 of 3 rows could not be written to the Gift Log/);
	});
});

describe('what is new in the Gift log', () => {
	const judged = { date: '2026-11-26', preview: false };
	const newsOf = (
		items: readonly Record<string, unknown>[],
		before: readonly Record<string, unknown>[] = [],
	) =>
		runCodeNode('gift-log', 'What Is New', {
			now: NOW,
			nodes: { 'Called by a Gift Workflow': items, 'Rows Before': before },
		})[0];

	it('replaces what Gift follow-up has added about the same send', () => {
		const gift = {
			key: 'hibob:1:birthday:2026',
			outcome: 'alreadySent',
			gift: { id: 70_001 },
			judged,
		};
		const before = [
			{ id: 1, key: 'reachdesk:70001', send_id: '70001' },
			{ id: 2, key: 'reachdesk:70002', send_id: '70002' },
		];
		expect(newsOf([gift], before)).toMatchObject({
			added: [],
			changed: [{ key: 'hibob:1:birthday:2026', send_id: '70001' }],
			duplicates: [{ id: 1 }],
		});
	});

	it('leaves a gift that was sent as it is, unless a run at the same moment has noted otherwise', () => {
		const gift = { key: 'a', outcome: 'alreadySent', gift: { id: 70_001 }, judged };
		const row = { id: 1, key: 'a', send_id: '70001' };
		expect(newsOf([gift], [{ ...row, outcome: 'sent' }])).toMatchObject({ changed: [] });
		expect(newsOf([gift], [{ ...row, outcome: 'unconfirmed' }])).toMatchObject({
			changed: [{ key: 'a', outcome: 'alreadySent' }],
		});
	});

	it('names no network code, for which n8n would put a sentence of its own in the place of this one', () => {
		const error =
			'a: Reachdesk did not answer. Check the network of this n8n (ECONNRESET). Nothing was sent';
		expect(newsOf([{ key: 'a', error, judged }])).toMatchObject({
			message:
				'1 of 1 gift needs you: 1 was refused (Reachdesk did not answer. Check the network of this n8n. Nothing was sent)',
			added: [],
			changed: [{ explanation: expect.stringContaining('ECONNRESET') }],
		});
	});

	describe('of a gift over budget', () => {
		const key = 'hibob:1:birthday:2026';
		const said = (gifts: string, month = 'November 2026') =>
			`Nothing was sent. ${gifts} from this campaign in ${month}, and the cap is 2 per campaign and month. To send it, raise the cap`;
		const cause = said('There are 2 gifts').replace('Nothing was sent. ', '');
		const gift = (explanation = said('There are 2 gifts')) => ({
			key,
			outcome: 'overBudget',
			explanation,
			occasion: { type: 'birthday', date: '2026-11-26', dueDate: '2026-11-26' },
			judged,
		});
		const row = (changes: object = {}) => ({
			id: 1,
			key,
			outcome: 'overBudget',
			explanation: said('There are 2 gifts'),
			run_day: '2026-11-25',
			...changes,
		});

		it('is what its cap says, with what to do: the run is red once', () => {
			expect(newsOf([gift()])).toMatchObject({
				needsYou: 1,
				message: `1 of 1 gift needs you: 1 is over budget (${cause})`,
				added: [{ key, outcome: 'overBudget' }],
			});
		});

		it.each([
			['the same figures', said('There are 2 gifts')],
			['one gift less', said('There is 1 gift')],
			['one gift more', said('There are 13 gifts')],
		])(
			'is no news on the next day, with %s: the run is green, and the row stays one',
			(_, words) => {
				expect(newsOf([gift(words)], [row()])).toMatchObject({
					needsYou: 0,
					message: null,
					added: [],
					changed: [{ key, outcome: 'overBudget', run_day: '2026-11-26' }],
					duplicates: [],
				});
			},
		);

		it('is no news when the same was said by hand', () => {
			const byHand = row({ explanation: `By hand, Ada: a parcel. ${said('There are 2 gifts')}` });
			expect(newsOf([gift()], [byHand])).toMatchObject({ needsYou: 0, message: null });
		});

		it.each([
			['the cap of another month', row({ explanation: said('There are 2 gifts', 'October 2026') })],
			[
				'another cap',
				row({
					explanation:
						'Nothing was sent. There are 2 gifts to this person in 2026, and the cap is 2 per person and year. To send it, raise the cap',
				}),
			],
			[
				'something else in between',
				row({ outcome: 'refused', explanation: said('There are 2 gifts') }),
			],
			['nothing yet', row({ key: 'hibob:2:birthday:2026' })],
		])('is news again after %s', (_, before) => {
			expect(newsOf([gift()], [before])).toMatchObject({ needsYou: 1 });
		});

		it('hides no other trouble, and counts each gift for itself', () => {
			const others = ['hibob:2:birthday:2026', 'hibob:3:birthday:2026'].map((other) => ({
				...gift(),
				key: other,
			}));
			const refused = { key: 'hibob:4:birthday:2026', error: 'Reachdesk said no', judged };
			expect(newsOf([gift(), ...others, refused], [row()])).toMatchObject({
				needsYou: 3,
				message: `3 of 4 gifts need you: 2 are over budget (${cause}), 1 was refused (Reachdesk said no)`,
			});
		});

		it('is found in the table however long ago the gift fell due', () => {
			const read = readTemplate('gift-log').nodes.find(({ name }) => name === 'Rows Before');
			expect(read?.parameters).toMatchObject({
				matchType: 'anyCondition',
				filters: {
					conditions: [
						{ keyName: 'due_date', condition: 'gte' },
						{ keyName: 'outcome', condition: 'eq', keyValue: 'overBudget' },
					],
				},
			});
		});
	});

	it('keeps the name and the key of an error in their own columns, so that the same cause is one', () => {
		const refused = (id: number, name: string) => ({
			key: `hibob:${String(id)}:birthday:2026`,
			employee: { id: String(id), displayName: name },
			error: `${name} (hibob:${String(id)}:birthday:2026): Reachdesk said no`,
			judged,
		});
		const news = newsOf([refused(1, 'Marcus Lee'), refused(2, 'Noa (Ada) Levi')]);
		expect(news?.message).toBe('2 of 2 gifts need you: 2 were refused (Reachdesk said no)');
		expect(news?.changed).toMatchObject([
			{ name: 'Marcus Lee', explanation: 'Reachdesk said no' },
			{ name: 'Noa (Ada) Levi', explanation: 'Reachdesk said no' },
		]);
	});

	it('says why a gift is not confirmed', () => {
		const gift = {
			key: 'hibob:1:birthday:2026',
			outcome: 'unconfirmed',
			explanation: 'Employees 1 and 2 have the same email address. This one was not sent',
			judged,
		};
		expect(newsOf([gift])?.message).toBe(
			'1 of 1 gift needs you: 1 is not confirmed (Employees 1 and 2 have the same email address. This one was not sent)',
		);
	});
});
