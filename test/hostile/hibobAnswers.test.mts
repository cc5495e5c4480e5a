import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { keyLookUp, readKeys } from '../../nodes/HiBob/occasions/rememberedKeys.ts';
import type { RememberedKeys } from '../../nodes/HiBob/occasions/rememberedKeys.ts';
import type { INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../../nodes/shared/jsonObject.ts';
import { stringOf } from '../../nodes/shared/parameterValue.ts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { clock, triggerNode } from '../HiBob/resources/publishedTrigger.mts';
import { pollContext, PolledTrigger, savedAs } from '../n8nCore.mts';
import { HTTP_RUNS } from './httpRuns.mts';
import { anyHostileValue, anyMutation, mutated, setOwn } from './mutations.mts';
import type { Mutation } from './mutations.mts';
import { expectPlainError, expectPlainWords } from './plainWords.mts';
import { startProxy } from './proxy.mts';
import type { Proxy } from './proxy.mts';
import { claimsOf, recordsIn } from './strictReader.mts';
import type { Claim } from './strictReader.mts';

/** What HiBob answers wrongly, and the product has to read. */

const TODAY = '2026-11-23';
const TOMORROW = '2026-11-24';
/** the days on which something was due, as far back as runs catch up */
const DAYS = ['16', '17', '18', '19', '20', '21', '22', '23'].map((day) => `2026-11-${day}`);

let hibob: HiBobSandbox;
let proxy: Proxy;

beforeAll(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 10_000_000 });
	proxy = await startProxy(hibob.url);
	keepInterestingPeople();
});
afterAll(async () => {
	await proxy.stop();
	await hibob.stop();
});
afterEach(() => {
	jest.restoreAllMocks();
});

/** Two of each kind that gets a gift or does not, and some for whom no day matters. */
function keepInterestingPeople(): void {
	const kept = new Set(hibob.people.filter(({ scenario }) => scenario === 'filler').slice(0, 2));
	const counts = new Map<string, number>();
	for (const day of [...DAYS, TOMORROW]) {
		for (const { person, occasion, reason } of whoMattersOn(day, hibob.people)) {
			const kind = `${occasion} ${reason ?? 'gift'} ${day < TODAY ? 'late' : day}`;
			counts.set(kind, (counts.get(kind) ?? 0) + 1);
			if (Number(counts.get(kind)) <= 2) kept.add(person);
		}
	}
	hibob.people.splice(0, hibob.people.length, ...kept);
}

/** Damage to one field of one person, in some or all of the places in which HiBob writes it. */
interface FieldDamage {
	/** an index, or an id */
	person: number | string;
	field: string;
	places: readonly ('nested' | 'slash' | 'label')[];
	/** null removes the field */
	change: { value: unknown } | null;
}

const FIELDS = [
	'root.id',
	'root.email',
	'root.firstName',
	'work.startDate',
	'work.reportsTo',
	'work.site',
	'internal.status',
	'internal.lifecycleStatus',
	'internal.terminationDate',
	'personal.shortBirthDate',
];

// what decides on a gift is damaged more often than the rest
const DECISIVE = ['internal.status', 'internal.lifecycleStatus', 'internal.terminationDate'];

const NEAR_MISSES = [
	...['Active', 'Inactive', 'active', 'Hired', 'Terminated', 'Employed', 'Suspended', 'Aktiv'],
	...['2026-11-22', TODAY, TOMORROW, '2020-11-23', '11-23', '11-24', '2026-11-31'],
];

const anyFieldDamage = (): fc.Arbitrary<FieldDamage> =>
	fc.record({
		person: fc.nat(),
		field: fc.oneof(fc.constantFrom(...DECISIVE), fc.constantFrom(...FIELDS)),
		places: fc.constantFrom<FieldDamage['places'][]>(
			['nested', 'slash', 'label'],
			['nested', 'slash'],
			['nested'],
			['slash'],
			['label'],
		),
		change: fc.option(
			fc.record({ value: fc.oneof(anyHostileValue(), fc.constantFrom<unknown>(...NEAR_MISSES)) }),
			{ freq: 4 },
		),
	});

function setAt(holder: unknown, path: readonly string[], change: FieldDamage['change']): void {
	const [key = '', ...rest] = path;
	if (typeof holder !== 'object' || holder === null) return;
	if (rest.length > 0) setAt(Reflect.get(holder, key), rest, change);
	else if (change) setOwn(holder, key, structuredClone(change.value));
	else Reflect.deleteProperty(holder, key);
}

