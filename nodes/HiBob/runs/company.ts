import { ExplainedError } from '../../shared/explainedError';
import { FIELDS } from '../employees/fields';
import type { HiBobRecord } from '../employees/hibobRecord';
import {
	missingPermission,
	readEmployees,
	readRoster,
	unreadableFields,
} from '../employees/roster';
import type { Rows, Unidentified } from '../employees/roster';
import type { WantedOccasion } from '../occasions/occasion';
import { categoryNames } from '../transport/fieldMetadata';
import type { HiBobContext } from '../transport/hibobContext';
import { searchPeople } from '../transport/peopleSearch';
import type { EmployeeSettings } from '../settings/employeeSettings';
import type { Calendars } from './calendars';
import { dueOf, mayBeDue } from './due';

/** Employees with all that the settings need, and the fields that were not readable. */
export interface Company {
	/** all employees, or those who were asked for */
	roster: HiBobRecord[];
	/** rows that identify nobody */
	unidentified: readonly Unidentified[];
	/** how many employees the service user has access to, those rows included */
	headCount: number;
	/** all employees, with where they work at least, when that matters */
	everyone: readonly HiBobRecord[];
	/** ids of the optional fields that are not readable */
	unreadable: ReadonlySet<string>;
}

type Needs = Pick<EmployeeSettings, 'wanted' | 'requested'>;

/** HiBob advises 50 to 200 (apidocs.hibob.com/docs/people-read-api-contract). */
const BATCH = 200;
/** With more batches, one request for everyone is gentler on HiBob’s limit of 50 requests a minute (apidocs.hibob.com/docs/rate-limit). */
const MOST_BATCHES = 10;

/**
 * Reads the whole company from HiBob with the fields that the settings need.
 *
 * Rule: when a required field is missing on every employee, the service user has no permission to
 * view it, and the run stops. A fallback is asked for only where its field is not readable.
 *
 * @throws ExplainedError naming the field and the permission to grant
 * @throws NodeApiError when HiBob does not answer
 */
export async function readCompany(context: HiBobContext, needs: Needs): Promise<Company> {
	const { required, optional } = needs.requested;
	const everyone = await readEveryone(context, needs, [...required, ...optional]);
	const { employees: roster, unidentified } = everyone.rows;
	await checkReadable(context, roster, [...required, ...everyone.choices]);
	return {
		roster,
		unidentified,
		headCount: headCountOf(everyone.rows),
		everyone: roster,
		unreadable: new Set(unreadableFields(roster, optional)),
	};
}

const headCountOf = ({ employees, unidentified }: Rows): number =>
	employees.length + unidentified.length;

/**
 * Reads the employees with an occasion that is due, and those with an unreadable date. For everyone else
 * only the dates are read: in a large company that is a tenth of the answer, and what is not read cannot
 * leak.
 *
 * @throws as {@link readCompany}, and when HiBob no longer lists a person it listed a moment ago
 */
export async function readDue(
	context: HiBobContext,
	needs: Needs,
	calendars: Calendars,
): Promise<Company> {
	const everyone = await readDates(context, needs);
	const needed = everyone.rows.employees.filter((record) =>
		mayBeDue(dueOf(record, calendars(record))),
	);
	const ids = needed.map(({ id }) => id);
	return await readSome(context, needs, everyone, ids);
}

/**
 * Reads everyone’s dates, and for some people everything that a run would: what the service user has no
 * permission to view is missing on all of them.
 *
 * @param isNeeded - who is always among them
 * @throws as {@link readDue}
 */
export async function readSample(
	context: HiBobContext,
	needs: Needs,
	isNeeded: (record: HiBobRecord) => boolean,
): Promise<Company> {
	const everyone = await readDates(context, needs);
	const { employees } = everyone.rows;
	const needed = employees.filter(isNeeded).map(({ id }) => id);
	const others = employees.slice(0, BATCH).map(({ id }) => id);
	const ids = [...new Set([...needed, ...others])].slice(0, Math.max(BATCH, needed.length));
	return await readSome(context, needs, everyone, ids);
}

/** Everyone with some fields, and the fields that were chosen because they are readable. */
interface Everyone {
	rows: Rows;
	choices: string[];
}

/** Everyone, with only the dates that the wanted occasions fall on, and where they work if it matters. */
async function readDates(context: HiBobContext, needs: Needs): Promise<Everyone> {
	const dates = needs.wanted.filter(({ fallback }) => fallback === null);
	const { place } = needs.requested;
	const fields = [
		FIELDS.id.id,
		...new Set([...dates.flatMap((occasion) => occasion.fields), ...place]),
	];
	const everyone = await readEveryone(context, needs, fields, { labels: place.length > 0 });
	await checkReadable(context, everyone.rows.employees, [...fields, ...everyone.choices]);
	return everyone;
}

