import { ExplainedError } from '../../shared/explainedError';
import { changedValues, FINGERPRINT_LENGTH, fingerprintOf } from './fingerprint';
import type { RosterMemory } from './packedRoster';

/** How an employee stands in the roster of a run. */
export type Standing<T> = { employee: T; id: string } & (
	| { kind: 'in'; values: readonly unknown[] }
	/** `unknown`: HiBob returned too little data, so this person is neither in nor gone */
	| { kind: 'unknown' | 'out'; reason: string; explanation: string }
);

/** What can happen to a person in the roster; `employeeSynced` is everyone, at each run. */
export const ROSTER_EVENTS = [
	'employeeSynced',
	'employeeAdded',
	'employeeChanged',
	'employeeLeft',
] as const;
export type RosterEvent = (typeof ROSTER_EVENTS)[number];

/** What a roster event is about; `employee` is null for a person HiBob no longer lists. */
export type RosterChange<T> =
	| { event: 'employeeAdded'; id: string; employee: T; initial: boolean }
	| { event: 'employeeChanged'; id: string; employee: T; changedFields: string[]; mark: string }
	| {
			event: 'employeeLeft';
			id: string;
			employee: T | null;
			reason: string;
			explanation: string;
	  };

const SMALLEST_ROSTER = 20;
const WHOLE_MARK = 5;
/** for a person whose values were unknown when it was taken */
const NOT_TAKEN = ''.padEnd(FINGERPRINT_LENGTH, '-');

/**
 * Compares the roster with that of the last run.
 *
 * Rules: without a last run everyone is added, as the initial sync. People who come back are added again.
 * People who are no longer eligible, or no longer listed, have left; people for whom HiBob returned too
 * little data have not. When other fields are watched than in the last run, nothing counts as changed.
 *
 * @param standings - each is read once, so they can be made one at a time
 * @param watched - the names of the values, in their order
 * @param largestShrink - share of the roster that may leave between two runs, in %
 * @param unidentified - the ids of rows that identify nobody; one without an id may be anyone who is not listed
 * @throws ExplainedError when more have left, which looks like a lost permission
 */
export function compareRoster<T>(
	before: RosterMemory | null,
	standings: Iterable<Standing<T>>,
	watched: readonly string[],
	largestShrink: number,
	unidentified: readonly (string | null)[] = [],
): { changes: RosterChange<T>[]; after: RosterMemory } {
	const changes: RosterChange<T>[] = [];
	const fingerprints = new Map<string, string>();
	// a field id may hold a comma
	const isComparable =
		before !== null && JSON.stringify(before.watched) === JSON.stringify(watched);
	const left = new Set<string>();
	for (const standing of standings) {
		const { id, employee } = standing;
		const old = before?.fingerprints.get(id);
		if (standing.kind === 'in') {
			const current = fingerprintOf(standing.values);
			fingerprints.set(id, current);
			if (old === undefined) {
				changes.push({ event: 'employeeAdded', id, employee, initial: before === null });
			} else if (isComparable && old !== current && old !== NOT_TAKEN) {
				const changedFields = changedValues(old, current, watched.length).flatMap(
					(at) => watched[at] ?? [],
				);
				const mark = current.slice(0, WHOLE_MARK);
				changes.push({ event: 'employeeChanged', id, employee, changedFields, mark });
			}
		} else if (old !== undefined) {
			if (standing.kind === 'unknown') {
				fingerprints.set(id, isComparable ? old : NOT_TAKEN);
			} else {
				const { reason, explanation } = standing;
				left.add(id);
				changes.push({ event: 'employeeLeft', id, employee, reason, explanation });
			}
		}
	}
	for (const [id, old] of before?.fingerprints ?? []) {
		if (fingerprints.has(id) || left.has(id)) continue;
		if (unidentified.includes(null) || unidentified.includes(id)) {
			fingerprints.set(id, isComparable ? old : NOT_TAKEN);
			continue;
		}
		const explanation = 'HiBob no longer lists this employee';
		changes.push({ event: 'employeeLeft', id, employee: null, reason: 'gone', explanation });
	}
	checkLeavers(changes, before?.fingerprints.size ?? 0, largestShrink);
	return { changes, after: { watched, fingerprints } };
}

function checkLeavers<T>(
	changes: readonly RosterChange<T>[],
	before: number,
	largestShrink: number,
): void {
	const leavers = changes.filter(({ event }) => event === 'employeeLeft').length;
	if (before < SMALLEST_ROSTER || leavers * 100 <= before * largestShrink) return;
	throw new ExplainedError(
		`${String(leavers)} of ${String(before)} employees would count as leavers since the last run`,
		"In HiBob, check what the service user can access, and here the filters under 'Who'. If so many people really left, raise 'Max Headcount Drop (%)' under Options for one run",
	);
}
