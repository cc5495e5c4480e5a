import { describe, expect, test } from '@jest/globals';
import { verdict } from '../../../nodes/HiBob/employees/eligibility.ts';
import { leftLongAgo } from '../../../nodes/HiBob/employees/leavers.ts';
import type {
	EligibilityRules,
	ExclusionReason,
	Filters,
} from '../../../nodes/HiBob/employees/eligibility.ts';
import type { Address, Employee } from '../../../nodes/HiBob/employees/employee.ts';
import type { Occasion } from '../../../nodes/HiBob/occasions/occasion.ts';
import { sameEmail } from '../../../nodes/shared/emailAddress.ts';
import { civil } from '../occasions/calendar.mts';
import { employee, NO_FILTERS, NOA_ID, occasionOn, reasonsBut, rules } from './people.mts';

const TODAY = civil('2026-11-23');
const YESTERDAY = civil('2026-11-22');
const TOMORROW = civil('2026-11-24');
const NEXT_WEEK = civil('2026-11-30');

interface Judged {
	changes?: Partial<Employee>;
	chosen?: Partial<EligibilityRules>;
	occasion?: Occasion;
	optedOut?: boolean;
	optedIn?: boolean;
}

const judgementOf = ({ changes, chosen, occasion, optedOut, optedIn }: Judged) =>
	verdict({
		employee: employee(changes),
		optedOut: optedOut ?? false,
		optedIn: optedIn ?? true,
		occasion: occasion ?? occasionOn('birthday', TODAY),
		today: TODAY,
		rules: rules(chosen),
	});

/** `gift`, or the reason why there is none. */
function judged(subject: Judged): string {
	const judgement = judgementOf(subject);
	return judgement.eligible ? 'gift' : judgement.reason;
}

const explained = (subject: Judged): string => {
	const judgement = judgementOf(subject);
	return judgement.eligible ? 'gift' : judgement.explanation;
};

describe('a reason that is removed from "Skip"', () => {
	const without = (...off: ExclusionReason[]) => ({ reasons: reasonsBut(...off) });

	test.each<[ExclusionReason, Judged, string]>([
		['terminated', { changes: { terminationDate: YESTERDAY } }, 'leavesBeforeOccasion'],
		[
			'terminated',
			{
				changes: { terminationDate: YESTERDAY },
				occasion: occasionOn('birthday', '2026-11-21'),
			},
			'gift',
		],
		['terminated', { changes: { lifecycleStatus: 'Terminated' } }, 'gift'],
		['terminated', { changes: { lifecycleStatus: 'Terminated', status: 'Inactive' } }, 'notActive'],
		[
			'leavesBeforeOccasion',
			{
				changes: { terminationDate: TOMORROW },
				occasion: occasionOn('birthday', '2026-11-30', '2026-11-23'),
			},
			'gift',
		],
		['notActive', { changes: { status: 'Inactive', lifecycleStatus: 'Leave' } }, 'gift'],
		['notActive', { changes: { startDate: TOMORROW } }, 'gift'],
		['notActive', { changes: { status: 'Suspended' } }, 'statusUnknown'],
		['noEmail', { changes: { workEmail: null } }, 'gift'],
	])('%s: %j gives %s', (off, subject, expected) => {
		expect(judged({ ...subject, chosen: without(off) })).toBe(expected);
	});

	test.each<[string, Partial<Employee>]>([
		['no status', { status: null }],
		['an unknown status', { status: 'Suspended' }],
		['contradicting statuses', { status: 'Inactive / Active' }],
		['an unknown termination', { terminationKnown: false }],
	])('statusUnknown: %s still is not active, unless that is off as well', (_, changes) => {
		expect(judged({ changes, chosen: without('statusUnknown') })).toBe('notActive');
		expect(judged({ changes, chosen: without('statusUnknown', 'notActive') })).toBe('gift');
		expect(judged({ changes, chosen: without('notActive') })).toBe('statusUnknown');
	});

	test('noEmail: the item has no address', () => {
		const judgement = judgementOf({ changes: { workEmail: null }, chosen: without('noEmail') });
		expect(judgement).toEqual({ eligible: true, email: null });
	});
});

