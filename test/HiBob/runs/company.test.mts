import { describe, expect, test } from '@jest/globals';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { checkCount, readDue, readSample } from '../../../nodes/HiBob/runs/company.ts';
import { sameForAll } from '../../../nodes/HiBob/runs/calendars.ts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { answeringHiBob } from '../answeringHiBob.mts';
import { answerOnce } from '../../sandbox/hibobClient.mts';
import { birthday, startDate } from '../occasions/wanted.mts';
import { searchesIn, triggerNode } from '../resources/publishedTrigger.mts';

// Answers of HiBob that its servers should not give, and may.

let hibob: HiBobSandbox;

answeringHiBob((started) => {
	hibob = started;
});

const NEEDS = {
	wanted: [],
	requested: { required: ['root.id'], optional: ['root.email'], decisive: [], place: [] },
};
const context = () => pollContext(triggerNode(hibob));
const rows = (count: number): HiBobRecord[] =>
	Array.from({ length: count }, (_, index) => ({ id: String(index + 1) }));

/** Lets HiBob answer with these employees, one answer after the other. */
const answers = (...lists: unknown[][]): void => {
	for (const employees of lists) answerOnce(hibob, { employees });
};
/** The people that each request asked for; null for everyone. */
const askedFor = () => searchesIn(hibob.requests).map(({ ids }) => ids);
const sample = async (needed: readonly string[]) =>
	await readSample(context(), NEEDS, ({ id }) => needed.includes(id));

describe('a sample', () => {
	test('is the first 200 and those who are needed, 200 altogether', async () => {
		const ids = ['240', '250', ...rows(198).map(({ id }) => id)];
		answers(
			rows(250),
			ids.map((id) => ({ id })),
		);
		expect((await sample(['240', '250'])).roster).toHaveLength(200);
		expect(askedFor()).toEqual([null, ids]);
	});

	test('is everyone who is needed, when those are more', async () => {
		const everyone = rows(250);
		const needed = everyone.slice(0, 230).map(({ id }) => id);
		answers(everyone, everyone.slice(0, 200), everyone.slice(200, 230));
		expect((await sample(needed)).roster).toHaveLength(230);
		expect(askedFor()).toEqual([null, needed.slice(0, 200), needed.slice(200)]);
	});
});

test('2,000 people who are needed are asked for in ten requests', async () => {
	const everyone = rows(2_000);
	const batches = Array.from({ length: 10 }, (_, index) =>
		everyone.slice(index * 200, (index + 1) * 200),
	);
	answers(everyone, ...batches);
	const { roster } = await readSample(context(), NEEDS, () => true);
	expect(roster).toHaveLength(2_000);
	expect(askedFor().map((ids) => ids?.length ?? null)).toEqual([
		null,
		...Array<number>(10).fill(200),
	]);
});

test('dates are read with labels where it matters where people work', async () => {
	const body = { fields: ['root.id', 'work.site'], showInactive: true };
	const employees = rows(2).map((row) => ({ ...row, work: { site: 'London' } }));
	for (const [place, expected] of [
		[['work.site'], { ...body, humanReadable: 'APPEND' }],
		[[], { ...body, fields: ['root.id'] }],
	] as const) {
		answers(employees);
		const requested = { ...NEEDS.requested, place };
		await readDue(context(), { ...NEEDS, requested }, sameForAll([]));
		expect(hibob.requests.at(-1)?.body).toEqual(expected);
	}
});

