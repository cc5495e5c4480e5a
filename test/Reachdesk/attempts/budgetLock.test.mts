import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import { BudgetLock } from '../../../nodes/Reachdesk/attempts/budgetLock.ts';
import { budgetLeasedBy } from '../../../nodes/Reachdesk/attempts/entries.ts';
import { Lease, LEASE_MINUTES } from '../../../nodes/Reachdesk/attempts/lease.ts';
import { StoreError } from '../../../nodes/Reachdesk/attempts/storeError.ts';
import { delay, inNoTime, Row } from './processedRow.mts';

const NOW = Date.parse('2026-11-23T07:00:10Z');
const MINUTE = 60_000;
const OTHER_HOLDER = 63;

let row: Row;
let workflows = 0;
/** workflows by the process that runs them; in each test others, because a process remembers its leases */
let main = '';
let worker = '';

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
	jest.mocked(sleep).mockImplementation(delay);
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
	row = new Row();
	workflows += 1;
	main = `main ${String(workflows)}`;
	worker = `worker ${String(workflows)}`;
});
afterEach(() => {
	jest.mocked(sleep).mockReset();
	jest.restoreAllMocks();
	jest.useRealTimers();
});

const lockOf = (execution: string, workflow = main, table = row) =>
	new BudgetLock(table.context(execution, workflow));
const goOn = () => undefined;
/** Whether it has the lock after so long, in ms. */
const hasWithin = async (take: Promise<boolean>, milliseconds: number): Promise<boolean> => {
	let has = false;
	void take.then((taken) => {
		has = taken;
	});
	await jest.advanceTimersByTimeAsync(milliseconds);
	return has;
};
const otherLease = (instant: number) => budgetLeasedBy(instant, OTHER_HOLDER);

describe('the lock of the caps', () => {
	test('is taken at once when nobody has it, and leaves nothing behind', async () => {
		const lock = lockOf('1');
		const begun = Date.now();
		expect(await inNoTime(lock.take(goOn))).toBe(true);
		expect(Date.now() - begun).toBe(500);
		await inNoTime(lock.giveBack(true));
		expect(row.entries).toEqual([]);
		// the caps count the gifts of all nodes of a workflow
		expect(row.scopes).toEqual(new Set(['workflow']));
	});

	test('is held by nobody before it was taken', async () => {
		row.entries = [otherLease(NOW)];
		expect(await inNoTime(lockOf('1').isHeld())).toBe(false);
	});

	test('is one execution’s at a time, in one process and in two', async () => {
		for (const [index, workflow] of [main, worker].entries()) {
			const first = lockOf('1');
			expect(await inNoTime(first.take(goOn))).toBe(true);
			const second = lockOf(String(index + 2), workflow);
			const take = second.take(goOn);
			expect(await hasWithin(take, MINUTE)).toBe(false);
			await inNoTime(first.giveBack(true));
			expect(await inNoTime(take)).toBe(true);
			await inNoTime(second.giveBack(true));
		}
	});

	test('is one workflow’s at a time in one process, and another process does not wait', async () => {
		const first = lockOf('1');
		await inNoTime(first.take(goOn));
		const second = lockOf('2', worker, new Row());
		const take = second.take(goOn);
		expect(await hasWithin(take, MINUTE)).toBe(false);
		await inNoTime(first.giveBack(true));
		expect(await inNoTime(take)).toBe(true);
		await inNoTime(second.giveBack(true));
	});

	test('that is not settled keeps another process from counting, and not its own', async () => {
		const first = lockOf('1');
		await inNoTime(first.take(goOn));
		await inNoTime(first.giveBack(false));
		expect(row.entries).toContain(budgetLeasedBy(NOW, 1));
		const other = lockOf('2', worker);
		const take = other.take(goOn);
		expect(await hasWithin(take, MINUTE)).toBe(false);
		const own = lockOf('3');
		expect(await inNoTime(own.take(goOn))).toBe(true);
		await inNoTime(own.giveBack(true));
		expect(await inNoTime(take)).toBe(true);
		await inNoTime(other.giveBack(true));
		expect(row.entries).toEqual([]);
	});

	test('of an execution that died is waited for, with a look every five to ten seconds', async () => {
		row.entries = [otherLease(NOW)];
		const looks: number[] = [];
		const lock = lockOf('1');
		const take = lock.take(() => {
			looks.push(Date.now() - NOW);
		});
		expect(await inNoTime(take)).toBe(true);
		expect(looks.slice(0, 3)).toEqual([7_500, 15_000, 22_500]);
		expect(Date.now() - NOW).toBeGreaterThan(LEASE_MINUTES * MINUTE);
		expect(Date.now() - NOW).toBeLessThan((LEASE_MINUTES + 1) * MINUTE);
		await inNoTime(lock.giveBack(true));
	});

	test('that another process keeps is waited for no longer than a dead one', async () => {
		row.entries = [otherLease(NOW)];
		const renewing = setInterval(() => {
			row.entries = [otherLease(Date.now())];
		}, MINUTE);
		const lock = lockOf('1');
		expect(await inNoTime(lock.take(goOn))).toBe(false);
		clearInterval(renewing);
		expect(Date.now() - NOW).toBeGreaterThan((LEASE_MINUTES + 1) * MINUTE);
		expect(Date.now() - NOW).toBeLessThanOrEqual((LEASE_MINUTES + 1) * MINUTE + 7_500);
		// who waited does not hold up the next one of its process
		await inNoTime(lock.giveBack(false));
		row.entries = [];
		const next = lockOf('2');
		expect(await inNoTime(next.take(goOn))).toBe(true);
		await inNoTime(next.giveBack(true));
	});

	test('is not waited for by an execution that was cancelled', async () => {
		row.entries = [otherLease(NOW)];
		const lock = lockOf('1');
		const take = lock.take(() => {
			throw new Error('cancelled');
		});
		await expect(inNoTime(take)).rejects.toThrow('cancelled');
		await inNoTime(lock.giveBack(false));
	});

	test.each([
		[2, 'taken'],
		[3, 'given up'],
	])('is, after %i refused writes, %s', async (failures, fate) => {
		let refused = 0;
		row.beforeStep = async () => {
			await Promise.resolve();
			if (refused < failures) {
				refused++;
				throw new Error('SQLITE_BUSY: database is locked');
			}
		};
		const lock = lockOf('1');
		const take = inNoTime(lock.take(goOn));
		await (fate === 'taken'
			? expect(take).resolves.toBe(true)
			: expect(take).rejects.toBeInstanceOf(StoreError));
		await inNoTime(lock.giveBack(true));
		const next = lockOf('2');
		expect(await inNoTime(next.take(goOn))).toBe(true);
		await inNoTime(next.giveBack(true));
	});

	test('frees the next one when the database fails at its end', async () => {
		const lock = lockOf('1');
		await inNoTime(lock.take(goOn));
		row.writesLeft = 0;
		await expect(inNoTime(lock.giveBack(true))).rejects.toBeInstanceOf(StoreError);
		row.writesLeft = Infinity;
		const next = lockOf('2');
		expect(await inNoTime(next.take(goOn))).toBe(true);
		await inNoTime(next.giveBack(true));
	});
});