describe('the first rule that objects gives the reason', () => {
	const everyReason: readonly ExclusionReason[] = [
		'terminated',
		'leavesBeforeOccasion',
		'notActive',
		'statusUnknown',
		'lifecycleExcluded',
		'personExcluded',
		'filteredOut',
		'noEmail',
	];

	test('in the order of the documentation', () => {
		const changes: Partial<Employee> = {
			terminationDate: YESTERDAY,
			status: 'Inactive',
			terminationKnown: false,
			workEmail: null,
		};
		const chosen = {
			lifecycles: new Set(['employed']),
			persons: new Set([NOA_ID]),
			filters: { ...NO_FILTERS, site: new Set(['paris']) },
		};
		const order: string[] = [];
		const off: ExclusionReason[] = [];
		for (;;) {
			const reasons = reasonsBut(...off);
			const judgement = judgementOf({ changes, chosen: { ...chosen, reasons } });
			if (judgement.eligible) break;
			order.push(judgement.reason);
			off.push(judgement.reason);
		}
		expect(order).toEqual(everyReason);
	});
});

describe('who leaves before the occasion', () => {
	const ahead = (type: Occasion['type']) => occasionOn(type, NEXT_WEEK, TODAY);

	test.each<[string, Occasion['type'], string]>([
		['2026-11-29', 'birthday', 'leavesBeforeOccasion'],
		['2026-11-30', 'birthday', 'gift'],
		['2026-12-01', 'birthday', 'gift'],
		['2026-11-23', 'birthday', 'leavesBeforeOccasion'],
		['2026-11-22', 'birthday', 'terminated'],
		['2026-11-29', 'workAnniversary', 'leavesBeforeOccasion'],
		['2026-11-29', 'customDate', 'leavesBeforeOccasion'],
	])('on %s, before a %s a week ahead: %s', (leaves, type, expected) => {
		const changes = { terminationDate: civil(leaves) };
		expect(judged({ changes, occasion: ahead(type) })).toBe(expected);
	});

	test('is told with both days', () => {
		const changes = { terminationDate: TOMORROW };
		expect(explained({ changes, occasion: ahead('birthday') })).toBe(
			'Leaves on 2026-11-24, before 2026-11-30',
		);
	});
});

describe('a start date ahead', () => {
	const starter = (changes: Partial<Employee> = {}) => ({
		status: 'Inactive',
		lifecycleStatus: 'Hired',
		startDate: NEXT_WEEK,
		...changes,
	});
	const start = occasionOn('startDate', NEXT_WEEK, TODAY);

	test('gives a gift days before to someone who is Hired', () => {
		expect(judged({ changes: starter(), occasion: start })).toBe('gift');
	});

	test.each<[string, Partial<Employee>, string]>([
		['on leave', { lifecycleStatus: 'Leave' }, 'notActive'],
		['without a known status', { status: null }, 'statusUnknown'],
		['who withdrew', { terminationDate: YESTERDAY }, 'terminated'],
		['who leaves before the first day', { terminationDate: TOMORROW }, 'leavesBeforeOccasion'],
	])('gives none to someone %s', (_, changes, expected) => {
		expect(judged({ changes: starter(changes), occasion: start })).toBe(expected);
	});

	test('gives no birthday gift before it, though both days lie ahead', () => {
		const birthday = occasionOn('birthday', '2026-12-01', TODAY);
		expect(judged({ changes: starter(), occasion: birthday })).toBe('notActive');
	});
});

describe('the last day of work (garden leave)', () => {
	const chosen = { leavesOnLastDayOfWork: true };
	const leaves = (lastDayOfWork: string | null, terminationDate: string | null) => ({
		lastDayOfWork: lastDayOfWork === null ? null : civil(lastDayOfWork),
		terminationDate: terminationDate === null ? null : civil(terminationDate),
	});

	test.each<[string | null, string | null, string, string]>([
		['2026-11-22', '2026-12-31', 'terminated', 'gift'],
		['2026-11-23', '2026-12-31', 'gift', 'gift'],
		['2026-11-22', null, 'terminated', 'gift'],
		['2026-12-31', '2026-11-22', 'terminated', 'terminated'],
		['2026-12-31', '2026-11-23', 'gift', 'gift'],
		[null, '2026-11-22', 'terminated', 'terminated'],
		[null, null, 'gift', 'gift'],
	])('%s, termination %s: %s with the option, %s without', (last, termination, withIt, without) => {
		const changes = leaves(last, termination);
		expect(judged({ changes, chosen })).toBe(withIt);
		expect(judged({ changes })).toBe(without);
	});

	test('counts for an occasion ahead, too', () => {
		const occasion = occasionOn('birthday', NEXT_WEEK, TODAY);
		const changes = leaves('2026-11-24', '2026-12-31');
		expect(judged({ changes, chosen, occasion })).toBe('leavesBeforeOccasion');
		expect(judged({ changes, occasion })).toBe('gift');
	});
});

