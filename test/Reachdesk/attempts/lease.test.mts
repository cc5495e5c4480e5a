import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import {
	everyHolder,
	lastMinutes,
	leasedBy,
	leaseMark,
} from '../../../nodes/Reachdesk/attempts/entries.ts';
import { Lease, LEASE_MINUTES } from '../../../nodes/Reachdesk/attempts/lease.ts';
import { ProcessedEntries } from '../../../nodes/Reachdesk/attempts/processedEntries.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { delay, inNoTime, Row } from './processedRow.mts';

const NOW = Date.parse('2026-11-23T07:00:10Z');
const MINUTE = 60_000;

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

/** The lease as an execution sees it whose id is the number of its holder. */
const leaseOf = (row: Row, holder: number, process = 'main', own = new Set<string>()) =>
	new Lease(new ProcessedEntries(row.context(String(holder), process)), {
		entryBy: leasedBy,
		holder,
		settlesIn: 2_000,
		pause: delay,
		own,
	});

/** What a look-up for all holders writes, and leaves behind when another worker restores it. */
const LEFTOVERS = lastMinutes(NOW, LEASE_MINUTES).flatMap((minute) =>
	everyHolder(leasedBy, minute),
);

describe('a lease', () => {
	test('is one execution’s until it ends', async () => {
		const row = new Row();
		const [first, second] = [leaseOf(row, 1), leaseOf(row, 2)];
		expect(await inNoTime(first.take(NOW))).toBe(true);
		expect(await inNoTime(first.take(NOW + 5 * MINUTE))).toBe(true);
		expect(await inNoTime(second.take(NOW + 6 * MINUTE))).toBe(false);
		await inNoTime(second.end());
		await inNoTime(first.end());
		expect(await inNoTime(second.take(NOW + 7 * MINUTE))).toBe(true);
		await inNoTime(second.end());
		expect(row.entries).toEqual([]);
	});

	test.each([
		[15, false],
		[16, true],
	])('of an execution that died is free %i minutes later: %s', async (minutes, isFree) => {
		const row = new Row();
		await inNoTime(leaseOf(row, 1).take(NOW));
		expect(await inNoTime(leaseOf(row, 2).take(NOW + minutes * MINUTE))).toBe(isFree);
	});

	test('is never two executions’, however their reads and writes fall', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.nat(3_000), { minLength: 2, maxLength: 4 }),
				fc.array(fc.nat(300), { minLength: 1, maxLength: 12 }),
				fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 }),
				fc.boolean(),
				async (begins, delays, moments, isOneProcess) => {
					const row = new Row();
					let waits = 0;
					jest
						.spyOn(Math, 'random')
						.mockImplementation(() => moments[waits++ % moments.length] ?? 0);
					let reads = 0;
					row.nextDelay = () => delays[reads++ % delays.length] ?? 0;
					const holders = new Set<number>();
					const most: number[] = [];
					const tries = begins.map(async (begin, index) => {
						await delay(begin);
						const process = isOneProcess ? 'main' : `worker ${String(index)}`;
						const lease = leaseOf(row, index + 1, process);
						if (await lease.take(NOW + begin)) {
							holders.add(index);
							most.push(holders.size);
							await delay(4_000);
							holders.delete(index);
						}
						await lease.end();
					});
					await inNoTime(Promise.all(tries));
					expect(Math.max(0, ...most)).toBeLessThanOrEqual(1);
				},
			),
			RUNS,
		);
	});

	test('is not held by what another worker’s look-up left behind, which is removed', async () => {
		const row = new Row();
		row.entries = [...LEFTOVERS];
		const lease = leaseOf(row, 1);
		expect(await inNoTime(lease.take(NOW))).toBe(true);
		await inNoTime(lease.end());
		expect(row.entries).toEqual([]);
	});

	test('that is hidden among what a look-up left behind is held, and stays', async () => {
		const row = new Row();
		expect(await inNoTime(leaseOf(row, 5).take(NOW - 3 * MINUTE))).toBe(true);
		const held = [...row.entries];
		row.entries = [...new Set([...row.entries, ...LEFTOVERS])];
		expect(await inNoTime(leaseOf(row, 1).take(NOW))).toBe(false);
		expect(row.entries).toEqual(held);
	});

	test('is looked for among what a look-up left behind at a random moment', async () => {
		const took = [];
		for (const random of [0, 0.5]) {
			jest.spyOn(Math, 'random').mockReturnValue(random);
			const row = new Row();
			row.entries = [...LEFTOVERS];
			const begun = Date.now();
			await inNoTime(leaseOf(row, 1).take(NOW));
			took.push(Date.now() - begun);
		}
		expect(took).toEqual([2_500, 2_750]);
	});

	test.each([
		[1, false],
		[16, false],
		[17, true],
	])('without a mark, by %i holders in one minute, is free: %s', async (holders, isFree) => {
		const row = new Row();
		// few are those of an earlier version, which wrote no mark
		row.entries = everyHolder(leasedBy, NOW).slice(-holders);
		expect(await inNoTime(leaseOf(row, 1).take(NOW))).toBe(isFree);
	});

	test('without a mark is held, too, beside a minute of what a look-up left behind', async () => {
		const row = new Row();
		row.entries = [...everyHolder(leasedBy, NOW), leasedBy(NOW - MINUTE, 5)];
		expect(await inNoTime(leaseOf(row, 1).take(NOW))).toBe(false);
	});

	test.each([
		['its entry', leasedBy(NOW, 1)],
		['its mark', leaseMark(leasedBy(NOW, 1))],
	])('that lost %s to another worker’s write is not taken', async (_, lost) => {
		const row = new Row();
		const taking = leaseOf(row, 1).take(NOW);
		await jest.advanceTimersByTimeAsync(1_000);
		expect(row.entries).toContain(lost);
		row.entries = row.entries.filter((entry) => entry !== lost);
		expect(await inNoTime(taking)).toBe(false);
	});

	test.each(['end', 'stepBack'] as const)(
		'does not hold others up after %s, when another worker’s write restored it',
		async (way) => {
			const row = new Row();
			const lease = leaseOf(row, 1);
			await inNoTime(lease.take(NOW));
			const restored = [...row.entries];
			const ending = lease[way]();
			await jest.advanceTimersByTimeAsync(100);
			expect(row.entries).toEqual([]);
			row.entries = restored;
			await inNoTime(ending);
			expect(row.entries).toEqual([]);
		},
	);

	test('that has ended is no longer known as this process’s own', async () => {
		const own = new Set<string>();
		const lease = leaseOf(new Row(), 1, 'main', own);
		await inNoTime(lease.take(NOW));
		expect(own.size).toBe(1);
		await inNoTime(lease.end());
		expect(own.size).toBe(0);
	});

	test('that is restored after its execution stepped back does not hold that one up', async () => {
		const row = new Row();
		const lease = leaseOf(row, 1);
		await inNoTime(lease.take(NOW));
		const restored = [...row.entries];
		await inNoTime(lease.stepBack());
		row.entries = restored;
		expect(await inNoTime(lease.take(NOW + MINUTE))).toBe(true);
	});
});
