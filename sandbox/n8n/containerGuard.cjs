// Starts n8n in a container, and ends the container when whoever wanted it is gone: the ipc channel closes
// when the process that started this one ends, in whatever way. A container would go on otherwise.
const { spawn, spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');

const LONGEST_SHUTDOWN_MS = 10_000;

process.once('message', ({ docker, name, args, env, folder }) => {
	const client = spawn(docker, args, {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const leave = (code) => {
		// one that was about to start, or that its client has left behind
		spawnSync(docker, ['rm', '--force', name], { stdio: 'ignore' });
		// whoever is still there wants to read the log
		if (folder && !process.connected) rmSync(folder, { recursive: true, force: true });
		process.exit(code);
	};
	client.once('error', (error) => {
		process.stderr.write(`${docker} could not be started: ${error.message}\n`);
		leave(1);
	});
	client.once('exit', (code) => leave(code ?? 1));
	process.once('disconnect', () => {
		spawnSync(docker, ['kill', '--signal', 'SIGTERM', name], { stdio: 'ignore' });
		client.kill('SIGTERM');
		setTimeout(() => client.kill('SIGKILL'), LONGEST_SHUTDOWN_MS).unref();
	});
});
// a signal to the whole group reaches this process too; the channel says when it is time
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
