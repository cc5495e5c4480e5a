import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countryCodeOf } from '../../nodes/shared/countryCode.ts';
import { namedLists } from '../../sandbox/hibob/namedLists.mts';
import { RUNS } from '../shared/propertyRuns.mts';
import { runCodeNode } from './codeNode.mts';
import { chosen, choose, due, EMPLOYER, EMPTY_ROW, idOf, row, SITE_COUNTRY } from './giftMap.mts';
import type { Facts, Row } from './giftMap.mts';

/** The rules by which Employee gifts reads its Gift Map, in the node Choose Gift. */

describe('a row of the Gift Map', () => {
	it('gives its campaign, sender and wallet to the gift, and leaves everything else as it was', () => {
		const one = row({ id: 7, wallet: 'People', wallet_id: '5101', note: 'Agreed' });
		expect(chosen([one])).toEqual({
			...due(),
			row: {
				number: 7,
				campaign: '1007',
				sender: 'gifts@example.com',
				wallet: 'People',
				walletId: '5101',
				note: 'Agreed',
				caps: [],
			},
		});
	});

	it.each([
		['1501', '1501'],
		[' 1501 ', '1501'],
		[1501, '1501'],
		['https://app.reachdesk.com/campaigns/1503/settings', '1503'],
		['app.reachdesk.com/campaigns/1503?tab=1', '1503'],
	])('has the campaign %j, which is %s', (campaign, id) => {
		expect(chosen([row({ campaign })])).toMatchObject({ row: { campaign: id } });
	});

	it.each([
		['birthday', 'birthday'],
		['Work Anniversary', 'workAnniversary'],
		['work  anniversary', 'workAnniversary'],
		['workAnniversary', 'workAnniversary'],
		['ANNIVERSARY', 'workAnniversary'],
		['Start date', 'startDate'],
		['Days after start', 'daysAfterStart'],
		['end-of-probation', 'endOfProbation'],
		['custom date', 'customDate'],
		['Birthday.', 'birthday'],
	])('for %j is for the occasion %s alone', (occasion, type) => {
		expect(idOf(chosen([row({ id: 1, occasion })], { type }))).toBe(1);
		const other = type === 'birthday' ? 'startDate' : 'birthday';
		expect(idOf(chosen([row({ id: 1, occasion })], { type: other }))).toBeNull();
	});

	it('can be for one custom date, by the ID of its field', () => {
		const rows = [row({ id: 1, occasion: 'work.custom.field_1' })];
		expect(idOf(chosen(rows, { type: 'customDate', field: 'work.custom.field_1' }))).toBe(1);
		expect(idOf(chosen(rows, { type: 'customDate', field: 'work.custom.field_2' }))).toBeNull();
	});

	it('without conditions is the default: it is looked at last, wherever it stands', () => {
		const rows = [row({ id: 1, order: '1' }), row({ id: 2, country: 'DE' })];
		expect(idOf(chosen(rows, { country: 'Germany' }))).toBe(2);
		expect(idOf(chosen(rows, { country: 'France' }))).toBe(1);
	});

	it('comes first with a smaller number under order, and with none after all that have one', () => {
		const [one, two, three] = [row({ id: 1 }), row({ id: 2 }), row({ id: 3 })].map((each) => ({
			...each,
			country: 'DE',
		}));
		const first = (...rows: readonly Row[]) => idOf(chosen(rows, { country: 'Germany' }));
		expect(first({ ...two }, { ...one })).toBe(1);
		expect(first({ ...one }, { ...two, order: '99' })).toBe(2);
		expect(first({ ...one, order: '10' }, { ...two, order: '9' }, { ...three, order: 9 })).toBe(2);
	});

	it('counts years of anniversaries, and days after the start only where it names that occasion', () => {
		const anniversary = (years: number): Facts => ({ type: 'workAnniversary', years });
		const rows = [row({ id: 1, years_from: '5', years_to: '9' })];
		expect([4, 5, 9, 10].map((years) => idOf(chosen(rows, anniversary(years))))).toEqual([
			null,
			1,
			1,
			null,
		]);
		expect(idOf(chosen(rows, { type: 'birthday' }))).toBeNull();
		const after: Facts = { type: 'daysAfterStart', days: 7 };
		expect(idOf(chosen(rows, after))).toBeNull();
		expect(idOf(chosen([{ ...rows[0], occasion: 'days after start' }], after))).toBe(1);
	});

	it('knows each country of HiBob’s list by name and code, as Send Gift does', () => {
		const labels = (namedLists().get('countries') ?? []).map(({ name }) => name);
		expect(labels.length).toBeGreaterThan(30);
		const byCode = labels.map((label, id) => row({ id, country: countryCodeOf(label) }));
		const byName = labels.map((label, id) => row({ id, country: label.toUpperCase() }));
		const gifts = labels.map((country) => due({ country }));
		for (const rows of [byCode, byName]) {
			const { gifts: found, problem } = choose(rows, gifts);
			expect(problem).toBeNull();
			expect(found.map(idOf)).toEqual(labels.map((_, id) => id));
		}
	});

	it.each(['UK', 'uk', 'GB', 'Great Britain', 'Vereinigtes Königreich', 'united kingdom '])(
		'for the country %j is for the United Kingdom',
		(country) => {
			expect(idOf(chosen([row({ id: 1, country })], { country: 'United Kingdom' }))).toBe(1);
		},
	);

	it('takes the country of the home address, where it was read, before that of the site', () => {
		const rows = [row({ id: 1, country: 'DE' }), row({ id: 2, country: 'FR' })];
		const site: Facts = { country: 'Germany' };
		expect(idOf(chosen(rows, site))).toBe(1);
		expect(idOf(chosen(rows, { ...site, address: { countryCode: 'FR' } }))).toBe(2);
		expect(idOf(chosen(rows, { ...site, address: { country: 'France' } }))).toBe(2);
		expect(idOf(chosen(rows, { ...site, address: { country: null } }))).toBe(1);
	});

	it('is found by names whose case, accents and spaces differ', () => {
		const variant = fc.constantFrom(
			(name: string) => name.toUpperCase(),
			(name: string) => name.normalize('NFD'),
			(name: string) => name.normalize('NFD').replace(/\p{M}/gu, ''),
			(name: string) => ` ${name.replaceAll(' ', '  ')}\u00A0`,
		);
		const names = fc.constantFrom('Zürich Nord', 'Dún Laoghaire', 'São Paulo', 'תל אביב', '東京');
		fc.assert(
			fc.property(names, variant, variant, (name, ofRow, ofHiBob) => {
				const rows = [row({ id: 1, site: ofRow(name), employer: ofHiBob(name) })];
				const gift = { site: ofHiBob(name), employer: ofRow(name) };
				expect(idOf(chosen(rows, gift))).toBe(1);
				expect(idOf(chosen(rows, { ...gift, site: `${name} 2` }))).toBeNull();
			}),
			{ ...RUNS, numRuns: 25 },
		);
	});
});

