import type { FastifyInstance } from 'fastify';
import { reportViolation } from '../http/requestLog.mts';
import type { CalendarEvent } from './calendarEvents.mts';
import type { Company } from './company.mts';
import { daysBetween, isCivilDate } from './dates.mts';
import { accessOf } from './gate.mts';
import { isRecord } from './json.mts';
import { badRequest, forbidden, Refusal } from './refusal.mts';

const NAMES = [
	'id',
	'name',
	'startDate',
	'endDate',
	'eventType',
	'siteId',
	'calendarId',
] as const satisfies readonly (keyof CalendarEvent)[];

const pointerTo = (name: keyof CalendarEvent) => `/calendarEvent/${name}`;

/** As HiBob pages where nothing is asked for; how many is not published. */
const PAGE = 50;
const LONGEST_RANGE = 366;

interface EventFilter {
	fieldId: string;
	operator: string;
	values: string[];
}

const START = pointerTo('startDate');
const BY_ID = { [pointerTo('siteId')]: 'siteId', [pointerTo('calendarId')]: 'calendarId' } as const;

const keyOf = (reason: string) => `exception.calendar.publicApi.${reason}`;

function filtersOf(filters: unknown): EventFilter[] {
	if (!Array.isArray(filters) || filters.length === 0) throw badRequest('filters is required');
	const read = filters.map((filter: unknown): EventFilter => {
		const { fieldId, operator, values }: Record<string, unknown> = isRecord(filter) ? filter : {};
		if (typeof fieldId !== 'string' || typeof operator !== 'string' || !isTexts(values)) {
			throw badRequest('a filter has a fieldId, an operator and values, which are texts');
		}
		return { fieldId, operator, values };
	});
	const unsupported = read
		.map(({ fieldId }) => fieldId)
		.filter((fieldId) => fieldId !== START && !Object.hasOwn(BY_ID, fieldId));
	if (unsupported.length > 0) {
		throw new Refusal(
			400,
			keyOf('unsupportedFilterField'),
			'a field cannot be filtered by',
			unsupported,
		);
	}
	return read;
}

const isTexts = (value: unknown): value is string[] =>
	Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');

/** The from/to pair that every search has, both dates included. */
function rangeOf(filters: readonly EventFilter[]): { from: string; to: string } {
	const dateOf = (wanted: string): string => {
		const values = filters
			.filter(({ fieldId, operator }) => fieldId === START && operator === wanted)
			.flatMap((filter) => filter.values);
		const [date, ...more] = values;
		if (date === undefined || more.length > 0 || !isCivilDate(date)) {
			throw badRequest(`${START} needs one date for "${wanted}", of the form yyyy-MM-dd`);
		}
		return date;
	};
	const [from, to] = [dateOf('from'), dateOf('to')];
	if (from > to) throw badRequest('from must not lie after to');
	if (daysBetween(from, to) + 1 > LONGEST_RANGE) {
		throw new Refusal(
			400,
			keyOf('dateRangeTooLong'),
			`more than ${String(LONGEST_RANGE)} days, both ends counted`,
		);
	}
	return { from, to };
}

function idsIn(filters: readonly EventFilter[], name: 'siteId' | 'calendarId') {
	const own = filters.filter(({ fieldId }) => fieldId === pointerTo(name));
	if (own.some(({ operator }) => operator !== 'equals')) {
		throw badRequest(`${pointerTo(name)} takes the operator equals`);
	}
	const ids = own.flatMap(({ values }) => values);
	return (event: CalendarEvent): boolean => own.length === 0 || ids.includes(String(event[name]));
}

/**
 * POST /timeoff/calendars/events/search
 * (https://apidocs.hibob.com/reference/post_timeoff-calendars-events-search): it reads, and takes the
 * permission to manage.
 */
export function addCalendarRoutes(app: FastifyInstance, company: Company): void {
	app.post('/v1/timeoff/calendars/events/search', (request, reply) => {
		if (!accessOf(request).mayManageCalendar()) {
			throw forbidden('Settings > Calendar > Manage company calendar is missing');
		}
		const { body } = request;
		if (!isRecord(body)) throw badRequest('the body must be a JSON object');
		for (const key of Object.keys(body)) {
			if (!['filters', 'fields', 'limit', 'cursor'].includes(key)) {
				reportViolation(request, `the body has the unknown key ${key}, which HiBob ignores`);
			}
		}
		const filters = filtersOf(body.filters);
		const { from, to } = rangeOf(filters);
		const [isOfSites, isOfCalendars] = [idsIn(filters, 'siteId'), idsIn(filters, 'calendarId')];
		const found = company.calendarEvents
			.filter(({ startDate }) => startDate >= from && startDate <= to)
			.filter((event) => isOfSites(event) && isOfCalendars(event));
		const first = offsetIn(body.cursor);
		const size = typeof body.limit === 'number' ? body.limit : PAGE;
		const next = first + size;
		return reply.send({
			items: found
				.slice(first, next)
				.map((event) => Object.fromEntries(NAMES.map((name) => [pointerTo(name), event[name]]))),
			response_metadata: { next_cursor: next < found.length ? cursorAt(next) : null },
		});
	});
}

const cursorAt = (offset: number) => Buffer.from(`offset=${String(offset)}`).toString('base64');

function offsetIn(cursor: unknown): number {
	if (cursor === undefined || cursor === null) return 0;
	const text = typeof cursor === 'string' ? Buffer.from(cursor, 'base64').toString('utf8') : '';
	const [, offset] = /^offset=(\d+)$/.exec(text) ?? [];
	if (offset === undefined) throw badRequest('the cursor is not valid');
	return Number(offset);
}
