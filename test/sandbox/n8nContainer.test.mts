import { describe, expect, it } from '@jest/globals';
import { chosenContainer, containerArguments, versionIn } from '../../sandbox/n8n/container.mts';

const ENV = {
	PATH: '/this/machine',
	HOME: '/folder',
	TMPDIR: '/this/tmp',
	N8N_HOST_REMOVE_FOLDER: '/folder',
	N8N_USER_FOLDER: '/folder',
	N8N_ENCRYPTION_KEY: 'secret',
	N8N_PORT: '5678',
};

describe('the container of n8n', () => {
	it('is what the environment names, and the installed n8n without one', () => {
		expect(chosenContainer({})).toBeUndefined();
		expect(chosenContainer({ N8N_CONTAINER_IMAGE: '' })).toBeUndefined();
		expect(chosenContainer({ N8N_CONTAINER_IMAGE: 'n8n:3' })).toEqual({
			image: 'n8n:3',
			docker: 'docker',
		});
		expect(
			chosenContainer({ N8N_CONTAINER_IMAGE: 'n8n:3', N8N_CONTAINER_DOCKER: 'podman' }),
		).toEqual({
			image: 'n8n:3',
			docker: 'podman',
		});
	});

	it('gets the names of what it is to know, and no value that others could read', () => {
		const args = containerArguments('n8n:3', { name: 'one', env: ENV, command: ['worker', '--x'] });
		const user = `${String(process.getuid?.())}:${String(process.getgid?.())}`;
		expect(args).toEqual([
			...['run', '--rm', '--name', 'one', '--network', 'host', '--user', user],
			...['--volume', '/folder:/folder', '--env', 'HOME=/folder'],
			...['--env', 'N8N_USER_FOLDER', '--env', 'N8N_ENCRYPTION_KEY', '--env', 'N8N_PORT'],
			...['n8n:3', 'worker', '--x'],
		]);
	});

	it('is not run without a folder that outlives it', () => {
		const { N8N_USER_FOLDER, ...env } = ENV;
		expect(N8N_USER_FOLDER).toBe('/folder');
		expect(() => containerArguments('n8n:3', { name: 'one', env, command: [] })).toThrow(
			'needs a user folder',
		);
	});

	it('is refused when it does not say its version', () => {
		expect(() => versionIn({ image: 'n8n:3', docker: 'echo' }, 'n8n')).toThrow(
			'n8n:3 does not say which n8n it has',
		);
	});
});
