import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarKey } from '../../../nodes/HiBob/employees/companyCalendar.ts';
import { readCompanyCalendars } from '../../../nodes/HiBob/transport/companyCalendars.ts';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import type { CalendarEvent } from '../../../sandbox/hibob/calendarEvents.mts';
import { daysBetween } from '../../../sandbox/hibob/dates.mts';
import { isRead, startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { answerOnce } from '../../sandbox/hibobClient.mts';
import { civil, daysFrom } from '../occasions/calendar.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';

const [LONDON, BERLIN, TEL_AVIV] = [2606110, 2606112, 2606114];

let hibob: HiBobSandbox;
let events: CalendarEvent[];

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', size: 1, rateLimitPerMinute: 100_000 });
	hibob.access.grantManageCalendar();
	events = [...hibob.calendarEvents];
});
afterAll(async () => {
	await hibob.stop();
	expect(hibob.requests.every(isRead)).toBe(true);
});
afterEach(() => {
	hibob.calendarEvents.splice(0, Infinity, ...events);
	hibob.faults.clear();
	hibob.requests.length = 0;
	hibob.access.grantManageCalendar();
});

const read = async (keys: CalendarKey[], from: string, until: string) =>
	await readCompanyCalendars(pollContext(triggerNode(hibob)), keys, {
		from: civil(from),
		until: civil(until),
	});

/** The days off of a calendar that is read alone. */
async function daysOff(key: CalendarKey, from: string, until: string): Promise<string[]> {
	const calendars = await read([key], from, until);
	if (!calendars.isReadable) throw new Error(calendars.warning);
	expect(calendars.warnings).toEqual([]);
	return [...(calendars.daysOff.get(key) ?? [])].sort();
}

/** The entries as the test wants them: of one site, and nothing else. */
function onlyEntry(entry: Partial<CalendarEvent>): void {
	const [first] = events;
	if (!first) throw new Error('there are no entries');
	hibob.calendarEvents.splice(0, Infinity, { ...first, siteId: LONDON, ...entry });
}

/** Lets HiBob answer with these bodies, one after the other. */
const answers = (...bodies: unknown[]): void => {
	for (const body of bodies) answerOnce(hibob, body);
};

describe('the days off of a company calendar', () => {
	it('are its holidays and closures, of the site or of the calendar', async () => {
		const expected = ['2026-12-25', '2026-12-26', '2027-01-01'];
		const [from, until] = ['2026-11-23', '2027-01-10'];
		expect(await daysOff(`site:${String(LONDON)}`, from, until)).toEqual(expected);
		expect(await daysOff(`calendar:${String(LONDON + 400)}`, from, until)).toEqual(expected);
		expect(await daysOff(`site:${String(TEL_AVIV)}`, from, until)).toEqual([]);
	});

	it('are all days from the first to the last of a closure', async () => {
		const closed = daysFrom(civil('2026-12-25'), civil('2027-01-02'));
		expect(await daysOff(`site:${String(BERLIN)}`, '2026-12-01', '2027-01-31')).toEqual(closed);
	});

	it('have those of a closure that began before the span, and none outside of it', async () => {
		const site = `site:${String(BERLIN)}` as const;
		expect(await daysOff(site, '2026-12-31', '2027-01-31')).toEqual([
			'2026-12-31',
			'2027-01-01',
			'2027-01-02',
		]);
		expect(await daysOff(site, '2026-12-20', '2026-12-28')).toEqual([
			'2026-12-25',
			'2026-12-26',
			'2026-12-27',
			'2026-12-28',
		]);
		onlyEntry({ startDate: '2026-10-01', endDate: '2027-12-31', siteId: BERLIN });
		expect(await daysOff(site, '2026-12-31', '2027-01-01')).toEqual(['2026-12-31', '2027-01-01']);
	});

	it('have each entry, whatever its type', async () => {
		for (const eventType of ['holiday', 'companyClosure', 'somethingNew', '']) {
			onlyEntry({ startDate: '2026-12-07', endDate: '2026-12-07', eventType });
			expect(await daysOff(`site:${String(LONDON)}`, '2026-12-01', '2026-12-31')).toEqual([
				'2026-12-07',
			]);
		}
	});

	it('are read for several years, at most 366 days at once', async () => {
		const days = await daysOff(`site:${String(LONDON)}`, '2026-01-01', '2028-12-31');
		expect(days).toEqual(
			[2026, 2027, 2028].flatMap((year) =>
				['01-01', '12-25', '12-26'].map((day) => `${String(year)}-${day}`),
			),
		);
		const ranges = hibob.requests.map(({ body }) => rangeIn(body));
		// with the days before the span on which a closure may have begun
		expect(ranges.map(({ from, to }) => daysBetween(from, to) + 1)).toEqual([366, 366, 366, 90]);
		expect(ranges.at(-1)?.to).toBe('2028-12-31');
		ranges.slice(1).forEach(({ from }, index) => {
			expect(daysBetween(ranges[index]?.to ?? '', from)).toBe(1);
		});
	});

	it('are read page by page', async () => {
		const year = daysFrom(civil('2026-01-01'), civil('2026-12-31'));
		const [first] = events;
		if (!first) throw new Error('there are no entries');
		hibob.calendarEvents.splice(
			0,
			Infinity,
			...year.map((date) => ({ ...first, siteId: LONDON, startDate: date, endDate: date })),
		);
		expect(await daysOff(`site:${String(LONDON)}`, '2026-01-01', '2026-12-31')).toEqual(year);
		const cursors = hibob.requests.map(({ body }) => (isObject(body) ? body.cursor : null));
		// 274 and 91 entries, 50 on a page
		expect(cursors.filter((cursor) => cursor === undefined)).toHaveLength(2);
		expect(cursors).toHaveLength(8);
	});

	it('are asked for together, and each calendar has its own', async () => {
		const [london, berlin, own]: CalendarKey[] = [
			`site:${String(LONDON)}`,
			`site:${String(BERLIN)}`,
			`calendar:${String(LONDON + 400)}`,
		];
		if (!london || !berlin || !own) throw new Error('there are no keys');
		const calendars = await read([london, berlin, own], '2026-12-24', '2026-12-31');
		expect(hibob.requests).toHaveLength(2);
		expect(calendars).toEqual({
			isReadable: true,
			warnings: [],
			daysOff: new Map([
				[london, new Set(['2026-12-25', '2026-12-26'])],
				[berlin, new Set(daysFrom(civil('2026-12-25'), civil('2026-12-31')))],
				[own, new Set(['2026-12-25', '2026-12-26'])],
			]),
		});
	});

	it('are asked for 50 calendars at once', async () => {
		const keys = Array.from({ length: 120 }, (_, index): CalendarKey => `site:${String(index)}`);
		await read([...keys, 'site:1'], '2026-12-24', '2026-12-31');
		expect(hibob.requests.map(({ body }) => valuesIn(body, 'siteId').length)).toEqual([50, 50, 20]);
	});

	it('are not asked for when nobody has a calendar', async () => {
		expect(await read([], '2026-12-24', '2026-12-31')).toEqual({
			isReadable: true,
			daysOff: new Map(),
			warnings: [],
		});
		expect(hibob.requests).toEqual([]);
	});
});

