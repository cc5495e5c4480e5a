import { NodeApiError } from 'n8n-workflow';
import { addDays, dayIn } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { shown } from '../../shared/parameterValue';
import type { CalendarKey } from '../employees/companyCalendar';
import { hibobRequest } from './hibobRequest';
import type { CalendarEventSearch } from './hibobRequest';
import type { HiBobContext } from './hibobContext';

/** What HiBob returns about company calendars. */
export type CompanyCalendars =
	| {
			isReadable: true;
			/** the days off of each requested calendar */
			daysOff: ReadonlyMap<CalendarKey, ReadonlySet<CivilDate>>;
			/** about unreadable entries, as sentences */
			warnings: string[];
	  }
	| {
			isReadable: false;
			/** why not and what to do, as sentences */
			warning: string;
	  };

/** A span of days, both ends included. */
interface Span {
	from: CivilDate;
	until: CivilDate;
}

const LONGEST_RANGE = 366;

/** HiBob finds an entry by its first day, so a search begins this many days before its span. */
const LONGEST_CLOSURE = 92;

/** HiBob documents no maximum number of values. */
const MOST_IDS = 50;

/**
 * The days off within a span, of some company calendars
 * (apidocs.hibob.com/reference/post_timeoff-calendars-events-search).
 *
 * Rules: each entry is a day off, whatever its type, because HiBob publishes no list of types and keeps
 * holidays and closures there. Reading needs the permission to manage the company calendar. Without it
 * the result says so, and nothing is thrown. Unreadable entries are skipped and named.
 *
 * @throws ExplainedError when a response has another shape, or has a calendar that was not requested
 * @throws NodeApiError when HiBob does not answer
 */
export async function readCompanyCalendars(
	context: HiBobContext,
	keys: Iterable<CalendarKey>,
	span: Span,
): Promise<CompanyCalendars> {
	return await readDaysOff(context, [...new Set(keys)], span).catch((error: unknown) => {
		const warning = error instanceof NodeApiError ? REFUSALS.get(error.httpCode ?? '') : undefined;
		if (warning === undefined) throw error;
		return { isReadable: false, warning } as const;
	});
}

async function readDaysOff(
	context: HiBobContext,
	keys: readonly CalendarKey[],
	span: Span,
): Promise<CompanyCalendars> {
	const daysOff = new Map(keys.map((key) => [key, new Set<CivilDate>()]));
	const warnings = new Set<string>();
	for (const search of searchesFor(keys, span)) {
		for (const { key, event } of await readEvents(context, search)) {
			const days = daysOf(event, span);
			if (days === null) warnings.add(unreadable(event));
			else for (const day of days) daysOff.get(key)?.add(day);
		}
	}
	return { isReadable: true, daysOff, warnings: [...warnings] };
}

const REFUSALS: ReadonlyMap<string, string> = new Map([
	[
		'403',
		'The service user has no permission to view HiBob’s company calendars (403). In HiBob, grant its permission group "Manage company calendar" under Settings > Calendar',
	],
	[
		'404',
		'HiBob found no company calendars for this account (404). Your company may not have the module that includes them',
	],
]);

const KINDS = ['calendar', 'site'] as const;

/** One search: entries of calendars or sites that begin within a range. */
interface Search {
	kind: (typeof KINDS)[number];
	ids: readonly string[];
	range: Span;
}

/** The searches for some calendars; together they have the whole span. */
const searchesFor = (keys: readonly CalendarKey[], span: Span): Search[] =>
	KINDS.flatMap((kind) => {
		const ids = keys
			.filter((key) => key.startsWith(`${kind}:`))
			.map((key) => key.slice(kind.length + 1));
		const batches = Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, index) =>
			ids.slice(index * MOST_IDS, (index + 1) * MOST_IDS),
		);
		return batches.flatMap((batch) => rangesOf(span).map((range) => ({ kind, ids: batch, range })));
	});

/** A span as ranges that HiBob accepts, with the days before it on which a closure may have begun. */
function rangesOf({ from, until }: Span): Span[] {
	const ranges: Span[] = [];
	for (let first = addDays(from, -LONGEST_CLOSURE); first <= until;) {
		const last = addDays(first, LONGEST_RANGE - 1);
		ranges.push({ from: first, until: last < until ? last : until });
		first = addDays(last, 1);
	}
	return ranges;
}