describe('nobody gets a gift', () => {
	it('for whom there is no row; the reason names what was looked for', () => {
		const rows = [row({ country: 'DE' }), row({ occasion: 'birthday', site: 'Berlin' })];
		const facts = { type: 'workAnniversary', years: 1, country: 'Israel', site: 'Tel Aviv' };
		const gift = chosen(rows, { ...facts, employer: 'Acme Ltd' });
		expect(gift).toMatchObject({
			reason: 'noCampaign',
			explanation:
				'No row of the Gift Map fits work anniversary, 1 year, country Israel, site Tel Aviv, employer Acme Ltd',
		});
		expect(gift).not.toHaveProperty('outcome');
		expect(gift).not.toHaveProperty('row');
	});

	it('where a row says so; its words are the explanation', () => {
		const rows = [row({ country: 'DE', no_gift: 'The works council asks for a donation' }), row()];
		const gift = chosen(rows, { country: 'Germany' });
		expect(gift).toMatchObject({
			reason: 'noCampaign',
			explanation: 'The works council asks for a donation',
		});
		expect(gift).not.toHaveProperty('row');
	});

	it('who only is in the roster, also with a default row', () => {
		const [gift] = choose([row()], [{ ...due(), event: 'employeeSynced', occasion: null }]).gifts;
		expect(gift).toMatchObject({ reason: 'noCampaign' });
		expect(gift).not.toHaveProperty('row');
	});

	it('while the table is empty, and what to do is said', () => {
		const { gifts, problem } = choose([], [due()]);
		expect(problem).toMatch(/Gift Map is empty.*add a row/);
		expect(gifts).toMatchObject([{ outcome: 'refused', explanation: problem }]);
	});

	it('while the table was not read, or lacks a column that was renamed', () => {
		const all = Object.entries(row({ id: 1, campaign: '1501' }));
		const renamed = Object.fromEntries(all.filter(([column]) => column !== 'site'));
		const { gifts, problem } = choose([renamed], [due({ site: 'Berlin' })]);
		expect(problem).toMatch(/has no column site/);
		expect(gifts).toMatchObject([{ outcome: 'refused' }]);
		const items = runCodeNode('employee-gifts', 'Choose Gift', {
			now: '2026-11-26T07:00:00Z',
			input: [due()],
		});
		expect(items[0]).toMatchObject({ outcome: 'refused' });
		expect(items[1]?.problem).toMatch(/Run Completed/);
	});
});

