import { adviceFor, SetupProblem, UNREACHABLE } from './problem.mjs';
import { CommandFailed, runQuietly } from './quietly.mjs';

const ONE_SHORT_TRY = ['--fetch-retries=0', '--fetch-timeout=20000', '--prefer-online'];

/**
 * Asks npm's registry for one small thing. An installation tries each of its packages several
 * times, so that without a network it would take minutes to say that there is none.
 *
 * @param {{ cwd: string; env: NodeJS.ProcessEnv }} options
 * @throws {SetupProblem} when the registry does not answer
 */
export async function checkRegistry(options) {
	try {
		await runQuietly('npm', ['view', 'n8n', 'name', ...ONE_SHORT_TRY], options);
	} catch (error) {
		if (!(error instanceof CommandFailed)) throw error;
		// whatever else is wrong, the installation itself says it better
		if (UNREACHABLE.test(error.log)) throw new SetupProblem(adviceFor(error.log));
	}
}
