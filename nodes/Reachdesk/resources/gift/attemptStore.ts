import { sleep } from 'n8n-workflow';
import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import type { Attempt } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { oneByOne } from './oneByOne';

const MINUTE = 60_000;
// Oldest entries go first. A gift can come up again only within the trigger's catch-up days.
const MOST_ENTRIES = 20_000;
// A write of n8n's table takes some milliseconds; by then every worker's has come through. It is
// also the pause between two gifts: Reachdesk documents no rate limit, two a second are polite.
const CLAIM_PAUSE = 500;
// Executions have consecutive numbers, so those of one moment have different places.
const PLACES = 64;

type Helpers = Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>;

/** What the store needs of an execution. */
export interface StoreContext extends Pick<
	IExecuteFunctions,
	'getWorkflow' | 'getNode' | 'getExecutionId'
> {
	helpers: Helpers;
}

/**
 * What was tried, in n8n’s table of processed data: durable at once, kept per node, and shared by
 * all executions. The table only knows whether an entry is there, so a gift has up to six:
 *
 * - `tried:<gift key>`: a POST was about to be made; written before it
 * - `open:<gift key>`: no answer is recorded yet
 * - `open:<gift key>!`: a try has begun, and the gift was not only looked up
 * - `open:<gift key>@<minute>`: when the try began, in minutes since 1970
 * - `open:<gift key>#<campaign>`: with which campaign
 * - `open:<gift key>@<minute>=<place>`: by which execution, as one of 64 places
 *
 * Tried and not open means made. An entry is looked up by recording it and taking it out again if
 * it was new, so a crash in between leaves a gift `open`, which Reachdesk’s list settles: no write
 * that is lost or left behind ever turns into a gift that counts as made.
 *
 * n8n reads and writes the table’s row without a lock. Within one process we wait our turn. Across
 * workers a claim is looked at again after a pause: of writes at the same instant only the last one
 * stays, so who has lost an entry, or finds another execution’s place taken, does not send.
 */
export class AttemptStore {
	private readonly helpers: Helpers;

	private readonly row: string;

	private readonly place: number;

	private readonly settleMinutes: number;

	private readonly pause: (milliseconds: number) => Promise<void>;

	constructor(context: StoreContext, settleMinutes: number, pause = sleep) {
		this.helpers = context.helpers;
		this.row = `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
		this.place = placeOf(context.getExecutionId());
		this.settleMinutes = settleMinutes;
		this.pause = pause;
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
	async claim(gift: Gift, expected: Attempt, now: number): Promise<boolean> {
		if (expected === 'settled' && (await this.unanswered(gift, now)) !== 'settled') return false;
		const entries = this.entriesOf(gift, now);
		const decisive = expected === 'none' ? tried(gift.key) : openSince(gift.key, now);
		if (!(await this.recordTry(gift, entries, decisive))) return false;
		await this.pause(CLAIM_PAUSE);
		const known = await this.lookUp([...new Set([...entries, ...places(gift.key, now)])]);
		const isWhole = entries.every((entry) => known.has(entry));
		if (isWhole && known.size === entries.length) return true;
		await this.remove([openBy(gift.key, now, this.place)]);
		return false;
	}

	/** Notes that a gift was made, in a try that began at `begun` or in an earlier one. */
	async made(gift: Gift, begun?: number): Promise<void> {
		const entries = begun === undefined ? [open(gift.key)] : this.entriesOf(gift, begun).slice(1);
		await this.remove(entries);
	}

	/** Takes a try back, of which it is certain that it made no gift. */
	async undo(gift: Gift, begun: number): Promise<void> {
		await this.remove(this.entriesOf(gift, begun));
	}

	/** Of a try without an answer: whether it is long ago, and was with the same campaign. */
	private async unanswered(gift: Gift, now: number): Promise<'open' | 'settled' | 'otherCampaign'> {
		const minutes = Array.from({ length: this.settleMinutes + 1 }, (_, ago) =>
			openSince(gift.key, now - ago * MINUTE),
		);
		const known = await this.lookUp([openBegun(gift.key), openWith(gift), ...minutes]);
		if (minutes.some((minute) => known.has(minute))) return 'open';
		const wasOnlyLookedUp = !known.has(openBegun(gift.key));
		return wasOnlyLookedUp || known.has(openWith(gift)) ? 'settled' : 'otherCampaign';
	}

	/** What a try writes; the first entry stays when the gift was made. */
	private entriesOf(gift: Gift, begun: number): string[] {
		const { key } = gift;
		return [
			tried(key),
			open(key),
			openBegun(key),
			openSince(key, begun),
			openWith(gift),
			openBy(key, begun, this.place),
		];
	}

	/** Those of the entries that are in the table. */
	private async lookUp(entries: string[]): Promise<Set<string>> {
		if (entries.length === 0) return new Set();
		return await oneByOne(this.row, async () => {
			const added = await this.recordNow(entries);
			if (added.length > 0) await this.removeNow(added);
			const absent = new Set(added);
			return new Set(entries.filter((entry) => !absent.has(entry)));
		});
	}

	/**
	 * Records the entries of a try, unless one of them, the decisive one, is in the table already, or
	 * the gift was made since it was looked up: other gifts may have kept this execution for minutes.
	 */
	private async recordTry(gift: Gift, entries: string[], decisive: string): Promise<boolean> {
		return await oneByOne(this.row, async () => {
			const added = await this.recordNow(entries, MOST_ENTRIES);
			const wasMade = !added.includes(tried(gift.key)) && added.includes(open(gift.key));
			const isNew = added.includes(decisive) && !wasMade;
			if (!isNew && added.length > 0) await this.removeNow(added);
			return isNew;
		});
	}

	private async remove(entries: string[]): Promise<void> {
		if (entries.length === 0) return;
		await oneByOne(this.row, async () => {
			await this.removeNow(entries);
		});
	}

	private async recordNow(entries: string[], maxEntries?: number): Promise<string[]> {
		const options = maxEntries === undefined ? OPTIONS : { ...OPTIONS, maxEntries };
		const { new: added } = await this.helpers.checkProcessedAndRecord(entries, 'node', options);
		return added.map(String);
	}

	private async removeNow(entries: string[]): Promise<void> {
		await this.helpers.removeProcessed(entries, 'node', OPTIONS);
	}
}

const OPTIONS: ICheckProcessedOptions = { mode: 'entries' };

const tried = (key: string) => `tried:${key}`;
const open = (key: string) => `open:${key}`;
const openBegun = (key: string) => `open:${key}!`;
const openSince = (key: string, instant: number) =>
	`open:${key}@${String(Math.floor(instant / MINUTE))}`;
const openBy = (key: string, instant: number, place: number) =>
	`${openSince(key, instant)}=${String(place)}`;
const openWith = ({ key, campaignId }: Gift) => `open:${key}#${String(campaignId)}`;

const placeOf = (executionId: string): number => {
	const number = Number(executionId);
	if (Number.isSafeInteger(number) && number >= 0) return number % PLACES;
	const letters = Array.from({ length: executionId.length }, (_, at) => executionId.charCodeAt(at));
	return letters.reduce((sum, letter) => sum + letter, 0) % PLACES;
};

/** The places of a claim’s minute, and of the one before, in which a rival may have begun. */
const places = (key: string, instant: number): string[] =>
	[instant, instant - MINUTE].flatMap((minute) =>
		Array.from({ length: PLACES }, (_, place) => openBy(key, minute, place)),
	);
