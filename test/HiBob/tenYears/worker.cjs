// Runs a function of a module outside of Jest's sandbox, in which every look-up of a global such as
// Object is so slow that the runs would take several times as long.
const { readFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { transformSync } = require('@swc/core');

for (const extension of ['.ts', '.mts']) {
	require.extensions[extension] = (module, filename) => {
		const { code } = transformSync(readFileSync(filename, 'utf8'), {
			filename,
			swcrc: false,
			jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
			module: { type: 'commonjs' },
		});
		module._compile(code, filename);
	};
}

const { module: name, run, input } = workerData;
parentPort.postMessage(require(name)[run](input));
