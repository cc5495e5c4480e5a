import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import type { Access } from '../../../sandbox/hibob/access.mts';
import { WEDDING_ANNIVERSARY_FIELD } from '../../../sandbox/hibob/fields.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { misdeeds, output, rows } from './actionNode.mts';

const EVERY_PURPOSE = [
	'birthday',
	'workAnniversary',
	'originalStartDate',
	'startDate',
	'daysAfterStart',
	'endOfProbation',
	'lastDayOfWork',
	'employmentType',
	'address',
	'phone',
	'personalEmail',
];
const CATEGORIES = [
	'root',
	'work',
	'lifecycle',
	'personal',
	'personalContact',
	'address',
	'employment',
];

let hibob: HiBobSandbox;
let count = 0;

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 100_000 });
});
afterAll(async () => {
	await hibob.stop();
	expect(misdeeds(hibob)).toEqual([]);
});
afterEach(() => {
	hibob.faults.clear();
	hibob.variants.noPermissionStatus = 200;
});

/** A service user of its own that sees everybody, with the categories that gifting needs. */
function serviceUser(change: (access: Access) => void = () => undefined): HiBobSandbox {
	const { id, token, access } = hibob.addServiceUser(`SERVICE-${String((count += 1))}`, 'x');
	access.setAudience('all');
	for (const category of CATEGORIES) access.grantCategory(category);
	change(access);
	return { ...hibob, serviceUser: { id, token } };
}

const check = async (sandbox: HiBobSandbox, parameters: IDataObject = {}) =>
	await rows(sandbox, {
		resource: 'access',
		operation: 'check',
		purposes: EVERY_PURPOSE,
		...parameters,
	});

const lacking = (categoryId: string) =>
	serviceUser((access) => {
		access.revokeCategory(categoryId);
	});

const notReady = (answers: IDataObject[]) =>
	answers.filter(({ ready }) => ready !== true).map(({ purpose }) => purpose);

const grants = (answers: IDataObject[]) => [
	...new Set(answers.flatMap(({ grant }) => (grant === null ? [] : [grant]))),
];

describe('a service user with everything', () => {
	it('is ready for each purpose, and no personal data is returned', async () => {
		const answers = await check(serviceUser());
		expect(answers.map(({ purpose }) => purpose)).toEqual([
			'Basics',
			'Birthday',
			'Work Anniversary',
			'Start Date',
			'Days After Start',
			'End of Probation',
			'Original Start Date',
			'Last Day of Work',
			'Employment Type',
			'Home Address',
			'Mobile Phone',
			'Personal Email',
		]);
		expect(notReady(answers)).toEqual([]);
		expect(grants(answers)).toEqual([]);
		expect(answers[1]).toEqual({
			purpose: 'Birthday',
			ready: true,
			employees: hibob.people.length,
			readable: ['personal.shortBirthDate'],
			notReadable: [],
			grant: null,
			note: null,
		});
		for (const person of hibob.people.slice(0, 50)) {
			expect(JSON.stringify(answers)).not.toContain(person['root.id']);
		}
	});

	it('is asked for what the chosen purposes need, and for no more', async () => {
		const answers = await check(serviceUser(), { purposes: ['startDate'] });
		expect(answers.map(({ purpose }) => purpose)).toEqual(['Basics', 'Start Date']);
		expect(JSON.stringify(hibob.requests.at(-1)?.body)).not.toMatch(/personal|home|address/);
	});
});

describe('a service user that lacks a section', () => {
	it.each([
		[
			'work',
			'Work',
			['Basics', 'Work Anniversary', 'Start Date', 'Days After Start', 'Original Start Date'],
		],
		['lifecycle', 'Lifecycle', ['Basics', 'Start Date', 'End of Probation', 'Last Day of Work']],
		['personal', 'Personal', ['Birthday']],
		['personalContact', 'Personal contact details', ['Mobile Phone', 'Personal Email']],
		['address', 'Address', ['Home Address']],
		['employment', 'Employment', ['Employment Type']],
		['root', 'Basic info', ['Basics']],
	])('is told to grant that of %s', async (categoryId, category, purposes) => {
		const answers = await check(lacking(categoryId));
		expect(notReady(answers)).toEqual(purposes);
		expect(grants(answers)).toEqual([
			`In HiBob, grant the permission group of the service user "View selected employees’ ${category} sections" under People’s data`,
		]);
		const refused = answers.flatMap(({ notReadable }) => notReadable);
		expect(refused.length).toBeGreaterThan(0);
		for (const field of refused) expect(field).toMatchObject({ category });
	});

	it('is told every one that it lacks', async () => {
		const answers = await check(
			serviceUser((access) => {
				access.revokeCategory('work');
				access.revokeCategory('lifecycle');
			}),
		);
		expect(answers[0]?.grant).toMatch(/Work sections" and .*Lifecycle sections"/);
	});

	it('is told the category in which the field is now, when HiBob has moved it', async () => {
		const field = hibob.fields.find(({ id }) => id === 'home.mobilePhone');
		if (!field) throw new Error('the sandbox has no mobile phone');
		const { categoryId, categoryDisplayName } = field;
		Object.assign(field, { categoryId: 'home', categoryDisplayName: 'Home' });
		try {
			expect(grants(await check(serviceUser()))).toEqual([
				expect.stringContaining('"View selected employees’ Home sections"'),
			]);
		} finally {
			Object.assign(field, { categoryId, categoryDisplayName });
		}
	});
});

