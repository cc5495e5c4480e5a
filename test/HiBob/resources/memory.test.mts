import { describe, expect, test } from '@jest/globals';
import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { dueRulesOf } from '../../../nodes/HiBob/occasions/dueRules.ts';
import { keyLookUp } from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import { runMemory } from '../../../nodes/HiBob/resources/trigger/memory.ts';
import { civil } from '../occasions/calendar.mts';
import { customDate, workAnniversary } from '../occasions/wanted.mts';
import { duePolicy } from '../occasions/duePolicies.mts';
import { NO_MEMORY } from './runs.mts';

const RULES = dueRulesOf(
	[
		workAnniversary({ years: new Set([5, 1]), from: 10 }),
		customDate('work.custom.field_1', 'once'),
	],
	duePolicy({ daysBefore: 14, shift: 'next', holidays: ['2026-12-25'], leapDay: 'march1' }),
);

/** Static data as n8n gives it back: written as JSON and read again. */
const stored = (staticData: object): IDataObject =>
	jsonParse<IDataObject>(JSON.stringify(staticData));

describe('the memory', () => {
	test('comes back as it was written, and leaves other keys alone', () => {
		const memory = {
			headCount: 7,
			roster: { watched: ['title'], packed: 'A'.repeat(32), others: {} },
			keys: { '2026-11': 'AAAAAAAABBBBBBBB' },
			delivered: { '2026-11': 'AAAAAAAA' },
			offered: { day: civil('2026-11-25'), keys: 'AAAAAAAA' },
			syncedOn: civil('2026-11-25'),
			due: [
				{ from: civil('2026-11-01'), firstRun: civil('2026-11-01'), rules: RULES },
				{ from: civil('2026-11-20'), firstRun: null, rules: dueRulesOf([], duePolicy({})) },
			],
			repeatFrom: civil('2026-11-19'),
			skipped: {
				until: civil('2026-11-25'),
				reasons: { filteredOut: { rule: 'AAAAAAAA', keys: 'AAAAAAAABBBBBBBB' } },
			},
			closed: { '2026-11-20': 'CCCCCCCC' },
			held: { '2026-11': 'DDDDDDDD' },
			sites: {
				'Asia/Tokyo 09:00': {
					skipped: {
						until: civil('2026-11-26'),
						reasons: { noEmail: { rule: 'AAAAAAAA', keys: 'EEEEEEEE' } },
					},
					offered: { day: civil('2026-11-26'), keys: 'FFFFFFFF' },
				},
				UTC: { skipped: null, offered: null },
			},
		};
		const staticData: IDataObject = { somethingElse: 'kept' };
		runMemory.write(staticData, memory);
		expect(runMemory.read(stored(staticData))).toEqual(memory);
		expect(staticData.somethingElse).toBe('kept');
		expect(staticData.sites).toEqual(memory.sites);
	});

	test('keeps nothing of a roster that no event needs', () => {
		const staticData: IDataObject = { roster: { watched: [], packed: '', others: {} } };
		runMemory.write(staticData, NO_MEMORY);
		expect(staticData).not.toHaveProperty('roster');
	});

	test('has nothing for what there is none of', () => {
		const staticData: IDataObject = {
			offered: { day: '2026-11-25', keys: '' },
			syncedOn: '2026-11-25',
		};
		runMemory.write(staticData, NO_MEMORY);
		expect(staticData).not.toHaveProperty('offered');
		expect(staticData).not.toHaveProperty('syncedOn');
		expect(staticData.skipped).toBeNull();
	});

	test('of an earlier version keeps thirteen months, in whatever order they are', () => {
		const emitted = {
			'hibob:7:birthday:2026': '2026-11-23',
			'hibob:7:birthday:2024': '2024-11-23',
			'hibob:7:birthday:2025': '2025-11-24',
		};
		expect(Object.keys(runMemory.read(stored({ emitted })).keys)).toEqual(['2025-11', '2026-11']);
	});

	test('reads nothing of what has another shape', () => {
		for (const due of [[null], ['2026-11-01'], [7]]) {
			expect(runMemory.read(stored({ due })).due).toEqual([]);
		}
		for (const offered of [{ day: 'today', keys: 'AAAAAAAA' }, { day: '2026-11-25' }, 'AAAAAAAA']) {
			expect(runMemory.read(stored({ offered })).offered).toBeNull();
		}
		const segment = { from: '2026-11-01', firstRun: null, rules: RULES };
		expect(runMemory.read(stored({ due: [segment, null] })).due).toEqual([]);
		const skipped = { until: '2026-11-25', reasons: {} };
		expect(runMemory.read(stored({ skipped })).skipped).toBeNull();
	});

	test('assigns each top-level key anew, or n8n would not save it', () => {
		const keys = { '2026-11': 'AAAAAAAA' };
		const staticData: IDataObject = { keys };
		runMemory.write(staticData, { ...NO_MEMORY, keys });
		expect(staticData.keys).toEqual(keys);
		expect(staticData.keys).not.toBe(keys);
		const skipped = { until: civil('2026-11-25'), reasons: {} };
		runMemory.write(staticData, { ...NO_MEMORY, skipped });
		expect(staticData.skipped).toEqual(skipped);
		expect(staticData.skipped).not.toBe(skipped);
	});

	test('holds nothing of due rules that cannot be read or whose days are out of order', () => {
		const segment = { from: '2026-11-01', firstRun: null, rules: RULES };
		const due = (...segments: unknown[]) => runMemory.read(stored({ due: segments })).due;
		expect(due(segment)).toEqual([segment]);
		expect(due(segment, segment)).toEqual([]);
		expect(due(segment, { ...segment, from: '2026-10-01' })).toEqual([]);
		expect(due({ ...segment, from: 'today' })).toEqual([]);
		const { occasions } = RULES;
		for (const bad of [
			null,
			{ ...RULES, daysBefore: '14' },
			{ ...RULES, daysBefore: 1e9 },
			{ ...RULES, shift: 'back' },
			{ ...RULES, leapDay: null },
			{ ...RULES, weekdays: [] },
			{ ...RULES, weekdays: [8] },
			{ ...RULES, holidays: ['2026-02-29'] },
			{ ...RULES, occasions: [] },
			{ ...RULES, occasions: { ...occasions, birthday: null } },
			{ ...RULES, occasions: { birthday: { repeat: 'daily', years: null } } },
			{ ...RULES, occasions: { birthday: { repeat: 'once', years: [1] } } },
			{ ...RULES, occasions: { birthday: { repeat: 'once', years: { single: [1], from: '2' } } } },
		]) {
			expect(due({ ...segment, rules: bad })).toEqual([]);
		}
	});

	test('holds of the skipped keys those that have their shape', () => {
		const good = { rule: 'AAAAAAAA', keys: 'BBBBBBBB' };
		const reasons = { filteredOut: good, noEmail: { rule: 'A', keys: 'B' }, odd: good };
		const skipped = { until: '2026-11-25', reasons };
		expect(runMemory.read(stored({ skipped })).skipped).toEqual({
			until: '2026-11-25',
			reasons: { filteredOut: good },
		});
		expect(runMemory.read(stored({ skipped: { ...skipped, until: 7 } })).skipped).toBeNull();
		const closed = { '2026-11-20': 'CCCCCCCC', '2026-11': 'CCCCCCCC', '2026-11-21': 'C' };
		expect(runMemory.read(stored({ closed })).closed).toEqual({ '2026-11-20': 'CCCCCCCC' });
	});

	test.each([
		[
			'texts',
			{
				due: 'd',
				repeatFrom: 'r',
				skipped: 's',
				closed: 'c',
				headCount: '20',
				keys: 'x',
				roster: 'y',
				emitted: 'z',
			},
		],
		[
			'numbers',
			{
				due: 3,
				repeatFrom: 4,
				skipped: 5,
				closed: 6,
				headCount: 20.5,
				keys: 7,
				roster: 1,
				emitted: 2,
			},
		],
		[
			'null',
			{
				due: null,
				repeatFrom: null,
				skipped: null,
				closed: null,
				headCount: null,
				keys: null,
				roster: null,
				emitted: null,
			},
		],
		[
			'lists',
			{
				due: [],
				repeatFrom: [],
				skipped: [],
				closed: [],
				headCount: [],
				keys: [],
				roster: [],
				emitted: [],
			},
		],
		['what another version kept', { lastPoll: '2026-11-23', seen: ['1', '2'] }],
	])('that holds %s instead is empty', (_, staticData) => {
		expect(runMemory.read(stored(staticData))).toEqual(NO_MEMORY);
	});
});

test('the held keys of the version before, which had them by day, are kept by month', () => {
	const held = { '2026-10-31': 'AAAAAAAA', '2026-11-02': 'BBBBBBBB', '2026-11-20': 'CCCCCCCC' };
	const kept = { '2026-10': 'AAAAAAAA', '2026-11': 'BBBBBBBBCCCCCCCC' };
	expect(runMemory.read(stored({ held })).held).toEqual(kept);
	const staticData = stored({ held });
	runMemory.write(staticData, runMemory.read(staticData));
	expect(staticData.held).toEqual(kept);
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
