import { countryCodeOf } from '../../shared/countryCode';
import { shown } from '../../shared/parameterValue';
import { LIFECYCLE_STATUSES } from '../employees/employee';
import { LISTS } from '../employees/lists';
import type { ChosenEntries } from '../settings/who';
import type { HiBobContext } from '../transport/hibobContext';
import { readCurrentEntries } from '../transport/namedLists';

/**
 * The entries under Who that HiBob’s lists no longer have, because they were renamed, archived or
 * deleted; a sentence for each. An unreadable list proves nothing.
 */
export async function goneEntries(
	context: HiBobContext,
	chosen: readonly ChosenEntries[],
): Promise<string[]> {
	const lists = new Map<string, Promise<ReadonlySet<string>>>();
	for (const { list } of chosen) {
		if (!lists.has(list)) lists.set(list, knownWords(context, list));
	}
	const gone = await Promise.all(
		chosen.map(async ({ label, list, entries }) => {
			const known = (await lists.get(list)) ?? new Set();
			if (known.size === 0) return [];
			const isKnown = (entry: string): boolean =>
				known.has(entry.toLowerCase()) || (list === LISTS.country && countryCodeOf(entry) !== null);
			return entries
				.filter((entry) => !isKnown(entry))
				.map((entry) => `'${label}' has "${shown(entry)}", which HiBob no longer has`);
		}),
	);
	return gone.flat();
}

/** Names and ids of the entries of a list, in lower case. */
async function knownWords(context: HiBobContext, list: string): Promise<ReadonlySet<string>> {
	const entries = await readCurrentEntries(context, list).catch(() => []);
	const words = entries.flatMap(({ id, name }) => (id === null ? [name] : [name, String(id)]));
	const builtIn = list === LISTS.lifecycleStatus && words.length > 0 ? LIFECYCLE_STATUSES : [];
	return new Set([...words, ...builtIn].map((word) => word.trim().toLowerCase()));
}
