/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
	private state: number;

	constructor(seed: number) {
		this.state = seed >>> 0;
	}

	/** from 0 up to, and without, 1 */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let mixed = this.state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	}

	/** a whole number from `least` to `most`, both included */
	between(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	/** @throws RangeError when there is nothing to choose from */
	pick<T>(choices: readonly T[]): T {
		const [chosen] = choices.slice(this.between(0, choices.length - 1));
		if (chosen === undefined) throw new RangeError('nothing to choose from');
		return chosen;
	}

	digits(count: number): string {
		return Array.from({ length: count }, () => String(this.between(0, 9))).join('');
	}
}
