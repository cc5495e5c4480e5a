import { describe, expect, it } from '@jest/globals';
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
			doubles: [{ id: 1 }],
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
