import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { addDays } from '../../../nodes/HiBob/occasions/civilDate.ts';
import type { CivilDate } from '../../../nodes/HiBob/occasions/civilDate.ts';
import { giftKey } from '../../../nodes/HiBob/occasions/giftKey.ts';
import { occasionsDueWithin } from '../../../nodes/HiBob/occasions/dueOccasions.ts';
import { dailyRun } from '../../../nodes/HiBob/resources/employeesTrigger/dailyRun.ts';
import type {
	Delivery,
	TriggerSettings,
} from '../../../nodes/HiBob/resources/employeesTrigger/settings.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, anyDayOfYear, anyLeapDayPolicy, dayOfYear } from '../occasions/calendar.mts';
import { freshState, keysOf, person, settings, throughStaticData } from './runs.mts';
import type { State } from './runs.mts';

describe('whatever the days on which runs happen', () => {
	interface History {
		roster: HiBobRecord[];
		settings: TriggerSettings;
		baseline: CivilDate;
		days: CivilDate[];
		/** the keys of everything that was due from the first day on */
		due: string[];
	}

	/** A company, and runs of which none comes later than the catch-up days allow. */
	const anyHistory = (delivery: Delivery): fc.Arbitrary<History> => {
		const dates = fc.record({
			birthday: fc.oneof(anyDayOfYear(), fc.constant(null)),
			startDaysAgo: fc.option(fc.nat(1_500)),
		});
		return fc
			.record({
				dates: fc.array(dates, { minLength: 1, maxLength: 6 }),
				baseline: anyDate(),
				catchUpDays: fc.nat(10),
				gaps: fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
				leapDay: anyLeapDayPolicy(),
			})
			.map(({ dates, baseline, catchUpDays, gaps, leapDay }) => {
				const chosen = settings({ delivery, catchUpDays, leapDay });
				const days: CivilDate[] = [];
				let day = baseline;
				gaps.forEach((gap, index) => {
					// the first run is at least a day after the baseline, later ones may share a day
					const length = index === 0 ? 1 + (gap % (catchUpDays + 1)) : gap % (catchUpDays + 2);
					day = addDays(day, length);
					days.push(day);
				});
				const people = dates.map(({ birthday, startDaysAgo }, index) => ({
					id: String(index + 1),
					birthday: birthday === null ? null : dayOfYear(birthday),
					startDate: startDaysAgo === null ? null : addDays(day, -startDaysAgo),
				}));
				const window = { from: addDays(baseline, 1), until: day };
				return {
					roster: people.map(({ id, birthday, startDate }) => person(id, { birthday, startDate })),
					settings: chosen,
					baseline,
					days,
					due: people.flatMap(({ id, birthday, startDate }) =>
						occasionsDueWithin({ birthday, startDate }, chosen.events, window, leapDay)
							.filter(({ date }) => startDate === null || date >= startDate)
							.map((occasion) => giftKey(id, occasion)),
					),
				};
			});
	};

	/** The keys of every item of every run; the state after each goes into the next. */
	function putOut({ roster, settings: chosen, baseline, days }: History): string[] {
		let state: State = { ...freshState(), baseline };
		return days.flatMap((today) => {
			const result = dailyRun(roster, chosen, state, today);
			state = throughStaticData(result.state);
			return keysOf(result.items);
		});
	}

	test('Once puts out every due occasion exactly once', () => {
		fc.assert(
			fc.property(anyHistory('once'), (history) => {
				expect(putOut(history).toSorted()).toEqual(history.due.toSorted());
			}),
			RUNS,
		);
	});

	test('Repeat puts out every due occasion at least once, and nothing else', () => {
		fc.assert(
			fc.property(anyHistory('repeat'), (history) => {
				expect(new Set(putOut(history))).toEqual(new Set(history.due));
			}),
			RUNS,
		);
	});

	test('an older state that comes back loses nothing and invents nothing', () => {
		const restores = fc.array(fc.nat(), { maxLength: 60 });
		fc.assert(
			fc.property(anyHistory('once'), restores, (history, choices) => {
				const { roster, settings: chosen, baseline, days, due } = history;
				const states: State[] = [{ ...freshState(), baseline }];
				const keys = new Set<string>();
				days.forEach((today, index) => {
					const choice = choices[index];
					const state = choice === undefined ? states.at(-1) : states[choice % states.length];
					if (!state) throw new Error('there is no state');
					const result = dailyRun(roster, chosen, state, today);
					states.push(throughStaticData(result.state));
					for (const key of keysOf(result.items)) keys.add(key);
				});
				expect(keys).toEqual(new Set(due));
			}),
			RUNS,
		);
	});
});