describe('an answer', () => {
	const page = (items: unknown[], next: unknown = null) => ({
		items,
		response_metadata: { next_cursor: next },
	});
	const entry = (changes: Record<string, unknown> = {}) => ({
		'/calendarEvent/id': 7,
		'/calendarEvent/startDate': '2026-12-07',
		'/calendarEvent/endDate': '2026-12-07',
		...changes,
	});
	const site: CalendarKey = 'site:1';

	it.each([
		['2026-12-40', '2026-12-07'],
		['2026-12-07', '2026-12-06'],
		['2026-12-07', 'tomorrow'],
		[null, '2026-12-07'],
		['2026-12-07T00:00:00.000Z', '2026-12-07'],
	])('with an entry from %j to %j leaves that out and names it', async (first, last) => {
		answers(
			page([
				entry({ '/calendarEvent/startDate': first, '/calendarEvent/endDate': last }),
				entry({ '/calendarEvent/startDate': '2026-12-08', '/calendarEvent/endDate': null }),
			]),
		);
		expect(await read([site], '2026-12-01', '2026-12-31')).toEqual({
			isReadable: true,
			daysOff: new Map([[site, new Set(['2026-12-08'])]]),
			warnings: [
				'An entry of HiBob’s company calendar has unreadable dates and was skipped (ID 7). Fix it in HiBob under Settings > Calendar',
			],
		});
	});

	it('with an entry that has neither dates nor an ID names it as far as it can', async () => {
		answers(page([{ '/calendarEvent/siteId': '1' }]));
		const calendars = await read([site], '2026-12-01', '2026-12-31');
		expect(calendars).toMatchObject({ warnings: [expect.stringContaining('(ID unknown)')] });
	});

	it('that does not say whose its entries are is asked for again, calendar by calendar', async () => {
		answers(
			page([entry()]),
			page([entry()]),
			page([entry({ '/calendarEvent/startDate': '2026-12-06', '/calendarEvent/siteId': '2' })]),
		);
		const calendars = await read(['site:1', 'site:2'], '2026-12-01', '2026-12-31');
		expect(calendars).toMatchObject({
			daysOff: new Map([
				['site:1', new Set(['2026-12-07'])],
				['site:2', new Set(['2026-12-06', '2026-12-07'])],
			]),
		});
		expect(hibob.requests.map(({ body }) => valuesIn(body, 'siteId'))).toEqual([
			['1', '2'],
			['1'],
			['2'],
		]);
	});

	it('with a calendar that was not asked for is an error', async () => {
		answers(page([entry({ '/calendarEvent/siteId': 2 })]));
		await expect(read([site], '2026-12-01', '2026-12-31')).rejects.toThrow('(site 2)');
	});

	it('may name its site by a text', async () => {
		answers(page([entry({ '/calendarEvent/siteId': '1' })]));
		expect(await read(['site:1'], '2026-12-01', '2026-12-31')).toMatchObject({ isReadable: true });
	});

	it('that gives the same page again is an error', async () => {
		answers(page([entry()], 'one'), page([entry()], 'two'), page([entry()], 'one'));
		await expect(read([site], '2026-12-01', '2026-12-31')).rejects.toMatchObject({
			message: expect.stringContaining('the same page'),
			remedy: expect.stringMatching(/^Run the node again\. .*update this package$/),
		});
		expect(hibob.requests).toHaveLength(3);
	});

	it.each([
		[null],
		[[]],
		[{}],
		[{ items: {} }],
		[{ items: [7] }],
		[{ items: [], response_metadata: { next_cursor: 7 } }],
	])('of another shape, such as %j, is an error', async (body) => {
		answers(body);
		await expect(read([site], '2026-12-01', '2026-12-31')).rejects.toThrow(
			/HiBob did not return a list of calendar entries|page instead of data/,
		);
	});

	it('of another shape comes with what to check', async () => {
		answers({});
		await expect(read([site], '2026-12-01', '2026-12-31')).rejects.toMatchObject({
			remedy: 'Check the environment and the URL in the credential',
		});
	});

	it('ends where the span begins a range of its own', async () => {
		// 92 days before the first day and 274 after it are 366: the last day needs a second range
		await read([site], '2026-04-03', '2027-01-02');
		expect(hibob.requests.map(({ body }) => rangeIn(body))).toEqual([
			{ from: '2026-01-01', to: '2027-01-01' },
			{ from: '2027-01-02', to: '2027-01-02' },
		]);
	});

	it.each([[{ items: [] }], [{ items: [], response_metadata: {} }]])(
		'without a next page, such as %j, is the last',
		async (body) => {
			answers(body);
			expect(await read([site], '2026-12-01', '2026-12-31')).toMatchObject({ isReadable: true });
		},
	);
});

