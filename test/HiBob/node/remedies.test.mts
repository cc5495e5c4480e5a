import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { HiBob } from '../../../nodes/HiBob/HiBob.node.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { namesOf, panelFields } from '../../hostile/parameters.mts';
import type { PanelField } from '../../hostile/parameters.mts';
import { expectPlainError } from '../../hostile/plainWords.mts';
import { misdeeds, output } from './actionNode.mts';

/**
 * What an error advises can be done where it is read: the settings that it names are in the panel of
 * that operation, and nothing is said about runs that are retried, as the trigger’s are.
 */

const OPERATIONS = [
	['access', 'check'],
	['employee', 'get'],
	['employee', 'getAll'],
	['employeeField', 'getAll'],
	['list', 'getAll'],
	['occasion', 'getUpcoming'],
	['timeOff', 'getWhoIsOut'],
] as const;

const BAD_VALUES: readonly unknown[] = [
	'christmas',
	'2026-13-45',
	'={{ "" }}',
	'={{ {} }}',
	'={{ [] }}',
	-1,
	['christmas'],
	['personal.birthDate'],
	['employeeSynced'],
	[{}],
];

const OF_THE_TRIGGER =
	/retries|automatically|by itself|daily run|the run|Run At|Max Headcount Drop|Max Unreadable|Catch-Up/;
/** What HiBob's own screens, and fields of HiBob's, are called. */
const OF_HIBOB = /^(View|Access data for)/;

const { properties } = new HiBob().description;

const isShown = ({ displayOptions }: INodeProperties, resource: string, operation: string) => {
	const { resource: resources = [], operation: operations = [operation] } =
		displayOptions?.show ?? {};
	return resources.includes(resource) && operations.includes(operation);
};

const panelOf = (resource: string, operation: string): PanelField[] =>
	panelFields(properties).filter(({ filledIn }) => {
		const shown = filledIn({}, null);
		return shown.resource === resource && shown.operation === operation;
	});

/** Labels and choices of an operation's panel, however deep. */
function wordsOfPanel(resource: string, operation: string): string[] {
	const texts = JSON.stringify(
		properties.filter((property) => isShown(property, resource, operation)),
	);
	return namesOf(
		[...texts.matchAll(/"(?:displayName|name)":"([^"]+)"/g)].map(([, name]) => name ?? ''),
	);
}

const quotedIn = (text: string): string[] =>
	[...text.matchAll(/"([^"]+)"|(?<!\w)'([^']+)'/g)].map(([, ofHiBob, own]) => ofHiBob ?? own ?? '');

let hibob: HiBobSandbox;

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 1_000_000, size: 50 });
});
afterAll(async () => {
	await hibob.stop();
	expect(misdeeds(hibob)).toEqual([]);
});

async function errorOf(parameters: IDataObject): Promise<unknown> {
	try {
		await output(hibob, parameters);
		return null;
	} catch (error) {
		return error;
	}
}

describe.each(OPERATIONS)('%s: %s', (resource, operation) => {
	const person = { employee: { __rl: true, mode: 'email', value: 'nobody@example.com' } };
	const base = { resource, operation, ...(operation === 'get' ? person : {}) };
	const panel = panelOf(resource, operation);
	const words = wordsOfPanel(resource, operation);

	it('names settings that its panel has', async () => {
		const remedies = new Set<string>();
		for (const { filledIn } of panel) {
			for (const value of BAD_VALUES) {
				const error = await errorOf({ ...base, ...filledIn({}, value) });
				if (error !== null) remedies.add(expectPlainError(error).remedy);
			}
		}
		const foreign = [...remedies].flatMap((remedy) =>
			quotedIn(remedy)
				.filter(
					(label) =>
						!OF_HIBOB.test(label) && !namesOf([label]).some((name) => words.includes(name)),
				)
				.map((label) => [label, remedy]),
		);
		expect(foreign).toEqual([]);
		expect([...remedies].filter((remedy) => OF_THE_TRIGGER.test(remedy))).toEqual([]);
		expect(panel.length === 0 || remedies.size > 0).toBe(true);
	});

	it('promises nothing when HiBob is in trouble', async () => {
		const json = { 'content-type': 'application/json' };
		const answered = (body: string) => ({ status: 200, body, headers: json });
		for (const answer of [
			...[302, 400, 401, 403, 404, 429, 500].map((status) => ({ status })),
			answered('{}'),
			answered('{"employees":[{"id":7}]}'),
			answered('{"employees":[{"id":"1"},{"id":"1"}],"id":7}'),
		]) {
			hibob.faults.add({ fault: { kind: 'status', when: 'before', ...answer } });
			const error = await errorOf(base);
			hibob.faults.clear();
			if (error !== null) expect(expectPlainError(error).remedy).not.toMatch(OF_THE_TRIGGER);
		}
		hibob.faults.add({ fault: { kind: 'reset', when: 'before' } });
		const error = await errorOf(base);
		hibob.faults.clear();
		expect(expectPlainError(error).remedy).not.toMatch(OF_THE_TRIGGER);
	});
});