describe('the people of a sample', () => {
	test('are those who were asked for, whoever else comes with them', async () => {
		answers(rows(2), [...rows(2), { id: '77' }, { id: '88' }, { id: '88' }]);
		const company = await sample([]);
		expect(company.roster.map(({ id }) => id)).toEqual(['1', '2']);
		expect(company.unidentified).toEqual([]);
		expect(company.headCount).toBe(2);
	});

	test('are unidentified when they come twice', async () => {
		answers(rows(2), [{ id: '1' }, { id: '2' }, { id: '2' }]);
		const company = await sample([]);
		expect(company.roster.map(({ id }) => id)).toEqual(['1']);
		expect(company.unidentified.map(({ id, rows: { length } }) => [id, length])).toEqual([
			['2', 2],
		]);
	});

	test('are unidentified when a row without an ID comes in their place', async () => {
		const everyone = [...rows(2), { name: 'nobody' }];
		answers(everyone, [{ id: '1' }, { email: 'x' }]);
		const { roster, unidentified, headCount } = await sample([]);
		expect(roster.map(({ id }) => id)).toEqual(['1']);
		expect(unidentified).toEqual([
			expect.objectContaining({ id: null, place: 'Row 3' }),
			{
				id: '2',
				place: '2',
				explanation: 'HiBob listed employee 2, and a moment later without a readable ID',
				rows: [{ id: '2' }],
			},
		]);
		expect(headCount).toBe(3);
	});

	test.each([
		['a moment later none', [[]], 0],
		['fewer', [[{ id: '1' }]], 1],
		['fewer, and a row of somebody else twice', [[{ id: '1' }, { id: '9' }, { id: '9' }]], 1],
		['fewer rows without an ID than are missing', [[{ id: '1' }, { name: 'x' }]], 1],
		['fewer by one, and a row of somebody else twice', [[...rows(2), { id: '9' }, { id: '9' }]], 2],
	])('who are gone stop the run: %s', async (_, later, found) => {
		answers(rows(3), ...later);
		await expect(sample([])).rejects.toMatchObject({
			message: `HiBob listed 3 employees a moment ago, and now returned ${String(found)} of them`,
			remedy: 'Nothing was sent. Run again; if this happens again, show it to HiBob’s support',
		});
	});
});

test('a run in which nobody is due asks for nobody', async () => {
	answers(rows(3));
	const company = await readDue(context(), NEEDS, sameForAll([]));
	expect(company).toMatchObject({ roster: [], headCount: 3 });
	expect(askedFor()).toEqual([null]);
});

describe('a field that is read in place of another one', () => {
	const fallback = {
		...NEEDS,
		wanted: [birthday],
		requested: { ...NEEDS.requested, optional: [] },
	};
	const born = (count: number) =>
		rows(count).map((row) => ({ ...row, personal: { birthDate: null } }));
	const due = async () => await readDue(context(), fallback, sameForAll([]));

	test('may be read of two more or fewer people', async () => {
		answers(rows(3), born(5));
		expect(await due()).toMatchObject({ headCount: 5 });
	});

	test.each([
		[3, 6],
		[6, 3],
	])('is not read of a part of the people (%i, then %i)', async (first, second) => {
		answers(rows(first), born(second));
		await expect(due()).rejects.toMatchObject({
			message: 'HiBob returned 6 employees, and 3 a moment before or after',
			remedy: expect.stringContaining('Nothing was sent'),
		});
	});
});

describe('a second count of everyone', () => {
	test.each([
		[10, 10],
		[10, 12],
		[12, 10],
		[1_000, 1_010],
		[1_010, 1_000],
	])('of %i may follow one of %i', async (count, before) => {
		answers(rows(count));
		await checkCount(context(), before);
	});

	test.each([
		[10, 13],
		[13, 10],
		[1_000, 1_011],
		[1_011, 1_000],
	])('of %i may not follow one of %i', async (count, before) => {
		answers(rows(count));
		const [fewer, more] = [Math.min(count, before), Math.max(count, before)];
		await expect(checkCount(context(), before)).rejects.toMatchObject({
			message: `HiBob returned ${String(more)} employees, and ${String(fewer)} a moment before or after`,
			remedy: expect.stringMatching(/^Nothing was sent, because one of the two answers/),
		});
	});

	test('asks for the IDs alone', async () => {
		answers(rows(3));
		await checkCount(context(), 3);
		expect(hibob.requests.map(({ body }) => body)).toEqual([
			{ fields: ['root.id'], showInactive: true },
		]);
	});
});

test('who is only counted, or asked for one field, is read without labels', async () => {
	answers(rows(2));
	await checkCount(context(), 2);
	const needs = {
		...NEEDS,
		requested: { ...NEEDS.requested, required: ['root.id', 'root.email'] },
	};
	answers(rows(2), rows(2), [{ id: '1', email: 'ada@work.example' }]);
	await readSample(context(), needs, () => true);
	const [counted, , , asked] = hibob.requests.map(({ body }) => body);
	expect(counted).toEqual({ fields: ['root.id'], showInactive: true });
	expect(asked).toEqual({ fields: ['root.id', 'root.email'], showInactive: true });
});

test('a date that HiBob returned for nobody is an error that names it', async () => {
	const needs = { ...NEEDS, wanted: [startDate] };
	answers(rows(2), rows(2));
	await expect(readDue(context(), needs, sameForAll([]))).rejects.toMatchObject({
		message: 'HiBob did not return work.startDate for any of 2 employees',
	});
});
