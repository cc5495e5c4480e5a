import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTemplate } from '../../sandbox/demo/templates.mts';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { runCodeNode } from './codeNode.mts';

type Json = Record<string, unknown>;

const NOW = '2026-11-20T07:00:00Z';
const SLUG = 'employee-sync';

const employee = (id: string, title: string | null = null): Json => ({
	employee: { id, displayName: `Person ${id}`, title },
	judged: { date: '2026-11-20' },
});

const row = (id: string, more: Json = {}): Json => ({
	id: Number(id),
	employee_id: id,
	display_name: `Person ${id}`,
	source: 'hibob',
	roster: 'in',
	...more,
});

function difference(listed: readonly Json[], rows: readonly Json[]): Json {
	const [result] = runCodeNode(SLUG, 'What Is Different', {
		now: NOW,
		nodes: {
			'Sync Settings': [{ config: { source: 'hibob', largestShrink: 20 } }],
			'HiBob Employees': listed,
			'Rows Before': rows,
			'Last Sync': [{}],
		},
	});
	return result ?? {};
}

describe('What Is Different', () => {
	it('adds new people at once, and writes one by one what is in the table', () => {
		const listed = [employee('1'), employee('2', 'Cook'), employee('3'), employee('4')];
		const rows = [row('1'), row('2'), row('3', { roster: 'left' })];
		expect(difference(listed, rows)).toMatchObject({
			refusal: null,
			newRows: [{ employee_id: '4', last_change: 'added', roster: 'in', source: 'hibob' }],
			changedRows: [
				{ employee_id: '2', last_change: 'changed', changed_fields: 'title' },
				{ employee_id: '3', last_change: 'returned' },
			],
		});
	});

	it.each([
		['of another source', [row('1', { source: 'personio' })], /Another source/],
		['with a person twice', [row('1'), row('2', { employee_id: '1' })], /twice/],
	])('writes nothing into a table %s', (_, rows, refusal) => {
		const result = difference([employee('1'), employee('2', 'Cook'), employee('4')], rows);
		expect(result).toMatchObject({
			refusal: expect.stringMatching(refusal),
			newRows: [],
			changedRows: [],
		});
	});
});

describe('Added Twice', () => {
	const twice = (rows: readonly Json[]): unknown[] =>
		runCodeNode(SLUG, 'Added Twice', { now: NOW, input: rows }).map(({ id }) => id);

	it('lists no row of a table in which each person is once', () => {
		expect(twice([row('1'), row('2')])).toEqual([]);
	});

	it('lists all but the row with the lowest ID', () => {
		const rows = [row('9'), row('10', { employee_id: '9' }), row('2', { employee_id: '9' })];
		expect(twice(rows)).toEqual([9, 10]);
	});

	it('leaves each person once, however runs at the same time add and look', () => {
		const people = fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 });
		const runs = fc.array(people, { minLength: 2, maxLength: 4 });
		const steps = runs.chain((added) =>
			fc.record({
				added: fc.constant(added),
				// the number of a run: first it adds, then it looks, then it deletes
				order: fc.shuffledSubarray(
					added.flatMap((_, run) => [run, run, run]),
					{ minLength: added.length * 3, maxLength: added.length * 3 },
				),
			}),
		);
		fc.assert(
			fc.property(steps, ({ added, order }) => {
				let table: Json[] = [];
				let lastId = 0;
				const found = new Map<number, unknown[]>();
				const hasAdded = new Set<number>();
				for (const run of order) {
					const toDelete = found.get(run);
					if (!hasAdded.has(run)) {
						hasAdded.add(run);
						const rows = (added[run] ?? []).map((id) => ({ id: (lastId += 1), employee_id: id }));
						table.push(...rows);
					} else if (toDelete === undefined) {
						found.set(run, twice(table));
					} else {
						table = table.filter(({ id }) => !toDelete.includes(id));
					}
				}
				const left = table.map(({ employee_id: id }) => id);
				expect(left.toSorted()).toEqual([...new Set(added.flat())].toSorted());
			}),
			{ numRuns: 100 },
		);
	});
});

describe('Add New Rows', () => {
	const node = readTemplate(SLUG).nodes.find(({ name }) => name === 'Add New Rows');
	const template = isRecord(node?.parameters) ? String(node.parameters.workflowJson) : '';
	const inner = () => {
		const text = template
			.replace(/^=/, '')
			.replace("{{ $('Employee Table').first().json.id }}", 'T1');
		const workflow: unknown = JSON.parse(text);
		return workflow;
	};

	// n8n takes one row at a time when the ID of the table is an expression or the option is off
	it('adds all rows with one write into the table whose ID is known', () => {
		const parameters = {
			resource: 'row',
			operation: 'insert',
			dataTableId: { __rl: true, mode: 'id', value: 'T1' },
			options: { optimizeBulk: true },
		};
		expect(inner()).toMatchObject({ nodes: [{}, { parameters }] });
	});

	it('keeps no copy of the company', () => {
		expect(inner()).toMatchObject({
			settings: {
				saveDataSuccessExecution: 'none',
				saveDataErrorExecution: 'none',
				saveManualExecutions: false,
				saveExecutionProgress: false,
			},
		});
	});
});
