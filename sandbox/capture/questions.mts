import { FIELDS } from '../../nodes/HiBob/employees/fields.ts';
import { isList, isObject, member } from './json.mts';
import type { Json } from './json.mts';
import type { Question } from './readOnly.mts';

// What the nodes ask, in their words. Reachdesk’s lists are asked for one page, as the nodes do first.

const DAY = 86_400_000;
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** What was answered so far, by the name of the question. */
export type Answered = ReadonlyMap<string, Json>;

/** A question, or null when an earlier answer does not hold what it needs. */
type Next = (answered: Answered, now: number) => Question | null;

const get =
	(name: string, service: Question['service'], path: string): Next =>
	() => ({
		service,
		name,
		method: 'GET',
		path,
	});

const post = (name: string, path: string, body: object): Question => ({
	service: 'HiBob',
	name,
	method: 'POST',
	path,
	body,
});

const PEOPLE = { fields: Object.values(FIELDS).map(({ id }) => id), showInactive: true };

function firstIdIn(body: Json | undefined, list: string): string | null {
	const rows = member(body, list);
	const [first] = isList(rows) ? rows : [];
	const id = member(first, 'id');
	const text = typeof id === 'number' ? String(id) : id;
	return typeof text === 'string' && /^\d+$/.test(text) ? text : null;
}

/** What is asked of HiBob, in this order. The year of birth is not asked for. */
export const HIBOB_QUESTIONS: readonly Next[] = [
	get('fields', 'HiBob', '/company/people/fields'),
	get('named-lists', 'HiBob', '/company/named-lists?includeArchived=true'),
	get('named-list-site', 'HiBob', '/company/named-lists/site'),
	() =>
		post('people-search', '/people/search', {
			...PEOPLE,
			fields: withoutBirth(PEOPLE.fields),
		}),
	() =>
		post('people-search-labels', '/people/search', {
			...PEOPLE,
			fields: withoutBirth(PEOPLE.fields),
			humanReadable: 'APPEND',
		}),
	(answered) => {
		const id = firstIdIn(answered.get('people-search'), 'employees');
		return id === null
			? null
			: post('person', `/people/${id}`, {
					fields: withoutBirth(PEOPLE.fields),
					humanReadable: 'APPEND',
				});
	},
	(_, now) => {
		const query = `from=${dayOf(now - 7 * DAY)}&to=${dayOf(now)}`;
		return {
			service: 'HiBob',
			name: 'whos-out',
			method: 'GET',
			path: `/timeoff/whosout?${query}&includeHourly=true&includePrivate=false&includePending=false`,
		};
	},
	(_, now) =>
		post('calendar-events', '/timeoff/calendars/events/search', {
			filters: [
				{
					fieldId: '/calendarEvent/startDate',
					operator: 'from',
					values: [dayOf(now - 180 * DAY)],
				},
				{ fieldId: '/calendarEvent/startDate', operator: 'to', values: [dayOf(now + 180 * DAY)] },
			],
		}),
];

const withoutBirth = (fields: readonly string[]): string[] =>
	fields.filter((id) => id !== FIELDS.birthDate.id);

const listed =
	(name: string, path: string, size: string): Next =>
	(_, now) => ({
		service: 'Reachdesk',
		name,
		method: 'GET',
		path: `${path}?start_date=${dayOf(now - 31 * DAY)}&end_date=${dayOf(now + 2 * DAY)}&page=1${size}`,
	});

export const REACHDESK_QUESTIONS: readonly Next[] = [
	listed('sends', '/sends', '&per_page=100'),
	(answered) => {
		const body = answered.get('sends');
		const data = member(body, 'data');
		const id = firstIdIn(isObject(data) ? data : body, 'data');
		return id === null
			? null
			: { service: 'Reachdesk', name: 'send', method: 'GET', path: `/sends/${id}` };
	},
	get('contacts', 'Reachdesk', '/contacts?page=1&per_page=100'),
	listed('transactions', '/transactions', ''),
	get('organization', 'Reachdesk', '/organization'),
];
