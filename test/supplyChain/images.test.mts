import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isRecord } from '../../sandbox/hibob/json.mts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const COMPOSE = read('docker-compose.queue.yml');
const BY_DIGEST = /^(?:\$\{\w+:-)?[\w./-]+:\d+\.\d+[\w.-]*@sha256:[\da-f]{64}\}?$/;

function imagesIn(text: string): string[] {
	const compose: unknown = parse(text, { merge: true });
	if (!isRecord(compose) || !isRecord(compose.services)) throw new Error('no services');
	return Object.values(compose.services).map((service) =>
		isRecord(service) ? String(service.image) : 'none',
	);
}

const versionIn = (file: string): unknown => {
	const manifest: unknown = JSON.parse(read(file));
	return isRecord(manifest) ? manifest.version : undefined;
};

test('every image of the queue mode has an exact version and a digest', () => {
	const images = imagesIn(COMPOSE);
	expect(images).toHaveLength(5);
	expect(images.filter((image) => !BY_DIGEST.test(image))).toEqual([]);
});

test.each([
	'postgres:17',
	'postgres:17.11',
	'postgres@sha256:abc',
	`postgres:17@sha256:${'a'.repeat(64)}`,
])('%s would not do', (image) => {
	expect(image).not.toMatch(BY_DIGEST);
});

test('the queue mode starts the n8n that the tests run on', () => {
	const host: unknown = JSON.parse(read('sandbox/n8n/package.json'));
	expect(host).toMatchObject({ dependencies: { n8n: expect.any(String) } });
	const version = /"n8n":"([\d.]+)"/.exec(JSON.stringify(host))?.[1] ?? 'none';
	expect(COMPOSE).toContain(`n8nio/n8n:${version}@sha256:`);
});

test('the queue mode installs this very version of the package', () => {
	expect(COMPOSE).toContain(
		`\${COMMUNITY_PACKAGE:-n8n-nodes-hibob-reachdesk@${String(versionIn('package.json'))}}`,
	);
});
