import { describe, expect, it } from '@jest/globals';
import { listAt, textAt } from '../../sandbox/n8n/answers.mts';
import { runCodeNode } from './codeNode.mts';

type Json = Record<string, unknown>;

const COMBINED = 'n8n-nodes-hibob-reachdesk';

const workflow = (changes: Json = {}): Json => ({
	id: 'w1',
	name: 'Gifts',
	active: true,
	isArchived: false,
	versionId: 'v1',
	activeVersionId: 'v1',
	nodes: [{ id: 'n1', name: 'HiBob Employees', type: `${COMBINED}.hiBobTrigger` }],
	connections: { 'HiBob Employees': { main: [] } },
	settings: { timezone: 'UTC' },
	staticData: { 'node:HiBob Employees': { lastRun: '2026-11-16' } },
	...changes,
});

const ofTypes = (...types: string[]): Json =>
	workflow({ nodes: types.map((type, index) => ({ id: `n${String(index)}`, type })) });

const moved = (workflows: readonly Json[], to = 'pair'): Json[] =>
	runCodeNode('package-move', 'Changed Workflows', {
		now: '2026-11-26T09:00:00.000Z',
		workflow: 'move',
		input: workflows,
		nodes: { Direction: [{ to }] },
	});

const typesIn = (item: Json | undefined): unknown[] =>
	listAt(JSON.parse(String(item?.change)), 'nodes').map((node) => textAt(node, 'type'));

const ALL = [
	'hiBob',
	'hiBobTool',
	'hiBobTrigger',
	'reachdesk',
	'reachdeskTool',
	'reachdeskTrigger',
];
const PAIR = ALL.map(
	(type) => `n8n-nodes-${type.startsWith('hiBob') ? 'hibob' : 'reachdesk'}.${type}`,
);
const ONE = ALL.map((type) => `${COMBINED}.${type}`);

describe('the move of workflows between the packages', () => {
	it('changes each node type of ours, also those of tools, and back', () => {
		expect(typesIn(moved([ofTypes(...ONE)])[0])).toEqual(PAIR);
		expect(typesIn(moved([ofTypes(...PAIR)], 'combined')[0])).toEqual(ONE);
	});

	it('sends n8n nothing of the memory, which n8n keeps when it is not told', () => {
		const [item] = moved([workflow()]);
		const { id, name, connections, settings } = workflow();
		expect(item).toMatchObject({ id, workflow: name, published: true, problem: '' });
		expect(JSON.parse(String(item?.change))).toEqual({
			name,
			connections,
			settings,
			nodes: [{ id: 'n1', name: 'HiBob Employees', type: 'n8n-nodes-hibob.hiBobTrigger' }],
		});
	});

	it('changes a workflow that is kept as a parameter of another', () => {
		const inner = JSON.stringify({ nodes: [{ type: `${COMBINED}.reachdesk` }] });
		const nodes = [{ type: 'n8n-nodes-base.executeWorkflow', parameters: { workflowJson: inner } }];
		const [item] = moved([workflow({ nodes })]);
		expect(item?.change).toContain('n8n-nodes-reachdesk.reachdesk');
		expect(item?.change).not.toContain(COMBINED);
	});

	it('passes over itself, what has none of our nodes and what is moved already', () => {
		const others = ofTypes('n8n-nodes-base.set', 'n8n-nodes-slack.slack');
		expect(moved([workflow({ id: 'move' }), others, ofTypes(...PAIR)])).toEqual([]);
		expect(moved([ofTypes(...ONE)], 'combined')).toEqual([]);
	});

	it.each([
		['archived', { isArchived: true }, /archived/],
		['changed and not published', { versionId: 'v2' }, /changes that are not published/],
	])('names a problem of one that is %s', (_, changes, problem) => {
		expect(moved([workflow(changes)])[0]?.problem).toMatch(problem);
	});

	it.each([
		['was never published', { active: false, activeVersionId: null, versionId: 'v2' }],
		['comes from an n8n without versions', { activeVersionId: undefined, versionId: 'v2' }],
	])('has none for one that %s', (_, changes) => {
		expect(moved([workflow(changes)])[0]?.problem).toBe('');
	});

	it('stops at a direction that there is not', () => {
		expect(() => moved([workflow()], 'Pair')).toThrow(/Use pair or combined/);
	});
});
