const TOLERATED_WITHIN_MS = 10_000;
const REFUSALS = 50;
const LOCKED_MS = 5 * 60_000;

/**
 * HiBob's firewall: 50 × 401 within 10 s lock the IP address and the Authorization header out for 5
 * minutes, 50 × 403 the header. https://apidocs.hibob.com/reference/rate-limiting
 */
export class LockOut {
	private readonly now: () => number;
	private readonly refusals = new Map<string, number[]>();
	private readonly lockedUntil = new Map<string, number>();

	constructor(now: () => number) {
		this.now = now;
	}

	private note(refusal: string, locks: string): void {
		const now = this.now();
		const recent = (this.refusals.get(refusal) ?? []).filter(
			(at) => at > now - TOLERATED_WITHIN_MS,
		);
		recent.push(now);
		this.refusals.set(refusal, recent);
		if (recent.length >= REFUSALS) this.lockedUntil.set(locks, now + LOCKED_MS);
	}

	/** Takes note of an answer that refused a caller; statuses other than 401 and 403 do not count. */
	refused(status: number, ip: string, authorization: string | undefined): void {
		const header = `header ${authorization ?? ''}`;
		if (status === 401) this.note(`401 ip ${ip}`, `ip ${ip}`);
		if (authorization === undefined) return;
		if (status === 401 || status === 403) this.note(`${String(status)} ${header}`, header);
	}

	isLockedOut(ip: string, authorization: string | undefined): boolean {
		return [`ip ${ip}`, `header ${authorization ?? ''}`].some(
			(key) => (this.lockedUntil.get(key) ?? 0) > this.now(),
		);
	}
}
