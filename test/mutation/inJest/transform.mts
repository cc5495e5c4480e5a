import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import swcJest from '@swc/jest';

const ROOT = path.join(import.meta.dirname, '../../..');
const MUTANTS = process.env.MUTATION_SOURCES ?? '';

/** Compiles as all tests are compiled, with the code that has mutants in the place of the real one. */
export default { createTransformer };

function createTransformer(options: Parameters<typeof swcJest.createTransformer>[0]) {
	const swc = swcJest.createTransformer(options);
	const { process, getCacheKey } = swc;
	if (!process || !getCacheKey) throw new Error('@swc/jest has changed: it cannot be wrapped');
	return {
		...swc,
		process: (...[source, file, about]: Parameters<typeof process>) =>
			process(withMutants(source, file), file, about),
		getCacheKey: (...[source, file, about]: Parameters<typeof getCacheKey>) =>
			getCacheKey(withMutants(source, file), file, about),
	};
}

function withMutants(source: string, file: string): string {
	const instrumented = path.join(MUTANTS, path.relative(ROOT, file));
	return existsSync(instrumented) ? readFileSync(instrumented, 'utf8') : source;
}
