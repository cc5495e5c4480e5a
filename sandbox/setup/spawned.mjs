import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a command that speaks to the terminal itself, and waits for it however it is asked to stop.
 *
 * A signal meant for the whole is passed on, except Ctrl+C in a terminal: that has reached the child
 * already, and a second one would be taken for impatience. The ipc channel closes when this process
 * is gone in whatever way, so that the child can notice and end too.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string; env: NodeJS.ProcessEnv; ipc?: boolean }} options
 * @returns {Promise<number>} exit code, 128 + its number for a signal
 */
export async function runInForeground(command, args, { cwd, env, ipc = false }) {
	const child = spawn(command, args, {
		cwd,
		env,
		stdio: ipc ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
	});
	/** @param {NodeJS.Signals} signal */
	const forward = (signal) => {
		if (signal === 'SIGINT' && process.stdin.isTTY) return;
		child.kill(signal);
	};
	for (const signal of FORWARDED) process.on(signal, forward);
	try {
		return await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('exit', (code, signal) => {
				resolve(code ?? 128 + (signal ? constants.signals[signal] : 1));
			});
		});
	} finally {
		for (const signal of FORWARDED) process.off(signal, forward);
	}
}
