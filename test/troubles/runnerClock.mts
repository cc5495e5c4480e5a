import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { n8nEnvironment } from '../../sandbox/n8n/environment.mts';
import { locateN8n } from '../../sandbox/n8n/location.cjs';

/** What makes the Code nodes of an n8n with a moved clock see the same clock. */
export interface RunnerClock {
	/** settings for n8n */
	env: Record<string, string>;
	remove(): void;
}

/**
 * n8n starts the process in which Code nodes run as "node", with an environment in which nothing is
 * left of libfaketime. A "node" that is found first puts it back.
 *
 * @param clockFile what says how far n8n's clock is off
 */
export function runnerClock(clockFile: string): RunnerClock {
	const folder = mkdtempSync(path.join(tmpdir(), 'runner-clock-'));
	const moved = n8nEnvironment({
		userFolder: folder,
		port: 0,
		brokerPort: 0,
		encryptionKey: '',
		clockFile,
	});
	// a schedule comes the moment that n8n sees its clock jump, and its Code nodes had better see it, too
	const settings = Object.entries({ ...moved, FAKETIME_NO_CACHE: '1' })
		.filter(([name]) => name === 'LD_PRELOAD' || name.startsWith('FAKETIME_'))
		.map(([name, value]) => `export ${name}='${value}'`);
	const node = locateN8n().ownNode ?? process.execPath;
	const script = path.join(folder, 'node');
	writeFileSync(script, ['#!/bin/sh', ...settings, `exec '${node}' "$@"`, ''].join('\n'));
	chmodSync(script, 0o755);
	return {
		env: { PATH: [folder, moved.PATH].join(path.delimiter) },
		remove: () => {
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