describe('a lifecycle status to skip', () => {
	const chosen = { lifecycles: new Set(['garden leave', 'sabbatical']) };

	test.each([
		['Garden leave', 'lifecycleExcluded'],
		['GARDEN LEAVE', 'lifecycleExcluded'],
		['garden leave', 'lifecycleExcluded'],
		['Sabbatical', 'lifecycleExcluded'],
		['Leave', 'gift'],
		['Employed', 'gift'],
		[null, 'gift'],
	])('%s: %s', (lifecycleStatus, expected) => {
		expect(judged({ changes: { lifecycleStatus }, chosen })).toBe(expected);
	});

	test('is named', () => {
		expect(explained({ changes: { lifecycleStatus: 'Sabbatical' }, chosen })).toBe(
			'The lifecycle status is Sabbatical',
		);
	});
});

describe('the exclusion list', () => {
	test.each([
		['an id', NOA_ID, 'personExcluded'],
		['a work address', 'noa@work.example', 'personExcluded'],
		['a personal address', 'noa@home.example', 'personExcluded'],
		['the start of an id', NOA_ID.slice(0, 18), 'gift'],
		['a part of an address', 'work.example', 'gift'],
		['someone else', 'ada@work.example', 'gift'],
	])('with %s: %s gives %s', (_, person, expected) => {
		expect(judged({ chosen: { persons: new Set([person]) } })).toBe(expected);
	});

	test('knows an address in any case', () => {
		const changes = { workEmail: 'Noa@Work.Example' };
		expect(judged({ changes, chosen: { persons: new Set(['noa@work.example']) } })).toBe(
			'personExcluded',
		);
	});

	test('does not hit people without addresses', () => {
		const changes = { personalEmail: null };
		expect(judged({ changes, chosen: { persons: new Set(['null', '']) } })).toBe('gift');
	});

	test('repeats no address in the explanation', () => {
		expect(explained({ chosen: { persons: new Set(['noa@home.example']) } })).toBe(
			'On the exclusion list',
		);
	});
});

describe('a person who is excluded until a day', () => {
	const until = (day: string, name = NOA_ID) => ({ personsUntil: new Map([[name, civil(day)]]) });

	test.each<[string, Occasion, string]>([
		['2026-11-22', occasionOn('birthday', TODAY), 'gift'],
		['2026-11-23', occasionOn('birthday', TODAY), 'personExcluded'],
		['2026-11-24', occasionOn('birthday', TODAY), 'personExcluded'],
		// caught up after the exclusion has ended
		['2026-11-22', occasionOn('birthday', '2026-11-20'), 'personExcluded'],
		['2026-11-22', occasionOn('birthday', '2026-11-22'), 'personExcluded'],
		['2026-11-19', occasionOn('birthday', '2026-11-20'), 'gift'],
		// due before its own day, and behind a weekend
		['2026-11-22', occasionOn('birthday', '2026-11-30', '2026-11-22'), 'personExcluded'],
		['2026-11-22', occasionOn('birthday', '2026-11-22', '2026-11-23'), 'personExcluded'],
		['2026-11-21', occasionOn('birthday', '2026-11-22', '2026-11-23'), 'gift'],
	])('%s: %j today gives %s', (day, occasion, expected) => {
		expect(judged({ chosen: until(day), occasion })).toBe(expected);
	});

	test.each([
		['noa@work.example', 'personExcluded'],
		['noa@home.example', 'personExcluded'],
		['ada@work.example', 'gift'],
	])('is found by address: %s gives %s', (address, expected) => {
		expect(judged({ chosen: until('2026-12-01', address) })).toBe(expected);
	});

	test('is excluded beside one who is excluded for good', () => {
		const chosen = { ...until('2026-12-01'), persons: new Set(['ada@work.example']) };
		expect(judged({ chosen })).toBe('personExcluded');
	});

	test('by two names: the later day counts', () => {
		const personsUntil = new Map([
			[NOA_ID, YESTERDAY],
			['noa@work.example', TOMORROW],
		]);
		expect(judged({ chosen: { personsUntil } })).toBe('personExcluded');
	});

	test('is back in the employee list on the day after', () => {
		const inList = (day: string) =>
			verdict({
				employee: employee(),
				optedOut: false,
				optedIn: true,
				occasion: null,
				today: TODAY,
				rules: rules(until(day)),
			}).eligible;
		expect(inList('2026-11-23')).toBe(false);
		expect(inList('2026-11-22')).toBe(true);
	});

	test('is explained with the day', () => {
		expect(explained({ chosen: until('2026-12-01') })).toBe('Excluded until 2026-12-01');
		const occasion = occasionOn('birthday', '2026-11-20');
		expect(explained({ chosen: until('2026-11-22'), occasion })).toBe(
			'Was excluded until 2026-11-22, and this fell on 2026-11-20',
		);
	});
});

