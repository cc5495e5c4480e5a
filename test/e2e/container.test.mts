import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hibobCredential } from '../../sandbox/demo/stage.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { textAt } from '../../sandbox/n8n/answers.mts';
import { versionIn } from '../../sandbox/n8n/container.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { locateN8n } from '../../sandbox/n8n/location.cjs';
import { START } from '../../sandbox/n8n/workflowParts.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { StandInDocker } from '../standIn/standInDocker.mts';

// The way to n8n in a container, except for the container: a stand-in for docker runs the n8n of this machine.

const TIMEOUT = 120_000;

let hibob: HiBobSandbox;
let docker: StandInDocker;
let n8n: N8nHost;
let workflow = '';
/** a process that starts an n8n of its own */
let other: ChildProcess | undefined;

async function employees(): Promise<number> {
	const run = await n8n.runManually(workflow, START.name);
	return outputOf(await n8n.waitForExecution(run), 'Employees').length;
}

beforeAll(async () => {
	docker = new StandInDocker();
	hibob = await startHiBob({ today: new Date().toISOString().slice(0, 10), size: 200 });
	n8n = await startN8n({ container: docker.choice });
	const credential = await n8n.createCredential(
		'hiBobServiceUserApi',
		'HiBob (sandbox)',
		hibobCredential(hibob),
	);
	workflow = await n8n.importWorkflow({
		name: 'Employees',
		nodes: [
			START,
			{
				id: 'employees',
				name: 'Employees',
				type: nodeType('hiBob'),
				typeVersion: 1,
				position: [200, 0],
				parameters: { resource: 'employee', operation: 'getAll', returnAll: false, limit: 5 },
				credentials: { hiBobServiceUserApi: credential },
			},
		],
		connections: { [START.name]: { main: [[{ node: 'Employees', type: 'main', index: 0 }]] } },
	});
}, 300_000);
afterAll(async () => {
	other?.kill('SIGKILL');
	await Promise.all([n8n.stop(), hibob.stop()]);
	docker.remove();
}, 60_000);

describe('an n8n in a container', () => {
	it(
		'has the package, and reaches the services of this machine',
		async () => {
			expect(docker.running).toHaveLength(1);
			expect(await employees()).toBe(5);
		},
		TIMEOUT,
	);

	it('is told its secrets where nobody reads them', () => {
		const words = docker.calls.flat();
		expect(words).toContain('N8N_ENCRYPTION_KEY');
		expect(words.filter((word) => word.includes(n8n.encryptionKey))).toEqual([]);
	});

	it(
		'keeps what it has when it is killed and starts again',
		async () => {
			await n8n.kill();
			expect(docker.running).toEqual([]);
			expect(n8n.pid).toBeUndefined();
			await n8n.restart();
			expect(docker.running).toHaveLength(1);
			expect(await employees()).toBe(5);
		},
		TIMEOUT,
	);

	it(
		'ends in good order',
		async () => {
			await n8n.stopKeeping();
			expect(docker.running).toEqual([]);
			const [signal] = docker.calls.filter(([verb]) => verb === 'kill').slice(-1);
			expect(signal).toContain('SIGTERM');
			expect(readFileSync(n8n.logFile, 'utf8')).toMatch(/Received SIGTERM/);
			await n8n.restart();
		},
		TIMEOUT,
	);

	it(
		'ends when whoever started it is gone, and takes its folder along',
		async () => {
			other = fork(path.join(import.meta.dirname, '..', 'standIn', 'startAndStay.mts'), {
				execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
				env: {
					...process.env,
					N8N_CONTAINER_IMAGE: docker.choice.image,
					N8N_CONTAINER_DOCKER: docker.choice.docker,
				},
			});
			const folder = await new Promise<string>((resolve) => {
				other?.once('message', (message) => {
					resolve(textAt({ message }, 'message'));
				});
			});
			expect(docker.running).toHaveLength(2);
			other.kill('SIGKILL');
			await n8n.waitUntil(
				async () => Promise.resolve(docker.running.length === 1 && !existsSync(folder)),
				{
					what: 'the end of the container',
				},
			);
		},
		TIMEOUT,
	);

	it('says its version and that of its Node', () => {
		const { version, nodeVersion } = locateN8n();
		expect(versionIn(docker.choice, 'n8n')).toBe(version);
		expect(versionIn(docker.choice, 'node')).toBe(nodeVersion);
	});

	it(
		'cannot have another clock, and says so',
		async () => {
			await expect(n8n.restart({ fakeTime: '2027-02-01 05:30:00' })).rejects.toThrow(
				'The clock of an n8n in a container cannot be moved',
			);
		},
		TIMEOUT,
	);
});
