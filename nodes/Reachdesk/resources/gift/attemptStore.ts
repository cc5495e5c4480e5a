import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import type { Attempt } from '../../gifts/duplicateCheck';

const MINUTE = 60_000;
// Oldest entries go first. A gift can come up again only within the trigger's catch-up days.
const MOST_ENTRIES = 20_000;

/**
 * What was tried, in n8n’s table of processed data: durable at once, kept per node, and shared by
 * all executions. The table only knows whether an entry is there, so a gift has up to three:
 *
 * - `tried:<request id>`: a POST was about to be made; written before it
 * - `open:<request id>`: no answer is recorded yet
 * - `open:<request id>@<minute>`: when the try began, in minutes since 1970
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

	/** What is known of each gift, by request id. */
	async attempts(requestIds: readonly string[], now: number): Promise<Map<string, Attempt>> {
		const ids = [...new Set(requestIds)];
		const known = await this.lookUp(ids.flatMap((id) => [tried(id), open(id)]));
		const attempts = new Map<string, Attempt>();
		for (const id of ids) {
			if (!known.has(tried(id))) attempts.set(id, 'none');
			else if (!known.has(open(id))) attempts.set(id, 'made');
			else attempts.set(id, (await this.isSettled(id, now)) ? 'settled' : 'open');
		}
		return attempts;
	}

	/**
	 * Notes that a gift is about to be sent. False when another execution has noted it since
	 * `expected` was looked up: then it must not be sent.
	 */
	async begin(requestId: string, expected: Attempt, now: number): Promise<boolean> {
		if (expected === 'settled' && !(await this.isSettled(requestId, now))) return false;
		const entries = [tried(requestId), open(requestId), openSince(requestId, now)];
		const { new: added } = await this.helpers.checkProcessedAndRecord(entries, 'node', {
			...OPTIONS,
			maxEntries: MOST_ENTRIES,
		});
		const isOurs =
			expected === 'none' ? added.includes(tried(requestId)) : added.includes(entries[2] ?? '');
		if (!isOurs && added.length > 0) await this.helpers.removeProcessed(added, 'node', OPTIONS);
		return isOurs;
	}

	/** Notes that a gift was made. */
	async made(requestId: string, begun?: number): Promise<void> {
		const entries = [
			open(requestId),
			...(begun === undefined ? [] : [openSince(requestId, begun)]),
		];
		await this.helpers.removeProcessed(entries, 'node', OPTIONS);
	}

	/** Takes a try back, of which it is certain that it made no gift. */
	async undo(requestId: string, begun: number): Promise<void> {
		const entries = [tried(requestId), open(requestId), openSince(requestId, begun)];
		await this.helpers.removeProcessed(entries, 'node', OPTIONS);
	}

	private async isSettled(requestId: string, now: number): Promise<boolean> {
		const minutes = Array.from({ length: this.settleMinutes + 1 }, (_, ago) =>
			openSince(requestId, now - ago * MINUTE),
		);
		return (await this.lookUp(minutes)).size === 0;
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

const tried = (requestId: string) => `tried:${requestId}`;
const open = (requestId: string) => `open:${requestId}`;
const openSince = (requestId: string, instant: number) =>
	`open:${requestId}@${String(Math.floor(instant / MINUTE))}`;
