import { describe, expect, test } from '@jest/globals';
import { requestedFields } from '../../../nodes/HiBob/settings/requestedFields.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { NO_FILTERS, rules } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';
import {
	birthday,
	customDate,
	EVERYTHING,
	originalAnniversary,
	startDate,
} from '../occasions/wanted.mts';

type Needs = Parameters<typeof requestedFields>[0];

const requested = (changes: Partial<Needs> = {}) =>
	requestedFields({
		wanted: EVERYTHING,
		rules: rules(),
		optOutField: null,
		optInField: null,
		preferredNameField: null,
		extraFields: [],
		readAlso: [],
		placeFields: [],
		...changes,
	});

const ALWAYS = [
	'root.id',
	'root.email',
	'root.firstName',
	'root.surname',
	'root.displayName',
	'work.title',
	'work.department',
	'work.site',
	'work.reportsTo',
	'work.startDate',
	'internal.status',
	'internal.lifecycleStatus',
	'internal.terminationDate',
];
const DECISIVE = ['work.startDate'];
const ADDRESS = ['line1', 'line2', 'city', 'usaState', 'postCode', 'country'];
const PERSONAL_EMAIL = 'home.privateEmail';

describe('HiBob is asked', () => {
	test('for nothing personal where nothing needs it', () => {
		expect(requested()).toEqual({ required: ALWAYS, optional: [], decisive: DECISIVE, place: [] });
	});

	test.each<[string, Partial<Needs>, string[], string[]?]>([
		[
			'for the original start date where anniversaries count from it',
			{ wanted: [birthday, originalAnniversary, startDate] },
			['work.originalStartDate'],
		],
		['for no original start date without anniversaries', { wanted: [birthday, startDate] }, []],
		[
			'for the last day of work where it counts',
			{ rules: rules({ leavesOnLastDayOfWork: true }) },
			['employee.lastDayOfWork'],
		],
		[
			'for the employment type where it filters',
			{ rules: rules({ filters: { ...NO_FILTERS, employmentType: new Set(['intern']) } }) },
			['payroll.employment.type'],
		],
		[
			'for the employment type where one is to be skipped, of each employee',
			{ rules: rules({ exceptEmploymentTypes: new Set(['intern']) }) },
			['payroll.employment.type'],
			['payroll.employment.type'],
		],
		[
			'for the country alone where it filters',
			{ rules: rules({ filters: { ...NO_FILTERS, country: new Set(['gb']) } }) },
			['address.country'],
		],
		[
			'for nothing more where sites and departments filter',
			{
				rules: rules({
					filters: { ...NO_FILTERS, site: new Set(['x']), department: new Set(['y']) },
				}),
			},
			[],
		],
		[
			'for the address where chosen',
			{ readAlso: ['address'] },
			ADDRESS.map((id) => `address.${id}`),
		],
		['for the phone where chosen', { readAlso: ['phone'] }, ['home.mobilePhone']],
		['for the personal e-mail where chosen', { readAlso: ['personalEmail'] }, [PERSONAL_EMAIL]],
		[
			'for the personal e-mail where a gift may go there',
			{ rules: rules({ recipientEmail: 'workThenPersonal' }) },
			[PERSONAL_EMAIL],
		],
		['for custom dates', { wanted: [...EVERYTHING, customDate('a.b', 'once')] }, ['a.b']],
		['for the opt-out field', { optOutField: 'a.b' }, ['a.b']],
		['for the opt-in field', { optInField: 'a.b' }, ['a.b']],
	])('%s', (_, needs, more, decisive = []) => {
		expect(requested(needs)).toEqual({
			required: [...ALWAYS, ...more],
			optional: [],
			decisive: [...DECISIVE, ...decisive],
			place: [],
		});
	});

	test('for the personal email where an address is excluded, because it may be a private one', () => {
		const chosen = rules({ persons: new Set(['17', 'noa@home.example']) });
		expect(requested({ rules: chosen }).required).toEqual([...ALWAYS, PERSONAL_EMAIL]);
		expect(requested({ rules: rules({ persons: new Set(['17']) }) }).required).toEqual(ALWAYS);
		const until = (name: string) => rules({ personsUntil: new Map([[name, civil('2026-12-01')]]) });
		expect(requested({ rules: until('a@b.example') }).required).toEqual([
			...ALWAYS,
			PERSONAL_EMAIL,
		]);
		expect(requested({ rules: until('17') }).required).toEqual(ALWAYS);
	});

	test('for the ID of the site where a site is given by it', () => {
		const sites = (...site: string[]) => rules({ filters: { ...NO_FILTERS, site: new Set(site) } });
		expect(requested({ rules: sites('london') }).required).toEqual(ALWAYS);
		expect(requested({ rules: sites('2279821') }).required).toEqual([...ALWAYS, 'work.siteId']);
	});

	test('and each employee must have what a rule cannot do without', () => {
		const decisive = (needs: Partial<Needs>) => requested(needs).decisive;
		expect(decisive({})).toEqual(DECISIVE);
		expect(decisive({ preferredNameField: 'a.b' })).toEqual([...DECISIVE, 'a.b']);
		expect(decisive({ rules: rules({ lifecycles: new Set(['leave']) }) })).toEqual([
			...DECISIVE,
			'internal.lifecycleStatus',
		]);
		const only = { filters: { ...NO_FILTERS, lifecycleStatus: new Set(['employed']) } };
		expect(decisive({ rules: rules(only) })).toEqual([...DECISIVE, 'internal.lifecycleStatus']);
		expect(decisive({ rules: rules({ persons: new Set(['noa@home.example']) }) })).toEqual([
			...DECISIVE,
			'root.email',
			PERSONAL_EMAIL,
		]);
		expect(decisive({ rules: rules({ persons: new Set(['17']) }) })).toEqual(DECISIVE);
	});

	test('for extra fields, readable or not, and for none twice', () => {
		const extraFields = ['work.title', 'a.b', 'a.b', 'c.d', PERSONAL_EMAIL];
		expect(requested({ extraFields, optOutField: 'c.d', readAlso: ['personalEmail'] })).toEqual({
			required: [...ALWAYS, PERSONAL_EMAIL, 'c.d'],
			optional: ['a.b'],
			decisive: DECISIVE,
			place: [],
		});
	});

	test('never for a birth date, which is left to the reading of the company', () => {
		const { required, optional } = requested();
		expect([...required, ...optional].filter((id) => id.startsWith('personal.'))).toEqual([]);
	});

	test('for at most 400 fields with the birthday', () => {
		const extra = (count: number) =>
			Array.from({ length: count }, (_, index) => `a.field_${String(index)}`);
		const most = 399 - ALWAYS.length;
		expect(requested({ extraFields: extra(most) }).optional).toHaveLength(most);
		const { message, remedy } = explanationOf(() => requested({ extraFields: extra(most + 1) }));
		expect(message).toBe(`'Extra Field Names or IDs' has ${String(most + 1)} fields`);
		expect(remedy).toContain('at most 400 fields');
	});
});