function damageField(answer: unknown, { person, field, places, change }: FieldDamage): void {
	const people = recordsIn(answer);
	const record =
		typeof person === 'number'
			? people[person % people.length]
			: people.find((each) => isObject(each) && each.id === person);
	const path = field.replace(/^root\./, '').split('.');
	if (places.includes('nested')) setAt(record, path, change);
	if (places.includes('label')) setAt(record, ['humanReadable', ...path], change);
	if (!places.includes('slash')) return;
	const slashKey = `/${field.replaceAll('.', '/')}`;
	setAt(record, [slashKey], change && { value: { value: change.value } });
}

interface Damage {
	fields: FieldDamage[];
	anywhere: Mutation[];
}

const anyDamage = (): fc.Arbitrary<Damage> =>
	fc
		.record({
			fields: fc.array(anyFieldDamage(), { maxLength: 6 }),
			anywhere: fc.array(anyMutation(), { maxLength: 3 }),
		})
		.filter(({ fields, anywhere }) => fields.length + anywhere.length > 0);

/** Always among what is tried: no employees at all, which stops a run, and one of them without an email. */
const CERTAIN: [Damage][] = [
	[{ fields: [], anywhere: [{ kind: 'replace', place: 0, value: null }] }],
	[
		{
			fields: [{ person: 0, field: 'root.email', places: ['nested', 'slash'], change: null }],
			anywhere: [],
		},
	],
];

function damaged(answer: unknown, { fields, anywhere }: Damage): unknown {
	const copy = structuredClone(answer);
	for (const field of fields) damageField(copy, field);
	return mutated(copy, anywhere);
}

/** What the sandbox answered, and what reached the product, since the last {@link damageAnswers}. */
interface Seen {
	valid: unknown;
	answered: unknown;
}

function damageAnswers(damage: Damage): Seen {
	const seen: Seen = { valid: undefined, answered: undefined };
	proxy.alter = ({ url, status, body }) => {
		if (!url.endsWith('/people/search')) return { status, body };
		seen.valid = JSON.parse(body);
		const text = JSON.stringify(damaged(seen.valid, damage));
		seen.answered = JSON.parse(text);
		return { status, body: text };
	};
	return seen;
}

const answerTruly = () => {
	proxy.alter = ({ status, body }) => ({ status, body });
};

/** A trigger that has run for months, and whose last week is still owed. */
async function longPublished(): Promise<PolledTrigger> {
	answerTruly();
	clock(`${TODAY}T06:30:00Z`);
	const polled = new PolledTrigger(
		triggerNode({ ...hibob, url: proxy.url }, { options: { includeSkipped: true } }),
	);
	await polled.activate('activate');
	const longAgo = '2026-01-01';
	const baselines = { birthday: longAgo, workAnniversary: longAgo, startDate: longAgo };
	Object.assign(polled.state, { baselines });
	return polled.restartedWith(polled.state);
}

const isUnknownIn = (remembered: RememberedKeys) => {
	const cameOut = keyLookUp(remembered);
	return (key: string): boolean => !cameOut(key);
};

interface PutOut {
	gifts: { key: string; email: unknown }[];
	skipped: string[];
	/** ids of those whose data cannot be read */
	unreadable: string[];
}

function putOutIn(output: INodeExecutionData[][] | null): PutOut {
	const [items = [], skipped = []] = output ?? [];
	return {
		gifts: items.map(({ json: { key, employee } }) => ({
			key: stringOf(key),
			email: isObject(employee) ? employee.email : undefined,
		})),
		skipped: skipped.map(({ json: { key, reason, explanation } }) => {
			expect(reason).toEqual(expect.stringMatching(/^\w+$/));
			expect(explanation).toEqual(expect.stringMatching(/\w/));
			return stringOf(key);
		}),
		unreadable: skipped.flatMap(({ json: { reason, employee } }) =>
			reason === 'dataUnreadable' && isObject(employee) ? [stringOf(employee.id)] : [],
		),
	};
}

function claimsIn(answer: unknown, today: string, days: readonly string[] = DAYS): Claim[] {
	const records = recordsIn(answer);
	const isTwice = (id: string): boolean =>
		records.filter((record) => isObject(record) && record.id === id).length > 1;
	return records
		.flatMap((record) => claimsOf(record, days, today))
		.map((claim) =>
			isTwice(claim.employeeId)
				? { ...claim, doubts: [...claim.doubts, 'is listed twice'] }
				: claim,
		);
}

const keysWithoutDoubt = (claims: readonly Claim[]): string[] =>
	claims.filter(({ doubts }) => doubts.length === 0).map(({ key }) => key);

/** Only the people whose record arrived as HiBob wrote it. */
function unharmedIn({ valid, answered }: Seen): { employees: unknown[] } {
	const written = new Set(recordsIn(valid).map((record) => JSON.stringify(record)));
	return {
		employees: recordsIn(answered).filter((record) => written.has(JSON.stringify(record))),
	};
}

