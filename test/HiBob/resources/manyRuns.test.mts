import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { keyLookUp } from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import { addDays, isLeapYear, weekdayOf, yearOf } from '../../../nodes/shared/civilDate.ts';
import type { CivilDate } from '../../../nodes/shared/civilDate.ts';
import type { DuePolicy } from '../../../nodes/HiBob/occasions/dueDates.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, anyDayOfYear, anyLeapDayPolicy } from '../occasions/calendar.mts';
import { customDate, EVERYTHING } from '../occasions/wanted.mts';
import { companyOf, CUSTOM_FIELD, freshState, keysOf, person, runOn, settings } from './runs.mts';
import { throughStaticData } from './runs.mts';
import type { State } from './runs.mts';

type Delivery = TriggerSettings['delivery'];

interface Someone {
	id: string;
	birthday: string | null;
	startDate: string | null;
	custom: string | null;
	/** someone who must never be returned */
	ineligible: object | null;
}

interface History {
	people: Someone[];
	roster: HiBobRecord[];
	settings: TriggerSettings;
	baseline: CivilDate;
	/** the days of the runs, some more than once */
	days: CivilDate[];
}

const INELIGIBLE = [
	{ status: 'Inactive', lifecycleStatus: 'Leave' },
	{ status: 'Inactive', lifecycleStatus: 'Terminated', terminationDate: '1900-01-31' },
	{ status: 'Suspended' },
	{ email: null },
];

const anyPolicy = (): fc.Arbitrary<DuePolicy> =>
	fc.record({
		daysBefore: fc.nat(30),
		leapDay: anyLeapDayPolicy(),
		workingDays: fc.record({
			shift: fc.constantFrom('sameDay' as const, 'previous' as const, 'next' as const),
			weekdays: fc.constantFrom([1, 2, 3, 4, 5], [7, 1, 2, 3, 4], [3]).map((days) => new Set(days)),
			holidays: fc.constant(new Set<string>()),
		}),
	});

/** A company, and runs of which none comes later than the catch-up days allow. */
const anyHistory = (delivery: Delivery): fc.Arbitrary<History> => {
	const someone = fc.record({
		birthday: fc.option(anyDayOfYear()),
		startDaysAgo: fc.option(fc.nat(1_500)),
		customDaysAgo: fc.option(fc.nat(1_500)),
		ineligible: fc.option(fc.constantFrom(...INELIGIBLE), { freq: 3 }),
	});
	return fc
		.record({
			someones: fc.array(someone, { minLength: 1, maxLength: 6 }),
			baseline: anyDate(),
			catchUpDays: fc.nat(10),
			gaps: fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
			duePolicy: anyPolicy(),
			repeat: fc.constantFrom('yearly' as const, 'once' as const),
		})
		.map(({ someones, baseline, catchUpDays, gaps, duePolicy, repeat }) => {
			const days: CivilDate[] = [];
			let day = baseline;
			gaps.forEach((gap, index) => {
				// the first run is at least a day after the baseline, later ones may share a day
				const length = index === 0 ? 1 + (gap % (catchUpDays + 1)) : gap % (catchUpDays + 2);
				day = addDays(day, length);
				days.push(day);
			});
			const last = day;
			const daysAgo = (count: number | null) => (count === null ? null : addDays(last, -count));
			const people = someones.map((about, index) => ({
				id: String(index + 1),
				birthday: about.birthday,
				startDate: daysAgo(about.startDaysAgo),
				custom: daysAgo(about.customDaysAgo),
				ineligible: about.ineligible,
			}));
			return {
				people,
				roster: people.map((each) => person(each.id, { ...each, ...each.ineligible })),
				settings: settings({
					delivery,
					catchUpDays,
					duePolicy,
					wanted: [...EVERYTHING, customDate(CUSTOM_FIELD, repeat)],
				}),
				baseline,
				days,
			};
		});
};

/** The days, as MM-dd, that a date celebrates; worked out anew, not with the code under test. */
function celebratedOn(date: CivilDate, { leapDay }: DuePolicy): string[] {
	const day = date.slice(5);
	const standIn = leapDay === 'february28' ? '02-28' : '03-01';
	return day === standIn && !isLeapYear(yearOf(date)) ? [day, '02-29'] : [day];
}

function dueDayOf(date: CivilDate, { daysBefore, workingDays }: DuePolicy): CivilDate {
	let day = addDays(date, -daysBefore);
	const step = { sameDay: 0, previous: -1, next: 1 }[workingDays.shift];
	while (step !== 0 && !workingDays.weekdays.has(weekdayOf(day))) day = addDays(day, step);
	return day;
}

/**
 * The keys of everything of eligible people that fell due in the time of the runs, whose start
 * date is not after the first run that could put it out.
 */
