import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackages } from '../sandbox/n8n/communityPackage.mts';
import { chosenContainer } from '../sandbox/n8n/container.mts';
import { startN8n } from '../sandbox/n8n/host.mts';
import { chosenPackages } from '../sandbox/n8n/ownPackages.mts';
import { PREPARED_FILES, preparedFolder } from '../sandbox/n8n/preparedFolder.mts';

/** Does once for all test files what each of them would do at its start of n8n. */
export default async function prepareN8n(): Promise<void> {
	const packed = mkdtempSync(path.join(tmpdir(), 'n8n-packed-'));
	process.once('exit', () => {
		rmSync(packed, { recursive: true, force: true });
	});
	const packages = chosenPackages();
	const folder = path.join(packed, packages);
	mkdirSync(folder);
	await packPackages(folder, packages);
	process.env.N8N_PACKED = packed;
	if (chosenContainer() === undefined) await prepareFolder();
}

/** Once per installed n8n. Another clone may do the same at the same time: the first one stays. */
async function prepareFolder(): Promise<void> {
	const prepared = preparedFolder();
	if (existsSync(prepared)) return;
	const work = mkdtempSync(`${prepared}-`);
	try {
		const started = path.join(work, 'started');
		const n8n = await startN8n({ userFolder: started });
		await n8n.stop();
		const kept = path.join(work, 'kept');
		for (const file of PREPARED_FILES) {
			cpSync(path.join(started, file), path.join(kept, file));
		}
		if (!existsSync(prepared)) renameSync(kept, prepared);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}
