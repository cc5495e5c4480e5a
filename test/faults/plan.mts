import { plus } from '../../sandbox/hibob/dates.mts';
import { Random } from '../../sandbox/hibob/random.mts';
import { MISHAPS, RUN_ENDINGS } from './mishaps.mts';
import type { RunEnding } from './mishaps.mts';

/** The moments at which n8n is killed. */
const KILL_MOMENTS = [
	'while it asks HiBob',
	'while HiBob answers',
	'after HiBob has answered',
	'while it lists the sends',
	'before the POST is acted on',
	'after the POST is acted on',
	'after the POST is answered',
	'between two gifts',
	'at any moment',
] as const;
type KillMoment = (typeof KILL_MOMENTS)[number];

export interface Kill {
	moment: KillMoment;
	/** how many gifts of the run come before */
	after: number;
	/** ms of the real clock between the moment and the kill */
	delay: number;
	/** how long n8n stays down, in minutes of its own clock */
	minutesDown: number;
	/** whether a person then retries the execution that was cut off: once, or twice at the same time */
	retries: 0 | 1 | 2;
}

export interface DayPlan {
	/** yyyy-MM-dd */
	day: string;
	gifts: number;
	mishaps: { name: string; after: number }[];
	kills: Kill[];
	/** what happens once the day's run is over */
	ending: RunEnding | null;
}

export interface PlanOptions {
	seed: number;
	/** yyyy-MM-dd; all days are in its year */
	firstDay: string;
	days: number;
	giftsPerDay: number;
	kills: number;
}

// n8n that is killed every day for a week loses gifts in the end; nobody leaves it at that.
const QUIET_EVERY = 4;
const MOST_KILLS_A_DAY = 4;

/** What goes wrong on which day: the same for the same seed. */
export function planDays({ seed, firstDay, days, giftsPerDay, kills }: PlanOptions): DayPlan[] {
	const random = new Random(seed);
	const moments = shuffled(KILL_MOMENTS, random);
	const endings = shuffled(RUN_ENDINGS, random);
	const mishaps = shuffled(Object.keys(MISHAPS), random);
	let killsLeft = kills;
	let roughDaysLeft = days - Math.floor(days / QUIET_EVERY);
	return Array.from({ length: days }, (_, index): DayPlan => {
		const day = plus(firstDay, { days: index });
		const gifts = Math.max(1, giftsPerDay + random.between(-3, 3));
		if ((index + 1) % QUIET_EVERY === 0) {
			return { day, gifts, mishaps: [], kills: [], ending: endings.next() };
		}
		const share = killsLeft / roughDaysLeft;
		const count = Math.min(MOST_KILLS_A_DAY, Math.floor(share + random.next()), killsLeft);
		killsLeft -= count;
		roughDaysLeft -= 1;
		return {
			day,
			gifts,
			mishaps: Array.from({ length: random.between(count > 0 ? 0 : 1, 3) }, () => ({
				name: mishaps.next(),
				after: random.between(0, Math.max(0, giftsPerDay - 2)),
			})),
			kills: Array.from({ length: count }, (_, number) => ({
				// a run that was killed need not get as far as a certain moment again
				moment: number > 0 && random.chance(0.5) ? 'at any moment' : moments.next(),
				after: random.between(0, Math.max(0, giftsPerDay - 2)),
				delay: random.between(0, 40),
				minutesDown: random.pick([0, 1, 5, 20, 90]),
				retries: random.pick([0, 0, 1, 2] as const),
			})),
			ending: null,
		};
	});
}

/** All of them in an order of its own, over and over, so that none is missing. */
function shuffled<T>(all: readonly T[], random: Random): { next: () => T } {
	let left: T[] = [];
	return {
		next: () => {
			if (left.length === 0) left = [...all];
			const chosen = random.pick(left);
			left.splice(left.indexOf(chosen), 1);
			return chosen;
		},
	};
}
