import { createHash } from 'node:crypto';

interface Kept<T> {
	/** ms since 1970 */
	until: number;
	answer: Promise<T>;
}

/**
 * Answers that this n8n process keeps in memory for a short time, and nowhere else. A caller that
 * asks the same while an answer is pending waits for that answer.
 */
export class RecentAnswers<T> {
	/** by question, as a hash: a credential may be part of it */
	private readonly kept = new Map<string, Kept<T>>();

	private readonly failureKeptFor: number;

	/**
	 * @param failureKeptFor - milliseconds; by default, a failed question is asked again immediately
	 */
	constructor(failureKeptFor = 0) {
		this.failureKeptFor = failureKeptFor;
	}

	/**
	 * @param question - everything that the answer depends on
	 * @param keptFor - milliseconds
	 * @param now - ms since 1970
	 */
	async get(question: unknown, keptFor: number, now: number, ask: () => Promise<T>): Promise<T> {
		const name = createHash('sha256').update(JSON.stringify(question)).digest('base64');
		for (const [one, { until }] of this.kept) if (until <= now) this.kept.delete(one);
		const known = this.kept.get(name);
		if (known) return await known.answer;
		const answer = ask();
		this.kept.set(name, { until: now + keptFor, answer });
		answer.catch(() => {
			if (this.failureKeptFor === 0) this.kept.delete(name);
			else this.kept.set(name, { until: now + Math.min(keptFor, this.failureKeptFor), answer });
		});
		return await answer;
	}
}
