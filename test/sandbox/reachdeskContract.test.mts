import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { address, giftBody, lastViolations, recipient, trigger } from './reachdeskClient.mts';

let sandbox: ReachdeskSandbox;

beforeEach(async () => {
	sandbox = await startReachdesk();
});

afterEach(async () => {
	await sandbox.stop();
});

describe('a trigger that breaks the contract is refused with 400, noted, and makes no gift', () => {
	const inRecipient = (changes: Record<string, unknown>) =>
		giftBody({ recipient: recipient(changes) });

	test.each([
		['an unknown field', giftBody({ colour: 'red' }), 'colour'],
		['approved as a boolean', giftBody({ approved: true }), 'approved'],
		['an unknown approval', giftBody({ approved: 'yes' }), 'approved'],
		['confirm_address as a string', giftBody({ confirm_address: 'true' }), 'confirm_address'],
		['an unknown currency', giftBody({ payment_currency: 'CHF' }), 'payment_currency'],
		['an empty currency', giftBody({ payment_currency: '' }), 'payment_currency'],
		[
			'a wallet type in lower case',
			giftBody({ payment_wallet_type: 'team' }),
			'payment_wallet_type',
		],
		['an unknown send method', giftBody({ send_method: 'sms' }), 'send_method'],
		['no sender', giftBody({ sender: undefined }), 'sender'],
		['a sender who is not an e-mail address', giftBody({ sender: 'gifts' }), 'sender'],
		['no recipient', giftBody({ recipient: undefined }), 'recipient'],
		['a null field', giftBody({ team_name: null }), 'team_name'],
		['a request_id that is a number', giftBody({ request_id: 5 }), 'request_id'],
		['an empty request_id', giftBody({ request_id: '' }), 'request_id'],
		['an unknown recipient field', inRecipient({ birthday: '01-02' }), 'recipient.birthday'],
		['no first name', inRecipient({ first_name: undefined }), 'recipient.first_name'],
		['an empty last name', inRecipient({ last_name: '' }), 'recipient.last_name'],
		['no e-mail address', inRecipient({ email: undefined }), 'recipient.email'],
		['a wrong e-mail address', inRecipient({ email: 'noa@example' }), 'recipient.email'],
		['a country by name', inRecipient({ country: 'Israel' }), 'recipient.country'],
		['a country in lower case', inRecipient({ country: 'us' }), 'recipient.country'],
		['a country that is not in ISO 3166', inRecipient({ country: 'UK' }), 'recipient.country'],
		['a code that is no country', inRecipient({ country: 'EU' }), 'recipient.country'],
		['an unknown provider', inRecipient({ provider: 'bamboohr' }), 'recipient.provider'],
		[
			'an unknown contact type',
			inRecipient({ provider_contact_type: 'person' }),
			'recipient.provider_contact_type',
		],
		[
			'a numeric contact id',
			inRecipient({ provider_contact_id: 12 }),
			'recipient.provider_contact_id',
		],
		[
			'a custom attribute whose name has a space',
			giftBody({ custom_attributes: [{ name: 'years here', value: '3' }] }),
			'custom_attributes.0.name',
		],
		[
			'a custom attribute whose value is a number',
			giftBody({ custom_attributes: [{ name: 'years', value: 3 }] }),
			'custom_attributes.0.value',
		],
		['items for a campaign that is no bundle', giftBody({ items: [{ sku: 'X' }] }), 'items'],
	])('%s', async (_name, body, parameter) => {
		const answer = await trigger(sandbox, body);
		expect(answer.status).toBe(400);
		expect(answer.text).toContain(`Parameter \\"${parameter}\\"`);
		expect(lastViolations(sandbox).join()).toContain(`"${parameter}"`);
		expect(sandbox.sends).toHaveLength(0);
	});

	test.each([
		['a fraction', { sku: 'BOTTLE-1', quantity: 1.5 }, 'items.0.quantity'],
		['a string', { sku: 'BOTTLE-1', quantity: '2' }, 'items.0.quantity'],
		['more than the range', { sku: 'BOTTLE-1', quantity: 4 }, 'items.0.quantity'],
		['an item of another campaign', { sku: 'TROPHY-10', quantity: 1 }, 'items.0.sku'],
	])('a bundle quantity that is %s', async (_name, item, parameter) => {
		const answer = await trigger(sandbox, giftBody({ items: [item] }), 1701);
		expect(answer.status).toBe(400);
		expect(lastViolations(sandbox).join()).toContain(`"${parameter}"`);
		expect(sandbox.sends).toHaveLength(0);
	});

	test.each(['abc', '0', '2147483648', '1501.5'])('campaign id %s', async (id) => {
		expect((await trigger(sandbox, giftBody(), id)).status).toBe(400);
		expect(lastViolations(sandbox)).toEqual(['Parameter "id" must be an int32']);
	});

	test('all that is wrong is noted, and the first of it is answered', async () => {
		const answer = await trigger(sandbox, giftBody({ shape: 'round', colour: 'red' }));
		expect(lastViolations(sandbox)).toHaveLength(2);
		expect(answer.body).toEqual({ message: lastViolations(sandbox)[0] });
	});

	test('a body that is not JSON', async () => {
		expect((await trigger(sandbox, '{"sender":')).status).toBe(400);
		expect(lastViolations(sandbox)).toHaveLength(1);
	});

	test('a body under another content type', async () => {
		const headers = { 'Content-Type': 'text/plain' };
		expect((await trigger(sandbox, giftBody(), 1501, { headers })).status).toBe(400);
		expect(lastViolations(sandbox)[0]).toBe('Content-Type is text/plain, not application/json');
	});
});

