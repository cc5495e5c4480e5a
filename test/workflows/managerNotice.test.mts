import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listAt, recordAt, textAt } from '../../sandbox/n8n/answers.mts';
import { RUNS } from '../shared/propertyRuns.mts';
import { runCodeNode } from './codeNode.mts';

type Row = Readonly<Record<string, unknown>>;

const SLUG = 'manager-notice';
/** A Thursday. */
const TODAY = '2026-11-26';
const NOW = `${TODAY}T08:00:00.000Z`;
const HR = 'hr@example.com';
const CONFIG = { hrAddress: HR, daysAhead: 3, timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5] };

const look = (config: Row = {}, now = NOW, mode = 'production') =>
	runCodeNode(SLUG, 'Days to Look At', {
		now,
		mode,
		input: [{ config: { ...CONFIG, ...config } }],
	});

describe('how far the manager notice looks', () => {
	it.each([
		['2026-11-26', 0, '2026-11-26'],
		['2026-11-26', 1, '2026-11-29'],
		['2026-11-26', 3, '2026-12-01'],
		['2026-11-27', 0, '2026-11-29'],
		['2026-11-27', 3, '2026-12-02'],
		['2026-11-30', 5, '2026-12-07'],
	])('on %s, %i working days ahead, is up to %s', (day, daysAhead, lastDay) => {
		const [looked] = look({ daysAhead }, `${day}T08:00:00.000Z`);
		expect(looked).toMatchObject({ today: day, lastDay });
	});

	it('is nowhere on a day on which nobody works, unless it is a test, which looks at 30 days', () => {
		const saturday = '2026-11-28T08:00:00.000Z';
		expect(look({}, saturday)).toEqual([]);
		expect(look({ workingDays: [6] }, saturday)).toHaveLength(1);
		expect(look({}, saturday, 'test')).toMatchObject([{ lastDay: '2026-12-27' }]);
	});

	it('counts days in the time zone of the settings, also when its clocks are changed', () => {
		expect(look({ timeZone: 'Pacific/Kiritimati' }, '2026-11-26T18:00:00.000Z')).toMatchObject([
			{ today: '2026-11-27', lastDay: '2026-12-02', days: 7 },
		]);
		expect(look({ timeZone: 'Europe/London' }, '2027-03-26T08:00:00.000Z')).toMatchObject([
			{ today: '2027-03-26', lastDay: '2027-03-31', days: 7 },
		]);
	});

	it('asks HiBob for one day more, for a site that is still in the day before', () => {
		expect(look({ daysAhead: 0 })).toMatchObject([{ lastDay: TODAY, days: 2 }]);
	});

	it('finds each occasion on the day itself at the latest, and no sooner than so many working days before', () => {
		const isWorking = (day: number, weekdays: readonly number[]) => {
			const weekday = new Date(day * 86_400_000).getUTCDay();
			return weekdays.includes(weekday === 0 ? 7 : weekday);
		};
		fc.assert(
			fc.property(
				fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
				fc.integer({ min: 0, max: 30 }),
				fc.integer({ min: 20_000, max: 24_000 }),
				(workingDays, daysAhead, day) => {
					const now = new Date(day * 86_400_000).toISOString();
					const [looked] = look({ workingDays, daysAhead }, now);
					if (!isWorking(day, workingDays)) return looked === undefined;
					const away = (until: number) =>
						Array.from({ length: until - day }, (_, index) => day + 1 + index).filter((one) =>
							isWorking(one, workingDays),
						).length;
					const last = Date.parse(String(looked?.lastDay)) / 86_400_000;
					return away(last) <= daysAhead && away(last + 1) > daysAhead;
				},
			),
			RUNS,
		);
	});

	it.each([
		['hrAddress', ''],
		['hrAddress', 'hr@example.com, all@example.com'],
		['daysAhead', -1],
		['daysAhead', 1.5],
		['daysAhead', 31],
		['timeZone', 'Europe/Nowhere'],
		['workingDays', []],
		['workingDays', [0]],
		['workingDays', 'Monday'],
	])('is an error that names config.%s when it is %j', (name, value) => {
		expect(() => look({ [name]: value })).toThrow(`'config.${name}' in Notice Settings must be`);
	});
});

