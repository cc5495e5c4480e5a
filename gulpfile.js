const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');
const { assembleHalves, writeManifests, writePairWorkflows } = require('./packages/halves.js');

const clean = () => rm('dist', { recursive: true, force: true });

// n8n looks for an icon beside the compiled node that names it
const icons = () => src('nodes/**/*.svg', { encoding: false }).pipe(dest('dist/nodes'));

// n8n looks for the schemas of outputs by the exact version of a node; those of all versions are the same
const schemasOf = (service, version) =>
	Object.defineProperty(
		() =>
			src(`nodes/${service}/__schema__/v1.0.0/**/*.json`).pipe(
				dest(`dist/nodes/${service}/__schema__/${version}`),
			),
		'name',
		{ value: `schemas of ${service} ${version}` },
	);
const schemaOfTrigger = (service, version) =>
	Object.defineProperty(
		() =>
			src(`nodes/${service}/__schema__/v1.0.0.json`)
				.on('data', (file) => {
					file.stem = version;
				})
				.pipe(dest(`dist/nodes/${service}/__schema__`)),
		'name',
		{ value: `schema of the ${service} trigger ${version}` },
	);
const schemas = parallel(
	schemasOf('HiBob', 'v1.1.0'),
	schemasOf('HiBob', 'v1.2.0'),
	schemaOfTrigger('HiBob', 'v1.1.0'),
	schemaOfTrigger('Reachdesk', 'v1.1.0'),
	schemasOf('Reachdesk', 'v1.1.0'),
	schemasOf('Reachdesk', 'v1.2.0'),
	schemasOf('Reachdesk', 'v1.3.0'),
);

const compile = (done) => {
	const compiler = require.resolve('typescript/bin/tsc');
	execFile(process.execPath, [compiler, '--project', 'tsconfig.json'], (error, stdout) => {
		if (error) process.stderr.write(stdout);
		done(error);
	});
};

exports.build = series(
	clean,
	parallel(icons, schemas, compile),
	parallel(assembleHalves, writePairWorkflows),
);
exports.manifests = writeManifests;
exports.default = exports.build;
