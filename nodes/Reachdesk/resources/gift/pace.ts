import { sleep } from 'n8n-workflow';

/** Keeps the requests of a run apart: each begins no sooner than a pause after the one before. */
export class Pace {
	private readonly pause: number;

	private last = -Infinity;

	/** @param pause - ms */
	constructor(pause: number) {
		this.pause = pause;
	}

	/** Waits until the next request may begin. */
	async wait(): Promise<void> {
		const left = this.last + this.pause - Date.now();
		if (left > 0) await sleep(left);
		this.last = Date.now();
	}
}