describe('what nobody was told of', () => {
	const LOOKED = { today: TODAY, lastDay: '2026-12-01' };
	const occasion = (key: string, date: string) => ({ key, occasion: { date }, eligible: true });
	const found = (input: readonly Row[], told: readonly Row[] = [], mode = 'production') =>
		runCodeNode(SLUG, 'Not Reported Yet', {
			now: NOW,
			mode,
			input,
			nodes: { 'Days to Look At': [LOOKED], 'Reported Before': told },
		}).map(({ key }) => key);

	it('is what is ahead, is near, and was not told, each once; a test tells of all', () => {
		const input = [
			occasion('past', '2026-11-25'),
			occasion('today', TODAY),
			occasion('told', TODAY),
			occasion('near', '2026-12-01'),
			occasion('near', '2026-12-01'),
			occasion('far', '2026-12-02'),
			{ ...occasion('left', TODAY), eligible: false },
			{ key: 'unreadable', occasion: null, eligible: false },
			{},
		];
		expect(found(input, [{ key: 'told' }])).toEqual(['today', 'near']);
		expect(found(input, [{}])).toEqual(['today', 'told', 'near']);
		expect(found(input, [{ key: 'told' }], 'test')).toEqual(['today', 'told', 'near']);
	});
});

interface About {
	manager?: string | null;
	workEmail?: string | null;
	status?: string;
	lifecycleStatus?: string;
	startDate?: string | null;
	terminationDate?: string | null;
	reason?: string;
}

const person = (id: string, { manager = null, ...about }: About = {}): Row => ({
	id,
	displayName: `Person ${id}`,
	workEmail: `${id}@example.com`,
	status: 'Active',
	lifecycleStatus: 'Employed',
	startDate: '2020-01-01',
	terminationDate: null,
	...about,
	fields: {
		'work.reportsTo': manager === null ? null : { id: manager, displayName: `Person ${manager}` },
	},
});

const due = (id: string, more: Row = {}): Row => ({
	key: `hibob:${id}:birthday:2026`,
	occasion: { type: 'birthday', date: '2026-11-30', dueDate: '2026-11-30', years: null },
	employee: { id, displayName: `Person ${id}`, title: 'Engineer', manager: null },
	...more,
});

const whom = (rows: readonly Row[], dues: readonly Row[], hrAddress = HR) =>
	runCodeNode(SLUG, 'Who to Notify', {
		now: NOW,
		input: rows,
		nodes: { 'Days to Look At': [{ today: TODAY, hrAddress }], 'Gift Holds': dues },
	});

/** Of each occasion, by key: to which address it goes, and as whose. */
const routes = (messages: readonly Row[]): [key: string, address: string, to: string][] =>
	messages.flatMap((message) =>
		listAt(message, 'notices').map((notice): [string, string, string] => [
			textAt(notice, 'key'),
			textAt(message, 'address'),
			textAt(notice, 'to'),
		]),
	);

/** Who is told of the birthday of `p`, whose managers are `m`, `mm` and `top`. */
function toldOf(ofManager: About, others: Record<string, About> = {}, hrAddress = HR) {
	const rows = [
		person('p', { manager: 'm' }),
		person('m', { manager: 'mm', ...ofManager }),
		person('mm', { manager: 'top', ...others.mm }),
		person('top', others.top),
	];
	return routes(whom(rows, [due('p')], hrAddress)).map(([, , to]) => to);
}

