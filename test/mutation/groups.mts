import type { Mutant } from './instrument.mts';
import { DECIDING } from './scope.mts';

/** Whether a test notices one of these mutants, all switched on together. */
type Notices = (group: readonly Mutant[]) => Promise<boolean>;

/** How many mutants to switch on together: fewer after each group that a test notices. */
export class GroupSize {
	private size = 8;

	get now(): number {
		return Math.round(this.size);
	}

	note(isNoticed: boolean): void {
		this.size = isNoticed ? Math.max(1, this.size / 1.6) : Math.min(100, this.size * 1.3);
	}
}

/**
 * The mutants that a test kills. Most mutants survive most tests, so several are switched on together: if
 * the test passes, all have survived it. If it fails, halves of them show which were noticed. Each mutant
 * that is returned was noticed alone.
 */
export async function killedAmong(
	mutants: readonly Mutant[],
	size: GroupSize,
	notices: Notices,
): Promise<Mutant[]> {
	const killed: Mutant[] = [];
	let waiting = [...mutants];
	while (waiting.length > 0) {
		const group = apart(waiting, size.now);
		const taken = new Set(group);
		waiting = waiting.filter((mutant) => !taken.has(mutant));
		const isNoticed = await notices(group);
		size.note(isNoticed);
		if (isNoticed) killed.push(...(await noticedIn(group, notices)));
	}
	return killed;
}

/** @param group which the test notices */
async function noticedIn(group: readonly Mutant[], notices: Notices): Promise<Mutant[]> {
	if (group.length === 1) return [...group];
	const middle = Math.ceil(group.length / 2);
	const [first, second] = [group.slice(0, middle), group.slice(middle)];
	const inFirst = (await notices(first)) ? await noticedIn(first, notices) : [];
	// what the first half does not explain is in the second
	const isInSecond = (inFirst.length === 0 && second.length > 1) || (await notices(second));
	return [...inFirst, ...(isInSecond ? await noticedIn(second, notices) : [])];
}

/**
 * The first mutants, but none that lies within another one: that one would hide it. One elsewhere in the
 * file may hide it, too, so each file that decides about money and people has one mutant in a group.
 */
function apart(mutants: readonly Mutant[], atMost: number): Mutant[] {
	const group: Mutant[] = [];
	for (const mutant of mutants) {
		if (group.length === atMost) break;
		if (!group.some((other) => mayHide(mutant, other))) group.push(mutant);
	}
	return group;
}

const mayHide = (one: Mutant, other: Mutant): boolean =>
	one.file === other.file && (one.file in DECIDING || (one.from < other.to && other.from < one.to));
