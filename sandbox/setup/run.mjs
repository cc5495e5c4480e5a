// What `npm run demo`, `npm test` and the other long commands of package.json start. It runs on the Node
// that is installed (20 or newer) and fetches what is missing, so that a clean clone is enough.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [installedMajor] = process.versions.node.split('.').map(Number);
if (installedMajor === undefined || installedMajor < 20) {
	process.stderr.write(
		`Node ${process.versions.node} is too old. Install Node 20 or newer and run the same command again.\n`,
	);
	process.exit(1);
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const ENDS_IN_A_SENTENCE = 'sandbox/setup/endsInASentence.mts';

const SCRIPTS = {
	demo: { script: 'sandbox/demo/demo.mts', needsN8n: true },
	sandbox: { script: 'sandbox/demo/servers.mts', needsN8n: false },
	// for whoever has live accounts
	capture: { script: 'sandbox/capture/main.mts', needsN8n: false },
	// on all versions of n8n that there is a lock file for, or on those that are named
	compat: { script: 'test/compat/compat.mts', needsN8n: true, onVersions: true },
	bench: { script: 'test/bench/bench.mts', needsN8n: true },
	browser: { script: 'test/browser/run.mts', needsN8n: true },
	mutation: { script: 'test/mutation/run.mts', needsN8n: false },
	faults: { script: 'test/faults/faultRun.mts', needsN8n: true },
	queue: { script: 'test/queue/run.mts', needsN8n: true },
	upgrade: { script: 'test/upgrade/run.mts', needsN8n: true },
	video: { script: 'test/browser/video.mts', needsN8n: true },
	screenshots: { script: 'test/browser/screenshots.mts', needsN8n: true },
};

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function run(command, args) {
	// imported only now, so that an older Node gets the sentence above and not a syntax error
	const [
		{ runChecks },
		{ ensureN8n },
		{ SetupProblem },
		quietly,
		{ ensureRootDependencies },
		{ default: location },
	] = await Promise.all([
		import('./checks.mjs'),
		import('./installN8n.mjs'),
		import('./problem.mjs'),
		import('./quietly.mjs'),
		import('./rootDependencies.mjs'),
		import('../n8n/location.cjs'),
	]);
	const { runInForeground } = await import('./spawned.mjs');
	try {
		const node = await ensureRootDependencies(ROOT);
		// an image is fetched by what runs the container
		const ensure = process.env.N8N_CONTAINER_IMAGE ? async () => undefined : ensureN8n;
		const tools = path.join(ROOT, 'node_modules', '.bin');
		const env = quietly.environmentWith([path.dirname(node.binary), tools]);
		if (command === 'test') {
			return await runChecks(args, {
				cwd: ROOT,
				env,
				ensureN8n: async () => await ensure(node),
			});
		}
		const { script, needsN8n, onVersions } = SCRIPTS[command];
		if (!existsSync(path.join(ROOT, script))) {
			throw new SetupProblem(`${script} is missing from this clone.`);
		}
		await build(env);
		if (onVersions) {
			const known = location.pinnedVersions();
			const named = known.filter((version) => args.includes(version));
			for (const version of named.length > 0 ? named : known) await ensure(node, version);
		} else if (needsN8n) await ensure(node);
		// nodes/ is CommonJS, as n8n wants it
		const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
		// whatever ends it is shown as a sentence
		const sentence = ['--import', pathToFileURL(path.join(ROOT, ENDS_IN_A_SENTENCE)).href];
		return await runInForeground(node.binary, [quiet, ...sentence, script, ...args], {
			cwd: ROOT,
			env,
			ipc: true,
		});
	} catch (error) {
		if (!(error instanceof SetupProblem)) throw error;
		process.stderr.write(`\n${error.message}\n`);
		return 1;
	}

	/** @param {NodeJS.ProcessEnv} env */
	async function build(env) {
		try {
			await quietly.runQuietly('gulp', ['build'], { cwd: ROOT, env });
		} catch (error) {
			if (error instanceof quietly.CommandFailed) {
				throw error.asProblem('The package could not be built');
			}
			throw error;
		}
	}
}

const [command = '', ...args] = process.argv.slice(2);
if (command !== 'test' && !(command in SCRIPTS)) {
	process.stderr.write(
		`Usage: node sandbox/setup/run.mjs ${[...Object.keys(SCRIPTS), 'test'].join(' | ')}\n`,
	);
	process.exit(1);
}
process.exit(await run(command, args));
