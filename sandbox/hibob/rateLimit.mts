const WINDOW_MS = 60_000;

/** https://apidocs.hibob.com/docs/rate-limit; the reset is in epoch seconds. */
export interface RateLimitState {
	exceeded: boolean;
	headers: Record<'X-RateLimit-Limit' | 'X-RateLimit-Remaining' | 'X-RateLimit-Reset', string>;
	secondsToReset: number;
}

/** Counts calls per key in windows of a minute that open with the first call. */
export class RateLimit {
	private readonly now: () => number;
	private readonly limit: () => number;
	private readonly windows = new Map<string, { opened: number; calls: number }>();

	constructor(now: () => number, limit: () => number) {
		this.now = now;
		this.limit = limit;
	}

	private windowOf(key: string) {
		const now = this.now();
		const open = this.windows.get(key);
		if (open && now < open.opened + WINDOW_MS) return open;
		const fresh = { opened: now, calls: 0 };
		this.windows.set(key, fresh);
		return fresh;
	}

	/** Where a key stands, without a call. */
	stateOf(key: string): RateLimitState {
		const { opened, calls } = this.windowOf(key);
		const limit = this.limit();
		const reset = Math.ceil((opened + WINDOW_MS) / 1000);
		return {
			exceeded: calls > limit,
			headers: {
				'X-RateLimit-Limit': String(limit),
				'X-RateLimit-Remaining': String(Math.max(0, limit - calls)),
				'X-RateLimit-Reset': String(reset),
			},
			secondsToReset: Math.max(0, Math.ceil(reset - this.now() / 1000)),
		};
	}

	/** Counts a call; a call beyond the limit is to be refused. */
	count(key: string): RateLimitState {
		this.windowOf(key).calls += 1;
		return this.stateOf(key);
	}
}