describe('without the permission to manage the company calendar', () => {
	it('the answer says so and what to grant, after one request', async () => {
		hibob.access.revokeManageCalendar();
		const keys = [`site:${String(LONDON)}`, `calendar:${String(BERLIN + 400)}`] as const;
		const calendars = await read([...keys], '2026-01-01', '2028-12-31');
		expect(calendars).toEqual({
			isReadable: false,
			warning: expect.stringMatching(
				/\(403\).*"Manage company calendar" under Settings > Calendar/,
			),
		});
		expect(hibob.requests).toHaveLength(1);
	});

	it('a HiBob that has no calendars says so, too', async () => {
		hibob.faults.add({
			times: 1,
			fault: { kind: 'status', when: 'before', status: 404, body: '{}' },
		});
		expect(await read(['site:1'], '2026-12-01', '2026-12-31')).toEqual({
			isReadable: false,
			warning: expect.stringContaining('(404)'),
		});
	});

	it.each([401, 429, 500])('any other refusal (%i) is an error', async (status) => {
		hibob.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status, body: '{}' } });
		await expect(read(['site:1'], '2026-12-01', '2026-12-31')).rejects.toThrow(
			`(${String(status)})`,
		);
	});
});

/** The filters of a request, each as field, operator and values. */
function filtersIn(body: unknown): { field: string; operator: string; values: string[] }[] {
	const filters: unknown[] = isObject(body) && Array.isArray(body.filters) ? body.filters : [];
	return filters.filter(isObject).map(({ fieldId, operator, values }) => ({
		field: String(fieldId).replace('/calendarEvent/', ''),
		operator: String(operator),
		values: Array.isArray(values) ? values.map(String) : [],
	}));
}

const valuesIn = (body: unknown, field: string): string[] =>
	filtersIn(body)
		.filter((filter) => filter.field === field)
		.flatMap(({ values }) => values);

function rangeIn(body: unknown): { from: string; to: string } {
	const dates = filtersIn(body).filter(({ field }) => field === 'startDate');
	const dateOf = (wanted: string) =>
		dates.find(({ operator }) => operator === wanted)?.values[0] ?? '';
	return { from: dateOf('from'), to: dateOf('to') };
}
