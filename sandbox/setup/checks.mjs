import { SetupProblem } from './problem.mjs';
import { inWords, say } from './progress.mjs';
import { runInForeground } from './spawned.mjs';

/** What `npm test` runs, in this order; a change is checked by the quick ones first. */
const CHECKS = [
	{ name: 'build', command: 'gulp', args: ['build'] },
	{ name: 'typecheck', command: 'tsc', args: ['-p', 'tsconfig.dev.json'] },
	{ name: 'lint', command: 'npm', args: ['run', '--silent', 'lint'] },
	// n8n's own scanner, on each of the three packages
	{ name: 'scan', command: 'npm', args: ['run', '--silent', 'scan'] },
	{ name: 'unit', command: 'jest', args: ['--selectProjects', 'unit', '--maxWorkers', '2'] },
	{
		name: 'e2e',
		command: 'jest',
		// five at a time on two cores: they wait for most of the time
		args: ['--selectProjects', 'e2e', '--maxWorkers', '5'],
		needsN8n: true,
	},
	{
		// moves n8n's clock while its schedules run, which takes a machine that is not busy
		name: 'troubles',
		command: 'jest',
		args: ['--selectProjects', 'troubles'],
		needsN8n: true,
		onRequest: true,
	},
];

/**
 * Runs the project's checks and stops at the first that fails.
 *
 * @param {string[]} chosen names of the checks to run; when empty, all but those that run on request
 * @param {{ cwd: string; env: NodeJS.ProcessEnv; ensureN8n: () => Promise<unknown> }} options
 * @returns {Promise<number>} exit code
 * @throws {SetupProblem} for a name that is none of the checks
 */
export async function runChecks(chosen, { cwd, env, ensureN8n }) {
	const names = CHECKS.map(({ name }) => name);
	const unknown = chosen.filter((name) => !names.includes(name));
	if (unknown.length > 0) {
		throw new SetupProblem(
			`There is no check named ${unknown.join(', ')}. The checks are: ${names.join(', ')}.`,
		);
	}
	const checks = CHECKS.filter(({ name, onRequest }) =>
		chosen.length === 0 ? !onRequest : chosen.includes(name),
	);
	const start = Date.now();
	for (const [index, { name, command, args, needsN8n }] of checks.entries()) {
		if (needsN8n) await ensureN8n();
		say(`\n[${index + 1}/${checks.length}] ${name}: ${[command, ...args].join(' ')}`);
		const stepStart = Date.now();
		const code = await runInForeground(command, args, { cwd, env });
		const took = inWords(Date.now() - stepStart);
		if (code !== 0) {
			say(`\n${name} failed after ${took}. Run it alone with: npm test -- ${name}`);
			return code;
		}
		say(`${name} passed in ${took}`);
	}
	say(
		`\nAll passed: ${checks.map(({ name }) => name).join(', ')}, in ${inWords(Date.now() - start)}.`,
	);
	return 0;
}