describe('people who left long ago', () => {
	const leftOn = (terminationDate: string | null, changes: Partial<Employee> = {}) =>
		leftLongAgo({
			employee: employee({
				terminationDate: terminationDate === null ? null : civil(terminationDate),
				status: 'Inactive',
				lifecycleStatus: 'Terminated',
				...changes,
			}),
			today: TODAY,
			rules: rules(),
		});

	test.each([
		['2026-10-23', true],
		['2026-10-24', false],
		['2026-11-22', false],
		['2026-12-31', false],
		[null, false],
	])('left on %s: %s', (day, expected) => {
		expect(leftOn(day)).toBe(expected);
	});

	test('are not people who were hired again', () => {
		const back = { startDate: civil('2026-01-01'), status: 'Active', lifecycleStatus: 'Employed' };
		expect(leftOn('2020-01-31', back)).toBe(false);
	});
});

describe('the opt-out field', () => {
	test('skips who opted out', () => {
		expect(judged({ optedOut: true })).toBe('personExcluded');
		expect(explained({ optedOut: true })).toContain('opt-out field');
	});
});

describe('the opt-in field', () => {
	test('skips who has not opted in', () => {
		expect(judged({ optedIn: false })).toBe('notOptedIn');
		expect(explained({ optedIn: false })).toContain('opt-in field');
	});
});

describe('data that cannot be read', () => {
	const unreadable = ['personal.shortBirthDate', 'work.title', 'work.title'];

	test('skip this person, naming each field once', () => {
		expect(judged({ changes: { unreadable } })).toBe('dataUnreadable');
		expect(explained({ changes: { unreadable } })).toContain(
			'unreadable data in personal.shortBirthDate, work.title for this employee',
		);
	});

	test.each<[string, Partial<Employee>, string]>([
		['who has left', { terminationDate: civil('2022-01-31') }, 'terminated'],
		['who is inactive', { status: 'Inactive' }, 'notActive'],
		['whose status is not known', { status: 'Suspended' }, 'statusUnknown'],
	])('do not matter of somebody %s', (_, changes, expected) => {
		expect(judged({ changes: { ...changes, unreadable } })).toBe(expected);
	});

	test('do not matter of somebody whom the settings skip', () => {
		expect(judged({ changes: { unreadable }, optedOut: true })).toBe('personExcluded');
		expect(judged({ changes: { unreadable }, optedIn: false })).toBe('notOptedIn');
		const filters = { ...NO_FILTERS, site: new Set(['paris']) };
		expect(judged({ changes: { unreadable }, chosen: { filters } })).toBe('filteredOut');
	});

	test.each<[string, Partial<Employee>]>([
		['internal.status', { status: null }],
		['internal.lifecycleStatus', { lifecycleStatus: null }],
		['internal.terminationDate', { terminationDate: null, terminationKnown: false }],
		['root.email', { workEmail: null }],
	])('are named, and not what follows from %s', (field, changes) => {
		expect(judged({ changes: { ...changes, unreadable: [field] } })).toBe('dataUnreadable');
	});

	test('of a list that people are chosen by are no reason to be filtered out', () => {
		const filters = { ...NO_FILTERS, site: new Set(['london']) };
		const changes = { site: null, unreadable: ['work.site'] };
		expect(judged({ changes, chosen: { filters } })).toBe('dataUnreadable');
	});

	test('cannot be let in by any setting', () => {
		const chosen = { reasons: reasonsBut('terminated', 'statusUnknown', 'notActive', 'noEmail') };
		expect(judged({ changes: { unreadable }, chosen })).toBe('dataUnreadable');
	});
});

