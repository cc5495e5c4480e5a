import type { IDataObject } from 'n8n-workflow';
import { dayIn } from '../../../shared/civilDate';
import type { CivilDate } from '../../../shared/civilDate';
import { isObject } from '../../../shared/jsonObject';
import type { MemoryFormat } from '../../../shared/schedule/scheduleState';
import type { NotedGift, NotedGifts } from '../../gifts/giftEvents';
import { GIFT_FACTS } from '../../gifts/giftFacts';

/**
 * What the trigger remembers in its node static data: ids of gifts and their statuses. n8n exports
 * it with the workflow, so it must not hold personal data.
 */
export interface GiftMemory {
	/** null before anything was noted */
	gifts: NotedGifts | null;
	/** the day on which the newest noted gift was created; null without gifts */
	newest: CivilDate | null;
}

const RADIX = 36;

/**
 * Each gift needs its id and a few more letters: the position of its status, and its facts as bits.
 */
function packed(gifts: NotedGifts): { statuses: string[]; gifts: Record<string, string> } {
	const statuses = [...new Set([...gifts.values()].map(({ status }) => status))];
	const places = new Map(statuses.map((status, place) => [status, place.toString(RADIX)]));
	const entryOf = ({ status, facts }: NotedGift): string => {
		const bits = GIFT_FACTS.reduce((sum, fact, at) => sum + (facts.has(fact) ? 2 ** at : 0), 0);
		return `${places.get(status) ?? ''}.${bits.toString(RADIX)}`;
	};
	return {
		statuses,
		gifts: Object.fromEntries([...gifts].map(([id, gift]) => [id, entryOf(gift)])),
	};
}

function unpacked({ statuses, gifts }: Readonly<IDataObject>): NotedGifts | null {
	if (!Array.isArray(statuses) || !isObject(gifts)) return null;
	const noted = new Map<string, NotedGift>();
	for (const [id, entry] of Object.entries(gifts)) {
		const [place, bits] = String(entry)
			.split('.')
			.map((text) => Number.parseInt(text, RADIX));
		const status: unknown = statuses[place ?? NaN];
		// an unreadable entry counts as never noted: it is noted again and not reported
		if (typeof status !== 'string' || bits === undefined || Number.isNaN(bits)) continue;
		const facts = GIFT_FACTS.filter((_, at) => Math.floor(bits / 2 ** at) % 2 === 1);
		noted.set(id, { status, facts: new Set(facts) });
	}
	return noted;
}

/** How the memory is stored. */
export const giftMemory: MemoryFormat<GiftMemory> = {
	read: (staticData) => ({ gifts: unpacked(staticData), newest: dayIn(staticData.newest) }),
	write: (staticData, { gifts, newest }) => {
		staticData.newest = newest;
		const kept = gifts && packed(gifts);
		staticData.statuses = kept?.statuses ?? null;
		staticData.gifts = kept?.gifts ?? null;
	},
};
