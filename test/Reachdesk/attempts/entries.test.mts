import { describe, expect, test } from '@jest/globals';
import {
	agentPlace,
	bulkAt,
	everyHolder,
	holderOf,
	lastMinutes,
	leasedBy,
	lookedAt,
} from '../../../nodes/Reachdesk/attempts/entries.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');

describe('the holder of an execution is', () => {
	test.each([
		['0', 0],
		['63', 63],
		['64', 0],
		['130', 2],
	])('for execution %s number %d', (id, holder) => {
		expect(holderOf(id)).toBe(holder);
	});

	test('one of 64 for any other ID, and always the same', () => {
		for (const id of ['-5', '1.5', 'a0Xy', '', '9'.repeat(30)]) {
			expect(everyHolder(leasedBy, NOON)).toContain(leasedBy(NOON, holderOf(id)));
			expect(holderOf(id)).toBe(holderOf(id));
		}
	});

	test('any of 64 for a call without an ID', () => {
		expect(everyHolder(leasedBy, NOON)).toContain(leasedBy(NOON, holderOf(undefined)));
	});
});

test('an instant stands for its minute', () => {
	expect(bulkAt(NOON)).toBe(`bulk@${String(NOON / 60_000)}`);
	expect(bulkAt(NOON + 59_999)).toBe(bulkAt(NOON));
	expect(bulkAt(NOON - 1)).not.toBe(bulkAt(NOON));
	expect(lastMinutes(NOON, 2)).toEqual([NOON, NOON - 60_000, NOON - 120_000]);
});

test('a look at an entry is one of its own', () => {
	expect(lookedAt('send:1@x')).toBe('look:send:1@x');
});

test('the places of AI agents are those of a day in UTC', () => {
	expect(agentPlace(Date.parse('2026-11-25T23:59:59Z'), 3)).toBe('agent@2026-11-25#3');
});
