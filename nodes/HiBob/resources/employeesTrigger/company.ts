import { FIELDS } from '../../employees/fields';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { missingPermission, readRoster, unreadableFields } from '../../employees/roster';
import { readFieldMetadata } from '../../transport/fieldMetadata';
import { hibobRequest } from '../../transport/hibobRequest';
import type { HiBobContext } from '../../transport/hibobRequest';
import type { TriggerSettings } from './settings';

/** All employees that the service user may see, and what it may not see of them. */
export interface Company {
	roster: HiBobRecord[];
	/** ids of the optional fields that are not readable */
	unreadable: ReadonlySet<string>;
}

/**
 * Reads the whole company from HiBob with the fields that the settings need.
 *
 * Rule: a required field that is missing on every employee may not be read by the service user,
 * and the run stops. The full birth date is asked for only where the short one is not readable.
 *
 * @throws ExplainedError naming the field and the permission to grant
 * @throws NodeApiError when HiBob cannot be asked
 */
export async function readCompany(
	context: HiBobContext,
	{ wanted, requested }: Pick<TriggerSettings, 'wanted' | 'requested'>,
): Promise<Company> {
	const shortBirthDate = FIELDS.shortBirthDate.id;
	const required = wanted.birthday ? [...requested.required, shortBirthDate] : requested.required;
	const roster = await searchPeople(context, [...required, ...requested.optional]);
	const unreadable = new Set(unreadableFields(roster, requested.optional));
	const missing = unreadableFields(roster, required);
	if (missing.length === 0) return { roster, unreadable };
	if (missing.every((id) => id === shortBirthDate)) {
		const birthDate = FIELDS.birthDate.id;
		const fields = [...requested.required, ...requested.optional, birthDate];
		const withBirthDate = await searchPeople(context, fields);
		if (unreadableFields(withBirthDate, [birthDate]).length === 0) {
			return { roster: withBirthDate, unreadable };
		}
	}
	const categories = await categoryNames(context);
	throw missingPermission(missing, roster.length, (id) => categories.get(id) ?? null);
}

const searchPeople = async (
	context: HiBobContext,
	fields: readonly string[],
): Promise<HiBobRecord[]> => readRoster(await askForPeople(context, fields));

/** HiBob’s answer about all employees, as it came. */
export async function askForPeople(
	context: HiBobContext,
	fields: readonly string[],
): Promise<unknown> {
	return await hibobRequest(context, {
		method: 'POST',
		path: '/people/search',
		body: {
			fields: [...fields],
			// people who have not started yet are inactive
			showInactive: true,
			humanReadable: 'APPEND',
		},
	});
}

/** The category of each field as HiBob's permission screen calls it. */
export async function categoryNames(context: HiBobContext): Promise<Map<string, string>> {
	const known = new Map<string, string>(
		Object.values(FIELDS).map(({ id, category }) => [id, category]),
	);
	// Custom fields are known to HiBob only; without its list their category goes unnamed
	const metadata = await readFieldMetadata(context).catch(() => []);
	for (const { id, category } of metadata) known.set(id, category);
	return known;
}
