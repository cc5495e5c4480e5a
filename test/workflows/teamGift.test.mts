import { describe, expect, it } from '@jest/globals';
import { isList, isRecord } from '../../sandbox/n8n/answers.mts';
import { runCodeNode } from './codeNode.mts';

const NOW = '2027-03-01T10:00:00.000Z';
const DAY = '2027-03-10';

const REQUEST = {
	name: 'Holidays',
	occasion: 'holidays:2027',
	day: DAY,
	sites: [],
	departments: [],
	countries: [],
	leave: 'yes',
	campaign: '1503',
	sender: 'gifts@example.com',
	maxGifts: '',
	maxAmount: '',
	currency: '',
	giftCost: '',
	by: 'Dana',
	email: 'dana@example.com',
	approver: 'finance@example.com',
};

type Json = Record<string, unknown>;

const settings = (now: string, more: Json = {}): Json => ({
	approvers: 'finance@example.com',
	sendAt: '08:00',
	timeZone: 'UTC',
	now,
	query: {},
	body: {},
	...more,
});

/** A row of the data table Team Gifts, approved unless told. */
const rowWith = (columns: Json = {}): Json => ({
	gift: 'a1',
	approval: 'b1',
	version: '3',
	request: JSON.stringify(REQUEST),
	preview: JSON.stringify({ people: [['1', 'Ada', 'London', '']], skipped: [], longGone: 0 }),
	asked_at: NOW,
	answer_by: `${DAY}T08:00:00.000Z`,
	answer: JSON.stringify({ choice: 'approve', by: 'finance@example.com', at: NOW }),
	told: 'approved',
	runs: '0',
	...columns,
});

/** What the clock decides. */
const atThe = (now: string, ...rows: Json[]): Json[] =>
	runCodeNode('team-gift', 'Decide', {
		now,
		nodes: { 'Team Gift Settings': [settings(now)], 'All Gifts': rows },
	}).filter(({ step }) => step !== undefined);

const kindsAt = (now: string, row: Json): unknown[] =>
	atThe(now, row).map(({ step, kind }) => kind ?? step);

describe('when gifts to many are sent', () => {
	it('is from the time of the day on, once, and after a crash when nobody else can be sending', () => {
		expect(kindsAt(`${DAY}T07:59:59.000Z`, rowWith())).toEqual([]);
		expect(kindsAt(`${DAY}T08:00:00.000Z`, rowWith())).toEqual(['save']);
		const claimed = rowWith({ claimed_at: `${DAY}T08:00:00.000Z` });
		expect(kindsAt(`${DAY}T08:29:00.000Z`, claimed)).toEqual([]);
		expect(kindsAt(`${DAY}T08:31:00.000Z`, claimed)).toEqual(['save']);
		const [claim] = atThe(`${DAY}T08:31:00.000Z`, claimed);
		expect(claim?.columns).toEqual({
			gift: 'a1',
			claimed_at: `${DAY}T08:31:00.000Z`,
			version: '4',
		});
	});

	it('is up to seven days late, and then never, and both are told', () => {
		expect(kindsAt('2027-03-17T23:00:00.000Z', rowWith())).toEqual(['save']);
		expect(kindsAt('2027-03-18T00:00:00.000Z', rowWith())).toEqual(['missed']);
		expect(kindsAt('2027-03-18T00:00:00.000Z', rowWith({ told: 'missed' }))).toEqual([]);
	});

	it('is again after a pause when something is not settled', () => {
		const open = rowWith({ result: '{"people":[]}', retry_at: `${DAY}T08:10:00.000Z` });
		expect(kindsAt(`${DAY}T08:09:00.000Z`, open)).toEqual(['open']);
		expect(kindsAt(`${DAY}T08:09:00.000Z`, { ...open, told: 'open' })).toEqual([]);
		expect(kindsAt(`${DAY}T08:10:00.000Z`, open)).toEqual(['save']);
	});

	it('is never without a yes in time', () => {
		for (const columns of [
			{ answer: '', told: 'asked' },
			{ answer: JSON.stringify({ choice: 'decline' }) },
			{ cancelled_at: NOW },
			{ asked_at: '' },
			{ done_at: NOW },
		]) {
			const steps = atThe(`${DAY}T08:00:01.000Z`, rowWith(columns)).map(({ step }) => step);
			expect(steps).not.toContain('save');
		}
		expect(kindsAt(`${DAY}T08:00:01.000Z`, rowWith({ answer: '' }))).toEqual(['closed']);
	});
});

