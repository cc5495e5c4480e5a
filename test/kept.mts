import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord, textAt } from '../sandbox/n8n/answers.mts';
import { currentCircumstances } from './circumstances.mts';
import type { Circumstances } from './circumstances.mts';

const FOLDER = path.resolve(import.meta.dirname, '..', 'build', 'kept');

interface KeptPart extends Circumstances {
	/** ISO instant */
	at: string;
	value: unknown;
}

interface Options {
	/** what is run now, and on what */
	circumstances: Circumstances;
	/** takes what was kept at another commit or on another machine, too */
	takesAll?: boolean;
	/** makes everything anew */
	isAnew?: boolean;
	say?: (text: string) => void;
}

/** The options of every command that keeps its parts. */
export const KEPT_OPTIONS = ['--keep', '--anew'];

/**
 * The finished parts of a command that takes long. Each is in a file as soon as it is there, and a
 * command that was stopped continues from them.
 */
export class Kept {
	private readonly file: string;
	private readonly options: Options;
	private readonly parts: Map<string, KeptPart>;
	private readonly asked = new Set<string>();

	constructor(file: string, options: Options) {
		this.file = file;
		this.options = options;
		this.parts = partsIn(file);
	}

	/**
	 * What a command has kept, in build/ of this clone, by the options that it was started with:
	 * `--keep` also takes parts of another commit or machine, `--anew` makes all parts anew.
	 *
	 * @param args of the command
	 * @param choice whether some parts were asked for by name, which are then made anew
	 */
	static of(
		command: string,
		args: readonly string[],
		{ isChosen = false, say }: { isChosen?: boolean; say?: (text: string) => void } = {},
	): Kept {
		const file = path.join(FOLDER, `${command}.json`);
		if (args.includes('--anew') && !isChosen) rmSync(file, { force: true });
		return new Kept(file, {
			circumstances: currentCircumstances(),
			takesAll: args.includes('--keep'),
			isAnew: isChosen || args.includes('--anew'),
			...(say === undefined ? {} : { say }),
		});
	}

	/** What a part has come to, if that was kept and counts here. */
	find<T>(name: string, isResult: (value: unknown) => value is T): T | undefined {
		const { circumstances, takesAll, isAnew } = this.options;
		const part = this.parts.get(name);
		if (part === undefined || isAnew || !isResult(part.value)) return undefined;
		const isSame = part.commit === circumstances.commit && part.machine === circumstances.machine;
		return isSame || takesAll ? part.value : undefined;
	}

	/**
	 * Takes what was kept of a part, or makes it and keeps it. A part that fails is not kept.
	 *
	 * @param name with everything that the result depends on besides the commit
	 */
	async part<T>(
		name: string,
		isResult: (value: unknown) => value is T,
		make: () => Promise<T>,
	): Promise<T> {
		this.asked.add(name);
		const kept = this.find(name, isResult);
		if (kept !== undefined) {
			const { at, commit } = this.parts.get(name) ?? {};
			this.options.say?.(`${name}: kept from ${String(at)}, at ${String(commit)}`);
			return kept;
		}
		const value = await make();
		const at = new Date().toISOString();
		this.parts.set(name, { ...this.options.circumstances, at, value });
		this.write();
		return value;
	}

	/** Where and when the parts were made that were asked for: commits, machines and days (yyyy-MM-dd). */
	get origins(): { commits: string[]; machines: string[]; days: string[] } {
		const parts = Array.from(this.parts).flatMap(([name, part]) =>
			this.asked.has(name) ? [part] : [],
		);
		const different = (of: (part: KeptPart) => string) => [...new Set(parts.map(of))];
		return {
			commits: different(({ commit }) => commit),
			machines: different(({ machine }) => machine),
			days: different(({ at }) => at.slice(0, 10)),
		};
	}

	/** Forgets the parts: the command has come to its end, and the next time it begins anew. */
	finish(): void {
		this.parts.clear();
		rmSync(this.file, { force: true });
	}

	private write(): void {
		mkdirSync(path.dirname(this.file), { recursive: true });
		// whoever is stopped while writing still has the file from before
		const beside = `${this.file}.new`;
		writeFileSync(beside, JSON.stringify(Object.fromEntries(this.parts), withMaps, '\t'));
		renameSync(beside, this.file);
	}
}

function partsIn(file: string): Map<string, KeptPart> {
	if (!existsSync(file)) return new Map();
	const parts: unknown = JSON.parse(readFileSync(file, 'utf8'), asMap);
	return new Map(
		Object.entries(isRecord(parts) ? parts : {}).map(([name, part]) => [
			name,
			{
				commit: textAt(part, 'commit'),
				machine: textAt(part, 'machine'),
				at: textAt(part, 'at'),
				value: isRecord(part) ? part.value : undefined,
			},
		]),
	);
}

const MAP = 'entries of a Map';

const withMaps = (_key: string, value: unknown): unknown =>
	value instanceof Map ? { [MAP]: [...value] } : value;

function asMap(_key: string, value: unknown): unknown {
	const entries = isRecord(value) ? value[MAP] : undefined;
	if (!Array.isArray(entries)) return value;
	return new Map(
		entries.map((entry: unknown) => (Array.isArray(entry) ? [entry[0], entry[1]] : [entry, null])),
	);
}