describe('the address of a physical gift', () => {
	const unconfirmed = (changes: Record<string, unknown>) =>
		giftBody({ confirm_address: false, recipient: recipient({ ...address, ...changes }) });

	test.each(['street_address_1', 'city', 'zipcode', 'country'])(
		'needs its %s when the recipient is not asked to confirm it',
		async (field) => {
			expect((await trigger(sandbox, unconfirmed({ [field]: undefined }), 1701)).status).toBe(400);
			expect(lastViolations(sandbox)).toEqual([`Parameter "recipient.${field}" is required`]);
		},
	);

	test.each(['US', 'CA', 'AU'])('needs a state in %s', async (country) => {
		expect((await trigger(sandbox, unconfirmed({ country }), 1701)).status).toBe(400);
		expect((await trigger(sandbox, unconfirmed({ country, state: 'XX' }), 1701)).status).toBe(200);
	});

	test('needs no state elsewhere', async () => {
		expect((await trigger(sandbox, unconfirmed({}), 1701)).status).toBe(200);
	});

	test.each([true, undefined])('may be omitted with confirm_address %s', async (confirm) => {
		const body = giftBody({ confirm_address: confirm });
		expect((await trigger(sandbox, body, 1701)).status).toBe(200);
	});

	test('is not asked for by an eGift', async () => {
		expect((await trigger(sandbox, giftBody({ confirm_address: false }))).status).toBe(200);
	});
});

describe('a trigger that Reachdesk lets pass', () => {
	test('is not noted when it is full and correct', async () => {
		const body = giftBody({
			approved: 'auto',
			confirm_address: true,
			payment_currency: 'USD',
			payment_wallet_type: 'Team',
			team_name: 'People',
			send_method: 'email',
			bundle_handwritten_note: 'Welcome!',
			packaging_notes: 'Handle with care',
			items: [{ sku: 'BOTTLE-1', quantity: 2 }],
			custom_attributes: [{ name: 'manager_name', value: 'Dana' }],
			recipient: recipient({
				...address,
				street_address_2: '',
				provider: 'hibob',
				provider_contact_type: 'employee',
				provider_contact_id: '3332883884017713938',
				company_name: 'Acme',
				phone_number: '+44 113 000 0000',
				role: 'Engineer',
				tax_id: '1',
			}),
		});
		expect((await trigger(sandbox, body, 1701)).status).toBe(200);
		expect(lastViolations(sandbox)).toEqual([]);
	});

	test('is noted when it has no request_id', async () => {
		expect((await trigger(sandbox, giftBody({ request_id: undefined }))).status).toBe(200);
		expect(lastViolations(sandbox).join()).toContain('request_id');
	});
});
