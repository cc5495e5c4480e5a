import { bornOnDayOf, mondayAfter, plus } from '../dates.mts';
import { ACTIVE, left, longAgo, type ParticularFacts, type ScenarioPlan } from './plan.mts';

/** One person, born on the day of today. */
const oneBornToday =
	(firstName: string, surname: string, particulars: (today: string) => Partial<ParticularFacts>) =>
	(today: string): ParticularFacts[] => [
		{ firstName, surname, birthDate: bornOnDayOf(today, 35), ...ACTIVE, ...particulars(today) },
	];

const names = (...people: [firstName: string, surname: string, mailbox?: string][]) => people;

/** People whose birthday is, or seems to be, today. */
export const BIRTHDAY_SCENARIOS = {
	birthdayToday: {
		shows: 'birthday today, employed and Active',
		people: (today) =>
			names(['Hannah', 'Whitfield'], ['Marcus', 'Adeyemi'], ['Ines', 'Carvalho']).map(
				([firstName, surname], index) => ({
					firstName,
					surname,
					birthDate: bornOnDayOf(today, 29 + index * 7),
					...ACTIVE,
				}),
			),
	},
	birthdayTodayLeftYesterday: {
		shows: 'birthday today, but employment ended yesterday',
		people: oneBornToday('Derek', 'Molloy', (today) => left(plus(today, { days: -1 }))),
	},
	birthdayTodayLeavesToday: {
		shows: 'birthday on the last day of employment, still Active',
		people: oneBornToday('Ruth', 'Abernathy', (today) => ({
			terminationDate: today,
			lastDayOfWork: today,
		})),
	},
	birthdayTodayResigned: {
		shows: 'birthday today, has resigned and leaves next month',
		people: oneBornToday('Pavel', 'Novotny', (today) => ({
			terminationDate: plus(today, { months: 1 }),
			lastDayOfWork: plus(today, { months: 1 }),
		})),
	},
	birthdayTodayGardenLeave: {
		shows: 'birthday today, on garden leave: still Active, works no more',
		people: oneBornToday('Simone', 'Laurent', (today) => ({
			lifecycleStatus: 'Garden leave',
			terminationDate: plus(today, { days: 40 }),
			lastDayOfWork: plus(today, { days: -5 }),
		})),
	},
	birthdayTodayParentalLeaveInactive: {
		shows: 'birthday today, on parental leave and Inactive',
		people: oneBornToday('Keiko', 'Lindqvist', (today) => ({
			status: 'Inactive',
			lifecycleStatus: 'Parental leave',
			recentLeaveStartDate: plus(today, { days: -60 }),
			recentLeaveEndDate: plus(today, { days: 90 }),
		})),
	},
	birthdayTodayParentalLeaveActive: {
		shows: 'birthday today, on parental leave with "remain active"',
		people: oneBornToday('Beatriz', 'Fonseca', (today) => ({
			lifecycleStatus: 'Parental leave',
			recentLeaveStartDate: plus(today, { days: -30 }),
			recentLeaveEndDate: plus(today, { days: 120 }),
		})),
	},
	birthdayTodaySuspended: {
		shows: 'birthday today, with a status word that HiBob does not document',
		people: oneBornToday('Victor', 'Hale', () => ({ status: 'Suspended' })),
	},
	birthdayTodayStatusNull: {
		shows: 'birthday today, without a status',
		people: oneBornToday('Nadia', 'Rahman', () => ({ status: null })),
	},
	birthdayTodayNoEmail: {
		shows: 'birthday today, without a work e-mail',
		people: oneBornToday('Gus', 'Petrakis', () => ({ email: null })),
	},
	birthdayTodayLeftYearsAgo: {
		shows: 'birthday today, employment ended years ago',
		people: oneBornToday('Winston', 'Achebe', (today) => ({
			startDate: longAgo(today, 12),
			...left(plus(today, { years: -4, days: -33 })),
		})),
	},
	futureStarterBirthdayToday: {
		shows: 'starts next Monday (Hired, Inactive), birthday today',
		people: oneBornToday('Talia', 'Brandt', (today) => ({
			startDate: mondayAfter(today),
			status: 'Inactive',
			lifecycleStatus: 'Hired',
		})),
	},
	birthdayTodayNoAddress: {
		shows: 'birthday today, all address fields null',
		people: oneBornToday('Owen', 'Gallagher', () => ({ address: null })),
	},
	birthdayTodayWithAddress: {
		shows: 'birthday today, with a complete home address',
		people: oneBornToday('Lucy', 'Fairweather', () => ({
			address: {
				line1: 'Flat 3, 27 Harbour Street',
				line2: 'Clifton',
				city: 'Bristol',
				postCode: 'BS8 4RT',
				usaState: null,
				country: 'United Kingdom',
			},
		})),
	},
	nonLatinName: {
		shows: 'birthday today, names outside ASCII',
		people: (today) =>
			names(
				['花子', '佐藤', 'hanako.sato'],
				['Łukasz', 'Żółć', 'lukasz.zolc'],
				['Ólafur', 'Þórðarson', 'olafur'],
				['محمد', 'الحسيني', 'm.alhussaini'],
			).map(([firstName, surname, mailbox = '']) => ({
				firstName,
				surname,
				email: `${mailbox}@example.org`,
				birthDate: bornOnDayOf(today, 41),
				...ACTIVE,
			})),
	},
	sharedEmail: {
		shows: 'two people with one e-mail address, birthday of both today',
		people: (today) =>
			names(['Anna', 'Steiner'], ['Anne', 'Steiner']).map(([firstName, surname]) => ({
				firstName,
				surname,
				email: 'a.steiner@example.com',
				birthDate: bornOnDayOf(today, 38),
				...ACTIVE,
			})),
	},
	longName: {
		shows: 'birthday today, a very long name',
		people: oneBornToday(
			'Maximiliana Alexandrina Konstantia Wilhelmina',
			'von Hohenberg-Schwarzenfels zu Altenmarkt und Niederwaldkirchen',
			() => ({ secondName: 'Theodora Eleonora Philippina', email: 'max.hohenberg@example.com' }),
		),
	},
	noBirthDate: {
		shows: 'no birth date at all',
		people: () => [{ firstName: 'Quentin', surname: 'Ashworth', birthDate: null, ...ACTIVE }],
	},
	bornOnLeapDay: {
		shows: 'born on 29 February: one Active, one who left, one on inactive leave (in this order)',
		people: (today) => [
			{ firstName: 'Frances', surname: 'Pirate', birthDate: '1992-02-29', ...ACTIVE },
			{
				firstName: 'Leopold',
				surname: 'Bissex',
				birthDate: '1980-02-29',
				startDate: longAgo(today, 9),
				...left(plus(today, { years: -2, days: -10 })),
			},
			{
				firstName: 'Juno',
				surname: 'Merkel',
				birthDate: '1996-02-29',
				status: 'Inactive',
				lifecycleStatus: 'Leave',
				recentLeaveStartDate: plus(today, { days: -15 }),
			},
		],
	},
} satisfies Record<string, ScenarioPlan>;
