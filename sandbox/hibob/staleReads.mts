import type { Person } from './person.mts';

/**
 * Serves people as they were some seconds ago, as HiBob may after a change. Changes are noticed when
 * somebody reads: a change shows `seconds` after the first read that came after it.
 */
export class StaleReads {
	private readonly people: Person[];
	private readonly now: () => number;
	private snapshots: { takenAt: number; text: string; people: Person[] }[] = [];
	private lag = 0;

	constructor(people: Person[], now: () => number) {
		this.people = people;
		this.now = now;
	}

	get seconds(): number {
		return this.lag;
	}

	/** Setting it also fixes what reads show until the first change is due. */
	set seconds(seconds: number) {
		this.lag = seconds;
		this.snapshots = seconds > 0 ? [this.snapshot()] : [];
	}

	read(): Person[] {
		if (this.lag <= 0) return this.people;
		const latest = this.snapshot();
		if (latest.text !== this.snapshots.at(-1)?.text) this.snapshots.push(latest);
		const shownSince = this.now() - this.lag * 1000;
		const due = this.snapshots.filter(({ takenAt }) => takenAt <= shownSince).length;
		this.snapshots.splice(0, Math.max(0, due - 1));
		return this.snapshots[0]?.people ?? this.people;
	}

	private snapshot() {
		const text = JSON.stringify(this.people);
		return { takenAt: this.now(), text, people: structuredClone(this.people) };
	}
}
