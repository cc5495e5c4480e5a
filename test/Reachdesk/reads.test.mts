import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { ReachdeskApi } from '../../credentials/ReachdeskApi.credentials.ts';
import { Reachdesk } from '../../nodes/Reachdesk/Reachdesk.node.ts';
import { documentedVariants } from '../../sandbox/reachdesk/variants.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { execute } from '../n8nCore.mts';

const ADA = 'ada@example.com';
let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	reachdesk = await startReachdesk({ now: () => Date.parse('2026-11-25T09:00:00Z') });
	for (let index = 0; index < 230; index++) {
		const day = String((index % 24) + 1).padStart(2, '0');
		reachdesk.addPastSend({
			email: index % 50 === 0 ? ADA : `person${String(index)}@example.com`,
			campaignId: index % 2 === 0 ? 1501 : 1701,
			createdAt: `2026-11-${day}T10:00:00.000Z`,
		});
	}
});
afterAll(async () => {
	await reachdesk.stop();
	expect(reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
});
beforeEach(() => {
	reachdesk.faults.clear();
	Object.assign(reachdesk.variants, documentedVariants());
});

/** Executes an operation once. @returns the JSON of its items */
async function rows(
	resource: string,
	operation: string,
	parameters: IDataObject = {},
	{ type = new Reachdesk(), settings = {} } = {},
): Promise<IDataObject[]> {
	const node = {
		type,
		credentialType: new ReachdeskApi(),
		credential: { apiToken: reachdesk.token, baseUrl: reachdesk.url },
		parameters: { resource, operation, ...parameters },
		settings,
	};
	return (await execute(node, [{}])).output.map(({ json }) => json);
}

const everything = { returnAll: true };

describe.each(['top', 'data'] as const)('with pagination at %s', (paginationPlace) => {
	beforeEach(() => {
		reachdesk.variants.paginationPlace = paginationPlace;
	});

	it('Gift: Get Many gives every gift once, newest first', async () => {
		const gifts = await rows('gift', 'getAll', { ...everything, simplify: false });
		expect(gifts.map(({ id }) => id).sort()).toEqual(reachdesk.sends.map(({ id }) => id).sort());
		expect(gifts[0]).toMatchObject({ campaign: { id: expect.any(Number) } });
	});

	it('Contact: Get Many gives all, or those of a company', async () => {
		expect(await rows('contact', 'getAll', everything)).toHaveLength(4);
		const some = await rows('contact', 'getAll', { ...everything, filters: { company: 'fourmi' } });
		expect(some.map((contact) => contact.account_name)).toEqual(['Fourmi', 'Fourmi']);
	});

	it('Transaction: Get Many gives all pages', async () => {
		const all = await rows('transaction', 'getAll', everything);
		const ofGifts = all.filter(({ type }) => type === 'campaign_sends');
		expect(ofGifts).toHaveLength(reachdesk.sends.length);
		expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
	});
});

describe('Gift: Get Many', () => {
	it('stops at the limit', async () => {
		reachdesk.requests.length = 0;
		expect(await rows('gift', 'getAll', { limit: 7 })).toHaveLength(7);
		expect(reachdesk.requests).toHaveLength(1);
	});

	it('finds the gifts to one address, however it is spelled', async () => {
		const filters = { recipientEmail: 'Ada@Example.com' };
		const gifts = await rows('gift', 'getAll', { ...everything, filters });
		expect(gifts.map(({ email }) => email)).toEqual(Array<string>(5).fill(ADA));
	});

	it('takes the days of creation and of change', async () => {
		const created = { createdFrom: '2026-11-10', createdBefore: '2026-11-11T00:00:00.000Z' };
		const gifts = await rows('gift', 'getAll', { ...everything, filters: created });
		expect(new Set(gifts.map(({ createdAt }) => createdAt))).toEqual(
			new Set(['2026-11-10T10:00:00.000Z']),
		);
		const updated = { updatedFrom: '2026-11-10', updatedBefore: '2026-11-12' };
		await rows('gift', 'getAll', { ...everything, filters: updated });
		expect(reachdesk.requests.at(-1)?.url).toContain('start_updated_date=2026-11-10');
	});

	it('gives ten plain values for each gift when it is simplified', async () => {
		const [gift] = await rows('gift', 'getAll', { limit: 1 });
		expect(Object.keys(gift ?? {})).toHaveLength(10);
		for (const value of Object.values(gift ?? {})) expect(typeof value).not.toBe('undefined');
		expect(gift).toMatchObject({ campaignName: expect.any(String), cost: expect.any(String) });
	});

	it('passes on a status that was never seen', async () => {
		const [first] = reachdesk.sends;
		reachdesk.changeStatus(first?.id ?? 0, 'teleported', 'beamed');
		const filters = { recipientEmail: first?.email };
		expect(await rows('gift', 'getAll', { ...everything, filters })).toContainEqual(
			expect.objectContaining({ status: 'teleported', latestAction: 'beamed' }),
		);
	});

	it('stops at the limit among the gifts to one address, and begins with the newest', async () => {
		const filters = { recipientEmail: ADA };
		const all = await rows('gift', 'getAll', { ...everything, filters });
		expect(await rows('gift', 'getAll', { limit: 2, filters })).toEqual(all.slice(0, 2));
	});

	it('gives all gifts without an address to look for, also one whose address cannot be read', async () => {
		const send = reachdesk.addPastSend({
			email: ADA,
			campaignId: 1501,
			createdAt: '2026-11-25T08:00:00.000Z',
		});
		Object.assign(send, { email: 7 });
		const filters = { recipientEmail: '' };
		expect(await rows('gift', 'getAll', { limit: 1, filters })).toMatchObject([{ id: send.id }]);
		const toAda = { recipientEmail: ADA };
		const gifts = await rows('gift', 'getAll', { ...everything, filters: toAda });
		expect(gifts.map(({ id }) => id)).not.toContain(send.id);
		reachdesk.sends.splice(reachdesk.sends.indexOf(send), 1);
	});

	it.each([
		[{ createdBefore: 'x' }, "'Created Before' is"],
		[{ updatedFrom: 'x', updatedBefore: '2026-11-12' }, "'Updated From' is"],
		[{ updatedFrom: '2026-11-10', updatedBefore: 'x' }, "'Updated Before' is"],
	])('names the setting of %j', async (filters, message) => {
		await expect(rows('gift', 'getAll', { filters })).rejects.toThrow(message);
	});

	it('says what to do about half a time of change', async () => {
		const filters = { updatedBefore: '2026-11-10' };
		await expect(rows('gift', 'getAll', { filters })).rejects.toMatchObject({
			description: 'Set both or neither',
		});
	});

	it.each([
		['a day that is none', { createdFrom: '2026-02-30' }, /'Created From' is "2026-02-30"/],
		['half a time of change', { updatedFrom: '2026-11-10' }, /only work together/],
		['an address that is none', { recipientEmail: 'ada' }, /'Recipient Email' is not an email/],
	])('refuses %s', async (_, filters, message) => {
		await expect(rows('gift', 'getAll', { filters })).rejects.toThrow(message);
	});
});

describe('Gift: Get', () => {
	it('gives one gift, whose types differ from those of the list', async () => {
		const id = reachdesk.sends[3]?.id ?? 0;
		const [gift] = await rows('gift', 'get', { giftId: String(id), simplify: false });
		expect(gift).toMatchObject({ id, total_items_cost: expect.any(String) });
		expect(await rows('gift', 'get', { giftId: id })).toEqual([
			expect.objectContaining({ id, email: reachdesk.sends[3]?.email }),
		]);
	});

	it.each([
		['', "'Gift ID' is empty"],
		['../contacts', 'which is not a number'],
		['999999', 'Reachdesk has no gift 999999 (404)'],
	])('says of "%s": %s', async (giftId, message) => {
		await expect(rows('gift', 'get', { giftId })).rejects.toThrow(message);
	});

	it.each([
		['', 'Use the number in "gift.id" of Send Gift, or in "id" of Gift > Get Many'],
		['999999', "Check 'Gift ID'. Gifts of another Reachdesk organization are not found either"],
	])('says what to do about "%s"', async (giftId, description) => {
		await expect(rows('gift', 'get', { giftId })).rejects.toMatchObject({ description });
	});

	it('needs an ID', async () => {
		await expect(rows('gift', 'get', {})).rejects.toThrow("'Gift ID' is empty");
	});

	it.each([
		[503, '', 'Gift 7 could not be read'],
		[200, '[]', 'Reachdesk’s answer contains no gift'],
		[200, '{"data":7}', 'Reachdesk’s answer contains no gift'],
	])('says of an answer %i with %s: %s', async (status, body, message) => {
		reachdesk.faults.add({ fault: { kind: 'status', when: 'before', status, body } });
		await expect(rows('gift', 'get', { giftId: '7' })).rejects.toThrow(message);
	});
});

describe('Transaction: Get Many', () => {
	it.each([
		['types', { types: ['balance_top_up'] }, 'transaction_types%5B%5D=balance_top_up'],
		['states', { states: ['pending', 'processed'] }, 'states%5B%5D=pending&states%5B%5D=processed'],
		['currencies', { currencies: ['GBP'] }, 'currencies%5B%5D=GBP'],
		['campaign types', { campaignTypes: ['bundle'] }, 'campaign_types%5B%5D=bundle'],
		['teams', { teamIds: '1, 2' }, 'team_ids%5B%5D=1&team_ids%5B%5D=2'],
		['users', { userIds: '3' }, 'user_ids%5B%5D=3'],
		['days', { from: '2026-11-01', before: '2026-11-05' }, 'start_date=2026-11-01'],
	])('asks for %s', async (_, filters, query) => {
		await rows('transaction', 'getAll', { filters });
		const { url } = reachdesk.requests.at(-1) ?? { url: '' };
		expect(url.replaceAll('[]', '%5B%5D')).toContain(query);
	});

	it.each([
		['an unknown state', { states: ['lost'] }, /'States' is "lost"/],
		['a team that is no number', { teamIds: 'Sales' }, /'Team IDs' contains "Sales"/],
	])('refuses %s', async (_, filters, message) => {
		await expect(rows('transaction', 'getAll', { filters })).rejects.toThrow(message);
	});
});

describe('Organization: Get', () => {
	it('gives the organization', async () => {
		expect(await rows('organization', 'get')).toEqual([
			{ id: expect.any(String), name: expect.any(String) },
		]);
	});

	it('says that some accounts get 500', async () => {
		reachdesk.variants.organizationFails = true;
		await expect(rows('organization', 'get')).rejects.toMatchObject({
			message: expect.stringContaining('(500)'),
			description: expect.stringContaining('On some accounts'),
		});
	});
});

describe('GDPR Request', () => {
	const asked = () => reachdesk.requests.filter(({ method }) => method === 'POST').length;
	const erase = { requestType: 'erase_subject', subjectEmail: ADA };

	it('exports', async () => {
		const [request] = await rows('gdprRequest', 'create', { subjectEmail: ADA });
		expect(request).toMatchObject({ request_type: 'export_subject', status: 'pending' });
		const again = await rows('gdprRequest', 'get', { gdprRequestId: request?.id });
		expect(again).toEqual([request]);
	});

	it('erases only when the address was typed a second time', async () => {
		const confirmed = { ...erase, confirmErasure: 'Ada@example.com' };
		expect(await rows('gdprRequest', 'create', confirmed)).toEqual([
			expect.objectContaining({ request_type: 'erase_subject', subject: ADA }),
		]);
	});

	it.each([
		['no confirmation', {}, "'Confirm Erasure' is empty"],
		['a word', { confirmErasure: 'yes' }, 'are different addresses'],
		['are different addresses', { confirmErasure: 'eve@example.com' }, 'are different addresses'],
	])('erases nobody with %s', async (_, confirmation, message) => {
		const before = asked();
		await expect(rows('gdprRequest', 'create', { ...erase, ...confirmation })).rejects.toThrow(
			message,
		);
		expect(asked()).toBe(before);
	});

	it('takes no expression as a confirmation', () => {
		const { properties } = new Reachdesk().description;
		const field = properties.find(({ name }) => name === 'confirmErasure');
		expect(field).toMatchObject({ noDataExpression: true, default: '' });
		expect(properties.find(({ name }) => name === 'requestType')).toMatchObject({
			default: 'export_subject',
			noDataExpression: true,
		});
	});

	it.each(['erase_subject', 'export_subject'])('does %s for no AI agent', async (requestType) => {
		const before = asked();
		const asTool = { settings: { type: 'n8n-nodes-hibob-reachdesk.reachdeskTool' } };
		const confirmed = { ...erase, requestType, confirmErasure: ADA };
		await expect(rows('gdprRequest', 'create', confirmed, asTool)).rejects.toThrow(
			'An AI agent cannot export or erase',
		);
		expect(asked()).toBe(before);
	});

	it.each([`={{ '${ADA}' }}`, '={{ $fromAI("confirmErasure") }}'])(
		'erases nobody whose address the expression %s confirms',
		async (confirmErasure) => {
			const before = asked();
			await expect(rows('gdprRequest', 'create', { ...erase, confirmErasure })).rejects.toThrow(
				"'Confirm Erasure' is an expression",
			);
			expect(asked()).toBe(before);
		},
	);

	it.each([
		['a refusal', { kind: 'status', when: 'before', status: 401 }, /^The request was not made/],
		['a broken answer', { kind: 'status', when: 'after', status: 502 }, /^It is not known whether/],
		['silence', { kind: 'reset', when: 'after' }, /^It is not known whether/],
		['a page', { kind: 'htmlBody' }, /^It is not known whether/],
	] as const)('after %s says what is known', async (_, fault, message) => {
		reachdesk.faults.add({ method: 'POST', times: 1, fault });
		await expect(rows('gdprRequest', 'create', { subjectEmail: ADA })).rejects.toThrow(message);
	});

	it('where nobody listens was not made', async () => {
		const node = {
			type: new Reachdesk(),
			credentialType: new ReachdeskApi(),
			credential: { apiToken: 'token', baseUrl: 'http://127.0.0.1:1/api/v2' },
			parameters: { resource: 'gdprRequest', operation: 'create', subjectEmail: ADA },
		};
		await expect(execute(node, [{}])).rejects.toThrow(
			'The request was not made: Reachdesk cannot be reached',
		);
	});

	it('says that Reachdesk may not offer to look it up', async () => {
		await expect(rows('gdprRequest', 'get', { gdprRequestId: '77' })).rejects.toMatchObject({
			message: 'Reachdesk has no GDPR request 77 (404)',
			description: expect.stringContaining('coming soon'),
		});
	});
});

describe('trouble', () => {
	it.each([
		['gift', 'getAll'],
		['contact', 'getAll'],
		['transaction', 'getAll'],
		['organization', 'get'],
	])('%s: %s with a wrong token says so', async (resource, operation) => {
		reachdesk.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status: 401 } });
		await expect(rows(resource, operation, everything)).rejects.toMatchObject({
			message: expect.stringContaining('rejected the API token (401)'),
			description: expect.stringContaining('API Tokens'),
		});
	});

	it.each(['gift', 'transaction'])(
		'with a page of %ss that is missing is no list',
		async (resource) => {
			reachdesk.variants.missPage = 2;
			await expect(rows(resource, 'getAll', everything)).rejects.toThrow('has gaps');
			expect(await rows(resource, 'getAll', { limit: 5 })).toHaveLength(5);
		},
	);
});
