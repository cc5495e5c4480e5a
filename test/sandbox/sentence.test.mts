import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { sentenceOf } from '../../sandbox/setup/sentence.mts';

// How the long commands end when something fails: with a sentence, without anything secret.

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const COOKIE = 'n8n-auth=very-secret';

// lets a client sign in and never answers it again
const n8n = createServer((request, response) => {
	if (request.url?.startsWith('/rest/types')) return void request.socket.destroy();
	response.setHeader('set-cookie', `${COOKIE}; Path=/`);
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify({ data: { userManagement: { showSetupOnFirstLoad: false } } }));
});
let address = '';
beforeAll(async () => {
	n8n.listen(0, '127.0.0.1');
	await once(n8n, 'listening');
	const listening = n8n.address();
	address = `http://127.0.0.1:${String(isRecord(listening) ? listening.port : '')}`;
});
afterAll(() => {
	n8n.closeAllConnections();
	n8n.close();
});

/** Runs a script as run.mjs runs the script of a command. @returns what it writes, and its exit code */
async function commandWith(
	script: string,
	env: NodeJS.ProcessEnv = {},
): Promise<{ said: string; code: unknown }> {
	const sentence = path.join(ROOT, 'sandbox', 'setup', 'endsInASentence.mts');
	const child = spawn(
		process.execPath,
		['--import', sentence, '--input-type=module-typescript', '--eval', script],
		{ cwd: ROOT, env: { ...process.env, DEBUG: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
	);
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			said += chunk.toString();
		});
	}
	const code = await new Promise<unknown>((resolve) => child.once('close', resolve));
	return { said, code };
}

const signedIn = (then: string) => `
	import { N8nApi } from './sandbox/n8n/api.mts';
	const n8n = new N8nApi('${address}', { email: 'owner@sandbox.test', password: 'very-secret' });
	await n8n.signIn();
	${then}`;
const plainAxios = () => `
	import axios from 'axios';
	await axios.get('${address}/rest/types?token=very-secret', { headers: { cookie: '${COOKIE}' } });`;

describe('a long command that fails', () => {
	it.each([
		[
			'at a question of its own to n8n',
			() => signedIn(`await n8n.call('GET', '/rest/types');`),
			/^GET \/rest\/types failed: socket hang up$/,
		],
		[
			'at any other question over HTTP',
			plainAxios,
			/^GET http:\/\/127\.0\.0\.1:\d+\/rest\/types failed: socket hang up$/,
		],
		['in what nobody waits for', () => `void Promise.reject(new Error('It broke'));`, /^It broke$/],
	])('%s ends with a sentence', async (_where, script, sentence) => {
		const { said, code } = await commandWith(script());
		expect(said.trim()).toMatch(sentence);
		expect(said).not.toMatch(/secret/);
		expect(code).toBe(1);
	});

	it('says where it was with DEBUG, and still nothing secret', async () => {
		const { said } = await commandWith(plainAxios(), { DEBUG: '1' });
		expect(said).toMatch(/socket hang up\n.*\n\s+at /);
		expect(said).not.toMatch(/secret/);
	});

	it('is any command that run.mjs starts, and none prints errors by itself', () => {
		const run = readFileSync(path.join(ROOT, 'sandbox', 'setup', 'run.mjs'), 'utf8');
		expect(
			run.match(/runInForeground\(node\.binary, \[quiet, \.\.\.sentence, script/g),
		).toHaveLength(1);
		const scripts = Array.from(run.matchAll(/script: '([^']+)'/g), ([, script = '']) => script);
		expect(scripts.length).toBeGreaterThan(8);
		const printing = scripts.filter((script) =>
			/error\.stack|stderr/.test(readFileSync(path.join(ROOT, script), 'utf8')),
		);
		expect(printing).toEqual([]);
	});
});

describe('the sentence of an error', () => {
	it.each([
		['its message', new Error('n8n is not installed'), 'n8n is not installed'],
		[
			'and that of its cause',
			new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') }),
			'fetch failed: connect ECONNREFUSED 127.0.0.1:1',
		],
		[
			'the code of a connection without a message',
			new AggregateError([Object.assign(new Error('no'), { code: 'ECONNREFUSED' })], ''),
			'ECONNREFUSED',
		],
		['a text', 'it broke', 'it broke'],
		['nothing of an object', { cookie: COOKIE }, 'Something failed'],
	])('is %s', (_what, error, sentence) => {
		expect(sentenceOf(error)).toBe(sentence);
	});
});
