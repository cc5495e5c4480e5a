import { expect, test } from '@jest/globals';
import { AgentQuota } from '../../../nodes/Reachdesk/attempts/agentQuota.ts';
import { giftTo } from '../gifts/gifts.mts';
import { Row } from './processedRow.mts';

const NOW = Date.parse('2026-11-23T23:59:00Z');
const DAY = 86_400_000;
const [A, B, C] = [giftTo(undefined, 'a'), giftTo(undefined, 'b'), giftTo(undefined, 'c')];

test('gives as many places a day as there are, to all executions together', async () => {
	const row = new Row();
	const quota = new AgentQuota(row.context('1'), 2);
	expect(await quota.take(A, NOW)).toBe(true);
	expect(await new AgentQuota(row.context('2'), 2).take(B, NOW)).toBe(true);
	expect(await quota.take(C, NOW)).toBe(false);
	expect(row.entries).toHaveLength(2);
	expect(await quota.take(C, NOW + DAY)).toBe(true);
});

test('has a place again for a gift that was not created, once', async () => {
	const row = new Row();
	const quota = new AgentQuota(row.context(), 1);
	expect(await quota.take(A, NOW)).toBe(true);
	await quota.giveBack(A);
	expect(row.entries).toEqual([]);
	expect(await quota.take(B, NOW)).toBe(true);
	// its place is the one of another gift by now
	await quota.giveBack(A);
	expect(row.entries).toHaveLength(1);
	expect(await new AgentQuota(row.context('2'), 1).take(C, NOW)).toBe(false);
});

test('frees nothing for a gift that had no place', async () => {
	const row = new Row();
	const quota = new AgentQuota(row.context(), 1);
	await quota.take(A, NOW);
	await quota.giveBack(B);
	expect(row.entries).toHaveLength(1);
});

test('has no place where none is allowed', async () => {
	const quota = new AgentQuota(new Row().context(), 0);
	for (const gift of [A, B, C]) expect(await quota.take(gift, NOW)).toBe(false);
});
