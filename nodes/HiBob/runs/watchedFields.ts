import { isSelfChanging } from '../employees/fields';
import { readFieldMetadata } from '../transport/fieldMetadata';
import type { HiBobContext } from '../transport/hibobContext';
import type { RosterSettings } from './rosterRun';

/**
 * The settings with only those extra fields watched for changes that somebody has to change: HiBob’s own
 * list says which are calculated, such as the time since something.
 *
 * @throws NodeApiError when HiBob does not answer
 */
export async function withWatchedFields<T extends RosterSettings>(
	context: HiBobContext,
	settings: T,
): Promise<T> {
	const { rosterEvents, extraFields } = settings;
	if (!rosterEvents.has('employeeChanged') || extraFields.length === 0) return settings;
	const metadata = await readFieldMetadata(context);
	const typeOf = new Map(metadata.map(({ id, type }) => [id, type]));
	const watchedFields = extraFields.filter((id) => !isSelfChanging(id, typeOf.get(id)));
	return { ...settings, watchedFields };
}