describe('a lock that is held', () => {
	test('is believed for a minute, and then renewed', async () => {
		const lock = lockOf('1');
		await inNoTime(lock.take(goOn));
		const table = jest.fn(async () => {
			await Promise.resolve();
		});
		row.beforeStep = table;
		jest.setSystemTime(NOW + MINUTE - 1);
		expect(await inNoTime(lock.isHeld())).toBe(true);
		expect(table).not.toHaveBeenCalled();
		jest.setSystemTime(NOW + MINUTE);
		expect(await inNoTime(lock.isHeld())).toBe(true);
		expect(table).toHaveBeenCalled();
		expect(row.entries).toContain(budgetLeasedBy(NOW + MINUTE, 1));
		table.mockClear();
		expect(await inNoTime(lock.isHeld())).toBe(true);
		expect(table).not.toHaveBeenCalled();
		await inNoTime(lock.giveBack(true));
		expect(row.entries).toEqual([]);
	});

	test('is lost when another process has taken it meanwhile', async () => {
		const lock = lockOf('1');
		await inNoTime(lock.take(goOn));
		const later = NOW + 20 * MINUTE;
		jest.setSystemTime(later);
		row.entries = [otherLease(later)];
		expect(await inNoTime(lock.isHeld())).toBe(false);
		expect(row.entries).toEqual([otherLease(later)]);
		await inNoTime(lock.giveBack(false));
	});

	test('is renewed at the second try when another process met it at the first', async () => {
		const lock = lockOf('1');
		await inNoTime(lock.take(goOn));
		jest.setSystemTime(NOW + 2 * MINUTE);
		jest.spyOn(Lease.prototype, 'take').mockResolvedValueOnce(false);
		expect(await inNoTime(lock.isHeld())).toBe(true);
		expect(row.entries).toContain(budgetLeasedBy(NOW + 2 * MINUTE, 1));
		await inNoTime(lock.giveBack(true));
	});
});
