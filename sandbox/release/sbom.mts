import path from 'node:path';
import { writeBills } from './bills.mts';

/** `npm run sbom`, after `npm run pack`. */
for (const [file, components] of writeBills(path.resolve(import.meta.dirname, '../..'))) {
	process.stdout.write(`${path.basename(file)}: ${String(components)} components\n`);
}
