import { availableParallelism, loadavg } from 'node:os';
import type { Loaded, Order } from './messages.mts';
import type { Fate } from './results.mts';
import { NoAnswer, Session, SessionFailed } from './session.mts';

// on a busy machine, too, only what never ends takes so long
const PATIENCE_MS = 15_000;
/** A group that takes longer is halved, so only a mutant alone needs the whole patience. */
const PATIENCE_WITH_GROUP_MS = 4_000;
const SLOWER_AT_MOST = 6;
// modules that are loaded again stay in memory, gigabytes of them after a thousand times
const RELOADS_AT_MOST = 400;

/** The tests of one file, in a process of its own, which is replaced when it does not answer any more. */
export class TestFile {
	private session: Session | null = null;
	private known: Loaded | null = null;
	private reloads = 0;

	private readonly root: string;
	private readonly name: string;
	private readonly sources: string;

	/** @param sources where the code with mutants is */
	constructor(root: string, name: string, sources: string) {
		this.root = root;
		this.name = name;
		this.sources = sources;
	}

	/**
	 * What its tests pass, and how long they take.
	 *
	 * @throws SessionFailed or NoAnswer when the file cannot be used
	 */
	async loaded(): Promise<Loaded> {
		const { loaded } = await this.start();
		return loaded;
	}

	/**
	 * Whether tests notice mutants.
	 *
	 * @param milliseconds how long the tests take without them
	 * @throws as {@link loaded}
	 */
	async judge(order: Order, milliseconds: number): Promise<Pick<Fate, 'killed' | 'by'>> {
		const { session } = await this.start();
		try {
			const patience = order.mutants.length > 1 ? PATIENCE_WITH_GROUP_MS : PATIENCE_MS;
			const within = patience + milliseconds * SLOWER_AT_MOST;
			const { verdict, by } = await session.judge(order, within);
			if (order.reload && ++this.reloads >= RELOADS_AT_MOST) this.end();
			return { killed: verdict === 'killed', by };
		} catch (error) {
			if (!(error instanceof SessionFailed) && !(error instanceof NoAnswer)) throw error;
			// the tests never end, or end the process
			this.end();
			return { killed: true, by: null };
		}
	}

	end(): void {
		this.session?.end();
		this.session = null;
		this.reloads = 0;
	}

	private async start(): Promise<{ session: Session; loaded: Loaded }> {
		if (this.session && this.known) return { session: this.session, loaded: this.known };
		const session = new Session(this.root, this.name, this.sources);
		this.session = session;
		if (this.known) await session.resume(this.known);
		else this.known = onIdleMachine(await session.learn());
		return { session, loaded: this.known };
	}
}

/** How long the tests would take if nothing else ran, so that a busy machine does not try fewer of them. */
function onIdleMachine({ tests, ...rest }: Loaded): Loaded {
	const [load = 0] = loadavg();
	const slower = Math.max(1, load / availableParallelism());
	return {
		...rest,
		tests: tests.map((test) => ({ ...test, milliseconds: test.milliseconds / slower })),
	};
}