/** An entry, and the calendar or site it belongs to. */
interface OwnEvent {
	key: CalendarKey;
	event: JsonObject;
}

/**
 * The entries of some calendars or sites.
 *
 * Rule: HiBob ties each entry to a calendar and a site. If an entry does not name its own, each calendar is
 * requested separately.
 */
async function readEvents(context: HiBobContext, search: Search): Promise<OwnEvent[]> {
	const { kind, ids, range } = search;
	const field = `${FIELD}${kind}Id` as const;
	const events = await searchEvents(context, [
		{ fieldId: `${FIELD}startDate`, operator: 'from', values: [range.from] },
		{ fieldId: `${FIELD}startDate`, operator: 'to', values: [range.until] },
		{ fieldId: field, operator: 'equals', values: [...ids] },
	]);
	const owned: OwnEvent[] = [];
	for (const event of events) {
		const id = idIn(event[field]) ?? (ids.length === 1 ? (ids[0] ?? null) : null);
		if (id === null) return await readOneByOne(context, search);
		if (!ids.includes(id)) {
			throw new ExplainedError(
				`HiBob returned a company calendar that was not requested (${kind} ${shown(id)})`,
				CHANGED_API,
			);
		}
		owned.push({ key: `${kind}:${id}`, event });
	}
	return owned;
}

async function readOneByOne(
	context: HiBobContext,
	{ ids, ...search }: Search,
): Promise<OwnEvent[]> {
	const events: OwnEvent[] = [];
	for (const id of ids) events.push(...(await readEvents(context, { ...search, ids: [id] })));
	return events;
}

const FIELD = '/calendarEvent/';

const CHANGED_API =
	'Run the node again. If the error persists, HiBob has changed its API: update this package';

const idIn = (value: unknown): string | null =>
	typeof value === 'number' || typeof value === 'string' ? String(value) : null;

/** All pages of a search. */
async function searchEvents(
	context: HiBobContext,
	filters: CalendarEventSearch['filters'],
): Promise<JsonObject[]> {
	const events: JsonObject[] = [];
	const cursors = new Set<string>();
	for (;;) {
		const cursor = [...cursors].at(-1);
		const answer = await hibobRequest(context, {
			method: 'POST',
			path: '/timeoff/calendars/events/search',
			body: { filters, ...(cursor === undefined ? {} : { cursor }) },
		});
		const { items, next } = pageIn(answer);
		events.push(...items);
		if (next === null) return events;
		if (cursors.has(next)) {
			throw new ExplainedError(
				'HiBob returned the same page of company calendars twice',
				CHANGED_API,
			);
		}
		cursors.add(next);
	}
}

/** @throws ExplainedError when the response has another shape */
function pageIn(answer: unknown): { items: JsonObject[]; next: string | null } {
	const { items, response_metadata: metadata }: JsonObject = isObject(answer) ? answer : {};
	const next = isObject(metadata) ? (metadata.next_cursor ?? null) : null;
	const isPage = Array.isArray(items) && items.every(isObject);
	if (isPage && (next === null || typeof next === 'string')) return { items, next };
	throw new ExplainedError(
		'HiBob did not return a list of calendar entries',
		'Check the environment and the URL in the credential',
	);
}

/** The days of an entry within a span; null if its dates are unreadable. */
function daysOf(event: JsonObject, { from, until }: Span): CivilDate[] | null {
	const first = dayIn(event[`${FIELD}startDate`]);
	const last = dayIn(event[`${FIELD}endDate`] ?? first);
	if (first === null || last === null || last < first) return null;
	const days: CivilDate[] = [];
	const end = last < until ? last : until;
	for (let day = first > from ? first : from; day <= end; day = addDays(day, 1)) days.push(day);
	return days;
}

const unreadable = (event: JsonObject): string =>
	`An entry of HiBob’s company calendar has unreadable dates and was skipped (ID ${idIn(event[`${FIELD}id`]) ?? 'unknown'}). Fix it in HiBob under Settings > Calendar`;
