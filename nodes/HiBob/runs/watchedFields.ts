import { isSelfChanging } from '../employees/fields';
import { readFieldMetadata } from '../transport/fieldMetadata';
import type { HiBobContext } from '../transport/hibobContext';
import type { RosterSettings } from './rosterRun';

/**
 * The settings without watching fields that change by themselves: HiBob’s list of fields says which ones
 * are calculated, such as the time since something.
 *
 * @throws NodeApiError when HiBob does not answer
 */
export async function withWatchedFields<T extends RosterSettings>(
	context: HiBobContext,
	settings: T,
): Promise<T> {
	const { rosterEvents } = settings;
	if (!rosterEvents.has('employeeChanged') || settings.watchedFields.length === 0) return settings;
	const metadata = await readFieldMetadata(context);
	const typeOf = new Map(metadata.map(({ id, type }) => [id, type]));
	const watchedFields = settings.watchedFields.filter((id) => !isSelfChanging(id, typeOf.get(id)));
	return { ...settings, watchedFields };
}
