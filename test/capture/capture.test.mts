import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { capture } from '../../sandbox/capture/capture.mts';
import type { Capture } from '../../sandbox/capture/capture.mts';
import { shortened, writeCapture } from '../../sandbox/capture/files.mts';
import { isList, member, parsed } from '../../sandbox/capture/json.mts';
import { sandboxAccounts } from '../../sandbox/capture/sandboxes.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import type { Fault } from '../../sandbox/http/faults.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';

// A second pair of sandboxes stands for the live accounts.

interface Pair {
	hibob: HiBobSandbox;
	reachdesk: ReachdeskSandbox;
}

const started = async (): Promise<Pair> => ({
	hibob: await startHiBob(),
	reachdesk: await startReachdesk(),
});
const accountsOf = ({ hibob, reachdesk }: Pair) => sandboxAccounts(hibob, reachdesk);

let live: Pair;
let sandbox: Pair;
let folder = '';
beforeEach(async () => {
	[live, sandbox] = await Promise.all([started(), started()]);
	folder = path.join(mkdtempSync(path.join(tmpdir(), 'capture-')), 'captured');
});
afterEach(async () => {
	rmSync(path.dirname(folder), { recursive: true });
	for (const { hibob, reachdesk } of [live, sandbox]) {
		await Promise.all([hibob.stop(), reachdesk.stop()]);
	}
});

const AT_ONCE = {
	pause: 0,
	wait: async () => {
		await Promise.resolve();
	},
};
const captured = async (): Promise<Capture> =>
	await capture(accountsOf(live), accountsOf(sandbox), AT_ONCE, () => undefined);

/** All that is written of a capture, in one text. */
function written(one: Capture): string {
	writeCapture(folder, one);
	return readdirSync(folder)
		.map((file) => `${file}\n${readFileSync(path.join(folder, file), 'utf8')}`)
		.join('\n');
}

/** The next answer to a path is this one. */
const answering = (service: { faults: HiBobSandbox['faults'] }, route: string, body: unknown) => {
	const fault: Fault = {
		kind: 'status',
		when: 'before',
		status: 200,
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json; charset=utf-8' },
	};
	service.faults.add({ path: route, times: 1, fault });
};

describe('accounts that are as the sandboxes', () => {
	test('have no differences, whatever their people are called, and every question is answered', async () => {
		live.hibob.people.forEach((person) => {
			person['root.firstName'] = 'Zephyrine';
		});
		const { differences, gaps, exchanges } = await captured();
		expect({ differences, gaps }).toEqual({ differences: [], gaps: [] });
		expect(exchanges.map(({ name, status }) => [name, status])).toEqual(
			[
				'fields',
				'named-lists',
				'named-list-site',
				'people-search',
				'people-search-labels',
				'person',
				'whos-out',
				'calendar-events',
				'sends',
				'send',
				'contacts',
				'transactions',
				'organization',
			].map((name) => [name, 200]),
		);
	});

	test('are only read', async () => {
		await captured();
		const asked = [...live.hibob.requests, ...live.reachdesk.requests].map(
			({ method, url }) => `${method} ${url.split('?')[0] ?? ''}`,
		);
		expect(asked).toHaveLength(13);
		expect(asked.filter((one) => one.startsWith('POST')).sort()).toEqual([
			expect.stringMatching(/^POST \/v1\/people\/\d+$/),
			'POST /v1/people/search',
			'POST /v1/people/search',
			'POST /v1/timeoff/calendars/events/search',
		]);
	});
});

