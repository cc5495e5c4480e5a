import { spawn } from 'node:child_process';
import { adviceFor, SetupProblem, telling } from './problem.mjs';

const KEPT_CHARACTERS = 200_000;

/** A command that ended badly, with what it wrote. */
export class CommandFailed extends Error {
	/**
	 * @param {string} command
	 * @param {string} log
	 */
	constructor(command, log) {
		super(`${command} failed`);
		this.command = command;
		this.log = log;
	}

	/**
	 * @param {string} what what could not be done, as a sentence without full stop
	 * @returns {SetupProblem}
	 */
	asProblem(what) {
		const advice = adviceFor(this.log);
		return new SetupProblem(
			[`${what}: "${this.command}" failed.`, telling(this.log), ...(advice ? [advice] : [])].join(
				'\n\n',
			),
		);
	}
}

/**
 * Runs a command without showing what it writes.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string; env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} what it wrote
 * @throws {CommandFailed} when it cannot be started or ends with an error
 */
export async function runQuietly(command, args, { cwd, env }) {
	const line = [command, ...args].join(' ');
	return await new Promise((resolve, reject) => {
		let log = '';
		const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
		/** @param {Buffer} chunk */
		const keep = (chunk) => {
			log = (log + chunk.toString()).slice(-KEPT_CHARACTERS);
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.on('error', (error) => reject(new CommandFailed(line, error.message)));
		child.on('close', (code) => {
			if (code === 0) resolve(log);
			else reject(new CommandFailed(line, log));
		});
	});
}

/**
 * The environment of npm and of the project's tools: a given Node comes first on the PATH, and what
 * an outer `npm run` has set for its own script is removed, so that a nested npm works on its own.
 *
 * @param {string[]} pathFolders
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWith(pathFolders) {
	const outerRun = /^npm_(?:package|lifecycle)_|^npm_(?:command|config_local_prefix)$/;
	const env = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !outerRun.test(name)),
	);
	return {
		...env,
		PATH: [...pathFolders, process.env['PATH'] ?? ''].join(':'),
		npm_config_audit: 'false',
		npm_config_fund: 'false',
		npm_config_update_notifier: 'false',
		npm_config_loglevel: 'error',
	};
}
