import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Which files of the project import which, and what they say. Paths are relative to `root`. */
export class Imports {
	private readonly of = new Map<string, readonly string[]>();

	private readonly root: string;

	constructor(root: string) {
		this.root = root;
	}

	/** The file and all that it imports, directly or not. */
	reachedFrom(file: string): Set<string> {
		const reached = new Set<string>();
		const visit = (name: string) => {
			if (reached.has(name)) return;
			reached.add(name);
			this.importedBy(name).forEach(visit);
		};
		visit(file);
		return reached;
	}

	/** Short, and another one when one of the files changes. */
	static hash(root: string, files: Iterable<string>): string {
		const hash = createHash('sha256');
		for (const file of [...files].sort()) {
			hash
				.update(file)
				.update('\0')
				.update(readFileSync(path.join(root, file)))
				.update('\0');
		}
		return hash.digest('hex').slice(0, 16);
	}

	private importedBy(file: string): readonly string[] {
		const known = this.of.get(file);
		if (known) return known;
		const imported = /\.m?ts$/.test(file)
			? ts
					.preProcessFile(readFileSync(path.join(this.root, file), 'utf8'))
					.importedFiles.flatMap(({ fileName }) => this.resolve(file, fileName))
			: [];
		this.of.set(file, imported);
		return imported;
	}

	private resolve(from: string, name: string): string[] {
		if (!name.startsWith('.')) return [];
		const base = path.join(path.dirname(from), name);
		const found = [base, `${base}.ts`, `${base}/index.ts`].find((file) =>
			/\.\w+$/.test(file) ? existsSync(path.join(this.root, file)) : false,
		);
		return found === undefined ? [] : [found];
	}
}
