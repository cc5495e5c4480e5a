import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../../shared/jsonObject';
import { dayIn } from '../../../shared/schedule/scheduleState';
import type { MemoryFormat } from '../../../shared/schedule/scheduleState';
import { isPackedRoster } from '../../employees/packedRoster';
import { isGiftKey } from '../../occasions/giftKey';
import { readKeys, withKeys } from '../../occasions/rememberedKeys';
import type { RememberedKeys } from '../../occasions/rememberedKeys';
import type { RunMemory } from '../../runs/dailyRun';

/**
 * How the trigger’s memory is kept as node static data. n8n hands that out with the workflow, so no
 * personal data may be part of it.
 */
export const runMemory: MemoryFormat<RunMemory> = {
	read: (staticData) => ({
		headCount: Number.isInteger(staticData.headCount) ? Number(staticData.headCount) : null,
		roster: isPackedRoster(staticData.roster) ? staticData.roster : null,
		keys: keysIn(staticData),
		syncedOn: dayIn(staticData.syncedOn),
	}),
	write: (staticData, { headCount, roster, keys, syncedOn }) => {
		staticData.headCount = headCount;
		staticData.keys = { ...keys };
		// the version before kept keys in clear
		delete staticData.emitted;
		// nothing is kept for events that do not need it
		if (syncedOn === null) delete staticData.syncedOn;
		else staticData.syncedOn = syncedOn;
		if (roster === null) delete staticData.roster;
		else staticData.roster = { ...roster };
	},
};

/** The version before kept keys in clear, each with its due day. */
function keysIn({ keys, emitted }: Readonly<IDataObject>): RememberedKeys {
	const stored = readKeys(keys);
	if (!isObject(emitted)) return stored;
	return Object.entries(emitted)
		.flatMap(([key, value]) => {
			const day = dayIn(value);
			return day !== null && isGiftKey(key) ? [{ key, day }] : [];
		})
		.sort((one, other) => one.day.localeCompare(other.day))
		.reduce((remembered, { key, day }) => withKeys(remembered, [key], day), stored);
}
