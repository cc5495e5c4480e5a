import { describe, expect, test } from '@jest/globals';
import { orStoreError, StoreError } from '../../../nodes/Reachdesk/attempts/storeError.ts';

const BUSY = 'n8n’s database was busy';
const FAILED = 'n8n’s database failed';
const withCode = (code: string, more: object = {}) =>
	Object.assign(new Error('QueryFailedError'), { code, ...more });

describe('an error of n8n’s database', () => {
	test.each<[string, unknown, string, string]>([
		['SQLite’s', withCode('SQLITE_BUSY'), BUSY, ' for SQLITE_BUSY'],
		['SQLite’s in words', new Error('SQLITE_BUSY: database is locked'), BUSY, ' for SQLITE_BUSY'],
		['of TypeORM', { driverError: withCode('SQLITE_BUSY') }, BUSY, ' for SQLITE_BUSY'],
		['as a cause', new Error('n8n', { cause: withCode('40P01') }), BUSY, ' for 40P01'],
		['of two connections', withCode('SQLITE_LOCKED'), BUSY, ' for SQLITE_LOCKED'],
		['of PostgreSQL: serialization', withCode('40001'), BUSY, ' for 40001'],
		['of PostgreSQL: a lock', withCode('55P03'), BUSY, ' for 55P03'],
		['of PostgreSQL: a time-out', withCode('57014'), BUSY, ' for 57014'],
		['of a full disk', withCode('SQLITE_FULL'), FAILED, ' for SQLITE_FULL'],
		['of another kind', new Error('Cannot read properties of undefined'), FAILED, ''],
		['that is no error', 'gone', FAILED, ''],
	])('%s is told in words of its own', (_, error, reason, code) => {
		const told = new StoreError(error);
		expect(told.reason).toBe(reason);
		expect(told.message).toBe(`Nothing was sent because ${reason}`);
		expect(told.remedy).toBe(
			`Run again. Nothing is sent twice. If this keeps happening, check n8n’s log${code}`,
		);
	});

	test('of a Remove Duplicates node that is in the way says what to change', () => {
		const told = new StoreError(
			new Error(
				'Deduplication Failed: Deduplication data was originally saved with an incompatible setting of the ‘Keep Items Where’ parameter. Try ’Clean Database’ operation to reset.',
			),
		);
		expect(told.message).toContain('a Remove Duplicates node uses the deduplication memory');
		expect(told.remedy).toContain("set 'Scope' to Node");
	});

	test('that is its own cause is read to an end', () => {
		const error: { cause?: unknown } = {};
		error.cause = error;
		expect(new StoreError(error).reason).toBe(FAILED);
	});

	test('is read ten causes deep', () => {
		const nested = (causes: number): unknown =>
			causes === 0 ? withCode('SQLITE_BUSY') : { cause: nested(causes - 1) };
		expect(new StoreError(nested(9)).reason).toBe(BUSY);
		expect(new StoreError(nested(10)).reason).toBe(FAILED);
	});

	test('comes as a value, and any other is thrown on', async () => {
		const error = new StoreError(withCode('SQLITE_BUSY'));
		expect(await orStoreError(Promise.reject(error))).toBe(error);
		expect(await orStoreError(Promise.resolve(7))).toBe(7);
		await expect(orStoreError(Promise.reject(new TypeError('x')))).rejects.toThrow('x');
	});
});