describe('whom the manager notice tells', () => {
	it.each([
		['is there', {}, 'm'],
		['leaves on the day', { terminationDate: '2026-11-30' }, 'm'],
		['came back', { terminationDate: '2019-01-31', startDate: '2020-01-01' }, 'm'],
		['leaves before the day', { terminationDate: '2026-11-29' }, 'mm'],
		['has left', { terminationDate: '2026-01-31', status: 'Inactive' }, 'mm'],
		['has left, as the lifecycle says', { lifecycleStatus: 'Terminated' }, 'mm'],
		['is inactive', { status: 'Inactive' }, 'mm'],
		['is on leave', { lifecycleStatus: 'Leave' }, 'mm'],
		['is on parental leave', { lifecycleStatus: 'Parental leave' }, 'mm'],
		['is on a leave of the company’s own', { lifecycleStatus: 'Sabbatical' }, 'mm'],
		['has not started', { startDate: '2026-11-27' }, 'mm'],
		['has no address', { workEmail: null }, 'mm'],
		['has two addresses in one', { workEmail: 'a@example.com, b@example.com' }, 'mm'],
		['cannot be read', { reason: 'dataUnreadable' }, 'mm'],
	])('when the manager %s', (_, about, expected) => {
		expect(toldOf(about)).toEqual([expected]);
	});

	it('is HR when there is no manager, nobody above, or a manager whom HiBob does not show', () => {
		const away = { status: 'Inactive' };
		expect(toldOf(away, { mm: away })).toEqual(['top']);
		expect(toldOf(away, { mm: away, top: away })).toEqual(['HR']);
		expect(toldOf({ ...away, manager: 'unknown' })).toEqual(['HR']);
		expect(routes(whom([person('p')], [due('p')]))).toEqual([[due('p').key, HR, 'HR']]);
	});

	it('is one manager with one message, and each occasion in it, the soonest first', () => {
		const rows = [
			person('m', { manager: 'top' }),
			person('top'),
			...['a', 'b', 'c'].map((id) => person(id, { manager: 'm' })),
		];
		const later = { occasion: { type: 'startDate', date: '2026-12-01', years: null } };
		const messages = whom(rows, [due('b', later), due('a'), due('c'), due('m')]);
		expect(messages.map(({ address }) => address)).toEqual(['m@example.com', 'top@example.com']);
		expect(listAt(messages[0], 'notices').map((notice) => textAt(notice, 'name'))).toEqual([
			'Person a',
			'Person c',
			'Person b',
		]);
	});

	it('is nobody where a gift is held or not wanted', () => {
		const rows = ['a', 'b', 'c'].map((id) => person(id, { manager: 'm' })).concat(person('m'));
		const dues = [
			due('a', { outcome: 'held' }),
			due('b', { outcome: 'optedOut' }),
			due('c', { outcome: undefined }),
		];
		expect(routes(whom(rows, dues)).map(([key]) => key)).toEqual([due('c').key]);
	});

	it('is nobody who reports to them, when managers report in a ring', () => {
		const ring = [person('a', { manager: 'b' }), person('b', { manager: 'a' })];
		expect(routes(whom(ring, [due('a')])).map(([, , to]) => to)).toEqual(['HR']);
		// who is below the ring, but not in it, has managers as anybody else
		const below = [...ring, person('p', { manager: 'a' })];
		expect(routes(whom(below, [due('p')])).map(([, , to]) => to)).toEqual(['a']);
		expect(routes(whom([person('a', { manager: 'a' })], [due('a')])).map(([, , to]) => to)).toEqual(
			['HR'],
		);
	});

	it('is nobody when HR’s address is that of the person, or of somebody who reports to them', () => {
		expect(whom([person('p', { workEmail: 'HR@example.com' })], [due('p')])).toEqual([]);
		const report = person('r', { manager: 'p', workEmail: HR });
		expect(whom([person('p'), report], [due('p')])).toEqual([]);
		const leaver = person('r', { manager: 'p', workEmail: HR, terminationDate: '2026-01-31' });
		expect(routes(whom([person('p'), leaver], [due('p')]))).toHaveLength(1);
	});

	it('says to whom a person reports where another one is told', () => {
		const rows = [
			person('p', { manager: 'm' }),
			person('m', { manager: 'mm', status: 'Inactive' }),
			person('mm'),
		];
		const managers = (messages: readonly Row[]) =>
			messages.flatMap((message) =>
				listAt(message, 'notices').map((notice) => recordAt({ notice }, 'notice').manager),
			);
		expect(managers(whom(rows, [due('p')]))).toEqual(['Person m']);
		expect(managers(whom([person('p', { manager: 'mm' }), person('mm')], [due('p')]))).toEqual([
			null,
		]);
	});
});

interface Node {
	manager: number | null;
	address: number;
	isThere: boolean;
	isDue: boolean;
	outcome: string | null;
}

const POOL = [
	'',
	'not an address',
	HR,
	...Array.from({ length: 6 }, (_, at) => `${String(at)}@example.com`),
];