describe('a row that cannot be used', () => {
	it.each([
		[{ occasion: 'brithday' }, /occasion "brithday" is not known\. Use Birthday, /],
		[{ occasion: 'Work anniv.' }, /occasion "Work anniv." is not known/],
		[{ occasion: 'constructor' }, /occasion "constructor" is not known/],
		[{ years_from: 'five' }, /years_from "five" is not a number/],
		[{ years_to: '-1' }, /years_to "-1" is not a number/],
		[{ years_from: '10', years_to: '5' }, /years_from 10 is more than years_to 5/],
		[{ occasion: 'Birthday', years_from: '5' }, /occasion "Birthday" has no years/],
		[{ country: 'Germny' }, /country "Germny" is not known/],
		[{ country: 'EU' }, /country "EU" is not known/],
		[{ order: 'first' }, /order "first" is not a number/],
		[{ campaign: '' }, /neither a campaign nor/],
		[{ no_gift: 'No', campaign: '1501', sender: 'gifts@example.com' }, /a campaign and/],
		[{ campaign: 'Birthday box' }, /campaign "Birthday box" is not the number or the URL/],
		[{ campaign: '0' }, /campaign "0" is not/],
		[{ campaign: 'https://example.com/settings/1503' }, /is not the number or the URL/],
		[{ sender: '' }, /the sender is empty/],
		[{ wallet_id: 'People' }, /wallet_id "People" is not a number/],
		[{ sender: 'the office' }, /sender "the office" is not an email address/],
		[EMPTY_ROW, /it is empty\. Fill it in, or delete it/],
	])('is named with what is wrong: %j', (cells, words) => {
		const good = row({ id: 4, occasion: 'Start date' });
		const { problem, run } = choose([row({ ...cells, id: 3 }), good]);
		expect(problem).toMatch(words);
		expect(problem).toMatch(/^1 row of the Gift Map cannot be used.*Row 3: /);
		expect(problem).not.toMatch(/Row 4/);
		expect(run).toMatchObject({ run: { warnings: ['HiBob warns', problem] } });
	});

	it('is named with all others, each with all that is wrong', () => {
		const rows = [row({ id: 1, country: 'Germny', sender: '' }), row({ id: 2, occasion: 'x' })];
		expect(choose(rows).problem).toMatch(
			/^2 rows .* they may decide\. Row 1: country .*; the sender is empty\. Row 2: occasion "x"/,
		);
	});

	it('keeps back the gifts that it may decide, and no other', () => {
		const rows = [
			row({ id: 1, occasion: 'Birthday', country: 'Germny' }),
			row({ id: 2, occasion: 'Start date', country: 'DE', sender: '' }),
			row({ id: 3 }),
		];
		const { gifts } = choose(rows, [
			due({ country: 'Germany' }),
			due({ type: 'startDate', country: 'Germany' }),
			due({ type: 'startDate', country: 'France' }),
			due({ type: 'workAnniversary', years: 1, country: 'Germany' }),
		]);
		expect(gifts.map(idOf)).toEqual([null, null, 3, 3]);
		expect(gifts.slice(0, 2)).toMatchObject([
			{ outcome: 'refused', explanation: expect.stringMatching(/^Row 1 .*"Germny"/) },
			{ outcome: 'refused', explanation: expect.stringMatching(/^Row 2 .*sender is empty/) },
		]);
	});

	it.each([
		[{ occasion: 'Birthday', years_from: 'x' }, {}],
		[{ occasion: 'Birthday', years_from: '5' }, {}],
		[
			{ years_from: '10', years_to: '5' },
			{ type: 'workAnniversary', years: 7 },
		],
	])('keeps back a gift also where its years are wrong: %j', (cells, facts) => {
		expect(chosen([row({ ...cells, id: 1 }), row()], facts)).toMatchObject({ outcome: 'refused' });
	});

	it.each([
		[{ years_from: '0' }, { country: 'DE' }],
		[{ years_to: '30' }, { occasion: 'Days after start', years_to: '30' }],
		[{ occasion: 'Custom date' }, { occasion: 'Birthday' }],
		[{ country: 'DE' }, { site: 'Berlin' }],
	])('is none to which an earlier one leaves something: %j before %j', (wide, narrow) => {
		expect(choose([row(wide), row(narrow)]).map).toMatchObject({ problem: null, warnings: [] });
	});

	it('is one that never decides, only as a warning', () => {
		const rows = [
			row({ id: 1, occasion: 'Work anniversary', years_from: '1', years_to: '9' }),
			row({ id: 2, occasion: 'Work anniversary', years_from: '5', years_to: '5', country: 'DE' }),
			row({ id: 3, occasion: 'Work anniversary', years_from: '5' }),
		];
		const { map, problem, run } = choose(rows);
		expect(problem).toBeNull();
		expect(map).toMatchObject({ rows: 3, warnings: [expect.stringMatching(/^Row 2 .* row 1 /)] });
		expect(run).toMatchObject({ run: { warnings: ['HiBob warns', expect.any(String)] } });
	});
});

