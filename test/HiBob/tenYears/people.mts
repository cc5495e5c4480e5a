import { isLeapYear, toDate, toDay } from './days.mts';

/** What HiBob knows of a generated employee; days are counted from 1970-01-01. */
export interface Person {
	id: string;
	email: string | null;
	/** `MM-dd` */
	birthday: string | null;
	start: number | null;
	termination: number | null;
	/** the last day of the probation */
	probationEnd: number | null;
	/** what HiBob says of the status: as it should, or wrongly for all ten years */
	status: 'followsDates' | 'alwaysActive' | 'alwaysInactive' | 'terminated' | 'unknown' | 'missing';
	/** whether HiBob answers a number for the name */
	unreadable: boolean;
	/** `yyyy-MM-dd` in a full date field that comes every year */
	yearly: string | null;
	/** `MM-dd` in a short-date field that comes every year */
	short: string | null;
	/** `yyyy-MM-dd` in a full date field that comes once */
	once: string | null;
}

/** Always the same people: a linear congruential generator (Numerical Recipes) with a seed. */
export function generatedPeople(count: number, seed: number): Person[] {
	let state = seed;
	const upTo = (most: number): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * (most + 1));
	};
	const oneIn = (share: number): boolean => upTo(share - 1) === 0;
	const between = (first: string, last: string): number =>
		toDay(first) + upTo(toDay(last) - toDay(first));
	const near = (day: number): number => day - 12 + upTo(24);

	const dateWithin = (first: string, last: string): string => {
		// leap days and year ends come more often than chance has them
		const day = between(first, last);
		if (!oneIn(12)) return toDate(day);
		const year = Number(toDate(day).slice(0, 4));
		const ends = ['01-01', '01-02', '02-28', isLeapYear(year) ? '02-29' : '03-01', '12-31'];
		return `${String(year)}-${ends[upTo(ends.length - 1)] ?? '01-01'}`;
	};

	return Array.from({ length: count }, (_, index): Person => {
		const start = oneIn(40) ? null : toDay(dateWithin('2012-01-01', '2033-01-31'));
		const leaves = oneIn(3) ? between('2023-01-01', '2033-01-31') : null;
		// occasions just around the first and the last day of someone
		const anchor = oneIn(3) ? (leaves ?? start) : null;
		const around = (first: string, last: string): string =>
			anchor === null ? dateWithin(first, last) : toDate(near(anchor));
		const statuses = [
			'alwaysActive',
			'alwaysInactive',
			'terminated',
			'unknown',
			'missing',
		] as const;
		const status = oneIn(8) ? statuses[upTo(statuses.length - 1)] : undefined;
		return {
			id: String(3_332_883_884_017_000_000n + BigInt(index)),
			email: oneIn(30) ? null : `person${String(index)}@work.example`,
			birthday: oneIn(50) ? null : around('1960-01-01', '2005-12-31').slice(5),
			start,
			termination: leaves !== null && start !== null && leaves < start && !oneIn(9) ? null : leaves,
			status: status ?? 'followsDates',
			probationEnd: start === null || index % 5 === 0 ? null : start + 90 + (index % 40),
			unreadable: index % 47 === 0,
			yearly: oneIn(4) ? null : around('2005-01-01', '2033-01-31'),
			short: oneIn(4) ? null : around('2000-01-01', '2003-12-31').slice(5),
			once: oneIn(4) ? null : around('2022-12-01', '2033-01-31'),
		};
	});
}
