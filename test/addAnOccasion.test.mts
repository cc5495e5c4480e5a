import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { INodeType } from 'n8n-workflow';
import { isObject } from '../nodes/shared/jsonObject.ts';
import { startHiBob } from '../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../sandbox/hibob/server.mts';
import { clock, keys, triggerNode } from './HiBob/resources/publishedTrigger.mts';
import { PolledTrigger } from './n8nCore.mts';

// Follows CONTRIBUTING's recipe for an occasion to the letter, in a copy of the package: the entry that
// it shows goes into the catalogue, and nothing else is changed.

const ROOT = path.join(import.meta.dirname, '..');
const TODAY = '2026-11-23';
const RECIPE = /\*\*An occasion[\s\S]*?```ts\n([\s\S]*?)```/;
const CATALOGUE = 'nodes/HiBob/occasions/catalogue.ts';
const BEGIN = '\nconst OCCASIONS = [\n';

let copy: string;
let hibob: HiBobSandbox;

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** The nodes of the copy, built. */
function builtNode(file: string, name: string): INodeType {
	const exported: unknown = createRequire(path.join(copy, 'package.json'))(`./dist/${file}`);
	const Node = isObject(exported) ? exported[name] : undefined;
	if (!isNodeClass(Node)) throw new Error(`${file} has no ${name}`);
	return new Node();
}

const isNodeClass = (value: unknown): value is new () => INodeType => typeof value === 'function';

const trigger = () => builtNode('nodes/HiBob/HiBobTrigger.node.js', 'HiBobTrigger');
const action = () => builtNode('nodes/HiBob/HiBob.node.js', 'HiBob');

beforeAll(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
	copy = mkdtempSync(path.join(tmpdir(), 'add-an-occasion-'));
	for (const folder of ['nodes', 'credentials', 'tsconfig.json', 'package.json']) {
		cpSync(path.join(ROOT, folder), path.join(copy, folder), { recursive: true });
	}
	symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
	const [, entry = ''] = RECIPE.exec(read('CONTRIBUTING.md')) ?? [];
	const catalogue = read(CATALOGUE);
	expect(entry).toContain('event:');
	expect(catalogue).toContain(BEGIN);
	writeFileSync(path.join(copy, CATALOGUE), catalogue.replace(BEGIN, BEGIN + entry));
	const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
	execFileSync(process.execPath, [compiler, '--project', path.join(copy, 'tsconfig.json')]);
});
afterAll(async () => {
	jest.restoreAllMocks();
	rmSync(copy, { recursive: true, force: true });
	await hibob.stop();
});

const comesBack = () => {
	const person = hibob.people.find(
		({ scenario, ...fields }) => scenario === 'filler' && fields['internal.status'] === 'Active',
	);
	if (!person) throw new Error('nobody is active');
	return person;
};

describe('an occasion that is added by the recipe of CONTRIBUTING', () => {
	test('is an event of the trigger and of Get Upcoming, and a purpose of Access: Check', () => {
		const options = (node: INodeType, name: string) =>
			node.description.properties
				.filter((property) => property.name === name)
				.flatMap((property) => property.options ?? [])
				.map((option) => option.name);
		expect(options(trigger(), 'events')).toContain('End of Leave');
		expect(options(action(), 'events')).toContain('End of Leave');
		expect(options(action(), 'purposes')).toContain('End of Leave');
	});

	test('fires on its day, once', async () => {
		const person = comesBack();
		person['employee.recentLeaveEndDate'] = '2026-11-25';
		clock('2026-11-23T06:30:00Z');
		const node = triggerNode(hibob, { events: ['endOfLeave'] });
		const polled = new PolledTrigger({ ...node, type: trigger() });
		await polled.activate('activate');
		const found: unknown[] = [];
		for (const day of ['23', '24', '25', '26', '27']) {
			clock(`2026-11-${day}T07:00:31Z`);
			const output = keys(await polled.heartbeat());
			found.push(...output.map((key) => `${day} ${String(key)}`));
		}
		expect(found).toContain(`25 hibob:${person['root.id']}:endOfLeave:2026`);
		expect(found.filter((line) => String(line).includes(person['root.id']))).toHaveLength(1);
	});

	test('needs its field, and the trigger says which permission is missing', async () => {
		clock('2026-11-23T06:30:00Z');
		hibob.access.revokeField('employee.recentLeaveEndDate');
		const node = triggerNode(hibob, { events: ['endOfLeave'] });
		const polled = new PolledTrigger({ ...node, type: trigger() });
		await expect(polled.activate('activate')).rejects.toThrow('employee.recentLeaveEndDate');
	});
});
