import type { IDataObject } from 'n8n-workflow';
import { dayIn, isCivilDate } from '../../../shared/civilDate';
import { isObject } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import type { MemoryFormat } from '../../../shared/schedule/scheduleState';
import { EXCLUSION_REASONS } from '../../employees/eligibility';
import { isPackedRoster } from '../../employees/packedRoster';
import type { DueHistory, DueSegment } from '../../occasions/dueHistory';
import { readDueRules } from '../../occasions/dueRules';
import { isGiftKey } from '../../occasions/giftKey';
import {
	areHashes,
	hashesBy,
	readKeys,
	readKeysOfDays,
	withKeys,
} from '../../occasions/rememberedKeys';
import type { RememberedKeys } from '../../occasions/rememberedKeys';
import type { RunMemory } from '../../runs/dailyRun';
import type { SkippedKeys } from '../../runs/widenedRules';

/**
 * How the trigger’s memory is kept as node static data. n8n includes that in exports of the workflow, so it
 * must hold no personal data.
 */
export const runMemory: MemoryFormat<RunMemory> = {
	read: (staticData) => ({
		headCount: Number.isInteger(staticData.headCount) ? Number(staticData.headCount) : null,
		roster: isPackedRoster(staticData.roster) ? staticData.roster : null,
		keys: keysIn(staticData),
		delivered: readKeys(staticData.delivered),
		offered: offeredIn(staticData.offered),
		syncedOn: dayIn(staticData.syncedOn),
		due: historyIn(staticData.due),
		repeatFrom: dayIn(staticData.repeatFrom),
		skipped: skippedIn(staticData.skipped),
		closed: hashesBy(staticData.closed, isCivilDate),
		held: readKeysOfDays(staticData.held),
		sites: sitesIn(staticData.sites),
	}),
	write: (staticData, { headCount, roster, keys, syncedOn, ...memory }) => {
		staticData.headCount = headCount;
		staticData.keys = { ...keys };
		staticData.delivered = { ...memory.delivered };
		if (memory.offered === null) delete staticData.offered;
		else staticData.offered = { ...memory.offered };
		staticData.due = memory.due.map((segment) => ({ ...segment }));
		staticData.repeatFrom = memory.repeatFrom;
		staticData.skipped = memory.skipped && { ...memory.skipped };
		staticData.closed = { ...memory.closed };
		staticData.held = { ...memory.held };
		staticData.sites = Object.fromEntries(
			Object.entries(memory.sites).map(([name, { skipped, offered }]) => [
				name,
				{ skipped: skipped && { ...skipped }, offered: offered && { ...offered } },
			]),
		);
		// the previous version kept keys in plain text
		delete staticData.emitted;
		// nothing is kept for events that do not need it
		if (syncedOn === null) delete staticData.syncedOn;
		else staticData.syncedOn = syncedOn;
		if (roster === null) delete staticData.roster;
		else staticData.roster = { ...roster };
	},
};

/** The previous version kept keys in plain text, each with its due day. */
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

/** Empty if the stored history is unreadable or its days are out of order. */
function historyIn(stored: unknown): DueHistory {
	const segments = Array.isArray(stored) ? stored.map(segmentIn) : [];
	const known = segments.filter((segment) => segment !== null);
	const isInOrder = known.every(({ from }, index) => from > (known[index - 1]?.from ?? ''));
	return known.length === segments.length && isInOrder ? known : [];
}

function segmentIn(stored: unknown): DueSegment | null {
	if (!isObject(stored)) return null;
	const from = dayIn(stored.from);
	const rules = readDueRules(stored.rules);
	return from && rules && { from, firstRun: dayIn(stored.firstRun), rules };
}

function sitesIn(stored: unknown): RunMemory['sites'] {
	const sites = Object.entries(isObject(stored) ? stored : {}).map(([name, value]) => {
		const { skipped, offered }: JsonObject = isObject(value) ? value : {};
		return [name, { skipped: skippedIn(skipped), offered: offeredIn(offered) }] as const;
	});
	return Object.fromEntries(sites);
}

function offeredIn(stored: unknown): RunMemory['offered'] {
	const day = isObject(stored) ? dayIn(stored.day) : null;
	return isObject(stored) && day && areHashes(stored.keys) ? { day, keys: stored.keys } : null;
}

function skippedIn(stored: unknown): SkippedKeys | null {
	if (!isObject(stored) || !isObject(stored.reasons)) return null;
	const { reasons } = stored;
	const until = dayIn(stored.until);
	const known = EXCLUSION_REASONS.flatMap((reason) => {
		const one = reasons[reason];
		const isKnown = isObject(one) && areHashes(one.rule) && areHashes(one.keys);
		return isKnown ? [[reason, { rule: one.rule, keys: one.keys }] as const] : [];
	});
	return until && known.length > 0 ? { until, reasons: Object.fromEntries(known) } : null;
}
