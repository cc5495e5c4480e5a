import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isList } from '../../sandbox/n8n/answers.mts';
import type { ContainerChoice } from '../../sandbox/n8n/container.mts';

/** A `docker` that runs the n8n of this machine, and what it was told. */
export class StandInDocker {
	readonly choice: ContainerChoice = {
		image: 'docker.io/n8nio/n8n:stand-in',
		docker: path.join(import.meta.dirname, 'docker.mjs'),
	};
	private readonly folder = mkdtempSync(path.join(tmpdir(), 'stand-in-docker-'));

	constructor() {
		process.env.STAND_IN_DOCKER_FOLDER = this.folder;
	}

	/** Each call, as its arguments. */
	get calls(): string[][] {
		return readFileSync(path.join(this.folder, 'calls.jsonl'), 'utf8')
			.trimEnd()
			.split('\n')
			.map((line) => {
				const call: unknown = JSON.parse(line);
				if (!isList(call)) throw new Error('calls.jsonl does not hold calls');
				return call.map(String);
			});
	}

	/** Names of the containers that run. */
	get running(): string[] {
		return readdirSync(this.folder)
			.filter((file) => file.endsWith('.pid'))
			.map((file) => path.basename(file, '.pid'));
	}

	remove(): void {
		delete process.env.STAND_IN_DOCKER_FOLDER;
		rmSync(this.folder, { recursive: true, force: true });
	}
}
