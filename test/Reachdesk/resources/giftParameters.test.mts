import { describe, expect, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { requestIdOf } from '../../../nodes/Reachdesk/gifts/requestId.ts';
import {
	bulkGiftOf,
	singleGiftOf,
} from '../../../nodes/Reachdesk/resources/gift/giftParameters.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { partial } from '../../shared/partial.mts';
import { judgedToday } from '../judgedToday.mts';

// From the panel to the request that Reachdesk gets, without a Reachdesk.

const KEY = 'gift-1';
const BELOW: IDataObject = {
	campaign: { __rl: true, mode: 'id', value: '1501' },
	sender: 'hr@example.com',
	recipientSource: 'defineBelow',
	giftKey: KEY,
	email: 'ada@example.com',
	firstName: 'Ada',
	lastName: 'Lovelace',
};
const EMPLOYEE = {
	id: '1',
	email: 'ada@example.com',
	workEmail: 'ada@example.com',
	personalEmail: 'ada@home.example',
	firstName: 'Ada',
	lastName: 'Lovelace',
};
const FROM_HIBOB: IDataObject = { ...BELOW, recipientSource: 'hibobEmployee', giftKey: undefined };

/** A node of these parameters, with one item. */
function contextOf(parameters: IDataObject, json?: object, typeVersion = 1.1): IExecuteFunctions {
	return partial<IExecuteFunctions>({
		getNodeParameter: (name: string, _item: number, otherwise: unknown) =>
			parameters[name] ?? otherwise,
		getInputData: () => (json === undefined ? [] : [{ json }]),
		getNode: () => ({ name: 'Send Gift', typeVersion }),
		getParentNodes: () => [],
	});
}

const single = (changes: IDataObject, json?: object, typeVersion?: number) =>
	singleGiftOf(contextOf({ ...BELOW, ...changes }, json, typeVersion), 0, { lookBackDays: 365 });
const requestWith = (giftFields: IDataObject) => single({ giftFields }).request;
const recipientWith = (recipientFields: IDataObject) =>
	single({ recipientFields }).request.recipient;

const BARE = {
	request_id: requestIdOf(KEY, 1501),
	sender: 'hr@example.com',
	recipient: { first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com' },
};

test('a custom attribute without a name is refused as that', () => {
	const customAttributes = { attribute: [{ name: '', value: 'x' }] };
	expect(() => requestWith({ customAttributes })).toThrow('\'Custom Attributes\' has the name ""');
});

describe('a gift to a recipient below', () => {
	test('has what the panel says, and nothing else', () => {
		expect(single({})).toEqual({
			key: KEY,
			campaignId: 1501,
			request: { ...BARE, source: 'n8n', approved: 'auto' },
			timing: expect.anything(),
			caps: [],
			alsoAt: [],
			about: null,
			expectedWallet: null,
		});
		expect(bulkGiftOf(contextOf(BELOW), 0, { lookBackDays: 365 }).request).toEqual(BARE);
	});

	test('has all fields of the recipient', () => {
		const recipientFields = {
			street1: '1 Main Street',
			street2: 'Flat 2',
			city: 'Springfield',
			state: 'Illinois',
			postalCode: 12345,
			country: 'United States',
			company: 'Analytical Engines',
			phone: 5550100,
			role: 'Engineer',
			taxId: 17,
		};
		expect(recipientWith(recipientFields)).toEqual({
			...BARE.recipient,
			street_address_1: '1 Main Street',
			street_address_2: 'Flat 2',
			city: 'Springfield',
			state: 'Illinois',
			zipcode: '12345',
			country: 'US',
			company_name: 'Analytical Engines',
			phone_number: '5550100',
			role: 'Engineer',
			tax_id: '17',
		});
	});

	test('has no field that shows nothing', () => {
		const blank = { street1: ' ', city: '\u200B', company: '', phone: ' ', role: '\u200B' };
		expect(recipientWith(blank)).toEqual(BARE.recipient);
	});

	test('has a country that is not known only without an address', () => {
		expect(recipientWith({ country: 'Atlantis' })).toEqual(BARE.recipient);
		expect(() => recipientWith({ country: 'Atlantis', city: 'Poseidonis' })).toThrow(/'Country'/);
	});

	test.each([
		['Gift Key', { giftKey: '' }],
		['First Name', { firstName: ' ' }],
		['First Name', { firstName: '\u200B', lastName: '' }],
	])('is not made without %s', (label, changes) => {
		expect(() => single(changes)).toThrow(
			expect.objectContaining({
				message: `'${label}' is empty`,
				remedy: `Fill in '${label}' for this recipient`,
			}),
		);
	});

	test.each<[string, IDataObject]>([
		['Gift Key', { giftKey: {} }],
		['First Name', { firstName: {} }],
		['Last Name', { lastName: {} }],
		['Sender', { sender: 'nobody' }],
		['Email', { email: 'nobody' }],
		['Recipient', { recipientSource: 'somebody' }],
		['Approval', { approval: 'maybe' }],
		['Street Address', { recipientFields: { street1: {} } }],
		['Street Address, Line 2', { recipientFields: { street2: {} } }],
		['City', { recipientFields: { city: {} } }],
		['State', { recipientFields: { state: {} } }],
		['Postal Code', { recipientFields: { postalCode: {} } }],
		['Company', { recipientFields: { company: {} } }],
		['Country', { recipientFields: { country: {} } }],
		['Phone', { recipientFields: { phone: {} } }],
		['Role', { recipientFields: { role: {} } }],
		['Tax ID', { recipientFields: { taxId: {} } }],
		['Source', { giftFields: { source: {} } }],
		['Send Method', { giftFields: { sendMethod: 'pigeon' } }],
		['Payment Currency', { giftFields: { currency: 'shells' } }],
		['Payment Wallet', { giftFields: { walletType: 'Mine' } }],
		['Team Name', { giftFields: { teamName: {} } }],
		['Confirm Address', { giftFields: { confirmAddress: 'maybe' } }],
		['Handwritten Note', { giftFields: { handwrittenNote: {} } }],
		['Packaging Notes', { giftFields: { packagingNotes: {} } }],
		['Custom Attributes', { giftFields: { customAttributes: { attribute: [{ name: {} }] } } }],
		[
			'Custom Attributes',
			{ giftFields: { customAttributes: { attribute: [{ name: 'team', value: {} }] } } },
		],
		['SKU', { giftFields: { items: { item: [{ sku: {}, quantity: 1 }] } } }],
		['Quantity', { giftFields: { items: { item: [{ sku: 'A', quantity: 1_001 }] } } }],
		['Quantity', { giftFields: { items: { item: [{ sku: 'A', quantity: 0 }] } } }],
	])('that cannot be read names its field: %s', (label, changes) => {
		expect(() => single(changes)).toThrow(new RegExp(`^'${label}' `));
	});
});

describe('the optional fields of a gift', () => {
	test('go into the request', () => {
		const giftFields = {
			source: 'HR',
			sendMethod: 'link',
			currency: 'EUR',
			walletType: 'Team',
			teamName: 'People',
			confirmAddress: false,
			handwrittenNote: 'Happy birthday',
			packagingNotes: 'Ribbon',
			customAttributes: {
				attribute: [
					{ name: 'years_of_service', value: 3 },
					{ name: 'team', value: '' },
				],
			},
			items: { item: [{ sku: 'BOOK', quantity: 1_000 }] },
		};
		expect(requestWith(giftFields)).toEqual({
			...BARE,
			source: 'HR',
			approved: 'auto',
			send_method: 'link',
			payment_currency: 'EUR',
			payment_wallet_type: 'Team',
			team_name: 'People',
			confirm_address: false,
			bundle_handwritten_note: 'Happy birthday',
			packaging_notes: 'Ribbon',
			custom_attributes: [
				{ name: 'years_of_service', value: '3' },
				{ name: 'team', value: '' },
			],
			items: [{ sku: 'BOOK', quantity: 1_000 }],
		});
	});

	test.each(['auto', 'false', 'true'])('with Approval %s', (approval) => {
		expect(single({ approval }).request.approved).toBe(approval);
	});

	test('with a choice that is empty leaves it to Reachdesk', () => {
		const bare = { ...BARE, source: 'n8n', approved: 'auto' };
		expect(requestWith({ currency: '', walletType: '' })).toEqual(bare);
	});

	test('with empty lists are not sent', () => {
		const empty = { items: { item: [] }, customAttributes: { attribute: [] } };
		expect(requestWith(empty)).toEqual({ ...BARE, source: 'n8n', approved: 'auto' });
	});

	test('are those of Send Many, too', () => {
		const bulk = contextOf({ ...BELOW, bulkFields: { teamName: 'People' } });
		expect(bulkGiftOf(bulk, 0, { lookBackDays: 365 }).request).toEqual({
			...BARE,
			team_name: 'People',
		});
	});

	test('say what is missing in a row', () => {
		expect(() => requestWith({ items: { item: [{ sku: '', quantity: 1 }] } })).toThrow(
			expect.objectContaining({
				message: "'Bundle Items' has an entry without a SKU",
				remedy: 'Enter a SKU of the campaign for each item',
			}),
		);
	});

	test.each(['', 'a b', 'a-b', 'ä', '-a', 'a-'])(
		'say which names attributes may have: %j',
		(name) => {
			const attribute = [{ name, value: '1' }];
			expect(() => requestWith({ customAttributes: { attribute } })).toThrow(
				expect.objectContaining({
					message: expect.stringContaining("'Custom Attributes' has the name \""),
					remedy: 'Use letters, digits and underscores, such as years_of_service',
				}),
			);
		},
	);

	test.each([
		['Bundle Items', { items: 'BOOK' }],
		['Bundle Items', { items: { item: 'BOOK' } }],
		['Bundle Items', { items: { item: ['BOOK'] } }],
		['Custom Attributes', { customAttributes: 17 }],
	])('that are no list of rows are refused: %s', (label, giftFields) => {
		expect(() => requestWith(giftFields)).toThrow(
			expect.objectContaining({
				message: `'${label}' is not a list`,
				remedy: `Check the expression in '${label}', or add the rows in the panel`,
			}),
		);
	});

	test('may be a list of rows without its name', () => {
		expect(requestWith({ items: [{ sku: 'BOOK', quantity: 2 }] }).items).toEqual([
			{ sku: 'BOOK', quantity: 2 },
		]);
	});

	test.each([
		['Team Name', { teamName: null }],
		['Custom Attributes', { customAttributes: { attribute: [{ name: 'team', value: null }] } }],
	])('that an expression leaves empty are refused: %s', (label, giftFields) => {
		expect(() => requestWith(giftFields)).toThrow(
			expect.objectContaining({
				message: `'${label}' is empty`,
				remedy: `Check the expression in '${label}'`,
			}),
		);
	});
});

describe('the wallet that should pay', () => {
	test.each([
		[{}, null],
		[{ expectedWalletId: '' }, null],
		[{ expectedWalletId: '17' }, '17'],
		[{ expectedWalletId: 17 }, '17'],
	])('of %j is %j', (safety, wallet) => {
		expect(single({ safety }).expectedWallet).toBe(wallet);
	});

	test('of blanks is refused as empty', () => {
		const { message } = explanationOf(() => single({ safety: { expectedWalletId: ' ' } }));
		expect(message).toContain('is "", which');
	});

	test.each([' ', '17a', 'a17', null])('%j is refused', (value) => {
		expect(() => single({ safety: { expectedWalletId: value } })).toThrow(
			expect.objectContaining({
				message: expect.stringContaining(', which is not a number'),
				remedy: 'Use the number in "payment_wallet_id" of a gift that the right wallet paid for',
			}),
		);
	});
});

describe('a gift to an employee of the input', () => {
	const item = {
		key: 'hibob:1:birthday:2026',
		event: 'birthday',
		occasion: { type: 'birthday', date: '2026-11-23', dueDate: '2026-11-23', years: null },
		judged: judgedToday(),
		employee: EMPLOYEE,
	};

	test('has its key, its person and the other address of the person', () => {
		const gift = single(FROM_HIBOB, item);
		expect(gift.key).toBe('hibob:1:birthday:2026');
		expect(gift.request.recipient).toMatchObject(BARE.recipient);
		expect(gift.alsoAt).toContain('ada@home.example');
		expect(gift.about?.employee.id).toBe('1');
	});

	test('without a key is for the occasion of the panel', () => {
		// HiBob: Get Employee returns one
		const employee = { ...EMPLOYEE, judged: judgedToday() };
		const gift = single({ ...FROM_HIBOB, occasionKey: 'welcome' }, employee);
		expect(gift.key).toBe('hibob:1:welcome');
		expect(() => single({ ...FROM_HIBOB, occasionKey: {} }, employee)).toThrow(/^'Occasion Key' /);
	});

	test('needs an item', () => {
		expect(() => single(FROM_HIBOB)).toThrow(expect.objectContaining({ name: 'ExplainedError' }));
	});

	test.each([
		[1, undefined, true],
		[1.1, undefined, false],
		[1.1, true, true],
		[1, false, false],
	])('of version %s with Link to HiBob %s has the HiBob ID: %s', (version, linkToHiBob, isIn) => {
		const giftFields = linkToHiBob === undefined ? {} : { linkToHiBob };
		const { recipient } = single({ ...FROM_HIBOB, giftFields }, item, version).request;
		expect(JSON.stringify(recipient).includes('"1"')).toBe(isIn);
	});
});
