import { fileURLToPath } from 'node:url';
import jestConfig from '../../../jest.config.mjs';

const [unit] = jestConfig.projects;

// The unit tests as ever, with our own runner, and with mutants in the code.
export default {
	...unit,
	rootDir: fileURLToPath(new URL('../../..', import.meta.url)),
	reporters: [],
	// the file is named on the command line
	testMatch: ['<rootDir>/test/**/*.mts'],
	testRunner: fileURLToPath(new URL('circusRunner.mts', import.meta.url)),
	transform: Object.fromEntries(
		Object.entries(unit.transform).map(([pattern, [, options]]) => [
			pattern,
			[fileURLToPath(new URL('transform.mts', import.meta.url)), options],
		]),
	),
};
