import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import type { Attempt } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';

const MINUTE = 60_000;
// Oldest entries go first. A gift can come up again only within the trigger's catch-up days.
const MOST_ENTRIES = 20_000;

/**
 * What was tried, in n8n’s table of processed data: durable at once, kept per node, and shared by
 * all executions. The table only knows whether an entry is there, so a gift has up to four:
 *
 * - `tried:<gift key>`: a POST was about to be made; written before it
 * - `open:<gift key>`: no answer is recorded yet
 * - `open:<gift key>@<minute>`: when the try began, in minutes since 1970
 * - `open:<gift key>#<campaign>`: with which campaign
 *
 * Tried and not open means made. An entry is looked up by recording it and taking it out again if
 * it was new; a crash in between leaves a gift `open`, which is settled by Reachdesk’s list. The
 * table is not atomic across executions that run at the same time.
 */
export class AttemptStore {
	private readonly helpers: IExecuteFunctions['helpers'];

	private readonly settleMinutes: number;

	constructor(helpers: IExecuteFunctions['helpers'], settleMinutes: number) {
		this.helpers = helpers;
		this.settleMinutes = settleMinutes;
	}

	/** What is known of each gift, by its key. */
	async attempts(gifts: readonly Gift[], now: number): Promise<Map<string, Attempt>> {
		const byKey = new Map(gifts.map((gift) => [gift.key, gift]));
		const known = await this.lookUp([...byKey.keys()].flatMap((key) => [tried(key), open(key)]));
		const attempts = new Map<string, Attempt>();
		for (const [key, gift] of byKey) {
			if (!known.has(tried(key))) attempts.set(key, 'none');
			else attempts.set(key, known.has(open(key)) ? await this.unanswered(gift, now) : 'made');
		}
		return attempts;
	}

	/**
	 * Notes that a gift is about to be sent. False when another execution has noted it since
	 * `expected` was looked up: then it must not be sent.
	 */
	async begin(gift: Gift, expected: Attempt, now: number): Promise<boolean> {
		if (expected === 'settled' && (await this.unanswered(gift, now)) !== 'settled') return false;
		const entries = entriesOf(gift, now);
		const { new: added } = await this.helpers.checkProcessedAndRecord(entries, 'node', {
			...OPTIONS,
			maxEntries: MOST_ENTRIES,
		});
		const decisive = expected === 'none' ? tried(gift.key) : openSince(gift.key, now);
		const isOurs = added.includes(decisive);
		if (!isOurs && added.length > 0) await this.helpers.removeProcessed(added, 'node', OPTIONS);
		return isOurs;
	}

	/** Notes that a gift was made, in a try that began at `begun` or in an earlier one. */
	async made(gift: Gift, begun?: number): Promise<void> {
		const entries = begun === undefined ? [open(gift.key)] : entriesOf(gift, begun).slice(1);
		await this.helpers.removeProcessed(entries, 'node', OPTIONS);
	}

	/** Takes a try back, of which it is certain that it made no gift. */
	async undo(gift: Gift, begun: number): Promise<void> {
		await this.helpers.removeProcessed(entriesOf(gift, begun), 'node', OPTIONS);
	}

	/** Of a try without an answer: whether it is long ago, and was with the same campaign. */
	private async unanswered(gift: Gift, now: number): Promise<'open' | 'settled' | 'otherCampaign'> {
		const minutes = Array.from({ length: this.settleMinutes + 1 }, (_, ago) =>
			openSince(gift.key, now - ago * MINUTE),
		);
		const known = await this.lookUp([openWith(gift), ...minutes]);
		if (minutes.some((minute) => known.has(minute))) return 'open';
		return known.has(openWith(gift)) ? 'settled' : 'otherCampaign';
	}

	private async lookUp(entries: string[]): Promise<Set<string>> {
		if (entries.length === 0) return new Set();
		const { new: added } = await this.helpers.checkProcessedAndRecord(entries, 'node', OPTIONS);
		if (added.length > 0) await this.helpers.removeProcessed(added, 'node', OPTIONS);
		const absent = new Set(added);
		return new Set(entries.filter((entry) => !absent.has(entry)));
	}
}

const OPTIONS: ICheckProcessedOptions = { mode: 'entries' };

const tried = (key: string) => `tried:${key}`;
const open = (key: string) => `open:${key}`;
const openSince = (key: string, instant: number) =>
	`open:${key}@${String(Math.floor(instant / MINUTE))}`;
const openWith = ({ key, campaignId }: Gift) => `open:${key}#${String(campaignId)}`;

/** What a try writes; the first entry stays when the gift was made. */
const entriesOf = (gift: Gift, begun: number): string[] => [
	tried(gift.key),
	open(gift.key),
	openSince(gift.key, begun),
	openWith(gift),
];
