// CommonJS, because the bootstrap (plain Node 20), the demo (Node 24) and Jest all load it.
const { mkdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const GRACE_FOR_WRITING_THE_PID_MS = 10_000;

/** @returns whether the lock, a folder that was not there, is this process's now */
function tryToTake(lock) {
	try {
		mkdirSync(lock);
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
	writeFileSync(path.join(lock, 'pid'), String(process.pid));
	return true;
}

/** @returns whether the process that took the lock still runs */
function holderRuns(lock) {
	try {
		const pid = Number(readFileSync(path.join(lock, 'pid'), 'utf8'));
		process.kill(pid, 0);
		return true;
	} catch (error) {
		if (error.code === 'EPERM') return true;
		const taken = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
		return Date.now() - taken < GRACE_FOR_WRITING_THE_PID_MS;
	}
}

// written like this, Node finds the names for import
exports.tryToTake = tryToTake;
exports.holderRuns = holderRuns;
