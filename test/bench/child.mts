import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';

const HERE = import.meta.dirname;
const SENTENCE = ['--import', path.join(HERE, '../../sandbox/setup/endsInASentence.mts')];

/** Starts a script of this folder in a process of its own, and waits for the first that it says. */
export async function startChild(
	script: string,
	args: readonly string[],
): Promise<{ said: unknown; child: ChildProcess }> {
	const child = fork(path.join(HERE, script), args, {
		execArgv: ['--expose-gc', '--import', path.join(HERE, 'n8nWorkflow.mjs'), ...SENTENCE],
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const said = await new Promise<unknown>((resolve, reject) => {
		child.once('message', resolve);
		child.once('error', reject);
		child.once('exit', (code) => {
			reject(new Error(`${script} ended with code ${String(code)} and said nothing`));
		});
	});
	return { said, child };
}

/** Runs a script of this folder in a process of its own. @returns what it says */
export async function childSays(script: string, args: readonly string[]): Promise<unknown> {
	const { said, child } = await startChild(script, args);
	child.kill();
	return said;
}