describe('an exclusion by address', () => {
	test.each([['NOA@Work.Example'], ['noa@work.example\u200B'], ['noa@\uFF57ork.example']])(
		'finds %j',
		(workEmail) => {
			const persons = new Set(['noa@work.example']);
			expect(judged({ changes: { workEmail }, chosen: { persons } })).toBe('personExcluded');
		},
	);

	test('finds a domain in Unicode and in punycode', () => {
		const persons = new Set([sameEmail('noa@bücher.example')]);
		const changes = { personalEmail: 'noa@xn--bcher-kva.example' };
		expect(judged({ changes, chosen: { persons } })).toBe('personExcluded');
	});
});

describe('filters', () => {
	const address = (country: string | null, countryCode: string | null): Address => ({
		line1: null,
		line2: null,
		city: null,
		state: null,
		postalCode: null,
		country,
		countryCode,
	});
	const filtered = (filter: keyof Filters, wanted: string[], changes: Partial<Employee>) =>
		judged({ changes, chosen: { filters: { ...NO_FILTERS, [filter]: new Set(wanted) } } });

	test.each<[keyof Filters, string[], Partial<Employee>, string]>([
		['site', ['london'], { site: 'London' }, 'gift'],
		['site', ['paris', 'london'], { site: 'LONDON' }, 'gift'],
		['site', ['paris'], { site: 'London' }, 'filteredOut'],
		['site', ['london'], { site: null }, 'filteredOut'],
		['site', ['london'], { site: 'London Bridge' }, 'filteredOut'],
		['department', ['r&d'], { department: 'R&D' }, 'gift'],
		['department', ['r&d'], { department: 'Sales' }, 'filteredOut'],
		['department', ['r&d'], { department: null }, 'filteredOut'],
		['employmentType', ['permanent'], { employmentType: 'Permanent' }, 'gift'],
		['employmentType', ['permanent'], { employmentType: 'Contractor' }, 'filteredOut'],
		['employmentType', ['permanent'], { employmentType: null }, 'filteredOut'],
		['lifecycleStatus', ['employed'], { lifecycleStatus: 'Employed' }, 'gift'],
		['lifecycleStatus', ['employed'], { lifecycleStatus: 'Parental leave' }, 'filteredOut'],
		['lifecycleStatus', ['employed'], { lifecycleStatus: null }, 'filteredOut'],
		['country', ['united kingdom'], { address: address('United Kingdom', 'GB') }, 'gift'],
		['country', ['gb'], { address: address('United Kingdom', 'GB') }, 'gift'],
		['country', ['atlantis'], { address: address('Atlantis', null) }, 'gift'],
		['country', ['france'], { address: address('United Kingdom', 'GB') }, 'filteredOut'],
		['country', ['gb'], { address: address(null, null) }, 'filteredOut'],
		['country', ['gb'], { address: null }, 'filteredOut'],
	])('%s among %j of %j: %s', (filter, wanted, changes, expected) => {
		expect(filtered(filter, wanted, changes)).toBe(expected);
	});

	test('include everyone where nothing is chosen', () => {
		const empty = { site: null, department: null, employmentType: null, address: null };
		expect(judged({ changes: empty })).toBe('gift');
	});

	test.each<[keyof Filters, string, Partial<Employee>]>([
		['site', 'work.site', { site: null }],
		['employmentType', 'payroll.employment.type', { employmentType: null }],
		['lifecycleStatus', 'internal.lifecycleStatus', { lifecycleStatus: null }],
	])('%s: what HiBob did not return is unknown, and never fine', (filter, field, changes) => {
		expect(filtered(filter, ['chosen'], { ...changes, unreadable: [field] })).toBe(
			'dataUnreadable',
		);
	});

	test.each<[string | null, string]>([
		['Contractor', 'filteredOut'],
		['CONTRACTOR', 'filteredOut'],
		['Permanent', 'gift'],
		// HiBob says that there is none, so it is not one of them
		[null, 'gift'],
	])('except employment types: %s gives %s', (employmentType, expected) => {
		const exceptEmploymentTypes = new Set(['contractor', '55']);
		expect(judged({ changes: { employmentType }, chosen: { exceptEmploymentTypes } })).toBe(
			expected,
		);
		expect(
			judged({
				changes: { employmentType, unreadable: ['payroll.employment.type'] },
				chosen: { exceptEmploymentTypes },
			}),
		).not.toBe('gift');
	});

	test('except an employment type by its ID', () => {
		const { listIds } = employee();
		const changes = { listIds: { ...listIds, employmentType: '55' } };
		const chosen = { exceptEmploymentTypes: new Set(['55']) };
		expect(judged({ changes, chosen })).toBe('filteredOut');
		expect(explained({ changes, chosen })).toBe('The employment type "Permanent" is excluded');
	});

	test('of one kind work together: Only includes, Except takes from that', () => {
		const chosen = {
			lifecycles: new Set(['leave']),
			filters: { ...NO_FILTERS, lifecycleStatus: new Set(['employed', 'leave']) },
		};
		expect(judged({ changes: { lifecycleStatus: 'Employed' }, chosen })).toBe('gift');
		expect(judged({ changes: { lifecycleStatus: 'Leave' }, chosen })).toBe('lifecycleExcluded');
		expect(judged({ changes: { lifecycleStatus: 'Garden leave' }, chosen })).toBe('filteredOut');
	});

	test('must all be met', () => {
		const filters = { ...NO_FILTERS, site: new Set(['london']), department: new Set(['sales']) };
		expect(judged({ chosen: { filters } })).toBe('filteredOut');
		expect(judged({ chosen: { filters }, changes: { department: 'Sales' } })).toBe('gift');
	});

	test.each<[Partial<Employee>, string]>([
		[{ site: 'Oslo' }, 'The site "Oslo" is not among those chosen'],
		[{ site: null }, 'The site is empty, so it is not among those chosen'],
	])('tell what %j lacks', (changes, expected) => {
		const filters = { ...NO_FILTERS, site: new Set(['london']) };
		expect(explained({ changes, chosen: { filters } })).toBe(expected);
	});
});

