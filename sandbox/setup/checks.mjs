import { SetupProblem } from './problem.mjs';
import { inWords, say, showing } from './progress.mjs';
import { CommandFailed, runQuietly } from './quietly.mjs';
import { runInForeground } from './spawned.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[][]} commands each with its arguments
 * @property {boolean} [isQuiet] writes only what is wrong, so that several can run at the same time
 * @property {boolean} [needsN8n]
 * @property {boolean} [onRequest] runs only when it is named
 */

const npmRun = ['npm', 'run', '--silent'];

/**
 * What `npm test` runs, in this order; a change is checked by the quick ones first.
 *
 * @type {Check[]}
 */
const CHECKS = [
	{ name: 'build', commands: [['gulp', 'build']] },
	{
		name: 'lint',
		commands: [
			[...npmRun, 'lint:strict'],
			[...npmRun, 'lint:others'],
		],
		isQuiet: true,
	},
	{ name: 'typecheck', commands: [['tsc', '-p', 'tsconfig.dev.json']], isQuiet: true },
	// n8n's own scanner, on each of the three packages
	{ name: 'scan', commands: [[...npmRun, 'scan']], isQuiet: true },
	{ name: 'unit', commands: [['jest', '--selectProjects', 'unit', '--maxWorkers', '2']] },
	{
		name: 'e2e',
		// five at a time on two cores: they wait for most of the time
		commands: [['jest', '--selectProjects', 'e2e', '--maxWorkers', '5']],
		needsN8n: true,
	},
	{
		name: 'troubles',
		// moves n8n's clock while its schedules run, which takes a machine that is not busy
		commands: [['jest', '--selectProjects', 'troubles']],
		needsN8n: true,
		onRequest: true,
	},
];

/** on two cores */
const AT_THE_SAME_TIME = 2;

/** @typedef {{ cwd: string; env: NodeJS.ProcessEnv }} Where */

/**
 * Runs the project's checks and stops at the first that fails.
 *
 * @param {string[]} chosen names of the checks to run; when empty, all but those that run on request
 * @param {Where & { ensureN8n: () => Promise<unknown> }} options
 * @returns {Promise<number>} exit code
 * @throws {SetupProblem} for a name that is none of the checks
 */
export async function runChecks(chosen, { ensureN8n, ...where }) {
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
	const steps = inSteps(checks);
	for (const [index, step] of steps.entries()) {
		if (step.some(({ needsN8n }) => needsN8n)) await ensureN8n();
		const title = step.map(({ name }) => name).join(', ');
		say(`\n[${index + 1}/${steps.length}] ${title}`);
		const stepStart = Date.now();
		const [failed, code] = await run(step, where);
		const took = inWords(Date.now() - stepStart);
		if (failed) {
			say(`\n${failed.name} failed after ${took}. Run it alone with: npm test -- ${failed.name}`);
			return code;
		}
		say(`${title} passed in ${took}`);
	}
	say(
		`\nAll passed: ${checks.map(({ name }) => name).join(', ')}, in ${inWords(Date.now() - start)}.`,
	);
	return 0;
}

/**
 * Quiet checks that follow each other are one step.
 *
 * @param {Check[]} checks
 */
function inSteps(checks) {
	/** @type {Check[][]} */
	const steps = [];
	for (const check of checks) {
		const last = steps.at(-1);
		if (check.isQuiet && last?.[0]?.isQuiet) last.push(check);
		else steps.push([check]);
	}
	return steps;
}

/**
 * @param {Check[]} step
 * @param {Where} where
 * @returns {Promise<[Check | undefined, number]>} the check that failed, and its exit code
 */
async function run(step, where) {
	const [first] = step;
	if (!first?.isQuiet) {
		for (const [command = '', ...args] of first?.commands ?? []) {
			const code = await runInForeground(command, args, where);
			if (code !== 0) return [first, code];
		}
		return [undefined, 0];
	}
	const waiting = step.flatMap((check) => check.commands.map((command) => ({ check, command })));
	/** @type {Check | undefined} */
	let failed;
	const work = async () => {
		for (let next = waiting.shift(); next && !failed; next = waiting.shift()) {
			const { check, command } = next;
			try {
				const [name = '', ...args] = command;
				await runQuietly(name, args, where);
				say(`${command.join(' ')}: done`);
			} catch (error) {
				if (!(error instanceof CommandFailed)) throw error;
				failed ??= check;
				say(`\n${error.log}`);
			}
		}
	};
	await showing('Running two at a time', async () => {
		await Promise.all(Array.from({ length: AT_THE_SAME_TIME }, work));
	});
	return [failed, failed ? 1 : 0];
}
