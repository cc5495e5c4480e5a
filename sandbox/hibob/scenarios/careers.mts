import { leapDayBefore, mondayAfter, plus } from '../dates.mts';
import { ACTIVE, longAgo, type ScenarioPlan } from './plan.mts';

/** On 29 February only starts of leap years fall on the same day, so these start on 28 February then. */
const anniversary =
	(firstName: string, surname: string, years: number): ScenarioPlan['people'] =>
	(today) => [{ firstName, surname, startDate: plus(today, { years: -years }), ...ACTIVE }];

/** People who start, or who started on this day of an earlier year, or whose place in the company is odd. */
export const CAREER_SCENARIOS = {
	anniversary1: {
		shows: 'one year in the company today',
		people: anniversary('Bianca', 'Moretti', 1),
	},
	anniversary2: {
		shows: 'two years in the company today, which is rarely rewarded',
		people: anniversary('Caleb', 'Winters', 2),
	},
	anniversary3: {
		shows: 'three years in the company today',
		people: anniversary('Dilys', 'Prosser', 3),
	},
	anniversary5: {
		shows: 'five years in the company today',
		people: anniversary('Ewan', 'Drummond', 5),
	},
	anniversary10: {
		shows: 'ten years in the company today',
		people: anniversary('Farah', 'Siddiqui', 10),
	},
	startedOnLeapDay: {
		shows: 'started on a 29 February, at least a year ago',
		people: (today) => [
			{ firstName: 'Gregor', surname: 'Schaltjahr', startDate: leapDayBefore(today), ...ACTIVE },
		],
	},
	startsToday: {
		shows: 'first day today, already Employed and Active',
		people: (today) => [{ firstName: 'Helga', surname: 'Ivarsson', startDate: today, ...ACTIVE }],
	},
	startsTodayStillHired: {
		shows: 'first day today, which HiBob has not noticed yet: Hired and Inactive',
		people: (today) => [
			{
				firstName: 'Ibrahim',
				surname: 'Diallo',
				startDate: today,
				status: 'Inactive',
				lifecycleStatus: 'Hired',
			},
		],
	},
	futureStarter: {
		shows: 'starts next Monday (Hired, Inactive), birthday at another time',
		people: (today) => [
			{
				firstName: 'Jasmin',
				surname: 'Oyelaran',
				startDate: mondayAfter(today),
				status: 'Inactive',
				lifecycleStatus: 'Hired',
			},
		],
	},
	rehire: {
		shows: 'came back a year ago today after a first time in the company, not leaving again',
		people: (today) => [
			{
				firstName: 'Katarina',
				surname: 'Holm',
				startDate: plus(today, { years: -1 }),
				originalStartDate: longAgo(today, 6),
				terminationDate: null,
				...ACTIVE,
			},
		],
	},
	reportsToNobody: {
		shows: 'head of the company: no manager',
		people: (today) => [
			{
				firstName: 'Magnus',
				surname: 'Thorne',
				startDate: longAgo(today, 14),
				title: 'Chief Executive Officer',
				...ACTIVE,
			},
		],
	},
	managerWithoutEmail: {
		shows: 'a manager without a work e-mail',
		people: (today) => [
			{
				firstName: 'Norma',
				surname: 'Castellanos',
				email: null,
				startDate: longAgo(today, 8),
				title: 'Team Lead',
				...ACTIVE,
			},
		],
	},
	reportsToManagerWithoutEmail: {
		shows: 'reports to the manager who has no e-mail',
		people: (today) => [
			{ firstName: 'Oskar', surname: 'Lund', startDate: longAgo(today, 2), ...ACTIVE },
		],
	},
	giftOptOut: {
		shows: 'has said in a custom field that gifts are not wanted',
		people: (today) => [
			{
				firstName: 'Petra',
				surname: 'Quist',
				birthDate: `1988-${plus(today, { days: 45 }).slice(5)}`.replace('1988-02-29', '1988-03-01'),
				giftOptOut: '1667499206101',
				...ACTIVE,
			},
		],
	},
	sabbatical: {
		shows: 'on a kind of leave that the company invented, Inactive',
		people: (today) => [
			{
				firstName: 'Rosalind',
				surname: 'Achterberg',
				status: 'Inactive',
				lifecycleStatus: 'Sabbatical',
				recentLeaveStartDate: plus(today, { days: -20 }),
				recentLeaveEndDate: plus(today, { days: 70 }),
			},
		],
	},
} satisfies Record<string, ScenarioPlan>;
