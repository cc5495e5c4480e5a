#!/usr/bin/env node
// Stands in for `docker` where there is none. It writes down what it was told (calls.jsonl in the folder that
// STAND_IN_DOCKER_FOLDER names) and runs the n8n that is installed here with the environment that the
// container would have, and nothing else. What it does not know, it refuses, as docker does.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import location from '../../sandbox/n8n/location.cjs';

const FOLDER = process.env.STAND_IN_DOCKER_FOLDER ?? '';
const [verb = '', ...args] = process.argv.slice(2);

function refuse(message) {
	process.stderr.write(`docker: ${message}\n`);
	process.exit(125);
}

if (FOLDER === '') refuse('STAND_IN_DOCKER_FOLDER is not set');

const pidFile = (name) => path.join(FOLDER, `${name}.pid`);

/** @returns whether there is such a container */
function signal(name, which) {
	if (!existsSync(pidFile(name))) return false;
	process.kill(Number(readFileSync(pidFile(name), 'utf8')), which);
	return true;
}

function readRun(words) {
	const container = { env: {}, volumes: [], name: '', network: '', user: '', entrypoint: 'n8n' };
	const waiting = [...words];
	const options = {
		'--rm': () => undefined,
		'--name': (value) => (container.name = value),
		'--network': (value) => (container.network = value),
		'--user': (value) => (container.user = value),
		'--entrypoint': (value) => (container.entrypoint = value),
		'--volume': (value) => container.volumes.push(value.split(':')),
		'--env': (value) => {
			const [name, ...rest] = value.split('=');
			const given = rest.length > 0 ? rest.join('=') : process.env[name];
			if (given !== undefined) container.env[name] = given;
		},
	};
	while (waiting[0]?.startsWith('--')) {
		const name = waiting.shift();
		if (!Object.hasOwn(options, name)) refuse(`unknown flag: ${name}`);
		options[name](name === '--rm' ? undefined : waiting.shift());
	}
	const [image = '', ...command] = waiting;
	return { ...container, image, command };
}

function run({ env, volumes, name, network, entrypoint, command }) {
	const n8n = location.locateN8n();
	const node = n8n.ownNode ?? process.execPath;
	if (command.join(' ') === '--version') {
		process.stdout.write(entrypoint === 'node' ? `v${n8n.nodeVersion}\n` : `${n8n.version}\n`);
		return;
	}
	if (network !== 'host') refuse('this stand-in knows the network of the host alone');
	const isKept = volumes.some(([here, there]) => here === there && here === env.N8N_USER_FOLDER);
	if (!isKept) refuse('what n8n writes would be gone with the container');
	const child = spawn(node, [n8n.executable, ...command], {
		cwd: '/',
		env: { ...env, PATH: `${path.dirname(node)}:/usr/bin:/bin` },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	writeFileSync(pidFile(name), String(child.pid));
	child.once('exit', (code, killedBy) => {
		rmSync(pidFile(name), { force: true });
		process.exit(code ?? (killedBy === 'SIGKILL' ? 137 : 143));
	});
	// docker hands signals on
	for (const each of ['SIGTERM', 'SIGINT']) process.on(each, () => child.kill(each));
}

appendFileSync(path.join(FOLDER, 'calls.jsonl'), `${JSON.stringify([verb, ...args])}\n`);
if (verb === 'run') run(readRun(args));
else if (verb === 'kill' && args[0] === '--signal') {
	if (!signal(args[2], args[1])) refuse(`No such container: ${args[2]}`);
} else if (verb === 'rm' && args[0] === '--force') signal(args[1], 'SIGKILL');
else refuse(`unknown command: ${verb}`);
