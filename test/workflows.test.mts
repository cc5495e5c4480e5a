import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { OUTCOMES } from '../nodes/Reachdesk/gifts/outcome.ts';
import { LINKS_ON_REQUEST } from '../nodes/Reachdesk/resources/gift/giftFieldProperties.ts';
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

	test('has Reachdesk nodes of a version that links to HiBob on request alone', () => {
		const versions = ofType(workflow, 'reachdesk').map(({ json: node }) => node.typeVersion);
		expect(versions.filter((version) => Number(version) < LINKS_ON_REQUEST)).toEqual([]);
	});

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

	test('begins with what to do, in notes that can be read on the canvas', () => {
		expect(noteText).toMatch(/^## [^\n]+\n[^\n#]+\n\n### Start here\n1\. /);
		const areas = nodes.map(({ name, type, parameters, json: { position } }) => {
			const [left = NaN, top = NaN] = Array.isArray(position) ? position.map(Number) : [];
			const isNote = type === 'stickyNote';
			const [width, height] = isNote ? [parameters.width, parameters.height].map(Number) : [96, 96];
			return {
				name,
				isNote,
				left,
				top,
				right: left + (width ?? NaN),
				bottom: top + (height ?? NaN),
			};
		});
		type Area = (typeof areas)[number];
		const touches = (one: Area, other: Area) =>
			one.left < other.right &&
			other.left < one.right &&
			one.top < other.bottom &&
			other.top < one.bottom;
		const holds = (outer: Area, { left, top, right, bottom }: Area) =>
			outer.left < left && outer.top + 60 < top && right < outer.right && bottom < outer.bottom;
		const notes = areas.filter(({ isNote }) => isNote);
		const inTheWay = notes.flatMap((one) =>
			areas
				.filter(
					(other) => other !== one && touches(one, other) && !(!other.isNote && holds(one, other)),
				)
				.map((other) => `${one.name}: ${other.name}`),
		);
		expect(inTheWay).toEqual([]);
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

const isSend = ({ type, parameters }: Node): boolean =>
	type === 'reachdesk' && ['send', 'sendMany'].includes(textOf(parameters.operation));

test('every workflow that sends gifts asks Gift Holds, and keeps back all that comes with an outcome', () => {
	const sending = WORKFLOWS.filter(([, { nodes }]) => nodes.some(isSend));
	expect(sending.length).toBeGreaterThanOrEqual(5);
	for (const [, { nodes, followers }] of sending) {
		expect(followers('Gift Holds', 0)).toEqual(['Held?']);
		const held = nodes.find(({ name }) => name === 'Held?');
		expect(JSON.stringify(held?.parameters)).toMatch(
			/"leftValue":"=\{\{ \$json\.outcome \?\? '' \}\}".*"operation":"notEmpty"/,
		);
		// what is not held leads to the sends, what is held to none
		const reached = (name: string, seen = new Set<string>()): Set<string> => {
			if (seen.has(name)) return seen;
			seen.add(name);
			for (const next of followers(name)) reached(next, seen);
			return seen;
		};
		const after = (output: number) =>
			new Set(followers('Held?', output).flatMap((name) => [...reached(name)]));
		const sends = nodes.filter(isSend).map(({ name }) => name);
		expect(sends.filter((name) => after(0).has(name))).toEqual([]);
		expect(sends.filter((name) => !after(1).has(name))).toEqual([]);
	}
});

test('the pages and the tables live in workflows that others may call', () => {
	for (const file of ['gift-log.json', 'gift-holds.json', 'gift-alerts.json']) {
		expect(workflowIn(file).settings.callerPolicy).toBe('any');
	}
});
