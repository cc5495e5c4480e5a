import { FIELDS } from '../../employees/fields';
import type { FieldName } from '../../employees/fields';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { missingPermission, readRoster, unreadableFields } from '../../employees/roster';
import { hibobRequest } from '../../transport/hibobRequest';
import type { HiBobContext } from '../../transport/hibobRequest';
import { needsBirthday } from './settings';
import type { TriggerSettings } from './settings';

/**
 * Reads the whole company from HiBob with the fields that the settings need.
 *
 * Rule: a field that is missing on every employee may not be read by the service user, and the
 * run stops. The full birth date is asked for only where the short one is not readable.
 *
 * @throws ExplainedError naming the field and the permission to grant
 * @throws NodeApiError when HiBob cannot be asked
 */
export async function readCompany(
	context: HiBobContext,
	settings: TriggerSettings,
): Promise<HiBobRecord[]> {
	const { fields } = settings;
	const requested = needsBirthday(settings) ? [...fields, 'shortBirthDate' as const] : fields;
	const roster = await searchPeople(context, requested);
	const missing = unreadableFields(roster, requested);
	if (missing.length === 0) return roster;
	if (missing.every((name) => name === 'shortBirthDate')) {
		const withBirthDate = await searchPeople(context, [...fields, 'birthDate']);
		if (unreadableFields(withBirthDate, ['birthDate']).length === 0) return withBirthDate;
	}
	throw missingPermission(missing, roster.length);
}

async function searchPeople(
	context: HiBobContext,
	names: readonly FieldName[],
): Promise<HiBobRecord[]> {
	const answer = await hibobRequest(context, {
		method: 'POST',
		path: '/people/search',
		body: {
			fields: names.map((name) => FIELDS[name].id),
			// people who have not started yet are inactive
			showInactive: true,
			humanReadable: 'APPEND',
		},
	});
	return readRoster(answer);
}