/** Everyone with these fields, and with those of the wanted occasions that have a fallback. */
async function readEveryone(
	context: HiBobContext,
	{ wanted }: Needs,
	fields: readonly string[],
	how: { labels: boolean } = { labels: true },
): Promise<Everyone> {
	const ask = async (choices: string[]): Promise<Everyone> => {
		const answer = await searchPeople(context, [...fields, ...choices], how);
		return { rows: readRoster(answer), choices };
	};
	const pairs = wanted.flatMap(pairOf);
	const first = await ask(pairs.map(({ field }) => field));
	const refused = unreadableFields(first.rows.employees, first.choices);
	if (refused.length === 0) return first;
	const second = await ask(
		pairs.map(({ field, fallback }) => (refused.includes(field) ? fallback : field)),
	);
	checkSameSize(headCountOf(first.rows), headCountOf(second.rows));
	return unreadableFields(second.rows.employees, second.choices).length === 0 ? second : first;
}

/** The field of an occasion that has a fallback, and the fallback. */
const pairOf = ({ fields: [field], fallback }: WantedOccasion) =>
	field === undefined || fallback === null ? [] : [{ field, fallback }];

async function readSome(
	context: HiBobContext,
	needs: Needs,
	everyone: Everyone,
	ids: readonly string[],
): Promise<Company> {
	return ids.length > BATCH * MOST_BATCHES
		? await readCompany(context, needs)
		: await readThese(context, needs, everyone, ids);
}

/** The people with these ids, with everything that the settings need. */
async function readThese(
	context: HiBobContext,
	{ requested }: Needs,
	everyone: Everyone,
	ids: readonly string[],
): Promise<Company> {
	const required = [...requested.required, ...everyone.choices];
	const fields = [...required, ...requested.optional];
	const wanted = new Set(ids);
	const roster: HiBobRecord[] = [];
	const unidentified: Unidentified[] = [];
	let nameless = 0;
	for (let at = 0; at < ids.length; at += BATCH) {
		const batch = ids.slice(at, at + BATCH);
		const answer = await searchPeople(context, fields, { labels: true, ids: batch });
		const rows = readEmployees(answer);
		roster.push(...rows.employees.filter(({ id }) => wanted.has(id)));
		unidentified.push(...rows.unidentified.filter(({ id }) => id !== null && wanted.has(id)));
		nameless += rows.unidentified.filter(({ id }) => id === null).length;
	}
	const found = new Set([...roster, ...unidentified].map(({ id }) => id));
	const lost = new Set(ids.filter((id) => !found.has(id)));
	const missing = lost.size === 0 ? [] : everyone.rows.employees.filter(({ id }) => lost.has(id));
	if (missing.length > nameless) {
		throw new ExplainedError(
			`HiBob listed ${String(wanted.size)} employees a moment ago, and now returned ${String(found.size)} of them`,
			'Nothing was sent. Run again; if this happens again, show it to HiBob’s support',
		);
	}
	if (roster.length > 0) await checkReadableBySome(context, roster, required);
	return {
		roster,
		unidentified: [
			...everyone.rows.unidentified,
			...unidentified,
			...missing.map((record) => ({
				id: record.id,
				place: record.id,
				explanation: `HiBob listed employee ${record.id}, and a moment later without a readable ID`,
				rows: [record],
			})),
		],
		headCount: headCountOf(everyone.rows),
		everyone: everyone.rows.employees,
		unreadable: new Set(unreadableFields(roster, requested.optional)),
	};
}

/**
 * Rule: a field that is missing only on the people who are due proves nothing. Everyone is read before a
 * permission counts as missing.
 *
 * @throws as {@link checkReadable}
 */
async function checkReadableBySome(
	context: HiBobContext,
	roster: readonly HiBobRecord[],
	required: readonly string[],
): Promise<void> {
	const missing = unreadableFields(roster, required);
	if (missing.length === 0) return;
	const answer = await searchPeople(context, [FIELDS.id.id, ...missing], { labels: false });
	await checkReadable(context, readRoster(answer).employees, missing);
}

/**
 * Counts everyone once more, for a run that has no earlier one to compare with.
 *
 * @throws ExplainedError when the two counts differ
 */
export async function checkCount(context: HiBobContext, headCount: number): Promise<void> {
	const answer = await searchPeople(context, [FIELDS.id.id], { labels: false });
	checkSameSize(headCountOf(readRoster(answer)), headCount);
}

/**
 * Rule: two reads of the whole company, a moment apart, return the same people. One may just have been added
 * or deleted; more than that means that one of the answers was cut off.
 *
 * @throws ExplainedError when they differ by more
 */
function checkSameSize(one: number, other: number): void {
	const [fewer, more] = one < other ? [one, other] : [other, one];
	if (more - fewer <= Math.max(2, more / 100)) return;
	throw new ExplainedError(
		`HiBob returned ${String(more)} employees, and ${String(fewer)} a moment before or after`,
		'Nothing was sent, because one of the two answers has only some of your people. Run again; if this happens again, show it to HiBob’s support',
	);
}

/**
 * Rule: when a required field is missing on everyone who was read, there is no permission to view it.
 *
 * @throws ExplainedError naming the fields and the permission to grant
 */
export async function checkReadable(
	context: HiBobContext,
	roster: readonly HiBobRecord[],
	required: readonly string[],
): Promise<void> {
	const missing = unreadableFields(roster, required);
	if (missing.length === 0) return;
	const categories = await categoryNames(context);
	throw missingPermission(missing, roster.length, (id) => categories.get(id) ?? null);
}
