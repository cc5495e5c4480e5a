// Loaded into n8n before its own code. The ipc channel closes when the process that started n8n is
// gone, in whatever way; n8n then ends too, instead of going on unseen and holding its port.
const { rmSync } = require('node:fs');

const LONGEST_SHUTDOWN_MS = 10_000;

process.once('disconnect', () => {
	const folder = process.env.N8N_HOST_REMOVE_FOLDER;
	if (folder) {
		process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	}
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => process.exit(1), LONGEST_SHUTDOWN_MS);
});
