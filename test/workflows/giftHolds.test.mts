import { describe, expect, it } from '@jest/globals';
import { readTemplate } from '../../sandbox/demo/templates.mts';
import { runCodeNode } from './codeNode.mts';

type Json = Record<string, unknown>;

const employee = (id: string, workEmail: string | null = `${id}@example.com`) => ({
	id,
	workEmail,
	email: workEmail,
});

const row = (employee_id: string | null, email: string | null, choice: string | null) => ({
	id: 1,
	employee_id,
	email,
	choice,
});

/** What Gift holds says of some items. */
const marked = (
	items: readonly Json[],
	{ choices = [{}], holds = [{}] }: { choices?: readonly Json[]; holds?: readonly Json[] } = {},
): Json[] =>
	runCodeNode('gift-holds', 'Mark Held Gifts', {
		now: '2026-11-26T07:00:00Z',
		nodes: {
			'When Executed by Another Workflow': items,
			'Read Holds': holds,
			'Read Opt-Outs': choices,
		},
	});

const outcomeOf = (item: Json, choices: readonly Json[]): unknown =>
	marked([item], { choices })[0]?.outcome ?? null;

const ANN = { key: 'hibob:1:birthday:2026', employee: employee('1', 'Ann@example.com') };

describe('Gift holds', () => {
	it.each<[string, Json, Json[], string | null]>([
		['nobody has chosen', ANN, [{}], null],
		['the employee wants none', ANN, [row('1', 'ann@example.com', 'none')], 'optedOut'],
		['the employee wants gifts', ANN, [row('1', 'ann@example.com', 'gifts')], null],
		['their address is another by now', ANN, [row('1', 'was@example.com', 'none')], 'optedOut'],
		['somebody else wants none', ANN, [row('2', 'other@example.com', 'none')], null],
		['a choice is not clear', ANN, [row('1', 'ann@example.com', '')], 'optedOut'],
		['a choice is missing', ANN, [row('1', 'ann@example.com', null)], 'optedOut'],
		['a choice was typed by hand', ANN, [row('1', null, ' Gifts ')], null],
		['a row has the address alone', ANN, [row(null, 'ANN@example.com', 'none')], 'optedOut'],
		['who shares the address wants none', ANN, [row('2', 'ann@example.com', 'none')], 'optedOut'],
		['who shares the address wants gifts', ANN, [row('2', 'ann@example.com', 'gifts')], null],
		[
			'who shares the address wants none, and the employee has chosen gifts',
			ANN,
			[row('2', 'ann@example.com', 'none'), row('1', 'ann@example.com', 'gifts')],
			null,
		],
		[
			'two rows of the employee differ',
			ANN,
			[row('1', 'ann@example.com', 'gifts'), row('1', 'ann@example.com', 'none')],
			'optedOut',
		],
		[
			'an item has no id',
			{ key: 'k', employee: { workEmail: ' ANN@example.com' } },
			[row('1', 'ann@example.com', 'none')],
			'optedOut',
		],
		[
			'an item is a row of HiBob: Employee',
			employee('1', null),
			[row('1', 'ann@example.com', 'none')],
			'optedOut',
		],
		['an empty row meets an item without an address', ANN, [row(null, null, 'none')], null],
		[
			'an empty row meets an employee without id and address',
			{ key: 'k', employee: employee('', null) },
			[row('', '', 'none'), row(null, null, 'none')],
			null,
		],
		['an item holds no employee', { key: 'k', employee: null }, [row('1', null, 'none')], null],
		['an item is of something else', { id: '1' }, [row('1', null, 'none')], null],
	])('when %s', (_, item, choices, outcome) => {
		expect(outcomeOf(item, choices)).toBe(outcome);
	});

	it('leaves everything in an item that is not held as it was, and keeps order and number', () => {
		const items = [ANN, { event: 'none' }, { key: 7, employee: null }, ANN];
		expect(marked(items)).toEqual(items);
		const both = marked([...items, { employee: employee('2') }], {
			choices: [row('1', null, 'none')],
		});
		expect(both.map(({ outcome }) => outcome ?? null)).toEqual([
			'optedOut',
			null,
			null,
			'optedOut',
			null,
		]);
		expect(both[0]?.explanation).toBe('They asked for no gifts');
		expect(both[0]).toMatchObject(ANN);
	});

	it('says that somebody wants no gifts rather than that one is on hold, which ends one day', () => {
		const holds = [
			{ id: 1, key: 'employee:1', by: 'HR' },
			{ id: 2, key: 'hibob:2:birthday:2026', by: 'HR' },
		];
		const items = [ANN, { key: 'hibob:2:birthday:2026', employee: employee('2') }];
		const without = marked(items, { holds });
		expect(without.map(({ outcome }) => outcome)).toEqual(['held', 'held']);
		const withChoice = marked(items, { holds, choices: [row('1', null, 'none')] });
		expect(withChoice.map(({ outcome }) => outcome)).toEqual(['optedOut', 'held']);
	});

	it('fails when a table cannot be read, so that the gift workflow sends nothing', () => {
		const tables = readTemplate('gift-holds').nodes.filter(({ type }) =>
			String(type).endsWith('.dataTable'),
		);
		expect(tables).toHaveLength(4);
		for (const { onError, continueOnFail } of tables) {
			expect([onError, continueOnFail]).toEqual([undefined, undefined]);
		}
	});
});
