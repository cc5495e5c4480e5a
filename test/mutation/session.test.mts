import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Session } from './session.mts';

const ROOT = path.join(import.meta.dirname, '../..');

test('a session says how long each test takes: the fastest are tried first, and the others get time', async () => {
	const session = new Session(ROOT, 'test/mutation/example/waits.mts', '');
	try {
		const { tests } = await session.learn();
		expect(tests.map(({ name }) => name)).toEqual(['waits', 'does nothing']);
		// a timer may be a millisecond early
		expect(tests[0]?.milliseconds).toBeGreaterThanOrEqual(45);
	} finally {
		session.end();
	}
});