describe('what HiBob does not show', () => {
	const rows = [row({ id: 1, country: 'DE' }), row({ id: 2, employer: 'Acme' }), row({ id: 3 })];

	it('is not taken for another country or employer, and what to do is said', () => {
		expect(chosen(rows, { notReadable: [SITE_COUNTRY] })).toMatchObject({
			outcome: 'refused',
			explanation: expect.stringMatching(/^Row 1 .* country, .* view Site country \(Address\)/),
		});
		expect(chosen(rows, { country: 'France', notReadable: [EMPLOYER] })).toMatchObject({
			outcome: 'refused',
			explanation: expect.stringMatching(/^Row 2 .* employer, .* view Employer \(Employment\)/),
		});
		expect(chosen(rows, { country: 'Zamunda' })).toMatchObject({
			outcome: 'refused',
			explanation: expect.stringMatching(/"Zamunda"/),
		});
		const [gift] = choose(rows, [{ ...due(), fields: {} }]).gifts;
		expect(gift).toMatchObject({ outcome: 'refused' });
	});

	it('does not matter where no row asks for it before one decides', () => {
		const notReadable = [SITE_COUNTRY, EMPLOYER];
		const berlin = row({ id: 9, order: '1', site: 'Berlin' });
		expect(idOf(chosen([...rows, berlin], { site: 'Berlin', notReadable }))).toBe(9);
		expect(idOf(chosen(rows, { country: 'Germany', notReadable: [EMPLOYER] }))).toBe(1);
	});

	it('is another thing than an employee without a country, who gets what everybody else gets', () => {
		expect(idOf(chosen(rows))).toBe(3);
	});
});

/** A cell of a row: how it is written, and what it means. */
interface Cell<T> {
	written: string | null;
	means: T | null;
}
const cell = <T,>(means: T | null, ...written: (string | null)[]) =>
	written.map((one): Cell<T> => ({ written: one, means }));
const ANY = [
	{ written: null, means: null },
	{ written: '', means: null },
];
const OCCASIONS = [
	...ANY,
	...cell('birthday', 'Birthday'),
	...cell('workAnniversary', 'work anniversary'),
	...cell('startDate', 'Start Date'),
	...cell('daysAfterStart', 'Days after start'),
	...cell('customDate', 'CustomDate'),
	...cell('field.one', 'field.one'),
];
const YEARS = [...ANY, ...[0, 1, 2, 3].flatMap((year) => cell(year, String(year)))];
const COUNTRIES = [...ANY, ...cell('Germany', 'DE', 'Deutschland'), ...cell('France', 'france')];
const SITES = [...ANY, ...cell('Zürich', 'ZURICH', 'Zürich '), ...cell('Berlin', 'berlin')];
const EMPLOYERS = [...ANY, ...cell('Acme', 'ACME')];

const aRow = fc.record({
	order: fc.constantFrom(...ANY, ...cell(1, '1'), ...cell(2, '2')),
	occasion: fc.constantFrom(...OCCASIONS),
	years_from: fc.constantFrom(...YEARS),
	years_to: fc.constantFrom(...YEARS),
	country: fc.constantFrom(...COUNTRIES),
	site: fc.constantFrom(...SITES),
	employer: fc.constantFrom(...EMPLOYERS),
});
type Meant = typeof aRow extends fc.Arbitrary<infer T> ? T : never;
const hasYears = ({ years_from: from, years_to: to }: Meant) =>
	from.means !== null || to.means !== null;
const isGood = (one: Meant) =>
	(one.years_from.means ?? 0) <= (one.years_to.means ?? 9) &&
	!(hasYears(one) && ['birthday', 'startDate'].includes(one.occasion.means ?? ''));
const someRows = fc.array(aRow.filter(isGood), { minLength: 1, maxLength: 7 });

