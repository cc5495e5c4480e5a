// Starts a server of someone else's, which cannot notice that the tests are gone, and ends it when
// they are: the ipc channel closes when the process that started this one ends, in whatever way.
const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');

const LONGEST_SHUTDOWN_MS = 5_000;

const { command, args, folder, endSignal, user } = JSON.parse(process.argv[2]);

const server = spawn(command, args, {
	cwd: folder,
	stdio: ['ignore', 'inherit', 'inherit'],
	...user,
});
server.once('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
server.once('exit', (code) => {
	// whoever is still there wants to read the log
	if (!process.connected) rmSync(folder, { recursive: true, force: true });
	process.exit(code ?? 1);
});
process.once('disconnect', () => {
	server.kill(endSignal);
	setTimeout(() => server.kill('SIGKILL'), LONGEST_SHUTDOWN_MS).unref();
});
// a signal to the whole group reaches this process too; the channel says when it is time
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
