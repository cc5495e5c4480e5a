import { execFile, execFileSync, fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

// Not for the container: it has a PATH of its own, and HOME is given by value, because the program that
// starts the container needs this machine's.
const OWN = new Set(['PATH', 'HOME', 'TMPDIR', 'N8N_HOST_REMOVE_FOLDER']);

/** A container image with n8n in it, and the program that runs it. */
export interface ContainerChoice {
	/** such as `docker.io/n8nio/n8n:3.0.0` */
	image: string;
	/** `docker`, or what understands the same arguments, such as `podman` */
	docker: string;
}

/** What n8n is to run in: undefined for the n8n that is installed on this machine. */
export function chosenContainer(env = process.env): ContainerChoice | undefined {
	const { N8N_CONTAINER_IMAGE: image, N8N_CONTAINER_DOCKER: docker } = env;
	if (image === undefined || image === '') return undefined;
	return { image, docker: docker === undefined || docker === '' ? 'docker' : docker };
}

/**
 * Asks an image for a version. Waits for the answer, and for the image when it is not there yet.
 *
 * @param of n8n's, or that of the Node that it runs on
 * @returns such as `2.40.5`
 * @throws Error when it does not answer with one
 */
export function versionIn({ image, docker }: ContainerChoice, of: 'n8n' | 'node'): string {
	const entrypoint = of === 'node' ? ['--entrypoint', 'node'] : [];
	const answer = execFileSync(docker, ['run', '--rm', ...entrypoint, image, '--version'], {
		encoding: 'utf8',
		env: process.env,
	});
	const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(answer.trim())?.[1];
	if (version === undefined) throw new Error(`${image} does not say which ${of} it has: ${answer}`);
	return version;
}

/**
 * What `docker` is to be told to run n8n on this machine's network, with its user folder at the same
 * place as here and as the user of this process, so that tests can read what n8n writes.
 *
 * @param env n8n's whole environment; its values are not among the arguments, which anybody on this
 * machine can read
 * @param command n8n's own, with its options
 */
export function containerArguments(
	image: string,
	{ name, env, command }: { name: string; env: Record<string, string>; command: string[] },
): string[] {
	const { N8N_USER_FOLDER: folder } = env;
	if (folder === undefined) throw new Error('n8n in a container needs a user folder to keep.');
	const user = [process.getuid?.(), process.getgid?.()].map(String).join(':');
	return [
		...['run', '--rm', '--name', name, '--network', 'host', '--user', user],
		...['--volume', `${folder}:${folder}`, '--env', `HOME=${folder}`],
		...passedOn(env).flatMap((each) => ['--env', each]),
		...[image, ...command],
	];
}

const passedOn = (env: Record<string, string>): string[] =>
	Object.keys(env).filter((each) => !OWN.has(each));

/** n8n in a container, which ends with this process, in whatever way that ends. */
export class N8nContainer {
	/** ends when the container has ended */
	readonly child: ChildProcess;
	private readonly docker: string;
	private readonly name = `n8n-host-${randomUUID()}`;

	/**
	 * @param log open file that gets what n8n writes
	 * @throws Error when n8n's clock is to be moved
	 */
	constructor(
		{ image, docker }: ContainerChoice,
		{ env, command, log }: { env: Record<string, string>; command: string[]; log: number },
	) {
		if (env.LD_PRELOAD !== undefined) {
			throw new Error(
				'The clock of an n8n in a container cannot be moved: libfaketime is not in it.',
			);
		}
		this.docker = docker;
		this.child = fork(path.join(import.meta.dirname, 'containerGuard.cjs'), {
			stdio: ['ignore', log, log, 'ipc'],
			// in Jest, what process.env says is not what a child would get
			env: process.env,
			execArgv: [],
		});
		this.child.send({
			docker,
			name: this.name,
			args: containerArguments(image, { name: this.name, env, command }),
			env: Object.fromEntries(passedOn(env).map((each) => [each, env[each]])),
			folder: env.N8N_HOST_REMOVE_FOLDER,
		});
	}

	/** Lets n8n end in good order (`SIGTERM`), or ends it at once. */
	async signal(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		try {
			await run(this.docker, ['kill', '--signal', signal, this.name], { env: process.env });
		} catch {
			// it is not there yet, or no more; the guard sees to both
			if (this.child.connected) this.child.disconnect();
		}
	}
}