/** No wrong gift, no wrong address, and nobody passed over in silence. */
function expectRight({ gifts, skipped, unreadable }: PutOut, seen: Seen, today: string): void {
	const claims = claimsIn(seen.answered, today);
	const claimOf = new Map(claims.map((claim) => [claim.key, claim]));
	for (const { key, email } of gifts) {
		const claim = claimOf.get(key);
		expect({ key, doubts: claim?.doubts }).toEqual({ key, doubts: [] });
		expect(email).toBe(String(claim?.email).trim());
	}
	const dealtWith = new Set([...gifts.map(({ key }) => key), ...skipped]);
	expect(dealtWith.size).toBe(gifts.length + skipped.length);
	const isDealtWith = ({ key, employeeId }: Claim): boolean =>
		dealtWith.has(key) || unreadable.includes(employeeId);
	expect(claims.filter((claim) => !isDealtWith(claim))).toEqual([]);
	const given = new Set(gifts.map(({ key }) => key));
	const unharmed = keysWithoutDoubt(claimsIn(unharmedIn(seen), today));
	expect(unharmed.filter((key) => !given.has(key))).toEqual([]);
}

/** The error of an attempt, or what it gave. */
async function attempted<T>(attempt: Promise<T>): Promise<{ result: T } | { error: unknown }> {
	try {
		return { result: await attempt };
	} catch (error) {
		return { error };
	}
}

describe('an undamaged answer', () => {
	test('gives every kind of item and of reason, so that there is something to damage', async () => {
		const polled = await longPublished();
		clock(`${TODAY}T07:00:31Z`);
		const seen = damageAnswers({ fields: [], anywhere: [] });
		const putOut = putOutIn(await polled.activate('update').then(() => polled.heartbeat()));
		expectRight(putOut, seen, TODAY);
		expect(putOut.gifts.length).toBeGreaterThan(8);
		expect(putOut.skipped.length).toBeGreaterThan(5);
	});
});

describe('a damaged answer', () => {
	test('either stops the run in plain words, or wrongs nobody; and the next day makes up for it', async () => {
		const counts = { stopped: 0, ran: 0 };
		await fc.assert(
			fc.asyncProperty(anyDamage(), async (damage) => {
				const polled = await longPublished();
				await polled.activate('update');
				const before = savedAs(polled.state);
				const seen = damageAnswers(damage);
				clock(`${TODAY}T07:00:31Z`);
				const poll = await attempted(polled.heartbeat());
				const first = putOutIn('result' in poll ? poll.result : null);
				if ('error' in poll) {
					counts.stopped += 1;
					expectPlainError(poll.error);
					expect(polled.state).toEqual(before);
				} else {
					counts.ran += 1;
					expectRight(first, seen, TODAY);
					expect(polled.state).toMatchObject({ lastRun: TODAY });
					const remembered = readKeys(polled.state.keys);
					expect(first.gifts.map(({ key }) => key).filter(isUnknownIn(remembered))).toEqual([]);
					expect(Object.values(remembered).join('')).toHaveLength(8 * first.gifts.length);
				}

				answerTruly();
				clock(`${TOMORROW}T07:00:31Z`);
				const second = putOutIn(await polled.heartbeat());
				const keys = [...first.gifts, ...second.gifts].map(({ key }) => key);
				expect(keys.length).toBe(new Set(keys).size);
				// on the day after, the first of the days is no longer caught up on
				const owed = keysWithoutDoubt(claimsIn(seen.valid, TOMORROW, DAYS.slice(1)));
				expect(owed.filter((key) => !keys.includes(key))).toEqual([]);
			}),
			{ ...HTTP_RUNS, examples: CERTAIN },
		);
		expect(counts.stopped).toBeGreaterThan(0);
		expect(counts.ran).toBeGreaterThan(0);
	});

	test('while n8n starts never throws, and wrongs nobody', async () => {
		const { logger } = pollContext(triggerNode({ ...hibob, url: proxy.url }));
		const warn = jest.spyOn(logger, 'warn').mockReturnValue();
		await fc.assert(
			fc.asyncProperty(anyDamage(), async (damage) => {
				const polled = await longPublished();
				const before = savedAs(polled.state);
				const seen = damageAnswers(damage);
				clock(`${TODAY}T07:00:31Z`);
				const output = await polled.activate('init');
				if (polled.state.lastRun === TODAY) expectRight(putOutIn(output), seen, TODAY);
				else expect([output, polled.state]).toEqual([null, before]);
			}),
			{ ...HTTP_RUNS, examples: CERTAIN },
		);
		expect(warn).toHaveBeenCalled();
		for (const [line] of warn.mock.calls) expectPlainWords(line);
	});

	test('while a person publishes or tests says so in plain words, and returns no gift', async () => {
		await fc.assert(
			fc.asyncProperty(anyDamage(), async (damage) => {
				const polled = await longPublished();
				const before = savedAs(polled.state);
				damageAnswers(damage);
				const tested = await attempted(polled.fetchTestEvent());
				expect(polled.state).toEqual(before);
				const published = await attempted(polled.activate('activate'));
				if ('error' in tested) expectPlainError(tested.error);
				if ('error' in published) expectPlainError(published.error);
				else expect(published.result).toBeNull();
			}),
			HTTP_RUNS,
		);
	});
});

