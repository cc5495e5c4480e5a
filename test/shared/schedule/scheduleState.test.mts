import { describe, expect, test } from '@jest/globals';
import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import {
	isAsWritten,
	isBelievable,
	laterState,
	readState,
	settled,
	writeState,
} from '../../../nodes/shared/schedule/scheduleState.ts';
import type { MemoryFormat, TriggerState } from '../../../nodes/shared/schedule/scheduleState.ts';
import { civil } from '../../HiBob/occasions/calendar.mts';

type Memory = unknown;

const format: MemoryFormat<Memory> = {
	read: ({ count }) => count ?? null,
	write: (staticData, memory) => {
		staticData.count = Number(memory);
	},
};

const DAY = {
	today: civil('2026-11-25'),
	latest: civil('2026-11-24'),
	baseline: civil('2026-11-24'),
};

const NOW = Date.parse('2026-11-25T05:00:00Z');

const state = (changes: Partial<TriggerState<Memory>> = {}): TriggerState<Memory> => ({
	baselines: { birthday: civil('2026-11-01') },
	began: { birthday: NOW - 24 * 86_400_000 },
	lastRun: civil('2026-11-24'),
	lastRunAt: NOW - 86_400_000,
	siteRuns: { 'Asia/Tokyo 09:00': civil('2026-11-25') },
	givenUp: null,
	passedOver: null,
	revision: 3,
	memory: 7,
	...changes,
});

const through = (one: TriggerState<Memory>): IDataObject => {
	const staticData: IDataObject = {};
	writeState(staticData, one, format);
	return jsonParse<IDataObject>(JSON.stringify(staticData));
};

describe('a state', () => {
	test('comes back as it was written', () => {
		const whole = state({
			givenUp: { from: civil('2026-11-02'), until: civil('2026-11-09') },
			passedOver: { count: 1, events: ['birthday'] },
		});
		expect(readState(through(whole), format, ['birthday'])).toEqual(whole);
		expect(readState(through(state()), format, [])).toEqual(state());
	});

	test.each([
		['nothing', {}],
		[
			'texts',
			{ baselines: 'x', baseline: 'y', lastRun: '2026-02-29', givenUp: 'z', revision: '3' },
		],
		['numbers', { passedOver: 7, baselines: 1, baseline: 2, lastRun: 3, givenUp: 4, revision: -1 }],
		[
			'null',
			{
				passedOver: null,
				baselines: null,
				baseline: null,
				lastRun: null,
				givenUp: null,
				revision: null,
			},
		],
		[
			'lists',
			{ passedOver: [], baselines: [], baseline: [], lastRun: [], givenUp: [], revision: [] },
		],
		['half a span', { givenUp: { from: '2026-11-02' }, baselines: { birthday: 'x' } }],
		['the other half', { givenUp: { from: 'x', until: '2026-11-09' } }],
	])('that holds %s is that of a trigger that has never run', (_, staticData) => {
		expect(readState(staticData, format, ['birthday'])).toEqual({
			baselines: {},
			began: {},
			lastRun: null,
			lastRunAt: null,
			siteRuns: {},
			givenUp: null,
			passedOver: null,
			revision: 0,
			memory: null,
		});
	});

	test('of the version before has its one baseline for everything, and counts as run until then', () => {
		const former = { baseline: '2026-11-20', lastRun: null, count: 2 };
		expect(readState(former, format, ['birthday', 'startDate'])).toEqual({
			baselines: { birthday: '2026-11-20', startDate: '2026-11-20' },
			began: {},
			lastRun: '2026-11-20',
			lastRunAt: null,
			siteRuns: {},
			givenUp: null,
			passedOver: null,
			revision: 0,
			memory: 2,
		});
		expect(readState({ ...former, runs: 9 }, format, []).revision).toBe(9);
	});

	test('tells the version before of the latest of its baselines and its last run', () => {
		const two = { birthday: civil('2026-11-01'), startDate: civil('2026-11-20') };
		expect(through(state({ baselines: two, lastRun: null })).baseline).toBe('2026-11-20');
		expect(through(state({ baselines: two, lastRun: civil('2026-11-19') })).baseline).toBe(
			'2026-11-20',
		);
		expect(through(state({ baselines: two, lastRun: civil('2026-11-21') })).baseline).toBe(
			'2026-11-21',
		);
		expect(through(state({ baselines: {}, lastRun: null })).baseline).toBeNull();
	});
});

