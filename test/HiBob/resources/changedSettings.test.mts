import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAnniversary } from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import type { AnniversaryYears } from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import type { DuePolicy } from '../../../nodes/HiBob/occasions/dueDates.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import {
	dueDaysAtFirst,
	dueDaysInRun,
	dueDaysPublished,
} from '../../../nodes/HiBob/runs/dueDays.ts';
import { addDays, yearOf } from '../../../nodes/shared/civilDate.ts';
import type { CivilDate } from '../../../nodes/shared/civilDate.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, anyDayOfYear, civil } from '../occasions/calendar.mts';
import { anyRulesNear, duePolicy } from '../occasions/duePolicies.mts';
import { naiveDueDay, naiveOccurrence } from '../occasions/naive.mts';
import { birthday, customDate, workAnniversary } from '../occasions/wanted.mts';
import {
	companyOf,
	CUSTOM_FIELD,
	freshState,
	keysOf,
	person,
	runOn,
	settings,
	throughStaticData,
} from './runs.mts';
import type { State } from './runs.mts';

// Users change settings of a trigger that is live, publish several times between two runs, or bring a
// change in with a pull, which no publishing tells.

interface Rules {
	policy: DuePolicy;
	years: AnniversaryYears;
}

interface Step {
	/** days since the run before */
	gap: number;
	/** settings that are published before this run; `after` days after the run before, or not seen */
	changes: { rules: Rules; after: number | null }[];
}

interface Story {
	people: { id: string; birthday: string; startDate: CivilDate; custom: CivilDate }[];
	baseline: CivilDate;
	catchUpDays: number;
	first: Rules;
	steps: Step[];
}

const YEARS: AnniversaryYears[] = [
	{ years: new Set(), from: 1 },
	{ years: new Set([1, 3]), from: null },
	{ years: new Set([2]), from: 3 },
];

const anyRules = (near: CivilDate): fc.Arbitrary<Rules> =>
	fc.record({
		policy: anyRulesNear(near).map(duePolicy),
		years: fc.constantFrom(...YEARS),
	});

const anyStory = (): fc.Arbitrary<Story> =>
	anyDate().chain((baseline) => {
		const change = fc.record({ rules: anyRules(baseline), after: fc.option(fc.nat(12)) });
		return fc
			.record({
				someones: fc.array(
					fc.record({ birthday: anyDayOfYear(), started: fc.nat(1_200), custom: fc.nat(120) }),
					{ minLength: 1, maxLength: 5 },
				),
				catchUpDays: fc.nat(10),
				first: anyRules(baseline),
				steps: fc.array(
					fc.record({
						gap: fc.nat(11),
						changes: fc.oneof(
							{ weight: 3, arbitrary: fc.constant<Step['changes']>([]) },
							{ weight: 1, arbitrary: fc.array(change, { maxLength: 3 }) },
						),
					}),
					{ minLength: 1, maxLength: 40 },
				),
			})
			.map(({ someones, catchUpDays, steps, first }) => ({
				people: someones.map(({ birthday: day, started, custom }, index) => ({
					id: String(index + 1),
					birthday: day,
					startDate: addDays(baseline, -60 - started),
					custom: addDays(baseline, custom),
				})),
				baseline,
				catchUpDays,
				first,
				steps: steps.map(({ gap, changes }, index) => ({
					gap: Math.min(index === 0 ? Math.max(gap, 1) : gap, catchUpDays + 1),
					changes,
				})),
			}));
	});

const settingsOf = ({ policy, years }: Rules, { catchUpDays }: Story): TriggerSettings =>
	settings({
		catchUpDays,
		duePolicy: policy,
		wanted: [birthday, workAnniversary(years), customDate(CUSTOM_FIELD, 'once')],
	});

/** The state after what was published between two runs, in the order of the days. */
function published(story: Story, state: State, step: Step, lastRun: CivilDate): State {
	return step.changes
		.filter(({ after }) => after !== null)
		.toSorted((one, other) => Number(one.after) - Number(other.after))
		.reduce(({ memory, ...schedule }, { rules, after }) => {
			const latest = addDays(lastRun, Math.min(Number(after), step.gap));
			const day = { today: latest, latest, baseline: latest };
			const due = dueDaysPublished(settingsOf(rules, story), memory.due, day);
			return { ...schedule, memory: { ...memory, due } };
		}, state);
}