describe('who gets one of many gifts', () => {
	const person = (id: string, more: Json = {}): Json => ({
		id,
		displayName: `Person ${id}`,
		workEmail: `${id}@example.com`,
		site: 'London',
		startDate: '2020-01-01',
		status: 'Active',
		lifecycleStatus: 'Employed',
		terminationDate: null,
		judged: { date: DAY, timeZone: 'UTC' },
		...more,
	});
	const judged = (
		eligible: Json[],
		leftOut: Json[],
		request: Json = {},
		row: Json | null = null,
		now = NOW,
	): Record<string, unknown> =>
		Object.fromEntries(
			runCodeNode('team-gift', 'People', {
				now,
				nodes: {
					'Team Gift Settings': [settings(now)],
					Decide: [{ route: row ? 'run' : 'preview', request: { ...REQUEST, ...request }, row }],
					Eligible: eligible,
					Skipped: leftOut,
				},
			}).map(({ employee, reason, is, problem }) => [
				isRecord(employee) ? String(employee.id) : 'page',
				problem ?? reason ?? is,
			]),
		);

	it('is nobody who leaves by that day, and everybody who leaves later or has come back', () => {
		const people = [
			person('1', { terminationDate: DAY }),
			person('2', { terminationDate: '2027-03-11' }),
			person('3', { terminationDate: '2019-05-01' }),
		];
		expect(judged(people, [])).toEqual({ 1: 'leavesBeforeOccasion', 2: 'wanted', 3: 'wanted' });
	});

	it('is in a preview who starts by that day, and on the day nobody whom HiBob does not say to be active', () => {
		const soon = person('1', { startDate: DAY, reason: 'notActive', lifecycleStatus: 'Hired' });
		const later = person('2', { startDate: '2027-03-11', reason: 'notActive' });
		expect(judged([], [soon, later])).toEqual({ 1: 'wanted', 2: 'notActive' });
		const onTheDay = judged([], [soon, later], {}, rowWith(), `${DAY}T08:00:00.000Z`);
		expect(onTheDay).toEqual({ 1: 'notActive', 2: 'notActive' });
	});

	it('is nobody on leave when that is chosen, and nobody without an address', () => {
		const people = [
			person('1', { lifecycleStatus: 'Parental leave' }),
			person('2', { lifecycleStatus: null }),
			person('3', { workEmail: null }),
		];
		expect(judged(people, [], { leave: 'no' })).toEqual({
			1: 'lifecycleExcluded',
			2: 'lifecycleExcluded',
			3: 'noEmail',
		});
	});

	it('is the chosen group; on the day, who has left it or is hidden gets none, and says why', () => {
		const people = [person('1', { site: 'Berlin' }), person('2'), person('3', { site: null })];
		expect(judged(people, [], { sites: ['London'] })).toEqual({ 2: 'wanted' });
		const now = `${DAY}T08:00:00.000Z`;
		const moved = judged(
			[person('1', { site: 'Berlin' })],
			[],
			{ sites: ['London'] },
			rowWith(),
			now,
		);
		expect(moved).toEqual({ 1: 'filteredOut' });
		expect(judged([person('2')], [], {}, rowWith(), now)).toEqual({ 1: 'notShown', 2: 'notAsked' });
	});

	it('is nobody when HiBob leaves somebody out in one of its two answers, or does not answer', () => {
		const out = person('1', { reason: 'statusUnknown' });
		expect(judged([person('1')], [out])).toEqual({ 1: 'statusUnknown' });
		const broken = [{ error: 'HiBob refused access (403)' }];
		expect(judged(broken, []).page).toContain('HiBob refused access (403)');
		expect(() => judged(broken, [], {}, rowWith())).toThrow('nothing was sent');
	});

	it('names only those who left within the last month', () => {
		const left = (id: string, terminationDate: string | null) =>
			person(id, { terminationDate, reason: 'terminated' });
		const people = [left('1', '2027-02-20'), left('2', '2026-02-20'), left('3', null)];
		expect(judged([person('4')], people)).toEqual({ 1: 'terminated', 4: 'wanted' });
	});
});

describe('the result of gifts to many', () => {
	const result = (items: Json[], row: Json = rowWith()): Json => {
		const [first = {}] = runCodeNode('team-gift', 'Result', {
			now: `${DAY}T08:00:00.000Z`,
			nodes: {
				'Team Gift Settings': [settings(`${DAY}T08:00:00.000Z`)],
				Decide: [{ row }],
				People: [{ longGone: 3 }],
				'Gift Log': [{ needsYou: 0, message: null }],
				'For the Gift Log': items,
			},
		});
		return first;
	};
	const item = (id: string, more: Json): Json => ({
		key: `hibob:${id}:holidays:2027`,
		employee: { id, displayName: id },
		...more,
	});

	it('is final when all is settled, and retries with a pause when not, eight times at most', () => {
		expect(
			result([item('1', { outcome: 'sent' }), item('2', { reason: 'terminated' })]),
		).toMatchObject({ done_at: `${DAY}T08:00:00.000Z`, retry_at: '', claimed_at: '', runs: '1' });
		const refused = [item('1', { error: 'Reachdesk rejected the API token (401)' })];
		expect(result(refused)).toMatchObject({ done_at: '', retry_at: `${DAY}T08:10:00.000Z` });
		expect(result(refused, rowWith({ runs: '5' }))).toMatchObject({
			retry_at: `${DAY}T12:00:00.000Z`,
		});
		expect(result(refused, rowWith({ runs: '7' }))).toMatchObject({ retry_at: '', runs: '8' });
	});

	it('keeps what an earlier run has sent, with its cost', () => {
		const before = { people: [['1', 'Ada', 'sent', '', '25.00', 'GBP']] };
		const { result: text } = result(
			[item('1', { outcome: 'alreadySent', gift: null })],
			rowWith({ result: JSON.stringify(before) }),
		);
		const kept: unknown = JSON.parse(String(text));
		expect(isRecord(kept) && isList(kept.people) && kept.people[0]).toEqual([
			'1',
			'1',
			'sent',
			'',
			'25.00',
			'GBP',
		]);
	});
});
