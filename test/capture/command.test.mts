import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';

const MAIN = path.resolve(import.meta.dirname, '../../sandbox/capture/main.mts');

let reachdesk: ReachdeskSandbox;
let folder = '';
beforeAll(async () => {
	reachdesk = await startReachdesk();
	folder = mkdtempSync(path.join(tmpdir(), 'capture-'));
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await reachdesk.stop();
});

/** Runs the command with what somebody types, and returns all that it says. */
async function run(
	typed: string,
	env: Record<string, string>,
	args: string[] = [],
): Promise<{ code: number | null; said: string }> {
	const child = spawn(
		process.execPath,
		['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', MAIN, ...args],
		{ cwd: folder, env: { PATH: process.env.PATH, ...env } },
	);
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			said += chunk.toString();
		});
	}
	child.stdin.end(typed);
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	return { code, said };
}

const credentials = () => ({ REACHDESK_TOKEN: reachdesk.token, REACHDESK_URL: reachdesk.url });

describe('npm run capture', () => {
	test('asks nothing before somebody says yes', async () => {
		for (const typed of ['no\n', '\n', '']) {
			const { code, said } = await run(typed, credentials());
			expect(code).toBe(1);
			expect(said).toContain('It only reads');
			expect(said).not.toContain(reachdesk.token);
		}
		expect(reachdesk.requests).toEqual([]);
		expect(readdirSync(folder)).toEqual([]);
	}, 300_000);

	test('takes no token as an argument, and does not repeat one', async () => {
		const { code, said } = await run('yes\n', {}, ['--token=marked-token']);
		expect(code).toBe(1);
		expect(said).toContain('takes no arguments');
		expect(said).not.toContain('marked-token');
	}, 300_000);

	test('does not repeat a URL that holds a secret', async () => {
		const url = 'https://user:marked-token@app.reachdesk.com';
		const { code, said } = await run('yes\n', { ...credentials(), REACHDESK_URL: url });
		expect(code).toBe(1);
		expect(said).toContain('a host and a path alone');
		expect(said).not.toContain('marked-token');
	}, 300_000);

	test('reads one account alone, writes its folder, and says what to do with it', async () => {
		const { code, said } = await run('yes\n', credentials());
		expect([code, said]).toEqual([0, expect.stringContaining('Look through the files')]);
		expect(said).toContain('SECURITY.md');
		expect(said).not.toContain(reachdesk.token);
		expect(new Set(reachdesk.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
		const [own = ''] = readdirSync(folder);
		const files = readdirSync(path.join(folder, own)).sort();
		expect(files).toEqual([
			'differences.md',
			'reachdesk-contacts.json',
			'reachdesk-organization.json',
			'reachdesk-sends.json',
			'reachdesk-transactions.json',
		]);
		const text = files.map((file) => readFileSync(path.join(folder, own, file), 'utf8')).join('');
		expect(text).not.toContain(reachdesk.token);
	}, 120_000);
});
