import { describe, expect, test } from '@jest/globals';
import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { keyLookUp } from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import { runMemory } from '../../../nodes/HiBob/resources/trigger/memory.ts';
import { civil } from '../occasions/calendar.mts';

const NOTHING = { headCount: null, roster: null, keys: {}, syncedOn: null };

/** Static data as n8n gives it back: written as JSON and read again. */
const stored = (staticData: object): IDataObject =>
	jsonParse<IDataObject>(JSON.stringify(staticData));

describe('the memory', () => {
	test('comes back as it was written, and leaves other keys alone', () => {
		const memory = {
			headCount: 7,
			roster: { watched: ['title'], packed: 'A'.repeat(32), others: {} },
			keys: { '2026-11': 'AAAAAAAABBBBBBBB' },
			syncedOn: civil('2026-11-25'),
		};
		const staticData: IDataObject = { somethingElse: 'kept' };
		runMemory.write(staticData, memory);
		expect(runMemory.read(stored(staticData))).toEqual(memory);
		expect(staticData.somethingElse).toBe('kept');
	});

	test('keeps nothing of a roster that no event needs', () => {
		const staticData: IDataObject = { roster: { watched: [], packed: '', others: {} } };
		runMemory.write(staticData, NOTHING);
		expect(staticData).not.toHaveProperty('roster');
	});

	test('assigns each top-level key anew, or n8n would not save it', () => {
		const keys = { '2026-11': 'AAAAAAAA' };
		const staticData: IDataObject = { keys };
		runMemory.write(staticData, { ...NOTHING, keys });
		expect(staticData.keys).toEqual(keys);
		expect(staticData.keys).not.toBe(keys);
	});

	test.each([
		['texts', { headCount: '20', keys: 'x', roster: 'y', emitted: 'z' }],
		['numbers', { headCount: 20.5, keys: 7, roster: 1, emitted: 2 }],
		['null', { headCount: null, keys: null, roster: null, emitted: null }],
		['lists', { headCount: [], keys: [], roster: [], emitted: [] }],
		['what another version kept', { lastPoll: '2026-11-23', seen: ['1', '2'] }],
	])('that holds %s instead is empty', (_, staticData) => {
		expect(runMemory.read(stored(staticData))).toEqual(NOTHING);
	});
});

describe('the keys of the version before, which stood in clear', () => {
	const former = {
		'hibob:1:birthday:2026': '2026-10-31',
		'hibob:2:work.custom.field_1:2026-11-02': '2026-11-02',
		'hibob:3:birthday:2026': null,
		odd: '2026-11-02',
	};

	test('are known, by the month in which they were due', () => {
		const { keys } = runMemory.read(stored({ emitted: former }));
		const cameOut = keyLookUp(keys);
		expect(cameOut('hibob:1:birthday:2026')).toBe(true);
		expect(cameOut('hibob:2:work.custom.field_1:2026-11-02')).toBe(true);
		expect(cameOut('hibob:3:birthday:2026')).toBe(false);
		expect(Object.keys(keys).toSorted()).toEqual(['2026-10', '2026-11']);
	});

	test('no longer stand in clear once the memory is written', () => {
		const staticData = stored({ emitted: former });
		runMemory.write(staticData, runMemory.read(staticData));
		expect(JSON.stringify(staticData)).not.toMatch(/hibob:|birthday/);
		expect(keyLookUp(runMemory.read(staticData).keys)('hibob:1:birthday:2026')).toBe(true);
	});
});