describe('an account that is different', () => {
	const found = async (): Promise<string[]> => (await captured()).differences;

	test('in the type of an id, a word, an absent and a new key, is told so in plain sentences', async () => {
		answering(live.reachdesk, '/api/v2/contacts', {
			data: [
				{ id: '104', name: 'Ines', first_name: 'Ines', nickname: 'Nini', email: null },
				{ id: '105', name: 'Tom', first_name: 'Tom', email: 'tom@x.example', job_title: 'a' },
			],
			pagination: { page: 1, per_page: 100, total_pages: 1, total_records: 2 },
		});
		expect(await found()).toEqual(
			expect.arrayContaining([
				'contacts, data[].id: live a number in a text, sandbox a whole number',
				'contacts, data[].email: live null, sandbox an e-mail address',
				'contacts, data[]: live 1 key that the sandbox does not have (a text)',
				'contacts, data[].job_title: live sometimes absent, sandbox always there',
				'contacts, data[].last_name: live none, sandbox a text',
			]),
		);
	});

	test('in a date, an instant, a word of a status', async () => {
		for (const person of live.hibob.people) {
			Object.assign(person, {
				'work.startDate': '23/11/2021',
				'internal.lifecycleStatus': 'Between two jobs',
			});
		}
		answering(live.reachdesk, '/api/v2/transactions', {
			data: [{ id: 1, transaction_type: 'gift_of_old', created_at: '2026-11-23 07:00' }],
			pagination: { page: 1, per_page: 20, total_pages: 1, total_records: 1 },
		});
		const differences = await found();
		expect(differences).toContain(
			'people-search, employees[].work.startDate: live a text, sandbox a date',
		);
		expect(differences).toContain(
			'people-search, employees[].internal.lifecycleStatus: live 1 word that the sandbox does not say',
		);
		expect(differences).toContain(
			'transactions, data[].transaction_type: live 1 word that the sandbox does not say',
		);
		expect(differences).toContainEqual(
			expect.stringMatching(
				/^transactions, data\[\]\.created_at: live an instant to minutes, no zone, sandbox an instant to 3 decimals, Z$/,
			),
		);
	});

	test('in a status, a page instead of JSON, a header and a limit', async () => {
		live.hibob.access.revokeManageCalendar();
		live.reachdesk.faults.add({ path: '/api/v2/organization', fault: { kind: 'htmlBody' } });
		live.hibob.variants.rateLimitPerMinute = 30;
		const accounts = accountsOf(live);
		live.hibob.access.revokeManageCalendar();
		const { differences } = await capture(accounts, accountsOf(sandbox), AT_ONCE, () => undefined);
		expect(differences).toEqual(
			expect.arrayContaining([
				'calendar-events: live status 403, sandbox status 200',
				'organization: live status 200 and no JSON, sandbox status 200',
				'fields, header x-ratelimit-limit: live 30, sandbox 50',
			]),
		);
	});

	test('because it does not answer, or lets nobody in', async () => {
		live.reachdesk.faults.add({
			path: '/api/v2/contacts',
			fault: { kind: 'reset', when: 'before' },
		});
		live.hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 401 } });
		const { gaps, exchanges } = await captured();
		expect(gaps).toEqual([
			'HiBob: refused the token (401), so nothing more was asked of it',
			'contacts: no answer',
		]);
		expect(exchanges.filter(({ service }) => service === 'HiBob')).toHaveLength(1);
	});
});