/** What the runs return. @returns also all rules that were ever set, and the day of the last run */
function told(story: Story): { keys: string[]; involved: Rules[]; last: CivilDate } {
	const { people, baseline, first } = story;
	const company = companyOf(people.map(({ id, ...about }) => person(id, about)));
	const before = { today: baseline, latest: baseline, baseline };
	const begun = freshState(baseline);
	const due = dueDaysAtFirst(settingsOf(first, story), before);
	let state: State = { ...begun, lastRun: baseline, memory: { ...begun.memory, due } };
	let [rules, today] = [first, baseline];
	const keys: string[] = [];
	for (const step of story.steps) {
		state = published(story, state, step, today);
		const seen = step.changes.filter(({ after }) => after !== null);
		const latest = seen.toSorted((one, other) => Number(one.after) - Number(other.after)).at(-1);
		const unseen = step.changes.filter(({ after }) => after === null).at(-1);
		rules = (unseen ?? latest)?.rules ?? rules;
		today = addDays(today, step.gap);
		const run = runOn(company, settingsOf(rules, story), state, today);
		state = throughStaticData(run.state);
		keys.push(...keysOf(run.items));
	}
	const involved = [
		first,
		...story.steps.flatMap(({ changes }) => changes.map((one) => one.rules)),
	];
	return { keys, involved, last: today };
}

interface Occurrence {
	key: string;
	/** by each rules under which it counts */
	dueDays: (rules: Rules) => string | null;
}

/** Every occasion of a year before to a year after, worked out anew. */
const occurrencesOf = ({ people, baseline }: Story, last: CivilDate): Occurrence[] =>
	people.flatMap(({ id, birthday: monthDay, startDate, custom }) => {
		const years: number[] = [];
		for (let year = yearOf(baseline) - 1; year <= yearOf(last) + 1; year++) years.push(year);
		const yearly = years.flatMap((year): Occurrence[] => {
			const dueDay = (day: string, { policy }: Rules) =>
				naiveDueDay(naiveOccurrence(day, year, policy.leapDay), policy);
			const count = year - yearOf(startDate);
			return [
				{
					key: `hibob:${id}:birthday:${String(year)}`,
					dueDays: (rules) => dueDay(monthDay, rules),
				},
				{
					key: `hibob:${id}:workAnniversary:${String(year)}`,
					dueDays: (rules) =>
						count > 0 && isAnniversary(rules.years, count)
							? dueDay(startDate.slice(5), rules)
							: null,
				},
			];
		});
		const once: Occurrence = {
			key: `hibob:${id}:${CUSTOM_FIELD}:${custom}`,
			dueDays: ({ policy }) => naiveDueDay(custom, policy),
		};
		return [...yearly, once];
	});

describe('whatever settings are changed, and whenever', () => {
	test('Once returns nothing twice, all that was ahead of the first publishing, and nothing that never was', () => {
		fc.assert(
			fc.property(anyStory(), (story) => {
				const { keys, involved, last } = told(story);
				expect(keys.length).toBe(new Set(keys).size);
				const mustCome = ({ dueDays }: Occurrence): boolean => {
					const days = involved.map(dueDays);
					return days.every((day) => day !== null && day > story.baseline && day <= last);
				};
				const mayCome = ({ dueDays }: Occurrence): boolean =>
					involved.some((rules) => {
						const day = dueDays(rules);
						return day !== null && day > story.baseline;
					});
				const all = occurrencesOf(story, last);
				const must = all.filter(mustCome).map(({ key }) => key);
				const may = new Set(all.filter(mayCome).map(({ key }) => key));
				expect(must.filter((key) => !keys.includes(key))).toEqual([]);
				expect(keys.filter((key) => !may.has(key))).toEqual([]);
			}),
			RUNS,
		);
	});
});

test('a change that is first seen at a second run of a day decides that day', () => {
	const day = civil('2026-11-23');
	const at = { today: day, latest: day, baseline: addDays(day, -1) };
	const ahead = settings({ duePolicy: duePolicy({ daysBefore: 3 }) });
	const history = dueDaysInRun(ahead, dueDaysAtFirst(settings(), at), day, at);
	expect(history.map(({ from, firstRun }) => [from, firstRun])).toEqual([
		['2026-11-22', '2026-11-22'],
		['2026-11-23', '2026-11-23'],
	]);
});
