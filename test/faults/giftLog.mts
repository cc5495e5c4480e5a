import type { StoredSend } from '../../sandbox/reachdesk/server.mts';
import type { Ledger } from '../queue/ledger.mts';

/** Where the data table Gift Log differs from what has happened; sentences. */
export interface LogGaps {
	/** gifts that Reachdesk has made, and that the log knows as made neither by key nor by send ID */
	unlogged: string[];
	/** gifts that the log calls made, and that Reachdesk does not have */
	invented: string[];
	/** people without a gift of whom the log gives no reason */
	unexplained: string[];
}

const MADE: readonly unknown[] = ['sent', 'pendingReview', 'link', 'alreadySent'];
const isMade = (outcome: unknown): boolean => MADE.includes(outcome);
/** Not what the workflow Gift follow-up has added, from Reachdesk’s list. */
const isOfATrigger = (key: string): boolean => !key.startsWith('reachdesk:');

/** Holds the rows of the log against Reachdesk’s own record, and against who should have got nothing. */
export function logGaps(
	rows: readonly Record<string, unknown>[],
	sends: readonly StoredSend[],
	ledger: Ledger,
): LogGaps {
	const outcomes = new Map(rows.map(({ key, outcome }) => [String(key), String(outcome)]));
	const sendIds = new Set(
		rows.filter(({ outcome }) => isMade(outcome)).map(({ send_id: id }) => String(id)),
	);
	const made = new Map(
		sends.flatMap(({ id, email }): [string, { id: string; name: string }][] => {
			const key = ledger.keyOf(email);
			return key === null ? [] : [[key, { id: String(id), name: `Send ${String(id)} (${key})` }]];
		}),
	);
	return {
		unlogged: [...made]
			.filter(([key, { id }]) => !isMade(outcomes.get(key)) && !sendIds.has(id))
			.map(([key, { name }]) => `${name} is ${outcomes.get(key) ?? 'missing'} in the log`),
		invented: [...outcomes]
			.filter(([key, outcome]) => isMade(outcome) && isOfATrigger(key) && !made.has(key))
			.map(([key, outcome]) => `${key} is ${outcome} in the log, and was not made`),
		unexplained: ledger.withoutGift().filter((key) => !outcomes.has(key)),
	};
}

export const isLogWhole = ({ unlogged, invented, unexplained }: LogGaps): boolean =>
	unlogged.length + invented.length + unexplained.length === 0;
