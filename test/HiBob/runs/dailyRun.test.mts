import { describe, expect, test } from '@jest/globals';
import { hashesOf, withKeys } from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import { calendarsWithin } from '../../../nodes/HiBob/runs/calendars.ts';
import { dailyRun } from '../../../nodes/HiBob/runs/dailyRun.ts';
import type { RunMemory } from '../../../nodes/HiBob/runs/dailyRun.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { civil } from '../occasions/calendar.mts';
import { birthday } from '../occasions/wanted.mts';
import { companyOf, keysOf, NO_MEMORY, person, settings } from '../resources/runs.mts';

const TODAY = civil('2026-11-25');
const keyOf = (id: string) => `hibob:${id}:birthday:2026` as const;
const remembered = (...ids: string[]) => withKeys({}, ids.map(keyOf), TODAY);

const left = { terminationDate: '2026-11-01' };
const COMPANY = companyOf([
	person('today', { birthday: '11-25' }),
	person('todayBefore', { birthday: '11-25' }),
	person('todayLeft', { birthday: '11-25', ...left }),
	person('todayBeforeLeft', { birthday: '11-25', ...left }),
	person('held', { birthday: '11-10' }),
	person('notHeld', { birthday: '11-10' }),
	person('heldLeft', { birthday: '11-10', ...left }),
	person('notHeldLeft', { birthday: '11-10', ...left }),
	person('missed', { birthday: '10-05' }),
	person('missedBefore', { birthday: '10-05' }),
	person('missedClosed', { birthday: '10-05' }),
]);

function run(changes: Partial<TriggerSettings> = {}, memory: Partial<RunMemory> = {}) {
	const chosen = settings({ wanted: [birthday], delivery: 'repeat', ...changes });
	const within = (from: string, until: string) =>
		calendarsWithin(chosen, chosen.schedule, () => ({ from: civil(from), until: civil(until) }));
	return dailyRun(
		COMPANY,
		chosen,
		{ ...NO_MEMORY, ...memory },
		within('2026-11-25', '2026-11-25'),
		{
			today: TODAY,
			latest: TODAY,
			// no run was in time for October, nor, as it looks, for today
			missed: {
				calendars: (record) => [
					...within('2026-10-01', '2026-10-31')(record),
					...within('2026-11-25', '2026-11-25')(record),
				],
				withoutRun: { from: civil('2026-10-01'), until: civil('2026-11-24') },
			},
			held: within('2026-11-01', '2026-11-17'),
			members: COMPANY.headCount,
		},
	);
}

const MEMORY = {
	keys: remembered('todayBefore', 'todayBeforeLeft', 'held', 'missedBefore'),
	held: remembered('held', 'heldLeft'),
	closed: { '2026-11-24': hashesOf([keyOf('missedClosed')]) },
};

describe('a run with everything at once', () => {
	test('repeats what is due and what is held, and names what it repeats', () => {
		const { items, offeredAgain } = run({}, MEMORY);
		expect(keysOf(items)).toEqual(['today', 'todayBefore', 'held'].map(keyOf));
		expect([...offeredAgain]).toEqual(['todayBefore', 'held'].map(keyOf));
	});

	test.each([
		// a zone may be a day ahead of the trigger’s own
		['2026-11-26', ['today']],
		['2026-11-27', ['today', 'todayBefore']],
	])('repeats nothing up to %s, unless that is later than tomorrow', (repeatFrom, expected) => {
		const { items } = run({}, { keys: MEMORY.keys, repeatFrom: civil(repeatFrom) });
		expect(keysOf(items)).toEqual(expected.map(keyOf));
	});

	test('returns once what was not returned before', () => {
		expect(keysOf(run({ delivery: 'once' }, MEMORY).items)).toEqual([keyOf('today')]);
	});

	test('lists who is skipped and did not come before, of the held and of what was missed', () => {
		const { skipped } = run({}, MEMORY);
		expect(skipped.map(({ key, reason }) => [key, reason])).toEqual([
			[keyOf('todayLeft'), 'terminated'],
			[keyOf('heldLeft'), 'terminated'],
			[keyOf('missed'), 'missed'],
		]);
	});
});

describe('what is due by former and by new rules', () => {
	const chosen = settings({ wanted: [birthday] });
	/** The birthday of tomorrow, as many days before as there are. */
	const before = (daysBefore: number) =>
		calendarsWithin(
			{ ...chosen, duePolicy: { ...chosen.duePolicy, daysBefore } },
			chosen.schedule,
			() => ({ from: civil('2026-11-24'), until: TODAY }),
		);

	test.each([
		[1, 2],
		[2, 1],
		[2, 2],
	])('is due once, on the earlier day (%i and %i days before)', (...days) => {
		const { items, skipped } = dailyRun(
			companyOf([
				person('tomorrow', { birthday: '11-26' }),
				person('tomorrowLeft', { birthday: '11-26', ...left }),
			]),
			chosen,
			NO_MEMORY,
			(record) => days.flatMap((daysBefore) => before(daysBefore)(record)),
			{ today: TODAY, latest: TODAY, missed: null, held: null, members: 2 },
		);
		expect(items.map(({ key, occasion }) => [key, occasion.dueDate])).toEqual([
			[keyOf('tomorrow'), '2026-11-24'],
		]);
		expect(skipped.map(({ key }) => key)).toEqual([keyOf('tomorrowLeft')]);
	});
});

describe('the initial sync', () => {
	const events = { rosterEvents: new Set(['employeeSynced'] as const) };

	test('is not repeated on its day', () => {
		const again = run(events, { syncedOn: TODAY });
		expect(again.roster).toEqual([]);
		expect(again.memory.syncedOn).toBe(TODAY);
	});

	test('comes on any other day', () => {
		const { roster, memory } = run(events, { syncedOn: civil('2026-11-24') });
		expect(roster).toHaveLength(7);
		expect(memory.syncedOn).toBeNull();
		expect(run(events).roster).toHaveLength(7);
	});
});
