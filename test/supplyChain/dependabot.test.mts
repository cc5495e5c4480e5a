import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isRecord } from '../../sandbox/hibob/json.mts';

const FILE = path.resolve(import.meta.dirname, '../../.github/dependabot.yml');

function updates(): Record<string, unknown>[] {
	const config: unknown = parse(readFileSync(FILE, 'utf8'));
	if (!isRecord(config) || !Array.isArray(config.updates)) throw new Error('no updates');
	return config.updates.filter(isRecord);
}

test('Dependabot raises tools, actions and images, and leaves the n8n of the tests alone', () => {
	expect(updates().map(({ 'package-ecosystem': kind, directory }) => [kind, directory])).toEqual([
		['npm', '/'],
		['github-actions', '/'],
		['docker-compose', '/'],
	]);
});

test('Dependabot waits a week before it takes what is new, and puts it together', () => {
	for (const { cooldown, groups } of updates()) {
		expect(cooldown).toMatchObject({ 'default-days': 7 });
		expect(Object.values(isRecord(groups) ? groups : {})).toHaveLength(1);
	}
});
