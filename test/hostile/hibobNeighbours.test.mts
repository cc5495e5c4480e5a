import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isObject } from '../../nodes/shared/jsonObject.ts';
import { readRoster } from '../../nodes/HiBob/employees/roster.ts';
import { ROSTER_EVENTS } from '../../nodes/HiBob/employees/rosterDiff.ts';
import type { Company } from '../../nodes/HiBob/runs/company.ts';
import { addDays } from '../../nodes/shared/civilDate.ts';
import { civil } from '../HiBob/occasions/calendar.mts';
import { EVERYTHING, customDate } from '../HiBob/occasions/wanted.mts';
import { CUSTOM_FIELD, freshState, person, runOn, settings } from '../HiBob/resources/runs.mts';
import type { State } from '../HiBob/resources/runs.mts';
import { RUNS } from '../shared/propertyRuns.mts';
import { anyHostileValue, anyMutation, mutated, setOwn } from './mutations.mts';

/** One bad record: nobody else notices. */

const TODAY = civil('2026-11-23');
const DAYS = ['11-16', '11-17', '11-20', '11-22', '11-23', '11-24', '02-29'];

const SETTINGS = settings({
	wanted: [...EVERYTHING, customDate(CUSTOM_FIELD, 'yearly')],
	rosterEvents: new Set(ROSTER_EVENTS),
	includeSkipped: true,
});

const anyPerson = (id: string): fc.Arbitrary<unknown> =>
	fc
		.record({
			birthday: fc.option(fc.constantFrom(...DAYS)),
			startDate: fc.option(
				fc
					.tuple(fc.constantFrom('2016', '2020', '2026'), fc.constantFrom(...DAYS.slice(0, 6)))
					.map((parts) => parts.join('-')),
			),
			custom: fc.option(fc.constantFrom('2020-11-22', '11-23')),
			status: fc.constantFrom('Active', 'Active', 'Active', 'Inactive', 'Suspended'),
			lifecycleStatus: fc.constantFrom('Employed', 'Employed', 'Hired', 'Terminated', 'Leave'),
			terminationDate: fc.option(fc.constantFrom('2016-01-31', '2026-11-22', '2026-12-31'), {
				freq: 2,
			}),
			email: fc.constantFrom(`${id}@work.example`, `${id}@work.example`, null),
		})
		.map((about) => structuredClone(person(id, about)));

const anyRoster = (): fc.Arbitrary<unknown[]> =>
	fc
		.integer({ min: 1, max: 8 })
		.chain((count) =>
			fc.tuple(...Array.from({ length: count }, (_, at) => anyPerson(`1${String(at)}`))),
		);

const FIELDS = [
	...['id', 'email', 'firstName', 'work.startDate', 'work.reportsTo', 'work.site', 'work.title'],
	...['work.custom.field_1', 'internal.status', 'internal.lifecycleStatus'],
	...['internal.terminationDate', 'personal.shortBirthDate'],
];

function withField(record: unknown, field: string, value: unknown): unknown {
	const copy = structuredClone(record);
	let holder: unknown = copy;
	const path = field.split('.');
	for (const key of path.slice(0, -1)) {
		if (isObject(holder) && !isObject(holder[key])) setOwn(holder, key, {});
		holder = isObject(holder) ? holder[key] : undefined;
	}
	if (isObject(holder)) setOwn(holder, path.at(-1) ?? '', structuredClone(value));
	return copy;
}

/** A record made bad in any way. */
const anyBadRecord = (): fc.Arbitrary<unknown> =>
	fc.oneof(
		anyHostileValue(),
		fc
			.tuple(anyPerson('99'), fc.constantFrom(...FIELDS), anyHostileValue())
			.map(([record, field, value]) => withField(record, field, value)),
		fc
			.tuple(anyPerson('99'), fc.array(anyMutation(), { minLength: 1, maxLength: 4 }))
			.map(([record, mutations]) => mutated(record, mutations)),
	);

function companyOf(employees: readonly unknown[]): Company {
	const { employees: roster, unidentified } = readRoster({ employees });
	const headCount = roster.length + unidentified.length;
	return { roster, unidentified, headCount, everyone: roster, unreadable: new Set() };
}

/** What a run returns to everybody whose id starts with 1. */
function ofOthers(employees: readonly unknown[], state: State, today = TODAY) {
	const run = runOn(companyOf(employees), SETTINGS, state, today);
	const isOther = ({ employee: { id } }: { employee: { id: string | null } }): boolean =>
		id !== null && /^1\d$/.test(id);
	return {
		items: run.items.filter(isOther),
		roster: run.roster.filter((row) => 'employee' in row && /^hibob:1\d:/.test(row.key)),
		skipped: run.skipped.filter(isOther),
		state: run.state,
	};
}

const withoutState = ({ items, roster, skipped }: ReturnType<typeof ofOthers>) => ({
	items,
	roster,
	skipped,
});

/** The id of a neighbour is two people with one id, of whom nobody knows which is which. */
const isNeighbour = (record: unknown): boolean =>
	isObject(record) && typeof record.id === 'string' && /^1\d$/.test(record.id);

const anyBad = () => anyBadRecord().filter((record) => !isNeighbour(record));

describe('one record made bad in any way', () => {
	test('leaves what everybody else gets as it is without that record', () => {
		fc.assert(
			fc.property(anyRoster(), anyBad(), fc.nat(), (roster, bad, place) => {
				const at = place % (roster.length + 1);
				const withBad = [...roster.slice(0, at), bad, ...roster.slice(at)];
				expect(withoutState(ofOthers(withBad, freshState()))).toEqual(
					withoutState(ofOthers(roster, freshState())),
				);
			}),
			RUNS,
		);
	});

	test('on a later day changes neither who joined, changed or left, nor what is due', () => {
		fc.assert(
			fc.property(anyRoster(), anyPerson('99'), anyBad(), (roster, before, bad) => {
				const { state } = ofOthers([...roster, before], freshState());
				const next = addDays(TODAY, 1);
				const changed = roster.map((record, at) =>
					at === 0 ? withField(record, 'work.title', 'Boss') : record,
				);
				expect(withoutState(ofOthers([...changed, bad], state, next))).toEqual(
					withoutState(ofOthers(changed, state, next)),
				);
			}),
			RUNS,
		);
	});

	test('is never a reason to send: nothing is returned for a row without a readable ID', () => {
		fc.assert(
			fc.property(anyRoster(), anyBad(), (roster, bad) => {
				const { items, roster: rows } = runOn(
					companyOf([...roster, bad]),
					SETTINGS,
					freshState(),
					TODAY,
				);
				const isRead = isObject(bad) && typeof bad.id === 'string';
				const others = [...items, ...rows].filter(({ key }) => !/^hibob:1\d:/.test(key));
				if (!isRead) expect(others).toEqual([]);
			}),
			RUNS,
		);
	});
});
