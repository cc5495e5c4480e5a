import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';

// The tests that session.test.mts runs. They are none of the project's.

test('waits', async () => {
	await setTimeout(50);
	expect(1).toBe(1);
});

test('does nothing', () => {
	expect(1).toBe(1);
});