describe('single fields', () => {
	it('are named where the rest of their section can be read', async () => {
		const answers = await check(
			serviceUser((access) => {
				access.revokeField('work.title');
			}),
		);
		expect(notReady(answers)).toEqual(['Basics']);
		expect(answers[0]).toMatchObject({
			notReadable: [
				{
					field: 'work.title',
					category: 'Work',
					permission: '"View" of work.title under People’s fields',
				},
			],
		});
	});

	it('of work e-mail addresses have a permission of their own', async () => {
		const answers = await check(
			serviceUser((access) => {
				access.revokeField('root.email');
			}),
		);
		expect(grants(answers)).toEqual([
			expect.stringContaining('"View selected employees’ email addresses"'),
		]);
	});

	it('of a custom section are judged, and fields that HiBob does not have are named', async () => {
		const fields = [WEDDING_ANNIVERSARY_FIELD, 'employment.terminationDate'];
		const [, extra] = await check(serviceUser(), { purposes: [], fields });
		expect(extra).toMatchObject({
			purpose: 'Extra Fields',
			ready: false,
			notReadable: [
				{ field: WEDDING_ANNIVERSARY_FIELD, category: 'Celebrations' },
				{ field: 'employment.terminationDate', category: null, permission: null },
			],
			grant: expect.stringMatching(
				/Celebrations sections" under People’s data\. HiBob has no field employment\.terminationDate/,
			),
		});
	});

	it('that give the year of birth are refused', async () => {
		const asked = hibob.requests.length;
		await expect(check(serviceUser(), { fields: ['personal.birthDate'] })).rejects.toMatchObject({
			message:
				'personal.birthDate reveals how old people are. Birth year and age are never returned',
		});
		expect(hibob.requests).toHaveLength(asked);
	});
});

describe('birthdays', () => {
	it('never ask for the year while the short date can be read', async () => {
		const asked = hibob.requests.length;
		await check(serviceUser());
		expect(JSON.stringify(hibob.requests.slice(asked))).not.toContain('personal.birthDate');
	});

	it('are ready with the full date alone, as they are for the trigger', async () => {
		const answers = await check(
			serviceUser((access) => {
				access.revokeCategory('personal');
				access.grantField('personal.birthDate');
			}),
		);
		expect(notReady(answers)).toEqual([]);
	});
});

describe('whom the service user sees', () => {
	it('is said when it is nobody, and when starters are hidden', async () => {
		const nobody = await check(
			serviceUser((access) => {
				access.setAudience([]);
			}),
		);
		expect(notReady(nobody)).toHaveLength(nobody.length);
		expect(nobody[0]).toMatchObject({
			employees: 0,
			grant: expect.stringContaining('"Access data for"'),
		});
		const employed = await check(
			serviceUser((access) => {
				access.setAudience(['Employed']);
			}),
		);
		const starters = employed.find(({ purpose }) => purpose === 'Start Date');
		expect(starters).toMatchObject({ ready: true, note: expect.stringContaining('add Hired') });
	});

	it('is nobody for a new service user, which HiBob may answer with nothing or a refusal', async () => {
		const { id, token } = hibob.addServiceUser('SERVICE-NEW', 'x');
		const fresh = { ...hibob, serviceUser: { id, token } };
		expect((await check(fresh))[0]).toMatchObject({ ready: false, employees: 0 });
		hibob.variants.noPermissionStatus = 403;
		await expect(check(fresh)).rejects.toMatchObject({
			message: 'HiBob refused access (403)',
			description: expect.stringContaining('permission group'),
		});
	});
});

describe('when HiBob cannot be asked', () => {
	it.each([
		['a wrong token', { kind: 'status' as const, when: 'before' as const, status: 401 }, /\(401\)/],
		[
			'too many requests',
			{ kind: 'status' as const, when: 'before' as const, status: 429 },
			/\(429\)/,
		],
		['a page with status 200', { kind: 'htmlBody' as const }, /page instead of data/],
		['an empty answer', { kind: 'emptyBody' as const }, /page instead of data/],
		[
			'an answer of another shape',
			{
				kind: 'status' as const,
				when: 'before' as const,
				status: 200,
				body: '{"people":[]}',
				headers: { 'content-type': 'application/json' },
			},
			/not return a list of fields/,
		],
	])('says so at %s', async (_, fault, message) => {
		hibob.faults.add({ fault });
		await expect(check(serviceUser())).rejects.toThrow(message);
	});

	it('asks once with a token that HiBob does not know', async () => {
		const asked = hibob.requests.length;
		const wrong = { ...hibob, serviceUser: { ...hibob.serviceUser, token: 'wrong' } };
		await expect(check(wrong)).rejects.toMatchObject({
			message: 'HiBob rejected the service user ID or token (401)',
			description: expect.stringContaining('Service User ID'),
			context: { itemIndex: 0 },
		});
		expect(hibob.requests).toHaveLength(asked + 1);
	});

	it('says when HiBob’s limit ends where waiting for it did not help', async () => {
		const sandbox = serviceUser();
		hibob.variants.rateLimitPerMinute = 1;
		try {
			await check(sandbox);
			await expect(check(sandbox)).rejects.toMatchObject({
				message: 'HiBob received too many requests (429)',
				description: expect.stringMatching(/50 requests a minute; the next minute begins at 20/),
			});
		} finally {
			hibob.variants.rateLimitPerMinute = 100_000;
		}
	});

	it('goes on with the next item when the node is told to', async () => {
		const sandbox = serviceUser();
		hibob.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status: 503 } });
		const parameters = { resource: 'access', operation: 'check', purposes: ['birthday'] };
		const items = await output(sandbox, parameters, [{}, {}], { onError: 'continueRegularOutput' });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 1 },
		]);
		expect(items[0]?.json).toEqual({
			error: expect.stringMatching(/^HiBob returned an error \(503\)\. Try again/),
		});
		expect(items[1]?.json).toMatchObject({ purpose: 'Basics', ready: true });
	});
});