/** Any company, however its people report to each other. */
const anyCompany = fc.integer({ min: 1, max: 14 }).chain((size) =>
	fc.array(
		fc.record<Node>({
			// one more than there are: a manager whom HiBob does not show
			manager: fc.option(fc.integer({ min: 0, max: size }), { freq: 6 }),
			address: fc.integer({ min: 0, max: POOL.length + size }),
			isThere: fc.boolean(),
			isDue: fc.boolean(),
			outcome: fc.option(fc.constantFrom('held', 'optedOut'), { freq: 3, nil: null }),
		}),
		{ minLength: size, maxLength: size },
	),
);

const addressAt = (at: number, own: number) => POOL[at] ?? `own${String(own)}@example.com`;

/** Who is below somebody, found from above: report by report, until nobody new is found. */
function belowOf(boss: number, company: readonly Node[]): Set<number> {
	const found = new Set<number>();
	for (let before = -1; before < found.size;) {
		before = found.size;
		company.forEach(({ manager }, at) => {
			if (at !== boss && manager !== null && (manager === boss || found.has(manager)))
				found.add(at);
		});
	}
	return found;
}

/** The same by plain looking: to which address the notice about somebody goes, null for none. */
function naive(at: number, company: readonly Node[]): string | null {
	const kept = new Set([at, ...belowOf(at, company)]);
	const isFree = (address: string) =>
		company.every((one, index) => addressAt(one.address, index) !== address || !kept.has(index));
	let above = company[at]?.manager ?? null;
	for (let steps = 0; above !== null && steps < company.length; steps++) {
		const manager = company[above];
		if (!manager) break;
		const address = addressAt(manager.address, above);
		if (manager.isThere && /^\S+@\S+$/.test(address) && isFree(address)) return address;
		above = manager.manager;
	}
	return isFree(HR) ? HR : null;
}

describe('whatever the company looks like', () => {
	const told = (company: readonly Node[]) => {
		const rows = company.map(({ manager, address, isThere }, at) =>
			person(String(at), {
				manager: manager === null ? null : String(manager),
				workEmail: addressAt(address, at),
				status: isThere ? 'Active' : 'Inactive',
			}),
		);
		const dues = company.flatMap(({ isDue, outcome }, at) =>
			isDue ? [due(String(at), outcome === null ? {} : { outcome })] : [],
		);
		return whom(rows, dues);
	};

	it('each notice goes where a naive look sends it, to one address, and no address gets two messages', () => {
		fc.assert(
			fc.property(anyCompany, (company) => {
				const messages = told(company);
				const addresses = messages.map(({ address }) => address);
				expect(new Set(addresses).size).toBe(addresses.length);
				const expected = company.flatMap(({ isDue, outcome }, at) => {
					const address = isDue && outcome === null ? naive(at, company) : null;
					return address === null ? [] : [`hibob:${String(at)}:birthday:2026 ${address}`];
				});
				const found = routes(messages).map(([key, address]) => `${key} ${address}`);
				expect(found.sort()).toEqual(expected.sort());
			}),
			RUNS,
		);
	});

	it('ends, and tells HR at most, of people who are listed twice', () => {
		fc.assert(
			fc.property(anyCompany, (company) => {
				const rows = company.map((one, at) =>
					person(String(at), { manager: one.manager === null ? null : String(one.manager) }),
				);
				const doubled = whom(
					[...rows, ...rows],
					company.map((_, at) => due(String(at))),
				);
				expect(routes(doubled).every(([, address]) => address === HR)).toBe(true);
				expect(routes(doubled)).toHaveLength(company.length);
			}),
			RUNS,
		);
	});
});