const aGift: fc.Arbitrary<Facts> = fc
	.record(
		{
			type: fc.constantFrom(
				'birthday',
				'startDate',
				'workAnniversary',
				'daysAfterStart',
				'customDate',
			),
			number: fc.constantFrom(0, 1, 2, 3, 4),
			field: fc.constantFrom('field.one', 'field.two'),
			country: fc.constantFrom('Germany', 'France', 'Israel', null),
			site: fc.constantFrom('Zürich', 'Berlin', null),
			employer: fc.constantFrom('Acme', null),
		},
		{ noNullPrototype: true },
	)
	.map(({ number, field, ...gift }) => ({
		...gift,
		...(gift.type === 'workAnniversary' || gift.type === 'customDate' ? { years: number } : {}),
		...(gift.type === 'daysAfterStart' ? { days: number } : {}),
		...(gift.type === 'customDate' ? { field } : {}),
	}));
const someGifts = fc.array(aGift, { minLength: 15, maxLength: 15 });

const writtenRow = (meant: Meant, index: number): Row =>
	row({
		id: index + 1,
		...Object.fromEntries(Object.entries(meant).map(([column, { written }]) => [column, written])),
	});

/** Whether a row is true of a gift, condition by condition. */
function isTrueOf(gift: Facts, { occasion, years_from: from, years_to: to, ...others }: Meant) {
	if (occasion.means !== null && ![gift.type, gift.field].includes(occasion.means)) return false;
	if (from.means !== null || to.means !== null) {
		const years = occasion.means === 'daysAfterStart' ? gift.days : gift.years;
		if (years === null || years === undefined) return false;
		if (years < (from.means ?? 0) || years > (to.means ?? 99)) return false;
	}
	return (['country', 'site', 'employer'] as const).every(
		(name) => others[name].means === null || others[name].means === gift[name],
	);
}

/** The id of the row that decides, found by looking at the rows one after the other. */
function firstMatch(gift: Facts, rows: readonly Meant[]): number | null {
	const numbered = rows.map((meant, index) => ({ meant, id: index + 1 }));
	const isDefault = ({ meant }: { meant: Meant }) =>
		Object.entries(meant).every(([column, { means }]) => column === 'order' || means === null);
	const inOrder = (some: typeof numbered) =>
		[1, 2, null].flatMap((order) => some.filter(({ meant }) => meant.order.means === order));
	const all = [
		...inOrder(numbered.filter((one) => !isDefault(one))),
		...inOrder(numbered.filter(isDefault)),
	];
	return all.find(({ meant }) => isTrueOf(gift, meant))?.id ?? null;
}

describe('whatever the rows are', () => {
	it('the first that is true of a gift decides', () => {
		fc.assert(
			fc.property(someRows, someGifts, (rows, gifts) => {
				const { gifts: found, problem } = choose(rows.map(writtenRow), gifts.map(due));
				expect(problem).toBeNull();
				expect(found.map(idOf)).toEqual(gifts.map((gift) => firstMatch(gift, rows)));
			}),
			RUNS,
		);
	});

	it('one that is warned of never decides', () => {
		fc.assert(
			fc.property(someRows, someGifts, (rows, gifts) => {
				const { gifts: found, map } = choose(rows.map(writtenRow), gifts.map(due));
				const warned = JSON.stringify(map?.warnings).matchAll(/Row (\d+) of the Gift Map never/g);
				const never = Array.from(warned, ([, id]) => Number(id));
				expect(found.map(idOf).filter((id) => never.includes(Number(id)))).toEqual([]);
			}),
			RUNS,
		);
	});

	it('a cell that is spoiled, or a field that HiBob does not show, never leads to another gift', () => {
		const column = fc.constantFrom(
			'order',
			'occasion',
			'years_from',
			'years_to',
			'country',
			'sender',
		);
		const spoil = fc.record({ column, at: fc.nat() });
		const hidden = fc.constantFrom([], [SITE_COUNTRY], [EMPLOYER], [SITE_COUNTRY, EMPLOYER]);
		fc.assert(
			fc.property(
				someRows,
				someGifts,
				fc.option(spoil),
				hidden,
				(rows, gifts, spoilt, notReadable) => {
					const written = rows.map(writtenRow);
					const changed = written.map((one, index) =>
						spoilt && spoilt.at % rows.length === index ? { ...one, [spoilt.column]: 'x!' } : one,
					);
					const before = choose(written, gifts.map(due)).gifts;
					const hiding = gifts.map((gift) => due({ ...gift, notReadable }));
					const after = choose(changed, hiding).gifts;
					for (const [index, gift] of after.entries()) {
						if (gift.outcome === 'refused') expect(gift).not.toHaveProperty('row');
						else expect(idOf(gift)).toBe(idOf(before[index] ?? {}));
					}
				},
			),
			RUNS,
		);
	});
});
