import { ExplainedError } from '../../shared/explainedError';
import { FIELDS } from '../employees/fields';
import type { HiBobRecord } from '../employees/hibobRecord';
import { occasionDates } from '../employees/occasionDates';
import {
	missingPermission,
	readEmployees,
	readRoster,
	unreadableFields,
} from '../employees/roster';
import { dueDates } from '../occasions/dueDates';
import { dueOccasions } from '../occasions/dueOccasions';
import type { DueWindow } from '../occasions/dueWindow';
import { categoryNames } from '../transport/fieldMetadata';
import type { HiBobContext } from '../transport/hibobContext';
import { searchPeople } from '../transport/peopleSearch';
import type { TriggerSettings } from './employeesTrigger/settings';

/** Employees with all that the settings need, and what the service user may not see of them. */
export interface Company {
	/** all employees, or those who were asked for */
	roster: HiBobRecord[];
	/** how many employees the service user sees in all */
	headCount: number;
	/** ids of the optional fields that are not readable */
	unreadable: ReadonlySet<string>;
}

type Needs = Pick<TriggerSettings, 'wanted' | 'requested'>;
type OccasionNeeds = Needs & Pick<TriggerSettings, 'countsFromOriginalStart' | 'duePolicy'>;

/** HiBob advises 50 to 200 (apidocs.hibob.com/docs/people-read-api-contract). */
const BATCH = 200;
/** With more batches, asking for everybody at once is gentler on HiBob’s 50 requests a minute. */
const MOST_BATCHES = 10;

/**
 * Reads the whole company from HiBob with the fields that the settings need.
 *
 * Rule: a required field that is missing on every employee may not be read by the service user,
 * and the run stops. The full birth date is asked for only where the short one is not readable.
 *
 * @throws ExplainedError naming the field and the permission to grant
 * @throws NodeApiError when HiBob cannot be asked
 */
export async function readCompany(context: HiBobContext, needs: Needs): Promise<Company> {
	const { required, optional } = needs.requested;
	const { roster, birthField } = await readEveryone(context, needs, [...required, ...optional]);
	await checkReadable(context, roster, withBirthField(required, birthField));
	return {
		roster,
		headCount: roster.length,
		unreadable: new Set(unreadableFields(roster, optional)),
	};
}

/**
 * Reads the employees with an occasion that is due within a window. Of everybody else only the dates
 * are read: in a large company that is a tenth of the answer, and what is not read cannot leak.
 *
 * @param window - null when nothing can be due
 * @throws as {@link readCompany}, and when HiBob no longer lists somebody whom it listed a moment ago
 */
export async function readDue(
	context: HiBobContext,
	needs: OccasionNeeds,
	window: DueWindow | null,
): Promise<Company> {
	const everyone = await readDates(context, needs);
	const due = window && dueDates(window, needs.duePolicy);
	const isDue = (record: HiBobRecord): boolean =>
		due !== null && dueOccasions(occasionDates(record, needs), needs.wanted, due).length > 0;
	const ids = everyone.roster.filter(isDue).map(({ id }) => id);
	return ids.length > BATCH * MOST_BATCHES
		? await readCompany(context, needs)
		: await readThese(context, needs, everyone, ids);
}

/**
 * Reads the dates of everybody, and of some people everything that a run would: what the service
 * user may not read is missing on all of them.
 *
 * @throws as {@link readDue}
 */
export async function readSample(context: HiBobContext, needs: OccasionNeeds): Promise<Company> {
	const everyone = await readDates(context, needs);
	const ids = everyone.roster.slice(0, BATCH).map(({ id }) => id);
	return await readThese(context, needs, everyone, ids);
}

/** Everybody with some fields, and the field that their birthday is in; null without birthdays. */
interface Everyone {
	roster: HiBobRecord[];
	birthField: string | null;
}

/** Everybody, with the dates alone that the wanted occasions are made of. */
async function readDates(context: HiBobContext, needs: OccasionNeeds): Promise<Everyone> {
	const { wanted, countsFromOriginalStart } = needs;
	const fields: string[] = [FIELDS.id.id, ...wanted.customDates.map(({ field }) => field)];
	if (wanted.startDate || wanted.workAnniversary) fields.push(FIELDS.startDate.id);
	if (wanted.workAnniversary && countsFromOriginalStart) fields.push(FIELDS.originalStartDate.id);
	const everyone = await readEveryone(context, needs, fields, { labels: false });
	await checkReadable(context, everyone.roster, withBirthField(fields, everyone.birthField));
	return everyone;
}

/** Everybody with these fields, and with the birthday where it is wanted. */
async function readEveryone(
	context: HiBobContext,
	{ wanted }: Needs,
	fields: readonly string[],
	how: { labels: boolean } = { labels: true },
): Promise<Everyone> {
	const ask = async (birthField: string | null): Promise<Everyone> => {
		const roster = readRoster(await searchPeople(context, withBirthField(fields, birthField), how));
		return { roster, birthField };
	};
	if (!wanted.birthday) return await ask(null);
	const withShortDate = await ask(FIELDS.shortBirthDate.id);
	if (isReadable(withShortDate)) return withShortDate;
	const withFullDate = await ask(FIELDS.birthDate.id);
	return isReadable(withFullDate) ? withFullDate : withShortDate;
}

const isReadable = ({ roster, birthField }: Everyone): boolean =>
	birthField !== null && unreadableFields(roster, [birthField]).length === 0;

const withBirthField = (fields: readonly string[], birthField: string | null): string[] =>
	birthField === null ? [...fields] : [...fields, birthField];

/** The people with these ids, with everything that the settings need. */
async function readThese(
	context: HiBobContext,
	{ requested }: Needs,
	everyone: Everyone,
	ids: readonly string[],
): Promise<Company> {
	const required = withBirthField(requested.required, everyone.birthField);
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
			`Of ${String(wanted.size)} employees whom HiBob listed a moment ago, it now gives ${String(found.size)}`,
			'Nothing was put out. Run again; if it stays so, show this to HiBob’s support',
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
 * Rule: a required field that is missing on everybody asked for may not be read.
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