describe('no file holds', () => {
	const MARKERS = {
		name: 'Zephyrinemarked',
		email: 'zq.work@marked-company.example',
		phone: '+44 7700 9131313',
		plainPhone: '447700913131',
		street: '913 Marked Quay',
		note: 'Zephyrinemarked is allergic to nuts, please no sweets',
		birthday: '1987-03-19',
		salary: '48213.77',
		id: '4918273645546372819',
		link: 'https://claim.example/g/9f8e7d6c?recipient=zq',
		domain: 'marked-company',
	};

	test('anything of a person, wherever the service puts it: unknown fields, keys, lists, errors', async () => {
		const [person] = live.hibob.people;
		if (!person) throw new Error('there is nobody');
		Object.assign(person, {
			'root.id': MARKERS.id,
			'root.firstName': MARKERS.name,
			'root.displayName': `${MARKERS.name} Quill`,
			'root.email': MARKERS.email,
			'home.mobilePhone': MARKERS.phone,
			'address.line1': MARKERS.street,
			'work.title': MARKERS.note,
			'personal.shortBirthDate': '03-19',
		});
		answering(live.hibob, '/v1/people/search', {
			employees: [
				{
					id: MARKERS.id,
					[MARKERS.email]: { [MARKERS.name]: MARKERS.phone },
					notes: MARKERS.note,
					salary: 48_213.77,
					phone: 447_700_913_131,
					internal: { status: MARKERS.name, lifecycleStatus: MARKERS.email },
					personal: { birthDate: MARKERS.birthday, shortBirthDate: '03-19' },
					work: { site: MARKERS.street, reportsTo: { id: MARKERS.id, [MARKERS.plainPhone]: null } },
				},
			],
		});
		answering(live.hibob, '/v1/company/people/fields', [
			{
				id: MARKERS.email,
				category: MARKERS.name,
				jsonPath: `work.${MARKERS.name}`,
				type: MARKERS.name,
			},
			{ id: `work.custom.${MARKERS.name}`, name: MARKERS.note, jsonPath: MARKERS.id, type: 'text' },
		]);
		answering(live.reachdesk, '/api/v2/sends', {
			data: [
				{
					id: 70_001,
					email: MARKERS.email,
					status: MARKERS.name,
					currency: MARKERS.name,
					landing_page: MARKERS.link,
					gift_message: MARKERS.note,
					campaign: { id: 1501, name: `For ${MARKERS.name}` },
				},
			],
			[MARKERS.email]: MARKERS.salary,
		});
		live.reachdesk.faults.add({
			path: '/api/v2/contacts',
			fault: {
				kind: 'status',
				when: 'before',
				status: 422,
				body: JSON.stringify({
					error: `${MARKERS.email} is taken`,
					[MARKERS.name]: [MARKERS.phone],
				}),
				headers: {
					'content-type': `application/json; name=${MARKERS.name}`,
					location: MARKERS.link,
					'retry-after': MARKERS.birthday,
					'x-served-for': MARKERS.email,
				},
			},
		});
		live.reachdesk.faults.add({
			path: '/api/v2/organization',
			fault: { kind: 'status', when: 'before', status: 500, body: `<h1>${MARKERS.name}</h1>` },
		});
		const one = await captured();
		const text = written(one).toLowerCase();
		const there = Object.entries(MARKERS).filter(([, marker]) =>
			text.includes(marker.toLowerCase()),
		);
		expect(there).toEqual([]);
		expect(one.exchanges.length).toBeGreaterThan(10);
		// ids that belong together still do
		const file = parsed(readFileSync(path.join(folder, 'hibob-people-search.json'), 'utf8'));
		const rows = member(member(file, 'body'), 'employees');
		const [row] = isList(rows) ? rows : [];
		expect(member(row, 'id')).toMatch(/^\d{19}$/);
		expect(member(member(member(row, 'work'), 'reportsTo'), 'id')).toBe(member(row, 'id'));
	});

	test('anybody of the company, a token or the host', async () => {
		const text = written(await captured());
		const texts = live.hibob.people.flatMap((person) => [
			person['root.id'],
			person['root.email'],
			person['root.displayName'],
			person['address.line1'],
		]);
		const known = texts.filter((one) => typeof one === 'string' && text.includes(one));
		expect(texts.length).toBeGreaterThan(800);
		expect(known).toEqual([]);
		const secrets = [
			live.hibob.serviceUser.token,
			live.hibob.serviceUser.id,
			live.reachdesk.token,
			new URL(live.hibob.url).host,
			new URL(live.reachdesk.url).host,
		];
		expect(secrets.filter((one) => text.includes(one))).toEqual([]);
	});

	test('how many people there are', async () => {
		const { exchanges } = await captured();
		const search = exchanges.find(({ name }) => name === 'people-search');
		const body = shortened(search?.bodies[0] ?? null);
		const rows = member(body, 'employees');
		expect(isList(rows) && rows.length > 2 && rows.length <= 20).toBe(true);
		expect(live.hibob.people.length).toBeGreaterThan(200);
	});
});

test('an earlier capture is not overwritten', async () => {
	const one = await captured();
	writeCapture(folder, one);
	expect(() => {
		writeCapture(folder, one);
	}).toThrow('EEXIST');
	expect(readFileSync(path.join(folder, 'differences.md'), 'utf8')).toContain('None.');
});
