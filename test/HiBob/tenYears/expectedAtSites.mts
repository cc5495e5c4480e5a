import { toDate, toDay } from './days.mts';
import { mayHave, occurrencesOf, offDays } from './expectedItems.mts';
import type { PlainSettings } from './expectedItems.mts';
import type { Person } from './people.mts';
import { ELSEWHERE, siteAt, SITES } from './sitePlan.mts';
import type { Site, Stays } from './sitePlan.mts';

const CATCH_UP_DAYS = 7;
const ALL = [ELSEWHERE, ...SITES];

/**
 * What the heartbeats return, one line for each item, by instant: a brute force that knows local time
 * from Intl, asks each site at each heartbeat whether its run time has passed, and remembers every key.
 */
export function expectedAtSites(
	people: readonly Person[],
	stays: readonly Stays[],
	plain: Omit<PlainSettings, 'weekend' | 'holidays'>,
	beats: readonly number[],
): Map<string, string[]> {
	const [begin = 0] = beats;
	const span = [dateOf(begin), dateOf(beats.at(-1) ?? begin)] as const;
	const occurrences = people.map((person) =>
		occurrencesOf(person, { ...plain, weekend: [], holidays: [] }, ...span),
	);
	const off = new Map(
		ALL.map((site) => [site, offDays({ ...plain, ...site }, toDay(span[0]), toDay(span[1]))]),
	);
	const baselines = new Map(ALL.map((site) => [site, latestAt(site, begin)]));
	const lastRuns = new Map(baselines);
	const cameOut = new Set<string>();
	const found = new Map<string, string[]>();
	for (const now of beats) {
		const due = ALL.filter((site) => latestAt(site, now) > (lastRuns.get(site) ?? 0));
		if (due.length === 0) continue;
		const lines: string[] = [];
		people.forEach((person, index) => {
			const site = siteOf(stays[index] ?? [], now);
			if (!due.includes(site)) return;
			const today = toDay(localAt(site, now).date);
			const latest = latestAt(site, now);
			const oldest = Math.max((baselines.get(site) ?? 0) + 1, latest - CATCH_UP_DAYS);
			for (const occurrence of occurrences[index] ?? []) {
				const key = `hibob:${person.id}:${occurrence.name}`;
				let day = occurrence.day - plain.daysBefore;
				if (Math.abs(day - latest) > 60 || cameOut.has(key)) continue;
				while (plain.move !== 0 && off.get(site)?.has(day)) day += plain.move;
				if (day < oldest || day > latest) continue;
				if (!mayHave(person, occurrence, today, Math.floor(now / 86_400_000))) continue;
				cameOut.add(key);
				lines.push(
					`${key} on ${toDate(occurrence.day)}, due ${toDate(day)}, in ${site.zone} on ${toDate(today)}`,
				);
			}
		});
		for (const site of due) lastRuns.set(site, latestAt(site, now));
		if (lines.length > 0) found.set(new Date(now).toISOString(), lines);
	}
	return found;
}

const dateOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

const siteOf = (stays: Stays, now: number): Site => {
	const name = siteAt(stays, now);
	return SITES.find((site) => site.name === name) ?? ELSEWHERE;
};

/** The day of the latest run time that has passed at a site. */
function latestAt(site: Site, now: number): number {
	const { date, time } = localAt(site, now);
	return time >= site.runAt ? toDay(date) : toDay(date) - 1;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, { date: string; time: string }>();

function localAt({ zone }: Site, now: number): { date: string; time: string } {
	const name = `${zone}/${String(now)}`;
	const before = known.get(name);
	if (before) return before;
	const clock =
		clocks.get(zone) ??
		new Intl.DateTimeFormat('en-CA', {
			timeZone: zone,
			hourCycle: 'h23',
			...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
		});
	clocks.set(zone, clock);
	const parts = clock.formatToParts(now);
	const part = (wanted: Intl.DateTimeFormatPartTypes): string =>
		parts.find(({ type }) => type === wanted)?.value ?? '';
	const local = {
		date: `${part('year')}-${part('month')}-${part('day')}`,
		time: `${part('hour')}:${part('minute')}`,
	};
	known.set(name, local);
	return local;
}