describe('the message to a manager', () => {
	const notice = (more: Row = {}) => ({
		key: 'k',
		to: 'm',
		date: '2026-11-30',
		type: 'birthday',
		years: null,
		name: 'Anna',
		title: 'Engineer',
		manager: null,
		...more,
	});
	const composed = (input: readonly Row[], mode = 'production') =>
		runCodeNode(SLUG, 'Message', {
			now: NOW,
			mode,
			input,
			nodes: { 'Days to Look At': [{ today: TODAY, hrAddress: HR }] },
		});
	const message = (more: Row = {}, mode = 'production') =>
		composed(
			[{ address: 'm@example.com', name: 'Mia', isHr: false, notices: [notice()], ...more }],
			mode,
		)[0] ?? {};

	it('says who has what on which day, and nothing of it in the subject', () => {
		const notices = [
			notice({ date: TODAY, type: 'startDate', name: 'Noa', manager: 'Max' }),
			notice(),
			notice({ type: 'workAnniversary', years: 1, name: 'Ben', title: null }),
			notice({ type: 'workAnniversary', years: 10, name: 'Eva' }),
			notice({ type: 'daysAfterStart', days: 30, name: 'Ida' }),
			notice({ type: 'endOfProbation', name: 'Joe' }),
			notice({ type: 'customDate', field: 'work.custom.field_1', years: 2, name: 'Kim' }),
		];
		const { subject, text } = message({ notices });
		expect(subject).toBe('7 occasions coming up in your team');
		const plain = String(text).replace(/[\u2068\u2069]/g, '');
		expect(plain.split('\n\n').slice(1, 3)).toEqual([
			'*Today, Thursday 26 November*\n• Noa – First day – Engineer – Reports to Max',
			[
				'*Monday 30 November*',
				'• Anna – Birthday – Engineer',
				'• Ben – Work anniversary, 1 year',
				'• Eva – Work anniversary, 10 years – Engineer',
				'• Ida – 30 days after the start – Engineer',
				'• Joe – End of probation – Engineer',
				'• Kim – work.custom.field_1, 2 years – Engineer',
			].join('\n'),
		]);
		expect(plain).toContain('does not say whether there will be a gift');
	});

	it('says to HR that there is no manager to tell', () => {
		expect(message({ isHr: true, name: null }).subject).toBe(
			'1 occasion coming up without a manager to notify',
		);
	});

	it('is one in a test, to HR alone, and says to whom it would go', () => {
		const one = { address: 'm@example.com', name: 'Mia', isHr: false, notices: [notice()] };
		const messages = composed([one, { ...one, address: 'n@example.com' }], 'test');
		expect(messages).toMatchObject([
			{ address: HR, subject: '[Test] 1 occasion coming up in your team' },
		]);
		expect(messages[0]?.text).toContain(
			'would go to \u2068Mia\u2069, and 1 other message to others',
		);
	});

	it('shows what comes from outside as text, isolated', () => {
		const hostile = '<b onclick="x">\u202eש & Co';
		const { html, text } = message({ notices: [notice({ name: hostile, title: hostile })] });
		expect(html).toContain('<bdi>&#60;b onclick=&#34;x&#34;&#62;ש &#38; Co</bdi>');
		expect(text).toContain('\u2068<b onclick="x">ש & Co\u2069');
	});

	it('keeps of each notice no more than its key and whom it was for', () => {
		expect(message().notices).toEqual([{ key: 'k', to: 'm' }]);
	});
});

describe('the end of a run', () => {
	const end = (input: readonly Row[], mode = 'production') =>
		runCodeNode(SLUG, 'Not Notified', {
			now: NOW,
			mode,
			input,
			nodes: { Message: [{}, {}, {}] },
		});

	it('says nothing when everybody was told', () => {
		expect(end([{ id: 1, key: 'k' }])).toEqual([]);
	});

	it('names by employee id who was not told, and no address', () => {
		const failed = (to: string) => ({
			error: `Can't send mail to ${to}@example.com: 550 <${to}@example.com> unknown.`,
			address: `${to}@example.com`,
			notices: [{ key: 'k', to }],
		});
		const [{ message } = {}] = end([{ id: 1 }, failed('7'), failed('8')]);
		expect(message).toMatch(
			/^2 of 3 notices could not be sent: to 7, 8 \(Can't send mail to … 550 … unknown\)\. All others were sent/,
		);
		expect(message).not.toContain('@');
	});

	it('has no code in it for which n8n puts a text of its own in its place', () => {
		const error = 'connect ECONNREFUSED 127.0.0.1:25';
		const [{ message } = {}] = end([{ error, address: 'a@example.com', notices: [{ to: '7' }] }]);
		expect(message).toContain(
			'1 of 3 notices could not be sent: to 7 (the email server does not answer)',
		);
		expect(message).not.toContain('ECONN');
	});
});