describe('one employee', () => {
	const damageTo = (field: string, change: FieldDamage['change']): FieldDamage => ({
		person: 1,
		field,
		places: ['nested', 'slash', 'label'],
		change,
	});

	async function expectOthersUnharmed(damage: Damage): Promise<void> {
		const polled = await longPublished();
		await polled.activate('update');
		const seen = damageAnswers(damage);
		clock(`${TODAY}T07:00:31Z`);
		expectRight(putOutIn(await polled.heartbeat()), seen, TODAY);
		expect(polled.state).toMatchObject({ lastRun: TODAY });
	}

	test.each([
		['that is missing', null],
		['that is null', { value: null }],
		['that is a number', { value: 3_332_883_884_017_714_000 }],
		['of blanks', { value: '  ' }],
		['as long as a book', { value: '1'.repeat(100_000) }],
		['that is an object', { value: { value: '1' } }],
	])('with an id %s is nobody’s, and all others get theirs', async (_, change) => {
		const damage = { fields: [damageTo('root.id', change)], anywhere: [] };
		await expectOthersUnharmed(damage);
	});

	const contradictions: readonly [string, string][] = [
		['internal.status', 'Inactive'],
		['internal.lifecycleStatus', 'Terminated'],
		['internal.terminationDate', '2026-11-22'],
		['internal.terminationDate', 'soon'],
	];
	const places = ['nested', 'slash', 'label'] as const;

	test.each(
		contradictions.flatMap(([field, value]) =>
			places
				.filter((place) => place !== 'label' || field !== 'internal.terminationDate')
				.map((place) => [field, value, place] as const),
		),
	)(
		'who is due gets nothing while %s says %s in one place alone (%s)',
		async (field, value, place) => {
			const due = whoMattersOn(TODAY, hibob.people).find(
				({ gift, occasion }) => gift && occasion === 'birthday',
			);
			const person = String(due?.person['root.id']);
			const polled = await longPublished();
			await polled.activate('update');
			const damage = { person, field, places: [place], change: { value } };
			const seen = damageAnswers({ fields: [damage], anywhere: [] });
			clock(`${TODAY}T07:00:31Z`);
			const poll = await attempted(polled.heartbeat());
			if ('error' in poll) {
				expectPlainError(poll.error);
				return;
			}
			const { gifts, skipped, unreadable } = putOutIn(poll.result);
			expectRight({ gifts, skipped, unreadable }, seen, TODAY);
			const key = `hibob:${person}:birthday:2026`;
			expect(gifts.map((gift) => gift.key)).not.toContain(key);
			expect(skipped).toContain(key);
		},
	);

	test('who is listed twice is named, and all others get theirs', async () => {
		await expectOthersUnharmed({ fields: [], anywhere: [{ kind: 'repeat', place: 2 }] });
	});
});

describe('an answer that is no list of people', () => {
	const PERSON = '{"id":"1","email":"a@example.com"}';

	test.each([
		['nothing', ''],
		['null', 'null'],
		['a text', '"people"'],
		['a number', '7'],
		['a list', `[${PERSON}]`],
		['an empty object', '{}'],
		['people under another name', `{"people":[${PERSON}]}`],
		['people that are an object', `{"employees":{"0":${PERSON},"length":1}}`],
		['people that are null', '{"employees":null}'],
		['nobody', '{"employees":[]}'],
		['a person that is null', `{"employees":[${PERSON},null]}`],
		['a person that is a list', '{"employees":[["1"]]}'],
		['people by inheritance', `{"__proto__":{"employees":[${PERSON}]}}`],
		['one person twice', `{"employees":[${PERSON},${PERSON}]}`],
		['half an answer', `{"employees":[${PERSON},{"id":"2","ema`],
		['text before the answer', `)]}',\n{"employees":[${PERSON}]}`],
		['an error with status 200', '{"key":"internalError","error":"Something went wrong"}'],
	])('such as %s stops the run in plain words', async (_, body) => {
		const polled = await longPublished();
		await polled.activate('update');
		const before = savedAs(polled.state);
		proxy.alter = ({ status }) => ({ status, body });
		clock(`${TODAY}T07:00:31Z`);
		const poll = await attempted(polled.heartbeat());
		expectPlainError('error' in poll ? poll.error : undefined);
		expect(polled.state).toEqual(before);
	});
});
