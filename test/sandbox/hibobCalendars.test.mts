import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isRead, startHiBob, type HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { at, clientOf } from './hibobClient.mts';

const PATH = '/timeoff/calendars/events/search';
const LONDON = '2606110';

let hibob: HiBobSandbox;

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', size: 1, rateLimitPerMinute: 1_000 });
});
afterAll(async () => {
	await hibob.stop();
});
afterEach(() => {
	hibob.access.grantManageCalendar();
});

const START = '/calendarEvent/startDate';
const between = (from: string, to: string) => [
	{ fieldId: START, operator: 'from', values: [from] },
	{ fieldId: START, operator: 'to', values: [to] },
];
const ofSite = (...values: string[]) => ({
	fieldId: '/calendarEvent/siteId',
	operator: 'equals',
	values,
});
const search = async (body: object) => await clientOf(hibob).post<unknown>(PATH, body);
const YEAR = between('2026-01-01', '2026-12-31');

describe('the entries of company calendars', () => {
	it('take the permission to manage them, which nobody has at first', async () => {
		hibob.access.revokeManageCalendar();
		const { status, data } = await search({ filters: YEAR });
		expect(status).toBe(403);
		expect(at(data, 'error')).toContain('Manage company calendar');
		const other = hibob.addServiceUser('SERVICE-2', 'token');
		expect(other.access.mayManageCalendar()).toBe(false);
	});

	it('have pointers as keys, and say which site and calendar they are of', async () => {
		const { data } = await search({ filters: [...YEAR, ofSite(LONDON)] });
		expect(at(data, 'items')).toContainEqual({
			'/calendarEvent/id': expect.any(Number),
			'/calendarEvent/name': 'Christmas Day',
			'/calendarEvent/startDate': '2026-12-25',
			'/calendarEvent/endDate': '2026-12-25',
			'/calendarEvent/eventType': 'holiday',
			'/calendarEvent/siteId': 2606110,
			'/calendarEvent/calendarId': 2606510,
		});
		expect(at(data, 'response_metadata')).toEqual({ next_cursor: null });
	});

	it('are those that begin in the range, both ends counted', async () => {
		const found = async (from: string, to: string) => {
			const { data } = await search({ filters: [...between(from, to), ofSite(LONDON)] });
			const items = at(data, 'items');
			return Array.isArray(items) ? items.map((item: unknown) => at(item, START)) : [];
		};
		expect(await found('2026-12-25', '2026-12-26')).toEqual(['2026-12-25', '2026-12-26']);
		expect(await found('2026-12-26', '2026-12-31')).toEqual(['2026-12-26']);
		expect(await found('2026-12-20', '2026-12-24')).toEqual([]);
	});

	it('come in pages, each once', async () => {
		const ids: unknown[] = [];
		let cursor: unknown;
		do {
			const { data } = await search({
				filters: YEAR,
				limit: 3,
				...(cursor === undefined ? {} : { cursor }),
			});
			const items = at(data, 'items');
			if (Array.isArray(items)) {
				ids.push(...items.map((item: unknown) => at(item, '/calendarEvent/id')));
			}
			cursor = at(data, 'response_metadata', 'next_cursor');
		} while (typeof cursor === 'string');
		const expected = hibob.calendarEvents.filter(({ startDate }) => startDate.startsWith('2026'));
		expect(ids).toEqual(expected.map(({ id }) => id));
		expect((await search({ filters: YEAR, cursor: 'x' })).status).toBe(400);
	});

	it.each<[string, unknown]>([
		['no filters', undefined],
		['no range', [ofSite(LONDON)]],
		['half a range', between('2026-01-01', '2026-12-31').slice(0, 1)],
		['a range that is turned round', between('2026-12-31', '2026-01-01')],
		['a time for a date', between('2026-01-01T00:00:00.000Z', '2026-12-31')],
		['a number for an id', [...YEAR, { ...ofSite(), values: [2606110] }]],
		['another operator', [...YEAR, { ...ofSite(LONDON), operator: 'in' }]],
	])('are refused for %s', async (_, filters) => {
		expect((await search({ filters })).status).toBe(400);
	});

	it('are refused for more than 366 days', async () => {
		expect((await search({ filters: between('2026-01-01', '2027-01-01') })).status).toBe(200);
		const { status, data } = await search({ filters: between('2026-01-01', '2027-01-02') });
		expect([status, at(data, 'key')]).toEqual([
			400,
			'exception.calendar.publicApi.dateRangeTooLong',
		]);
	});

	it('are refused for a field that cannot be filtered by, which is named', async () => {
		const visibility = '/calendarEvent/visibility';
		const { status, data } = await search({
			filters: [...YEAR, { fieldId: visibility, operator: 'equals', values: ['all'] }],
		});
		expect(status).toBe(400);
		expect(data).toMatchObject({
			key: 'exception.calendar.publicApi.unsupportedFilterField',
			args: [visibility],
		});
	});

	it('are no write', () => {
		expect(hibob.requests.length).toBeGreaterThan(10);
		expect(hibob.requests.every(isRead)).toBe(true);
	});
});

describe('their limit', () => {
	it('is 100 a minute for the company, whoever asks', async () => {
		const busy = await startHiBob({ today: '2026-11-23', size: 1 });
		busy.access.grantManageCalendar();
		const other = busy.addServiceUser('SERVICE-2', 'token');
		other.access.grantManageCalendar();
		const clients = [clientOf(busy), clientOf(busy, { id: 'SERVICE-2', token: 'token' })];
		const statuses: number[] = [];
		for (let index = 0; index < 102; index++) {
			const client = clients[index % 2];
			if (client) statuses.push((await client.post(PATH, { filters: YEAR })).status);
		}
		await busy.stop();
		expect(statuses.filter((status) => status === 200)).toHaveLength(100);
		expect(statuses.slice(100)).toEqual([429, 429]);
	});
});

describe('the people of the company', () => {
	it('have the calendar of their site, or one of their own, and both are on the lists', async () => {
		const company = await startHiBob({ today: '2026-11-23' });
		const calendars = new Set(
			company.people.map((person) => person['payroll.employment.calendarId'] ?? null),
		);
		const { data: sites } = await clientOf(company).get<unknown>('/company/named-lists/site');
		const { data: lists } = await clientOf(company).get<unknown>('/company/named-lists/calendar');
		await company.stop();
		expect(calendars.has(null)).toBe(true);
		expect(calendars.size).toBeGreaterThan(2);
		expect(at(sites, 'items')).toContainEqual(expect.objectContaining({ id: 2606110 }));
		expect(at(lists, 'items')).toContainEqual(expect.objectContaining({ id: 2606510 }));
	});
});
