import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { OUTCOMES } from '../nodes/Reachdesk/gifts/outcome.ts';
import { isObject } from '../nodes/shared/jsonObject.ts';
import type { JsonObject } from '../nodes/shared/jsonObject.ts';

/** What holds for every shipped workflow, as it is imported. */

const FOLDER = path.resolve(import.meta.dirname, '..', 'workflows');

interface Node {
	name: string;
	type: string;
	id: string;
	disabled: boolean;
	parameters: JsonObject;
	json: JsonObject;
}

interface Workflow {
	name: string;
	nodes: Node[];
	/** names of the nodes that a node leads to, from all of its outputs or from one */
	followers: (name: string, output?: number) => string[];
	settings: JsonObject;
	json: JsonObject;
}

const objects = (value: unknown): JsonObject[] =>
	Array.isArray(value) ? value.filter(isObject) : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function nodeIn(json: JsonObject): Node {
	const { name, type, id, disabled, parameters } = json;
	return {
		name: textOf(name),
		type: textOf(type).split('.').at(-1) ?? '',
		id: textOf(id),
		disabled: disabled === true,
		parameters: isObject(parameters) ? parameters : {},
		json,
	};
}

function workflowIn(file: string): Workflow {
	const json: unknown = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
	if (!isObject(json)) throw new Error(`${file} is no workflow`);
	const connections = isObject(json.connections) ? json.connections : {};
	const followers = (name: string, output?: number): string[] => {
		const own = connections[name];
		const all = isObject(own) && Array.isArray(own.main) ? own.main : [];
		const outputs = output === undefined ? all : all.slice(output, output + 1);
		return outputs.flatMap((one) => objects(one).map(({ node }) => textOf(node)));
	};
	return {
		name: textOf(json.name),
		nodes: objects(json.nodes).map(nodeIn),
		followers,
		settings: isObject(json.settings) ? json.settings : {},
		json,
	};
}

const WORKFLOWS = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.json'))
	.map((file) => [file, workflowIn(file)] as const);

const ofType = ({ nodes }: Workflow, ...types: string[]): Node[] =>
	nodes.filter(({ type }) => types.includes(type));

const isEmptyLocator = (value: unknown): boolean => isObject(value) && value.value === '';

describe.each(WORKFLOWS)('%s', (file, workflow) => {
	const { nodes, followers, settings, json } = workflow;
	const names = nodes.map(({ name }) => name);
	const [note] = ofType(workflow, 'stickyNote');
	const noteText = textOf(note?.parameters.content);

	test('has nodes with names and ids of their own, and connects those alone', () => {
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(names.length);
		expect(
			names.flatMap((name) => followers(name)).filter((name) => !names.includes(name)),
		).toEqual([]);
	});

	test('brings nothing of anybody’s n8n', () => {
		expect(nodes.filter(({ json: node }) => node.credentials !== undefined)).toEqual([]);
		expect(json.pinData ?? {}).toEqual({});
		const called = ofType(workflow, 'executeWorkflow').map(
			({ parameters }) => parameters.workflowId,
		);
		expect(called.filter((workflowId) => !isEmptyLocator(workflowId))).toEqual([]);
		expect(settings.errorWorkflow).toBeUndefined();
	});

	test('says what it saves of its executions, and why', () => {
		expect(Object.keys(settings)).toEqual(
			expect.arrayContaining([
				'saveDataSuccessExecution',
				'saveDataErrorExecution',
				'saveManualExecutions',
				'saveExecutionProgress',
			]),
		);
		expect(noteText).toMatch(/\bsaves?\b/i);
	});

	test('saves nothing when it answers people, whose passwords and names would be in it', () => {
		if (ofType(workflow, 'webhook', 'formTrigger').length === 0) return;
		expect(settings).toMatchObject({
			saveDataSuccessExecution: 'none',
			saveManualExecutions: false,
			saveExecutionProgress: false,
		});
	});

	test('names the error workflow in its setup', () => {
		if (file === 'gift-alerts.json') return;
		expect(noteText).toMatch(/Gift alerts|needs no error workflow/);
	});

	test('has code that can be read', () => {
		for (const { name, parameters } of ofType(workflow, 'code')) {
			const source = textOf(parameters.jsCode);
			expect(() => new Script(`(async () => {${source}\n})`, { filename: name })).not.toThrow();
		}
	});

	test('leaves required settings empty, so that n8n asks for them before publishing', () => {
		for (const { parameters } of ofType(workflow, 'reachdesk')) {
			if (!['send', 'sendMany'].includes(textOf(parameters.operation))) continue;
			const { campaign, sender } = parameters;
			const isAsked = isEmptyLocator(campaign) && sender === '';
			const comesFromSettings = JSON.stringify([campaign, sender]).includes('={{');
			expect(isAsked || comesFromSettings).toBe(true);
		}
	});

	test('sorts every outcome of a gift, so that none is lost on the way', () => {
		for (const { parameters } of ofType(workflow, 'switch')) {
			const rules = JSON.stringify(parameters);
			if (!rules.includes('$json.outcome')) continue;
			expect(OUTCOMES.filter((outcome) => !rules.includes(`"${outcome}"`))).toEqual([]);
		}
	});

	test('has Slack, switched off, behind each email to a team, and marks the email of a test', () => {
		for (const mail of ofType(workflow, 'emailSend')) {
			expect(JSON.stringify(json)).toContain('[Test]');
			// a secret that is for one person alone
			if (file === 'my-gifts.json') continue;
			const behind = nodes.filter(({ name }) => followers(mail.name, 0).includes(name));
			expect(behind.map(({ type, disabled }) => [type, disabled])).toEqual([['slack', true]]);
		}
	});
});

test('every workflow that asks Gift Holds keeps back all that comes back with an outcome', () => {
	const calling = WORKFLOWS.filter(([file, { nodes }]) => {
		return file !== 'my-gifts.json' && nodes.some(({ name }) => name === 'Gift Holds');
	});
	expect(calling.length).toBeGreaterThanOrEqual(5);
	for (const [, { nodes, followers }] of calling) {
		expect(followers('Gift Holds', 0)).toEqual(['Held?']);
		const held = nodes.find(({ name }) => name === 'Held?');
		expect(JSON.stringify(held?.parameters)).toMatch(
			/"leftValue":"=\{\{ \$json\.outcome \?\? '' \}\}".*"operation":"notEmpty"/,
		);
	}
});

test('the pages and the tables live in workflows that others may call', () => {
	for (const file of ['gift-log.json', 'gift-holds.json', 'gift-alerts.json']) {
		expect(workflowIn(file).settings.callerPolicy).toBe('any');
	}
});
