import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../../sandbox/hibob/people.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { DURABLE_SCHEDULER } from '../../sandbox/n8n/environment.mts';
import { Calendar } from './calendar.mts';

/**
 * Site Rules in a real n8n over two days: who comes out at which instant. The sandbox's sites get time
 * zones from one end of the date line to the other.
 */

const TIMEOUT = 240_000;
const [MONDAY, TUESDAY] = ['2027-05-10', '2027-05-11'];
const ELSEWHERE = 'elsewhere';

const RULES = [
	{ sites: ['New York'], timeZone: 'Pacific/Honolulu', runAt: '07:00' },
	{ sites: ['Berlin'], timeZone: 'Pacific/Kiritimati', runAt: '09:00' },
	{ sites: ['Tel Aviv'], timeZone: 'Asia/Jerusalem', runAt: '08:00', workingDays: [7, 1, 2, 3, 4] },
];

/** When which site has its run, in UTC, and which date it is there; reckoned by hand. */
const RUNS: readonly [day: string, time: string, site: string, date: string][] = [
	[MONDAY, '07:00', ELSEWHERE, MONDAY],
	[MONDAY, '17:00', 'New York', MONDAY],
	[MONDAY, '19:00', 'Berlin', TUESDAY],
	[TUESDAY, '05:00', 'Tel Aviv', TUESDAY],
	[TUESDAY, '07:00', ELSEWHERE, TUESDAY],
	[TUESDAY, '17:00', 'New York', TUESDAY],
	[TUESDAY, '19:00', 'Berlin', '2027-05-12'],
];

describe.each([
	['default engine', {}],
	['durable scheduler', DURABLE_SCHEDULER],
])("with site rules, in n8n's %s,", (engine, env) => {
	let calendar: Calendar;
	let workflow = '';
	/** what has to have come out so far, by execution */
	const expected: string[][] = [];

	beforeAll(async () => {
		calendar = await Calendar.open({ firstDay: MONDAY, env });
		for (const date of [MONDAY, TUESDAY, '2027-05-12']) letSitesCelebrate(date);
	}, 300_000);
	afterAll(async () => {
		await calendar.close();
	}, 60_000);

	const siteOf = (person: Person): string => {
		const site = person['work.site'];
		const rule = RULES.flatMap(({ sites }) => sites).find((name) => name === site);
		return rule ?? ELSEWHERE;
	};

	/** Gives somebody at each site a birthday on a day. */
	function letSitesCelebrate(date: string): void {
		const sites = [ELSEWHERE, ...RULES.flatMap((rule) => rule.sites)];
		for (const site of sites) {
			const someone = calendar.hibob.people.find(
				(person) =>
					siteOf(person) === site &&
					person.scenario === 'filler' &&
					person['internal.status'] === 'Active' &&
					person['internal.terminationDate'] === null &&
					String(person['work.startDate']) < '2027-01-01' &&
					!String(person['personal.shortBirthDate']).startsWith('05-1'),
			);
			if (!someone) throw new Error(`Nobody at ${site} can have a birthday on ${date}`);
			someone['personal.shortBirthDate'] = date.slice(5);
		}
	}

	/** The keys of all gifts for a date at a site, by the sandbox's own reckoning. */
	const giftsAt = (site: string, date: string): string[] =>
		whoMattersOn(date, calendar.hibob.people)
			.filter(({ gift, person }) => gift && siteOf(person) === site)
			.map(({ person, occasion }) => `hibob:${person['root.id']}:${occasion}:${date.slice(0, 4)}`)
			.sort();

	it(
		'everyone comes out once, at the run time of their own site and for its date',
		async () => {
			const lines: string[] = [];
			for (const [day, time, site, date] of RUNS) {
				if (workflow === '') {
					workflow = await calendar.publishBeforeRunOf(day, { siteRules: { rule: RULES } });
				} else {
					await calendar.moveTo(day, `${time}:01`);
				}
				const gifts = giftsAt(site, date);
				expect(gifts.length).toBeGreaterThan(0);
				expected.push(gifts);
				const emissions = await calendar.emissions(workflow, expected.length);
				expect(emissions.map(({ due }) => due)).toEqual(expected);
				lines.push(
					`${day}T${time}Z  ${site}, where it is ${date}: ${String(gifts.length)} gifts, ${gifts.join(' ')}`,
				);
			}
			process.stdout.write(`\n${engine}\n${lines.join('\n')}\n`);
			expect(new Set(expected.flat()).size).toBe(expected.flat().length);
		},
		TIMEOUT * 3,
	);

	it(
		'a restart repeats nothing and loses nothing',
		async () => {
			await calendar.restartAt(TUESDAY, '19:30:01');
			const emissions = await calendar.emissionsAfterHeartbeat(workflow);
			expect(emissions.map(({ due }) => due)).toEqual(expected);
		},
		TIMEOUT,
	);
});