describe('of two states', () => {
	test.each([
		[3, 4, 'written'],
		[4, 3, 'stored'],
		[3, 3, 'stored'],
	])('stored in revision %i and written in %i, the %s one counts', (one, other, which) => {
		const [stored, written] = [state({ revision: one }), state({ revision: other, memory: 8 })];
		expect(laterState(stored, written)).toBe(which === 'stored' ? stored : written);
		expect(laterState(stored, undefined)).toBe(stored);
	});
});

describe('a number in a state', () => {
	test.each([
		[0, 0],
		[8.64e15, 8.64e15],
		[-1, null],
		[8.64e15 + 1, null],
		['1795424460000', null],
		[null, null],
	])('%j is the instant %j', (lastRunAt, instant) => {
		expect(readState({ lastRunAt }, format, []).lastRunAt).toBe(instant);
	});

	test.each([
		[0, 0],
		[3, 3],
		[-1, 7],
		[0.5, 7],
		['3', 7],
	])('%j is the revision %i, when an earlier version has counted 7 runs', (revision, expected) => {
		expect(readState({ revision, runs: 7 }, format, []).revision).toBe(expected);
	});

	test('tells whether n8n has stored what was written', () => {
		expect(isAsWritten({ revision: 3 }, state())).toBe(true);
		expect(isAsWritten({ revision: 2 }, state())).toBe(false);
		expect(isAsWritten({}, state())).toBe(false);
	});
});

describe('a day', () => {
	test.each([
		['2026-11-24', true],
		['2026-11-26', true],
		['2026-11-27', false],
		['2027-11-25', false],
		[null, true],
	])('%s is believed on 25 November: %s', (day, expected) => {
		expect(isBelievable(day === null ? null : civil(day), DAY)).toBe(expected);
	});
});

describe('before a run', () => {
	test('what is looked for newly gets the baseline of now, and what is not any more has none', () => {
		expect(settled(state(), ['startDate'], DAY, NOW)).toEqual(
			state({ baselines: { startDate: DAY.baseline }, began: { startDate: NOW } }),
		);
		expect(settled(state(), ['birthday', 'startDate'], DAY, NOW)).toMatchObject({
			baselines: { birthday: '2026-11-01', startDate: DAY.baseline },
			began: { birthday: state().began.birthday, startDate: NOW },
		});
	});

	test('days that a jumped clock left behind do not count', () => {
		const jumped = state({
			lastRun: civil('2027-11-25'),
			baselines: { birthday: civil('2027-11-24') },
		});
		expect(settled(jumped, ['birthday'], DAY, NOW)).toEqual(
			state({ lastRun: null, baselines: { birthday: DAY.baseline }, began: { birthday: NOW } }),
		);
	});

	test('a state with nothing to change is the same one', () => {
		const one = state();
		expect(settled(one, ['birthday'], DAY, NOW)).toBe(one);
	});

	test('a state of which one thing changes is another', () => {
		const two = state({
			baselines: { birthday: civil('2026-11-01'), startDate: civil('2026-11-02') },
		});
		expect(settled(two, ['birthday'], DAY, NOW).baselines).toEqual({ birthday: '2026-11-01' });
		const jumped = state({ lastRun: civil('2027-11-25') });
		expect(settled(jumped, ['birthday'], DAY, NOW).lastRun).toBeNull();
		const halfJumped = { ...two.baselines, startDate: civil('2027-11-02') };
		expect(
			settled(state({ baselines: halfJumped }), ['birthday', 'startDate'], DAY, NOW).baselines,
		).toEqual({ birthday: '2026-11-01', startDate: DAY.baseline });
		const other = state({ baselines: { daysAfterStart30: civil('2026-11-02') } });
		expect(settled(other, ['birthday'], DAY, NOW).baselines).toEqual({ birthday: DAY.baseline });
	});

	test('what an earlier version began has no moment, and is written as an object of its own', () => {
		const old = state({ began: {}, lastRun: civil('2027-11-25') });
		expect(settled(old, ['birthday'], DAY, NOW).began).toStrictEqual({});
		const spans = {
			givenUp: { from: civil('2026-11-02'), until: civil('2026-11-09') },
			passedOver: { count: 1, events: ['birthday'] },
		};
		const staticData: IDataObject = {};
		writeState(staticData, state(spans), format);
		expect(staticData).toMatchObject(spans);
		expect(staticData.givenUp).not.toBe(spans.givenUp);
		expect(staticData.passedOver).not.toBe(spans.passedOver);
		writeState(staticData, state(), format);
		expect(staticData).toMatchObject({ givenUp: null, passedOver: null });
	});
});
