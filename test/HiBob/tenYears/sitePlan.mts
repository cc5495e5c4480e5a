import type { SiteRule } from '../../../nodes/HiBob/occasions/siteRules.ts';
import { toDay } from './days.mts';

/** A site as the tests know it: nothing of the product's types. */
export interface Site {
	name: string;
	zone: string;
	/** `HH:mm` */
	runAt: string;
	/** 0 is Sunday */
	weekend: readonly number[];
	/** `yyyy-MM-dd` */
	holidays: readonly string[];
}

const YEARS = Array.from({ length: 13 }, (_, index) => String(2022 + index));
const each = (...days: string[]) => YEARS.flatMap((year) => days.map((day) => `${year}-${day}`));

/** Where everyone works who is at no site with a rule, or whose site is not known. */
export const ELSEWHERE: Site = {
	name: 'elsewhere',
	zone: 'UTC',
	runAt: '07:00',
	weekend: [6, 0],
	holidays: each('12-25', '12-26', '01-01'),
};

const siteIn = (
	name: string,
	zone: string,
	runAt: string,
	weekend: readonly number[],
	holidays: readonly string[],
): Site => ({ name, zone, runAt, weekend, holidays });

/** From the first to the last place on earth at which a day begins, half of them with daylight saving. */
export const SITES: readonly Site[] = [
	siteIn('Honolulu', 'Pacific/Honolulu', '07:00', [6, 0], each('01-01', '12-31')),
	siteIn('San Francisco', 'America/Los_Angeles', '09:00', [6, 0], each('01-01', '01-02', '12-24')),
	siteIn('Santiago', 'America/Santiago', '00:00', [6, 0], each('01-01', '12-25')),
	siteIn('London', 'Europe/London', '01:30', [6, 0], each('01-01', '12-25', '12-26')),
	siteIn('Riyadh', 'Asia/Riyadh', '07:00', [5, 6], each('02-22', '09-23')),
	siteIn('Kathmandu', 'Asia/Kathmandu', '06:45', [6], each('01-11')),
	siteIn('Tel Aviv', 'Asia/Jerusalem', '08:00', [5, 6], each('05-14')),
	siteIn('Sydney', 'Australia/Sydney', '02:30', [6, 0], each('01-01', '12-25', '12-28')),
	siteIn('Lord Howe', 'Australia/Lord_Howe', '02:15', [6, 0], each('01-01', '01-26')),
	siteIn('Kiritimati', 'Pacific/Kiritimati', '23:30', [6, 0], each('01-01', '07-12')),
];

/** Someone's sites: from which day on they are where; null is a site that HiBob does not say. */
export type Stays = readonly { from: number; site: string | null }[];

/** The site of somebody at an instant. @param now - ms since 1970 */
export const siteAt = (stays: Stays, now: number): string | null =>
	stays.findLast(({ from }) => from * 86_400_000 <= now)?.site ?? null;

/** Who is where when: three in four stay, the others move once or twice, some over the date line. */
export function staysOf(count: number, seed: number, first: string, last: string): Stays[] {
	let state = seed;
	const upTo = (most: number): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * (most + 1));
	};
	const names = [...SITES.map(({ name }) => name), 'Berlin', null];
	const anySite = (): string | null => names[upTo(names.length - 1)] ?? null;
	const [from, until] = [toDay(first), toDay(last)];
	return Array.from({ length: count }, () => {
		const moves = upTo(3) === 0 ? 1 + upTo(1) : 0;
		const days = Array.from({ length: moves }, () => from + upTo(until - from)).sort(
			(one, other) => one - other,
		);
		return [{ from: 0, site: anySite() }, ...days.map((day) => ({ from: day, site: anySite() }))];
	});
}

/** Site Rules of the product for these sites. */
export const rulesFor = (sites: readonly Site[]): SiteRule[] =>
	sites.map(({ name, zone, runAt, weekend, holidays }) => ({
		sites: [name.toLowerCase()],
		countries: [],
		timeZone: zone,
		runAt,
		weekdays: new Set([1, 2, 3, 4, 5, 6, 7].filter((day) => !weekend.includes(day % 7))),
		holidays: new Set(holidays),
	}));
