import { PolledTrigger } from '../n8nCore.mts';
import { builtTrigger } from './builtTrigger.mts';
import { countryZones } from './countryZones.mts';
import { askedOf } from './hibobAnswers.mts';

// Goes through a day of a trigger, hour by hour on a clock of its own, and times its runs; then heartbeats
// that have nothing to do. Arguments: base URL, id and token of the service user, and how many of the
// countries have a site rule with a time zone of its own.

const [url = '', id = '', token = '', zones = '0'] = process.argv.slice(2);
const HOUR = 3_600_000;
const HEARTBEATS = 2_000;

let now = Math.floor(Date.now() / HOUR / 24) * 24 * HOUR;
Date.now = () => now;

const trigger = new PolledTrigger(
	builtTrigger(
		{ url, serviceUser: { id, token } },
		{
			events: ['birthday', 'workAnniversary', 'startDate'],
			runAt: '07:00',
			siteRules: {
				rule: countryZones.slice(0, Number(zones)).map(({ country, timeZone }) => ({
					countries: [country],
					timeZone,
					runAt: '07:00',
					holidays: '2026-12-25, 2027-01-01',
				})),
			},
			when: { shift: 'next' },
		},
	),
);
await trigger.activate('activate');

await askedOf(url);

let requests = 0;
const runs: number[] = [];
for (let hour = 0; hour < 24; hour++) {
	now += HOUR;
	const begun = performance.now();
	await trigger.heartbeat();
	const ms = performance.now() - begun;
	const { length } = await askedOf(url);
	requests += length;
	if (length > 0) runs.push(ms);
}
const times: number[] = [];
for (let beat = 0; beat < HEARTBEATS; beat++) {
	const begun = performance.now();
	await trigger.heartbeat();
	times.push(performance.now() - begun);
}
process.send?.({ runs, times, requests });