describe('what HiBob left empty', () => {
	const listIds = { site: null, department: null, employmentType: '9', lifecycleStatus: '7' };

	test('is said to be empty, when the ID beside it excludes', () => {
		const lifecycle = { changes: { lifecycleStatus: null, listIds } };
		expect(explained({ ...lifecycle, chosen: { lifecycles: new Set(['7']) } })).toBe(
			'The lifecycle status is empty',
		);
		const type = { changes: { employmentType: null, listIds } };
		expect(explained({ ...type, chosen: { exceptEmploymentTypes: new Set(['9']) } })).toBe(
			'The employment type "" is excluded',
		);
	});

	test('of the addresses does not matter for a place in the roster', () => {
		const judgement = verdict({
			employee: employee({ workEmail: null }),
			optedOut: false,
			optedIn: true,
			occasion: null,
			today: TODAY,
			rules: rules(),
		});
		expect(judgement).toEqual({ eligible: true, email: null });
	});
});

describe('an exclusion list', () => {
	test('takes IDs in any case', () => {
		const chosen = { persons: new Set(['ab-12']) };
		expect(judged({ changes: { id: 'AB-12' }, chosen })).toBe('personExcluded');
	});

	test('that names a person twice counts until the later day', () => {
		for (const [byId, byAddress] of [
			['2026-11-30', '2026-11-22'],
			['2026-11-22', '2026-11-30'],
		] as const) {
			const personsUntil = new Map([
				[NOA_ID, civil(byId)],
				['noa@work.example', civil(byAddress)],
			]);
			expect(explained({ chosen: { personsUntil } })).toBe('Excluded until 2026-11-30');
		}
	});
});

test('a start date ahead is named', () => {
	expect(explained({ changes: { startDate: TOMORROW } })).toBe(
		'Starts on 2026-11-24, after the occasion',
	);
	const subject = { changes: { startDate: TOMORROW }, occasion: occasionOn('birthday', TOMORROW) };
	expect(explained(subject)).toBe('Starts on 2026-11-24');
});

test('an earlier termination counts until the new start date', () => {
	const changes = { terminationDate: YESTERDAY, startDate: TOMORROW };
	expect(judged({ changes })).toBe('terminated');
	expect(judged({ changes: { ...changes, startDate: TODAY } })).toBe('gift');
});

test('an earlier termination counts for someone whose lifecycle is Terminated', () => {
	const changes = { lifecycleStatus: 'Terminated', terminationDate: civil('2020-01-31') };
	expect(explained({ changes })).toBe('Left on 2020-01-31');
});
