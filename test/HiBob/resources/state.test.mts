import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { triggerState } from '../../../nodes/HiBob/resources/employeesTrigger/state.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, civil } from '../occasions/calendar.mts';

const NOTHING = { baseline: null, lastRun: null, headCount: null, roster: null, emitted: {} };

/** Static data as n8n gives it back: written as JSON and read again. */
const stored = (staticData: object): IDataObject =>
	jsonParse<IDataObject>(JSON.stringify(staticData));

describe('the state', () => {
	test('comes back as it was written, through JSON', () => {
		const key = fc
			.tuple(fc.bigInt({ min: 1n, max: 10n ** 19n }), fc.integer({ min: 2000, max: 2100 }))
			.map(([id, year]) => `hibob:${String(id)}:birthday:${String(year)}`);
		const anyState = fc.record({
			baseline: fc.option(anyDate()),
			lastRun: fc.option(anyDate()),
			headCount: fc.option(fc.nat(100_000)),
			roster: fc.constant(null),
			emitted: fc.dictionary(key, anyDate()),
		});
		fc.assert(
			fc.property(anyState, (state) => {
				const staticData: IDataObject = { somethingElse: 'kept' };
				triggerState.write(staticData, state);
				expect(triggerState.read(stored(staticData))).toEqual({
					...state,
					emitted: { ...state.emitted },
				});
				expect(staticData.somethingElse).toBe('kept');
			}),
			RUNS,
		);
	});

	test('is empty before the first activation', () => {
		expect(triggerState.read({})).toEqual(NOTHING);
	});

	test.each([
		['texts that are no dates', { baseline: 'yesterday', lastRun: '2026-02-29', emitted: 'x' }],
		['numbers', { baseline: 20261123, lastRun: 0, emitted: 7 }],
		['null', { baseline: null, lastRun: null, emitted: null }],
		['lists', { baseline: ['2026-11-23'], lastRun: [], emitted: [] }],
		['objects', { baseline: {}, lastRun: { date: '2026-11-23' }, emitted: {} }],
		['a head-count that is no count', { headCount: '20' }],
		['half a head', { headCount: 20.5 }],
		['what another version kept', { lastPoll: '2026-11-23', seen: ['1', '2'] }],
	])('that holds %s instead is empty', (_, staticData) => {
		expect(triggerState.read(stored(staticData))).toEqual(NOTHING);
	});

	test('of the version without head-counts keeps everything else', () => {
		const former = { baseline: '2026-11-22', lastRun: '2026-11-23', emitted: {} };
		expect(triggerState.read(stored(former))).toEqual({ ...former, headCount: null, roster: null });
	});

	test('keeps what can be read beside what cannot', () => {
		const staticData = {
			baseline: '2026-11-22',
			lastRun: 'broken',
			emitted: { 'hibob:1:birthday:2026': '2026-11-23', 'hibob:2:birthday:2026': null, odd: 5 },
		};
		expect(triggerState.read(stored(staticData))).toEqual({
			baseline: '2026-11-22',
			lastRun: null,
			headCount: null,
			roster: null,
			emitted: { 'hibob:1:birthday:2026': '2026-11-23' },
		});
	});

	test('is not led astray by the names that every object has', () => {
		const parsed = jsonParse<IDataObject>(
			'{"emitted":{"__proto__":"2026-11-23","constructor":"2026-11-23","toString":5}}',
		);
		const { emitted } = triggerState.read(parsed);
		expect(Object.keys(emitted).toSorted()).toEqual(['__proto__', 'constructor']);
		expect(Object.getPrototypeOf(emitted)).toBe(Object.prototype);
	});

	test('assigns each top-level key anew, or n8n would not save it', () => {
		const emitted = { 'hibob:1:birthday:2026': civil('2026-11-23') };
		const staticData: IDataObject = { emitted };
		triggerState.write(staticData, { ...NOTHING, emitted });
		expect(staticData.emitted).toEqual(emitted);
		expect(staticData.emitted).not.toBe(emitted);
	});
});