function owed({ people, settings: chosen, baseline, days }: History): {
	must: Set<string>;
	may: Set<string>;
} {
	const { duePolicy, wanted } = chosen;
	const last = days.at(-1) ?? baseline;
	const must = new Set<string>();
	const may = new Set<string>();
	const from = addDays(baseline, -10);
	for (let date = from; date <= addDays(last, 45); date = addDays(date, 1)) {
		const dueDay = dueDayOf(date, duePolicy);
		if (dueDay <= baseline || dueDay > last) continue;
		const celebrated = celebratedOn(date, duePolicy);
		const firstRun = days.find((day) => day >= dueDay) ?? last;
		for (const { id, birthday, startDate, custom, ineligible } of people) {
			if (ineligible !== null || (startDate !== null && date < startDate)) continue;
			const add = (key: string, evenBeforeTheStart = false) => {
				const started = startDate === null || startDate <= firstRun || evenBeforeTheStart;
				(started ? must : may).add(`hibob:${id}:${key}`);
			};
			const year = date.slice(0, 4);
			if (birthday !== null && celebrated.includes(birthday)) add(`birthday:${year}`);
			if (startDate === date) add(`startDate:${year}`, true);
			if (startDate !== null && startDate.slice(0, 4) < year) {
				if (celebrated.includes(startDate.slice(5))) add(`workAnniversary:${year}`);
			}
			if (custom === null) continue;
			if (wanted.some(({ id, repeat }) => id === CUSTOM_FIELD && repeat === 'once')) {
				if (custom === date) add(`${CUSTOM_FIELD}:${date}`);
			} else if (custom.slice(0, 4) < year && celebrated.includes(custom.slice(5))) {
				add(`${CUSTOM_FIELD}:${year}`);
			}
		}
	}
	return { must, may };
}

/** The keys of every item of every run; the state after each goes into the next. */
function putOut({ roster, settings: chosen, baseline, days }: History): string[] {
	let state: State = { ...freshState(), baseline };
	return days.flatMap((today) => {
		const result = runOn(companyOf(roster), chosen, state, today);
		state = throughStaticData(result.state);
		return keysOf(result.items);
	});
}

function expectOwed(history: History, keys: Iterable<string>): void {
	const { must, may } = owed(history);
	const found = new Set(keys);
	expect([...must].filter((key) => !found.has(key))).toEqual([]);
	expect([...found].filter((key) => !must.has(key) && !may.has(key))).toEqual([]);
}

const deliveries = () => fc.constantFrom<Delivery>('once', 'repeat');

describe('whatever the days on which runs happen', () => {
	test('Once returns every due occasion of eligible people exactly once, and nothing else', () => {
		fc.assert(
			fc.property(anyHistory('once'), (history) => {
				const keys = putOut(history);
				expectOwed(history, keys);
				expect(keys.length).toBe(new Set(keys).size);
			}),
			RUNS,
		);
	});

	test('Repeat returns every due occasion of eligible people at least once, and nothing else', () => {
		fc.assert(
			fc.property(anyHistory('repeat'), (history) => {
				expectOwed(history, putOut(history));
			}),
			RUNS,
		);
	});

	test('nobody who is not eligible is returned, and everyone skipped has a reason', () => {
		fc.assert(
			fc.property(deliveries().chain(anyHistory), (history) => {
				const { people, roster, settings: chosen, baseline, days } = history;
				const state = { ...freshState(), baseline };
				for (const today of days) {
					const { items, skipped } = runOn(companyOf(roster), chosen, state, today);
					const given = new Set(items.map(({ employee }) => employee.id));
					for (const { id, ineligible } of people) {
						if (ineligible !== null) expect(given.has(id)).toBe(false);
					}
					for (const { reason, explanation } of skipped) {
						expect([reason, explanation].every((text) => text.length > 0)).toBe(true);
					}
				}
			}),
			RUNS,
		);
	});

	test('the same input gives the same output, and stays as it was', () => {
		fc.assert(
			fc.property(
				deliveries().chain(anyHistory),
				({ roster, settings: chosen, baseline, days }) => {
					const state = { ...freshState(), baseline };
					const before = structuredClone({ roster, state });
					const today = days[0] ?? baseline;
					const first = runOn(companyOf(roster), chosen, state, today);
					expect(runOn(companyOf(roster), chosen, state, today)).toEqual(first);
					expect({ roster, state }).toEqual(before);
				},
			),
			RUNS,
		);
	});

	test('a state of any earlier run loses nothing, and repeats only what it lacks', () => {
		const restores = fc.array(fc.option(fc.nat()), { maxLength: 60 });
		fc.assert(
			fc.property(anyHistory('once'), restores, (history, choices) => {
				const { roster, settings: chosen, baseline, days } = history;
				const states: State[] = [{ ...freshState(), baseline }];
				const keys = new Set<string>();
				days.forEach((today, index) => {
					const choice = choices[index] ?? null;
					const state = choice === null ? states.at(-1) : states[choice % states.length];
					if (!state) throw new Error('there is no state');
					const result = runOn(companyOf(roster), chosen, state, today);
					states.push(throughStaticData(result.state));
					for (const key of keysOf(result.items)) {
						expect(keyLookUp(state.memory.keys)(key)).toBe(false);
						keys.add(key);
					}
				});
				expectOwed(history, keys);
			}),
			RUNS,
		);
	});
});
