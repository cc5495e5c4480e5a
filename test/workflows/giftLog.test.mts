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
