import { daysBetween } from '../../sandbox/hibob/dates.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import type { StoredSend } from '../../sandbox/reachdesk/server.mts';

/** As set in the trigger of the shipped workflows. */
export const CATCH_UP_DAYS = 7;
const SEND_NODE = 'Send Gift';

/** A gift that has to be made, by the sandbox's own reckoning. */
export interface DueGift {
	key: string;
	email: string;
	/** yyyy-MM-dd */
	day: string;
	/** whether something was broken on that day, so that the gift may be late */
	mayBeLate: boolean;
	/** yyyy-MM-dd; null for those who stay */
	lastDay: string | null;
}

/** What n8n said of a gift that it did not make. */
export interface HeldGift {
	/** null where n8n named only the employee */
	key: string | null;
	executionId: string;
	outcome: string;
	explanation: string;
}

export interface Tally {
	due: number;
	sent: number;
	/** sentences, each a gift that is not as it has to be */
	duplicates: string[];
	lost: string[];
	wrong: string[];
	/** whoever left before the gift could be made */
	leftMeanwhile: string[];
	/** gifts that are not made in the end, of which n8n says that it cannot know */
	heldInTheEnd: HeldGift[];
	/** every time that a gift was not made, and what n8n said of it */
	held: HeldGift[];
	heldWithoutReason: HeldGift[];
	/** number of gifts by days between due day and send */
	lateness: Map<number, number>;
}

/** Whether nobody got a gift twice, wrongly or not at all. */
export const isClean = (tally: Tally): boolean =>
	[tally.duplicates, tally.lost, tally.wrong, tally.heldWithoutReason].every(
		({ length }) => length === 0,
	);

/** Knows which gifts are due, and holds Reachdesk's own record of sends against it. */
export class Ledger {
	private readonly due = new Map<string, DueGift>();
	private readonly held = new Map<string, HeldGift[]>();
	private readonly skipped = new Set<string>();
	/** by key, what Send Gift returned last */
	private readonly lastOutcomes = new Map<string, string>();

	/** Notes who has to get a gift on a yyyy-MM-dd day, as the company is at that moment. */
	noteDay(day: string, people: readonly Person[], { mayBeLate }: { mayBeLate: boolean }): void {
		for (const { person, occasion, gift } of whoMattersOn(day, people)) {
			if (occasion !== 'birthday') continue;
			const email = person['root.email'];
			const key = `hibob:${person['root.id']}:birthday:${day.slice(0, 4)}`;
			if (!gift) this.skipped.add(key);
			if (!gift || email === null) continue;
			this.due.set(email.toLowerCase(), {
				key,
				email,
				day,
				mayBeLate,
				lastDay: person['internal.terminationDate'],
			});
		}
	}

	/** Notes what an execution that has ended said of gifts that it did not make. */
	noteExecution(execution: Execution): void {
		const returned = outputOf(execution, SEND_NODE);
		for (const { key, outcome } of returned) {
			this.lastOutcomes.set(String(key), String(outcome));
		}
		const unconfirmed = returned
			.filter(({ outcome }) => outcome === 'unconfirmed')
			.map(({ key, explanation }) => ({ key, outcome: 'unconfirmed', explanation }));
		const refused = outputOf(execution, SEND_NODE, 1).map(({ error }) => {
			const text = String(error);
			const [, key, explanation = text] = /^(hibob:\S+): (.+)$/s.exec(text) ?? [];
			return { key, outcome: 'refused', explanation };
		});
		const held = [...unconfirmed, ...refused].map(({ key, outcome, explanation }) => ({
			key: typeof key === 'string' ? key : null,
			executionId: execution.id,
			outcome,
			explanation: typeof explanation === 'string' ? explanation : '',
		}));
		this.held.set(execution.id, held);
	}

	/** The key of the gift that is due to an address; null when none is. */
	keyOf(email: string): string | null {
		return this.due.get(email.toLowerCase())?.key ?? null;
	}

	/** The keys of those whose day it was, and who should get nothing. */
	withoutGift(): string[] {
		return [...this.skipped];
	}

	/** @param sends all that Reachdesk has made, whatever n8n knows of it */
	tally(sends: readonly StoredSend[]): Tally {
		const held = [...this.held.values()].flat();
		const tally: Tally = {
			due: this.due.size,
			sent: sends.length,
			duplicates: [],
			lost: [],
			wrong: [],
			leftMeanwhile: [],
			heldInTheEnd: [],
			held,
			heldWithoutReason: held.filter(({ explanation }) => explanation.trim() === ''),
			lateness: new Map(),
		};
		for (const gift of this.due.values()) {
			const made = sends.filter(({ email }) => email === gift.email.toLowerCase());
			const [first] = made;
			if (!first) {
				this.missing(gift, held, tally);
				continue;
			}
			if (made.length > 1) {
				tally.duplicates.push(
					`${gift.key}, due ${gift.day}, was made ${String(made.length)} times: ${made.map(({ id, createdAt }) => `${String(id)} at ${createdAt}`).join(', ')}`,
				);
			}
			const late = daysBetween(gift.day, first.createdAt.slice(0, 10));
			tally.lateness.set(late, (tally.lateness.get(late) ?? 0) + 1);
		}
		for (const send of sends) {
			const reason = this.wrongness(send);
			if (reason !== null) tally.wrong.push(`Send ${String(send.id)}: ${reason}`);
		}
		return tally;
	}

	private missing(gift: DueGift, held: readonly HeldGift[], tally: Tally): void {
		const { key, day, lastDay, mayBeLate } = gift;
		const last = held.findLast((one) => one.key === key);
		if (mayBeLate && lastDay !== null) tally.leftMeanwhile.push(`${key}, due ${day}`);
		else if (last?.outcome === 'unconfirmed') tally.heldInTheEnd.push(last);
		else {
			const said = this.lastOutcomes.get(key) ?? 'nothing';
			tally.lost.push(`${key}, due ${day}, was never made. Send Gift returned last: ${said}`);
		}
	}

	private wrongness(send: StoredSend): string | null {
		const gift = this.due.get(send.email);
		if (!gift) return 'nothing was due';
		const day = send.createdAt.slice(0, 10);
		if (gift.lastDay !== null && day > gift.lastDay) return `left on ${gift.lastDay}`;
		const late = daysBetween(gift.day, day);
		return late < 0 || late > CATCH_UP_DAYS ? `due ${gift.day}, made ${day}` : null;
	}
}
