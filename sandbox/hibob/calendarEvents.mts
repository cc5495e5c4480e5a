import { yearOf } from './dates.mts';
import { calendarIdOf, SITES, type Site } from './places.mts';

/** An entry of a company calendar: nobody works from the first to the last of its dates. */
export interface CalendarEvent {
	id: number;
	name: string;
	/** yyyy-MM-dd */
	startDate: string;
	endDate: string;
	/** HiBob’s words for it are not published; holidays and closures are among them */
	eventType: string;
	siteId: number;
	calendarId: number;
}

/** Holidays on the same day of every year, as `MM-dd name`, by country. */
const HOLIDAYS: Readonly<Record<string, readonly string[]>> = {
	'United Kingdom': ['01-01 New Year’s Day', '12-25 Christmas Day', '12-26 Boxing Day'],
	'United States': ['01-01 New Year’s Day', '07-04 Independence Day', '12-25 Christmas Day'],
	Germany: [
		'01-01 Neujahr',
		'05-01 Tag der Arbeit',
		'10-03 Tag der Deutschen Einheit',
		'12-25 Erster Weihnachtstag',
		'12-26 Zweiter Weihnachtstag',
	],
	Netherlands: ['01-01 Nieuwjaarsdag', '04-27 Koningsdag', '12-25 Kerst', '12-26 Kerst'],
	Australia: ['01-01 New Year’s Day', '01-26 Australia Day', '04-25 Anzac Day', '12-25 Christmas'],
	Ireland: ['01-01 New Year’s Day', '03-17 St Patrick’s Day', '12-25 Christmas Day'],
};

/** The one site that closes between the years. */
const CLOSES = 'Berlin';

function datesIn(year: number, { name, country }: Site) {
	const holidays = (HOLIDAYS[country] ?? []).map((holiday) => {
		const date = `${String(year)}-${holiday.slice(0, 5)}`;
		return { name: holiday.slice(6), startDate: date, endDate: date, eventType: 'holiday' };
	});
	const closure = {
		name: 'Closed between the years',
		startDate: `${String(year)}-12-27`,
		endDate: `${String(year + 1)}-01-02`,
		eventType: 'companyClosure',
	};
	return name === CLOSES ? [...holidays, closure] : holidays;
}

/** The entries of all sites, from a year before a yyyy-MM-dd date to three years after it. */
export function calendarEventsFrom(date: string): CalendarEvent[] {
	const first = yearOf(date) - 1;
	const years = Array.from({ length: 5 }, (_, index) => first + index);
	return SITES.flatMap((site) =>
		years
			.flatMap((year) => datesIn(year, site))
			.map((event) => ({ ...event, siteId: site.id, calendarId: calendarIdOf(site) })),
	).map((event, index) => ({ id: 7_300_000 + index, ...event }));
}
