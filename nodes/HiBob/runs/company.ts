import { ExplainedError } from '../../shared/explainedError';
import { FIELDS } from '../employees/fields';
import type { HiBobRecord } from '../employees/hibobRecord';
import { occasionDate } from '../employees/occasionDate';
import {
	missingPermission,
	readEmployees,
	readRoster,
	unreadableFields,
} from '../employees/roster';
import { dueOccasions } from '../occasions/dueOccasions';
import type { DueCalendar } from '../occasions/dueOccasions';
import type { WantedOccasion } from '../occasions/occasion';
import { categoryNames } from '../transport/fieldMetadata';
import type { HiBobContext } from '../transport/hibobContext';
import { searchPeople } from '../transport/peopleSearch';
import type { EmployeeSettings } from '../settings/employeeSettings';

/** Employees with all that the settings need, and the fields that were not readable. */
export interface Company {
	/** all employees, or those who were asked for */
	roster: HiBobRecord[];
	/** how many employees the service user sees in all */
	headCount: number;
	/** ids of the optional fields that are not readable */
	unreadable: ReadonlySet<string>;
}

type Needs = Pick<EmployeeSettings, 'wanted' | 'requested'>;

/** HiBob advises 50 to 200 (apidocs.hibob.com/docs/people-read-api-contract). */
const BATCH = 200;
/** With more batches, asking for everybody at once is gentler on HiBob’s 50 requests a minute. */
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
	const { roster, choices } = await readEveryone(context, needs, [...required, ...optional]);
	await checkReadable(context, roster, [...required, ...choices]);
	return {
		roster,
		headCount: roster.length,
		unreadable: new Set(unreadableFields(roster, optional)),
	};
}

/**
 * Reads the employees with an occasion that is due. Of everybody else only the dates are read: in a
 * large company that is a tenth of the answer, and what is not read cannot leak.
 *
 * @throws as {@link readCompany}, and when HiBob no longer lists somebody whom it listed a moment ago
 */
export async function readDue(
	context: HiBobContext,
	needs: Needs,
	calendar: DueCalendar,
): Promise<Company> {
	const everyone = await readDates(context, needs);
	const isDue = (record: HiBobRecord): boolean =>
		dueOccasions((wanted) => occasionDate(record, wanted), calendar).length > 0;
	const ids = everyone.roster.filter(isDue).map(({ id }) => id);
	return await readSome(context, needs, everyone, ids);
}

/**
 * Reads the dates of everybody, and of some people everything that a run would: what the service
 * user has no permission to view is missing on all of them.
 *
 * @param isNeeded - who is among them in any case
 * @throws as {@link readDue}
 */
export async function readSample(
	context: HiBobContext,
	needs: Needs,
	isNeeded: (record: HiBobRecord) => boolean,
): Promise<Company> {
	const everyone = await readDates(context, needs);
	const needed = everyone.roster.filter(isNeeded).map(({ id }) => id);
	const others = everyone.roster.slice(0, BATCH).map(({ id }) => id);
	const ids = [...new Set([...needed, ...others])].slice(0, Math.max(BATCH, needed.length));
	return await readSome(context, needs, everyone, ids);
}

/** Everybody with some fields, and the fields that were chosen because they are readable. */
interface Everyone {
	roster: HiBobRecord[];
	choices: string[];
}

/** Everybody, with the dates alone that the wanted occasions fall on. */
async function readDates(context: HiBobContext, needs: Needs): Promise<Everyone> {
	const dates = needs.wanted.filter(({ fallback }) => fallback === null);
	const fields = [FIELDS.id.id, ...new Set(dates.flatMap((occasion) => occasion.fields))];
	const everyone = await readEveryone(context, needs, fields, { labels: false });
	await checkReadable(context, everyone.roster, [...fields, ...everyone.choices]);
	return everyone;
}

/** Everybody with these fields, and with those of the wanted occasions that have a fallback. */
async function readEveryone(
	context: HiBobContext,
	{ wanted }: Needs,
	fields: readonly string[],
	how: { labels: boolean } = { labels: true },
): Promise<Everyone> {
	const ask = async (choices: string[]): Promise<Everyone> => {
		const answer = await searchPeople(context, [...fields, ...choices], how);
		return { roster: readRoster(answer), choices };
	};
	const pairs = wanted.flatMap(pairOf);
	const first = await ask(pairs.map(({ field }) => field));
	const refused = unreadableFields(first.roster, first.choices);
	if (refused.length === 0) return first;
	const second = await ask(
		pairs.map(({ field, fallback }) => (refused.includes(field) ? fallback : field)),
	);
	return unreadableFields(second.roster, second.choices).length === 0 ? second : first;
}

/** The field of an occasion that has a fallback, and that. */
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
	for (let at = 0; at < ids.length; at += BATCH) {
		const batch = ids.slice(at, at + BATCH);
		const answer = await searchPeople(context, fields, { labels: true, ids: batch });
		roster.push(...readEmployees(answer).filter(({ id }) => wanted.has(id)));
	}
	const found = new Set(roster.map(({ id }) => id));
	if (found.size < wanted.size || roster.length > found.size) {
		throw new ExplainedError(
			`Of ${String(wanted.size)} employees whom HiBob listed a moment ago, it now returned ${String(found.size)}`,
			'Nothing was sent. Run again; if it stays so, show this to HiBob’s support',
		);
	}
	if (roster.length > 0) await checkReadable(context, roster, required);
	return {
		roster,
		headCount: everyone.roster.length,
		unreadable: new Set(unreadableFields(roster, requested.optional)),
	};
}

/**
 * Rule: when a required field is missing on everybody asked for, there is no permission to view it.
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
