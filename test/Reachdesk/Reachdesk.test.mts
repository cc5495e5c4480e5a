import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import { requestIdOf } from '../../nodes/Reachdesk/gifts/requestId.ts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { giftNode } from '../hostile/reachdeskNode.mts';
import { execute, newExecution, processedData } from '../n8nCore.mts';
import { judgedToday } from './judgedToday.mts';
import type { Execution, NodeUnderTest } from '../n8nCore.mts';

const CAMPAIGN = 1501;
let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	reachdesk = await startReachdesk();
});
afterAll(async () => {
	const violations = reachdesk.requests.flatMap((request) => request.violations);
	await reachdesk.stop();
	expect(violations).toEqual([]);
});
beforeEach(() => {
	processedData.entries.clear();
	processedData.beforeWrite = () => undefined;
	reachdesk.sends.length = 0;
	reachdesk.faults.clear();
	Object.assign(reachdesk.variants, {
		paginationPlace: 'top',
		missPage: null,
		listingLagSeconds: 0,
		honoursRequestId: false,
	});
});

const node = (parameters: IDataObject = {}, settings = {}): NodeUnderTest =>
	giftNode(reachdesk, parameters, settings);

const birthday = (person: number, changes: IDataObject = {}): IDataObject => ({
	event: 'birthday',
	key: `hibob:${String(person)}:birthday:2026`,
	occasion: { type: 'birthday', date: '2026-11-23', dueDate: '2026-11-23', years: null },
	judged: judgedToday(),
	employee: {
		id: String(person),
		email: `person.${String(person)}@example.com`,
		firstName: 'Ada',
		lastName: 'Lovelace',
		title: 'Engineer',
		phone: null,
		address: null,
		...changes,
	},
});

/** Another gift to the same person, from the same campaign. */
const anniversary = (person: number): IDataObject => ({
	...birthday(person),
	key: `hibob:${String(person)}:workAnniversary:2026`,
});

/** The whole item of a gift to a person; `changes` are what this case is about. */
const itemOf = (person: number, changes: IDataObject) => ({
	name: 'Ada Lovelace',
	email: `person.${String(person)}@example.com`,
	key: `hibob:${String(person)}:birthday:2026`,
	requestId: requestIdOf(`hibob:${String(person)}:birthday:2026`, CAMPAIGN),
	campaignId: CAMPAIGN,
	recipientEmail: `person.${String(person)}@example.com`,
	employee: { id: String(person), displayName: 'Ada Lovelace' },
	occasion: { type: 'birthday', date: '2026-11-23', dueDate: '2026-11-23', years: null },
	...changes,
});
/** The item of a gift that Reachdesk made. */
const sentItem = (person: number, changes: IDataObject = {}) =>
	itemOf(person, {
		outcome: 'sent',
		explanation: 'Reachdesk accepted the gift',
		gift: expect.objectContaining({ id: expect.any(Number), status: 'processed' }),
		...changes,
	});
/** The item of a gift that this node sent in an earlier run. */
const keyItem = (person: number) =>
	itemOf(person, {
		outcome: 'alreadySent',
		knownBy: 'key',
		explanation: 'This node already sent this gift',
		gift: null,
	});
/** The item of a gift that Reachdesk lists. */
const listedItem = (person: number) =>
	itemOf(person, {
		outcome: 'alreadySent',
		knownBy: 'reachdesk',
		explanation: expect.stringMatching(
			/^Reachdesk lists send 7\d+ of 20.+ for this address and campaign$/,
		),
		gift: expect.objectContaining({ email: `person.${String(person)}@example.com` }),
	});

const outcomes = (output: INodeExecutionData[]) => output.map(({ json }) => json.outcome);
const posts = () => reachdesk.requests.filter(({ method }) => method === 'POST').length;

describe('sending', () => {
	it('sends each gift and pairs its outcome with the item', async () => {
		const { output } = await execute(node(), [birthday(1), birthday(2)]);
		expect(output).toEqual([
			{ json: sentItem(1), pairedItem: { item: 0 } },
			{ json: sentItem(2), pairedItem: { item: 1 } },
		]);
		expect(reachdesk.sends.map(({ email }) => email)).toEqual([
			'person.1@example.com',
			'person.2@example.com',
		]);
		expect(reachdesk.sends[0]).toMatchObject({ providerContactId: '1', source: 'n8n' });
	});

	it('sends every field of the contract', async () => {
		const parameters = {
			campaign: { __rl: true, mode: 'id', value: '1701' },
			recipientSource: 'defineBelow',
			giftKey: 'welcome:4711',
			firstName: 'Grace',
			lastName: 'Hopper',
			email: 'grace@example.com',
			recipientFields: {
				company: 'Example Ltd',
				street1: '1 High Street',
				street2: 'Flat 2',
				city: 'London',
				state: 'Greater London',
				postalCode: 'N1 1AA',
				country: 'United Kingdom',
				phone: '+44 20 0000 0000',
				role: 'Admiral',
				taxId: 'T1',
			},
			approval: 'false',
			giftFields: {
				walletType: 'Team',
				teamName: 'People',
				currency: 'USD',
				sendMethod: 'email',
				confirmAddress: false,
				handwrittenNote: 'Welcome',
				packagingNotes: 'Careful',
				customAttributes: { attribute: [{ name: 'first_day', value: 'Monday' }] },
				items: {
					item: [
						{ sku: reachdesk.campaigns.find(({ id }) => id === 1701)?.items[0]?.sku, quantity: 1 },
					],
				},
				source: 'welcome workflow',
			},
		};
		const { output } = await execute(node(parameters), [{}]);
		expect(outcomes(output)).toEqual(['pendingReview']);
		expect(reachdesk.requests.at(-1)?.body).toMatchObject({
			approved: 'false',
			payment_wallet_type: 'Team',
			team_name: 'People',
			payment_currency: 'USD',
			send_method: 'email',
			confirm_address: false,
			bundle_handwritten_note: 'Welcome',
			packaging_notes: 'Careful',
			custom_attributes: [{ name: 'first_day', value: 'Monday' }],
			source: 'welcome workflow',
			recipient: { country: 'GB', tax_id: 'T1', zipcode: 'N1 1AA', company_name: 'Example Ltd' },
		});
	});

	it('sends one name twice, and no control character to Reachdesk or into an item', async () => {
		const { output } = await execute(
			node({
				campaign: { __rl: true, mode: 'id', value: '1701' },
				giftFields: { handwrittenNote: 'Dear\u0000 Ada,\nthank\u0007 you' },
			}),
			[birthday(1, { firstName: '\u200bAda\u0000', lastName: null, title: '\u0000' })],
		);
		const body = JSON.stringify(reachdesk.requests.at(-1)?.body);
		expect(body).toContain('"first_name":"Ada","last_name":"Ada"');
		expect(body).toContain('"bundle_handwritten_note":"Dear  Ada,\\nthank  you"');
		expect(body).not.toContain('role');
		expect(JSON.stringify([body, output])).not.toMatch(/\\u00[01]/);
	});

	it('sends the one name of a recipient that is defined below, and none without a first name', async () => {
		const below = (firstName: string, lastName: string) =>
			node({
				recipientSource: 'defineBelow',
				giftKey: 'welcome:1',
				firstName,
				lastName,
				email: 'suharto@example.com',
			});
		await expect(execute(below('\u200b', 'Hopper'), [{}])).rejects.toThrow("'First Name' is empty");
		await execute(below('Suharto', ' '), [{}]);
		expect(reachdesk.requests.at(-1)?.body).toMatchObject({
			recipient: { first_name: 'Suharto', last_name: 'Suharto' },
		});
	});

	it('returns the claim link', async () => {
		const { output } = await execute(node({ giftFields: { sendMethod: 'link' } }), [birthday(1)]);
		expect(output[0]?.json).toEqual(
			sentItem(1, {
				outcome: 'link',
				explanation: 'Reachdesk created a claim link and sends no email',
				gift: expect.objectContaining({ claim_url: expect.stringMatching(/^https?:/) }),
			}),
		);
	});

	it('says pendingReview when the wallet is empty', async () => {
		const { output } = await execute(node({ giftFields: { currency: 'SEK' } }), [birthday(1)]);
		expect(outcomes(output)).toEqual(['pendingReview']);
	});
});

describe('once only', () => {
	it('sends nothing a second time, and says that it knows the key', async () => {
		const first = await execute(node(), [birthday(1)]);
		const { output } = await execute(node(), [birthday(1)]);
		expect(output[0]?.json).toEqual(keyItem(1));
		expect(output[0]?.json.requestId).toBe(first.output[0]?.json.requestId);
		expect(reachdesk.sends).toHaveLength(1);
	});

	it('finds the gift in Reachdesk’s list when n8n remembers nothing', async () => {
		await execute(node(), [birthday(1)]);
		processedData.entries.clear();
		const { output } = await execute(node(), [birthday(1)]);
		expect(output[0]?.json).toEqual(listedItem(1));
		expect(reachdesk.sends).toHaveLength(1);
	});

	it.each(['top', 'data'] as const)(
		'reads every page of the list, pagination in %s',
		async (place) => {
			reachdesk.variants.paginationPlace = place;
			const recent = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
			reachdesk.addPastSend({
				email: 'person.1@example.com',
				campaignId: CAMPAIGN,
				createdAt: recent(900),
			});
			for (let other = 0; other < 250; other++) {
				reachdesk.addPastSend({
					email: `other.${String(other)}@example.com`,
					campaignId: CAMPAIGN,
					createdAt: recent(other),
				});
			}
			const { output } = await execute(node(), [birthday(1)]);
			expect(outcomes(output)).toEqual(['alreadySent']);
		},
	);

	it('sends nothing when the list has a gap', async () => {
		for (let other = 0; other < 250; other++) {
			reachdesk.addPastSend({
				email: `other.${String(other)}@example.com`,
				campaignId: CAMPAIGN,
				createdAt: new Date().toISOString(),
			});
		}
		reachdesk.variants.missPage = 2;
		await expect(execute(node(), [birthday(1)])).rejects.toThrow(/has gaps/);
		expect(reachdesk.sends).toHaveLength(250);
	});

	it('gives one gift for two items of one key, and in one run for two people with one address', async () => {
		const sameAddress = birthday(3, { email: 'PERSON.1@example.com' });
		const { output } = await execute(node(), [birthday(1), birthday(1), sameAddress]);
		expect(outcomes(output)).toEqual(['sent', 'alreadySent', 'unconfirmed']);
		expect(output[2]?.json.explanation).toContain('Employees 3 and 1 have the same email address');
		expect(reachdesk.sends).toHaveLength(1);
		// once the first is known to be another’s, the second is sent
		const later = await execute(node(), [birthday(3, { email: 'PERSON.1@example.com' })]);
		expect(outcomes(later.output)).toEqual(['sent']);
		expect(reachdesk.sends).toHaveLength(2);
	});

	it('sends nothing when the campaign of the node was changed after the gift was made', async () => {
		await execute(node(), [birthday(1)]);
		const other = node({ campaign: { __rl: true, mode: 'id', value: '1601' } });
		const { output } = await execute(other, [birthday(1)]);
		expect(output[0]?.json).toEqual({
			...keyItem(1),
			campaignId: 1601,
			requestId: requestIdOf('hibob:1:birthday:2026', 1601),
		});
		expect(reachdesk.sends).toHaveLength(1);
	});

	it('sends a second gift from one campaign once the first is out of the look-back days', async () => {
		await execute(node(), [birthday(1)]);
		const lowered = node({ safety: { lookBackDays: 1 } });
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3 * 86_400_000);
		const { output } = await execute(lowered, [birthday(1), anniversary(1)]);
		clock.mockRestore();
		expect(output.map(({ json }) => json.knownBy ?? json.outcome)).toEqual(['key', 'sent']);
	});

	it('sends no second gift while Reachdesk has yet to list the first', async () => {
		reachdesk.variants.listingLagSeconds = 60;
		await execute(node(), [birthday(1)]);
		const { output } = await execute(node(), [birthday(1), anniversary(1)]);
		expect(outcomes(output)).toEqual(['alreadySent', 'unconfirmed']);
		expect(reachdesk.sends).toHaveLength(1);
	});

	it('sends two occasions of one person from one campaign, one after the other', async () => {
		const { output } = await execute(node(), [birthday(1), anniversary(1)]);
		expect(outcomes(output)).toEqual(['sent', 'sent']);
		const again = await execute(node(), [birthday(1), anniversary(1)]);
		expect(again.output.map(({ json }) => json.knownBy)).toEqual(['key', 'key']);
		expect(reachdesk.sends.map(({ requestId }) => requestId)).toEqual(
			output.map(({ json }) => json.requestId),
		);
	});

	it('sends the second once the first is listed, and known to be the first', async () => {
		await execute(node(), [birthday(1)]);
		expect(outcomes((await execute(node(), [anniversary(1)])).output)).toEqual(['sent']);
		expect(reachdesk.sends).toHaveLength(2);
	});

	it('holds the second while the first is in doubt, and tells them apart when it is settled', async () => {
		const lost = { kind: 'status', when: 'after', status: 500 } as const;
		reachdesk.variants.listingLagSeconds = 60;
		reachdesk.faults.add({ method: 'POST', times: 1, fault: lost });
		const both = [birthday(1), anniversary(1)];
		expect(outcomes((await execute(node(), both)).output)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(reachdesk.sends).toHaveLength(1);
		reachdesk.variants.listingLagSeconds = 0;
		// the one in doubt need not be in the run to keep the other from its address
		expect(outcomes((await execute(node(), [anniversary(1)])).output)).toEqual(['unconfirmed']);
		const settled = await execute(node(), both);
		expect(outcomes(settled.output)).toEqual(['alreadySent', 'unconfirmed']);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000);
		const { output } = await execute(node(), both);
		clock.mockRestore();
		expect(outcomes(output)).toEqual(['alreadySent', 'sent']);
		expect(reachdesk.sends.map(({ requestId }) => requestId)).toEqual(
			output.map(({ json }) => json.requestId),
		);
	});

	it('finds a gift whose answer got lost also when Reachdesk lists its address in Punycode', async () => {
		const lost = { kind: 'status', when: 'after', status: 500 } as const;
		reachdesk.faults.add({ method: 'POST', times: 2, fault: lost });
		const idn = [
			birthday(1, { email: 'ada@bücher.example' }),
			birthday(2, { email: '\u200bbea@work.example ' }),
		];
		reachdesk.variants.listingLagSeconds = 60;
		expect(outcomes((await execute(node(), idn)).output)).toEqual(['unconfirmed', 'unconfirmed']);
		reachdesk.variants.listingLagSeconds = 0;
		for (const send of reachdesk.sends) {
			send.email = send.email.replace('bücher', 'xn--bcher-kva').replace('bea', 'Bea');
		}
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000);
		const { output } = await execute(node(), idn);
		clock.mockRestore();
		expect(outcomes(output)).toEqual(['alreadySent', 'alreadySent']);
		expect(reachdesk.sends).toHaveLength(2);
	});

	it('sends next year’s gift of the same person when the look-back days have passed', async () => {
		reachdesk.addPastSend({
			email: 'person.1@example.com',
			campaignId: CAMPAIGN,
			createdAt: new Date(Date.now() - 365 * 86_400_000).toISOString(),
		});
		const { output } = await execute(node(), [birthday(1)]);
		expect(outcomes(output)).toEqual(['sent']);
	});
});

describe('without duplicate protection', () => {
	const unprotected = () => node({ safety: { duplicateProtection: false } });

	it('sends again what was sent before, and notes and lists nothing', async () => {
		const asked = reachdesk.requests.length;
		expect((await execute(unprotected(), [birthday(1)])).output[0]?.json).toEqual(sentItem(1));
		expect((await execute(unprotected(), [birthday(1)])).output[0]?.json).toEqual(sentItem(1));
		expect(reachdesk.sends).toHaveLength(2);
		expect(reachdesk.requests.slice(asked).map(({ method }) => method)).toEqual(['POST', 'POST']);
		expect([...processedData.entries.values()].flat()).toEqual([]);
	});

	it('gives one gift for two items of one run all the same', async () => {
		const { output } = await execute(unprotected(), [birthday(1), birthday(1)]);
		expect(outcomes(output)).toEqual(['sent', 'alreadySent']);
	});

	it('still looks for a gift whose answer was unclear, and does not repeat it', async () => {
		reachdesk.faults.add({ method: 'POST', times: 1, fault: { kind: 'reset', when: 'after' } });
		const { output } = await execute(unprotected(), [birthday(1)]);
		expect(outcomes(output)).toEqual(['sent']);
		expect(reachdesk.sends).toHaveLength(1);
	});
});

describe('an unclear answer', () => {
	it.each([
		['a 500 after the gift was made', { kind: 'status', when: 'after', status: 500 }],
		['a 429 after the gift was made', { kind: 'status', when: 'after', status: 429 }],
		['a connection that breaks after the gift was made', { kind: 'reset', when: 'after' }],
		['half a body', { kind: 'cutBody' }],
		['an empty body', { kind: 'emptyBody' }],
		['a page', { kind: 'htmlBody' }],
	] as const)('after %s the gift is found in the list', async (_, fault) => {
		reachdesk.faults.add({ method: 'POST', times: 1, fault });
		const { output } = await execute(node(), [birthday(1)]);
		expect(outcomes(output)).toEqual(['sent']);
		expect(reachdesk.sends).toHaveLength(1);
		const again = await execute(node(), [birthday(1)]);
		expect(again.output[0]?.json).toEqual(keyItem(1));
	});

	it('is unconfirmed when nothing was made, and is sent once the settle time has passed', async () => {
		const before = posts();
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: { kind: 'status', when: 'before', status: 503 },
		});
		expect(outcomes((await execute(node(), [birthday(1)])).output)).toEqual(['unconfirmed']);
		expect(outcomes((await execute(node(), [birthday(1)])).output)).toEqual(['unconfirmed']);
		expect(posts() - before).toBe(1);

		const later = Date.now() + 16 * 60_000;
		const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
		expect(outcomes((await execute(node(), [birthday(1)])).output)).toEqual(['sent']);
		clock.mockRestore();
		expect(reachdesk.sends).toHaveLength(1);
		expect(new Set(reachdesk.sends.map(({ requestId }) => requestId)).size).toBe(1);
	});

	it('is not sent by another execution while one that has claimed it is busy with another gift', async () => {
		const unanswered = { kind: 'status', when: 'before', status: 503 } as const;
		reachdesk.faults.add({ method: 'POST', times: 1, fault: unanswered });
		await execute(node(), [birthday(2)]);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000);
		reachdesk.faults.add({ method: 'POST', times: 1, fault: unanswered });
		const others: Promise<Execution>[] = [];
		jest.mocked(sleep).mockImplementation(async (milliseconds) => {
			// the first look for the unclear gift of the slow execution
			if (milliseconds !== 3_000 || others.length > 0) return;
			others.push(execute(node(), [birthday(2)]));
			await others[0];
		});
		const slow = await execute(node(), [birthday(1), birthday(2)]);
		jest.mocked(sleep).mockReset();
		clock.mockRestore();
		expect(outcomes((await others[0])?.output ?? [])).toEqual(['unconfirmed']);
		expect(outcomes(slow.output)).toEqual(['unconfirmed', 'sent']);
		expect(reachdesk.sends.map(({ email }) => email)).toEqual(['person.2@example.com']);
		const [after] = (await execute(node(), [birthday(2)])).output;
		expect(after?.json).toEqual(keyItem(2));
	});

	it('keeps the gifts claimed with it waiting; what has waited too long is claimed again', async () => {
		// half a minute before the next minute begins
		const started = Math.ceil(Date.now() / 60_000) * 60_000 - 30_000;
		let now = started;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		jest.mocked(sleep).mockImplementation(async (milliseconds) => {
			now += milliseconds;
			await Promise.resolve();
		});
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: { kind: 'status', when: 'before', status: 503 },
		});
		const { output } = await execute(node(), [birthday(1), birthday(2), birthday(3)]);
		expect(now - started).toBeGreaterThan(33_000);
		clock.mockRestore();
		jest.mocked(sleep).mockReset();
		expect(outcomes(output)).toEqual(['unconfirmed', 'sent', 'sent']);
		// the minute in which it was sent, and not the one in which it was first claimed
		const minute = String(Math.floor((started + 33_000) / 60_000));
		const noted = [...processedData.entries.values()].flat().map(String);
		expect(noted.filter((entry) => entry.includes('hibob:2:birthday:2026@'))).toEqual([
			expect.stringMatching(new RegExp(`@${minute}$`)),
		]);
	});

	it.each([-4, 4])(
		'is settled by the list when Reachdesk’s clock is %i minutes off',
		async (minutes) => {
			const off = await startReachdesk({ now: () => Date.now() + minutes * 60_000 });
			off.faults.add({ method: 'POST', times: 1, fault: { kind: 'reset', when: 'after' } });
			const { output } = await execute(giftNode(off), [birthday(1)]);
			await off.stop();
			expect(output[0]?.json).toEqual(sentItem(1));
		},
	);

	it('does not take an older gift to the same person for this one', async () => {
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: { kind: 'status', when: 'before', status: 503 },
		});
		reachdesk.addPastSend({
			email: 'person.1@example.com',
			campaignId: CAMPAIGN,
			createdAt: new Date(Date.now() - 40 * 86_400_000).toISOString(),
		});
		const { output } = await execute(node(), [birthday(1)]);
		expect(outcomes(output)).toEqual(['unconfirmed']);
	});

	it('does not keep a gift from being sent that was never tried, when they are left to a human', async () => {
		const careful = node({ safety: { unclearGifts: 'human' } });
		const { output } = await execute(careful, [birthday(1)]);
		expect(output[0]?.json).toEqual(sentItem(1));
	});

	it('is left to a human for good when the user says so', async () => {
		const careful = node({ safety: { unclearGifts: 'human' } });
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: { kind: 'status', when: 'before', status: 503 },
		});
		await execute(careful, [birthday(1)]);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 24 * 3_600_000);
		const { output } = await execute(careful, [birthday(1)]);
		clock.mockRestore();
		expect(output[0]?.json).toEqual(
			itemOf(1, {
				outcome: 'unconfirmed',
				explanation: expect.stringContaining("'Unconfirmed Gifts' is set to Leave to a"),
				gift: null,
			}),
		);
		expect(reachdesk.sends).toEqual([]);
	});

	it('does not take the token to where a redirect points', async () => {
		const elsewhere = await startReachdesk();
		const location = `${elsewhere.url}/campaigns/${String(CAMPAIGN)}/trigger`;
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: { kind: 'status', when: 'before', status: 307, headers: { location } },
		});
		const { output } = await execute(node(), [birthday(1)]);
		const reached = elsewhere.requests.length;
		await elsewhere.stop();
		expect(outcomes(output)).toEqual(['unconfirmed']);
		expect(reached).toBe(0);
	});

	it('leaves the other gifts alone when Reachdesk falls silent', async () => {
		reachdesk.faults.add({ method: 'POST', times: 1, fault: { kind: 'reset', when: 'after' } });
		reachdesk.faults.add({ method: 'GET', times: 1, fault: { kind: 'slow', milliseconds: 0 } });
		reachdesk.faults.add({ method: 'GET', fault: { kind: 'status', when: 'before', status: 503 } });
		const { output } = await execute(node({}, { onError: 'continueErrorOutput' }), [
			birthday(1),
			birthday(2),
		]);
		expect(output[0]?.json).toEqual(
			itemOf(1, {
				outcome: 'unconfirmed',
				explanation: expect.stringContaining('its list of sends could not be read'),
				gift: null,
			}),
		);
		expect(output[1]?.json).toEqual({
			error: expect.stringMatching(/^hibob:2:birthday:2026: Skipped because .* stopped answering/),
		});
		expect(reachdesk.sends).toHaveLength(1);
	});
});

describe('many gifts in one run', () => {
	const people = (count: number) => Array.from({ length: count }, (_, at) => birthday(at + 1));
	const pauses = () => jest.mocked(sleep).mock.calls.map(([milliseconds]) => milliseconds);
	beforeEach(() => {
		jest.mocked(sleep).mockClear();
		jest.spyOn(Math, 'random').mockReturnValue(1);
	});
	afterEach(() => {
		jest.mocked(Math.random).mockRestore();
	});

	it('are claimed together, and need a pause of half a second for each eighty, and a random one before the first', async () => {
		const { output } = await execute(node({ safety: { sendPause: 0 } }), people(81));
		expect(new Set(outcomes(output))).toEqual(new Set(['sent']));
		expect(pauses()).toEqual([300, 500, 500]);
	});

	it('are sent no sooner than the pause after each other', async () => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
		await execute(node(), people(3));
		expect(pauses()).toEqual([300, 500, 200, 200]);
		jest.mocked(sleep).mockClear();
		await execute(node({ safety: { sendPause: 700 } }), people(5));
		clock.mockRestore();
		expect(pauses()).toEqual([300, 500, 700]);
	});

	it('that were claimed and not sent, because a person cancelled the execution, can be sent at once', async () => {
		const cancelling = new AbortController();
		jest.mocked(sleep).mockImplementation(async (milliseconds) => {
			// before the second gift
			if (milliseconds <= 200) cancelling.abort(new Error('cancelled by hand'));
			await Promise.resolve();
		});
		await expect(execute(node(), people(4), 'trigger', cancelling.signal)).rejects.toThrow(
			'cancelled by hand',
		);
		jest.mocked(sleep).mockReset();
		expect(reachdesk.sends).toHaveLength(1);
		expect(outcomes((await execute(node(), people(4))).output)).toEqual([
			'alreadySent',
			'sent',
			'sent',
			'sent',
		]);
	});
});

describe('n8n’s database', () => {
	/** Fails at chosen writes, counted from 1. */
	function busyAt(isBusy: (write: number) => boolean): void {
		let writes = 0;
		processedData.beforeWrite = () => {
			writes += 1;
			if (isBusy(writes)) {
				throw Object.assign(new Error('SQLITE_BUSY: database is locked'), { code: 'SQLITE_BUSY' });
			}
		};
	}
	const notNoted =
		'Reachdesk accepted the gift. n8n could not record it because n8n’s database was busy. Reachdesk’s list of sends prevents a second gift';
	const notSent = (person: number) =>
		`hibob:${String(person)}:birthday:2026 was not sent because n8n’s database was busy`;
	const remedy =
		'Run again. Nothing is sent twice. If this keeps happening, check n8n’s log for SQLITE_BUSY';
	const three = [birthday(1), birthday(2), birthday(3)];
	const goesOn = () => node({}, { onError: 'continueRegularOutput' });
	// two writes look the gifts up, and four their addresses; then gifts take their locks and claims
	// together and look again, and each has two notes: whose the send is, and its confirmation
	const CLAIM = 7;
	const CLAIM_WRITES = 5;
	const NOTES_EACH = 2;
	const notesOf = (person: number) => CLAIM + CLAIM_WRITES + (person - 1) * NOTES_EACH;
	/** For a write and for the second try. */
	const busyTwice = (first: number) => {
		busyAt((write) => write === first || write === first + 1);
	};

	it.each([CLAIM, CLAIM + 1, CLAIM + 2, CLAIM + 3, CLAIM + 4])(
		'that is busy for a moment at write %i, while gifts are claimed, loses none of them',
		async (at) => {
			busyAt((write) => write === at);
			expect(outcomes((await execute(node(), three)).output)).toEqual(['sent', 'sent', 'sent']);
			expect(reachdesk.sends).toHaveLength(3);
		},
	);

	it('that is busy after two of three gifts changes nothing of those two', async () => {
		// two gifts to one person are claimed one after the other; their addresses take one write less
		const gifts = [birthday(1), birthday(2), anniversary(1)];
		busyTwice(notesOf(3) - 1);
		const { output } = await execute(goesOn(), gifts);
		expect(output.map(({ json }) => json)).toEqual([
			sentItem(1),
			sentItem(2),
			{
				error: `hibob:1:workAnniversary:2026 was not sent because n8n’s database was busy. ${remedy}`,
			},
		]);
		processedData.beforeWrite = () => undefined;
		expect(outcomes((await execute(node(), gifts)).output)).toEqual([
			'alreadySent',
			'alreadySent',
			'sent',
		]);
		expect(reachdesk.sends).toHaveLength(3);
	});

	it('that stays busy makes an error that names the gift, and never speaks of expressions', async () => {
		busyTwice(CLAIM);
		await expect(execute(node(), [birthday(2)])).rejects.toMatchObject({
			message: notSent(2),
			description: `This gift is for Ada Lovelace (hibob:2:birthday:2026). ${remedy}`,
			context: { itemIndex: 0 },
		});
		expect(reachdesk.sends).toEqual([]);
		expect([...processedData.entries.values()].flat()).toEqual([]);
	});

	it('that is busy after the POST leaves the gift sent, and the others are sent', async () => {
		busyAt((write) => write === notesOf(1));
		const { output } = await execute(node(), three);
		expect(output.map(({ json }) => json)).toEqual([
			sentItem(1, { explanation: notNoted }),
			sentItem(2),
			sentItem(3),
		]);
		processedData.beforeWrite = () => undefined;
		const again = await execute(node(), three);
		expect(again.output.map(({ json }) => json.knownBy)).toEqual(['reachdesk', 'key', 'key']);
		expect(reachdesk.sends).toHaveLength(3);
	});

	it('that fails for good after the first POST stops the run with what to do', async () => {
		busyAt((write) => write >= notesOf(1));
		const { output } = await execute(goesOn(), [...three, birthday(4)]);
		expect(output.map(({ json }) => json)).toEqual([
			sentItem(1, { explanation: notNoted }),
			// claimed with the first
			sentItem(2, { explanation: notNoted }),
			...[3, 4].map((person) => ({
				error: `hibob:${String(person)}:birthday:2026: Skipped because n8n’s database was busy several times in this run. ${remedy}`,
			})),
		]);
		expect(reachdesk.sends).toHaveLength(2);
		processedData.beforeWrite = () => undefined;
		// their claims could not be withdrawn, so Reachdesk’s list settles them
		const again = await execute(node(), [...three, birthday(4)]);
		expect(outcomes(again.output)).toEqual([
			'alreadySent',
			'alreadySent',
			'unconfirmed',
			'unconfirmed',
		]);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000);
		const later = await execute(node(), [...three, birthday(4)]);
		clock.mockRestore();
		expect(outcomes(later.output)).toEqual(['alreadySent', 'alreadySent', 'sent', 'sent']);
	});

	it('that is busy at any one write never sends a gift twice, nor reports one that was not sent', async () => {
		for (let at = 1; at <= 30; at++) {
			processedData.entries.clear();
			reachdesk.sends.length = 0;
			busyAt((write) => write === at);
			const { output } = await execute(goesOn(), three);
			const reported = output.filter(({ json }) => json.outcome === 'sent').length;
			expect([at, reported]).toEqual([at, reachdesk.sends.length]);
			expect(JSON.stringify(output)).not.toContain('expressions');
			processedData.beforeWrite = () => undefined;
			const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000);
			await execute(node(), three);
			clock.mockRestore();
			expect([at, reachdesk.sends.length]).toEqual([at, 3]);
		}
	});

	it('that cannot read the credential before a POST leaves nothing behind', async () => {
		const before = posts();
		let isBroken = false;
		const broken = node();
		broken.credential = {
			apiToken: reachdesk.token,
			get baseUrl() {
				if (isBroken) throw Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' });
				return reachdesk.url;
			},
		};
		let writes = 0;
		processedData.beforeWrite = () => {
			if (++writes === CLAIM) isBroken = true;
		};
		await expect(execute(broken, [birthday(1)])).rejects.toMatchObject({
			message: 'n8n could not read the Reachdesk credential',
			description: expect.stringContaining('Nothing is sent twice'),
		});
		expect(posts()).toBe(before);
		expect([...processedData.entries.values()].flat()).toEqual([]);
	});

	it('that cannot be asked before the first POST stops the run, and nothing is sent', async () => {
		const before = posts();
		busyAt(() => true);
		await expect(execute(node(), three)).rejects.toMatchObject({
			message: 'Nothing was sent because n8n’s database was busy',
			description: remedy,
		});
		expect(posts()).toBe(before);
	});
});

describe('a refusal', () => {
	it.each([
		[
			'an unknown campaign',
			{ campaign: { __rl: true, mode: 'id', value: '999999' } },
			/no such campaign/,
		],
		[
			'an automated campaign',
			{ campaign: { __rl: true, mode: 'id', value: '1801' } },
			/refused the gift \(422\)/,
		],
		['an inactive campaign', { campaign: { __rl: true, mode: 'id', value: '1802' } }, /not active/],
		['an unknown sender', { sender: 'nobody@example.com' }, /refused the gift/],
	])('of %s is an error, and the gift can be sent later', async (_, parameters, message) => {
		await expect(execute(node(parameters), [birthday(1)])).rejects.toThrow(message);
		expect([...processedData.entries.values()].flat()).toEqual([]);
		expect(outcomes((await execute(node(), [birthday(1)])).output)).toEqual(['sent']);
	});

	it('of the list is told of each item when the node goes on after errors', async () => {
		const before = posts();
		reachdesk.faults.add({ method: 'GET', fault: { kind: 'status', when: 'before', status: 500 } });
		const goesOn = node({}, { onError: 'continueRegularOutput' });
		const { output } = await execute(goesOn, [birthday(1), birthday(2)]);
		expect(output.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/^hibob:1:birthday:2026: The list of sends could not be read/),
			expect.stringMatching(/^hibob:2:birthday:2026: The list of sends could not be read/),
		]);
		expect(posts()).toBe(before);
	});

	it('of one gift does not keep the others from being sent', async () => {
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: {
				kind: 'status',
				when: 'before',
				status: 422,
				body: '{"message":"No stock for person.1@example.com"}',
			},
		});
		await expect(execute(node(), [birthday(1), birthday(2)])).rejects.toThrow(
			'Reachdesk refused the gift (422): No stock for (address)',
		);
		expect(reachdesk.sends.map(({ email }) => email)).toEqual(['person.2@example.com']);
	});

	it('names no key that a person has made up: it may hold an address', async () => {
		reachdesk.faults.add({
			method: 'POST',
			fault: { kind: 'status', when: 'before', status: 422 },
		});
		const parameters = {
			recipientSource: 'defineBelow',
			giftKey: '={{ $json.key }}',
			firstName: 'Ada',
			lastName: 'Lovelace',
			email: '={{ $json.email }}',
			recipientFields: {},
		};
		const people = ['ada@example.com', 'grace@example.com'].map((email) => ({
			key: `welcome:${email}`,
			email,
		}));
		const { output } = await execute(node(parameters, { onError: 'continueErrorOutput' }), people);
		expect(output).toHaveLength(2);
		for (const { json } of output) {
			expect(json).toEqual({ error: expect.stringMatching(/^Reachdesk refused the gift/) });
		}
		const error = await execute(node(parameters), people).catch(String);
		expect(error).toContain('2 of 2 gifts were not sent. The first: Reachdesk');
		expect(error).not.toContain('@');
	});

	it('of the token is asked for once, not once per gift and not repeated by n8n', async () => {
		const before = posts();
		reachdesk.faults.add({
			method: 'POST',
			fault: { kind: 'status', when: 'before', status: 401 },
		});
		await expect(execute(node(), [birthday(1), birthday(2)])).rejects.toThrow(
			/2 of 2 gifts were not sent. The first, hibob:\d+:birthday:2026: Reachdesk rejected the API token/,
		);
		expect(posts() - before).toBe(1);
	});

	it('to be reached at all leaves nothing behind', async () => {
		const unreachable = {
			...node(),
			credential: { apiToken: 'x', baseUrl: 'http://127.0.0.1:9/api/v2' },
		};
		await expect(execute(unreachable, [birthday(1)])).rejects.toThrow(/cannot be reached/);
		expect([...processedData.entries.values()].flat()).toEqual([]);
	});
});

describe('input that cannot be right', () => {
	it.each([
		['an empty sender', { sender: '' }, birthday(2), "'Sender' is empty"],
		[
			'a campaign that is no number or URL',
			{ campaign: { __rl: true, mode: 'id', value: 'birthday' } },
			birthday(2),
			'\'Campaign\' is "birthday", which is not the number or URL of a campaign',
		],
		[
			'a look back of 0',
			{ safety: { lookBackDays: 0 } },
			birthday(2),
			'\'Look Back (Days)\' is "0"',
		],
	])('%s stops the run before the first gift', async (_, parameters, item, message) => {
		const before = posts();
		await expect(execute(node(parameters), [birthday(1), item])).rejects.toThrow(message);
		expect(posts()).toBe(before);
		expect([...processedData.entries.values()].flat()).toEqual([]);
	});

	it.each([
		[
			'an unknown country',
			birthday(2, { address: { line1: 'x', country: 'Atlantis', countryCode: null } }),
			'"employee.address.country" of employee 2 is not the name or code of one country',
		],
		['no e-mail address', birthday(2, { email: null }), "'employee.email' is empty"],
		[
			'two e-mail addresses',
			birthday(2, { email: 'a@example.com, b@example.com' }),
			"'employee.email' is not an email address",
		],
		['no name', birthday(2, { firstName: ' ', lastName: null }), 'Employee 2 has no name'],
		['an item of another node', { hello: 'world' }, 'The item contains no HiBob employee'],
		[
			'an item that does not say when the gift is due',
			{ ...birthday(2), judged: undefined, occasion: undefined },
			'does not say when the gift is due',
		],
		['a judgement that cannot be read', { ...birthday(2), judged: 'yes' }, '"judged"'],
	])('%s harms nobody else', async (_, item, message) => {
		await expect(execute(node(), [birthday(1), item, birthday(3)])).rejects.toThrow(message);
		expect(reachdesk.sends.map(({ email }) => email)).toEqual([
			'person.1@example.com',
			'person.3@example.com',
		]);
	});

	it('is named at the end, each with what is wrong', async () => {
		const nameless = birthday(3, { firstName: '\u200b', lastName: null });
		const items = [birthday(1, { email: null }), birthday(2), nameless];
		await expect(execute(node(), items)).rejects.toMatchObject({
			message: "2 of 3 gifts were not sent. The first: 'employee.email' is empty",
			description: expect.stringContaining(
				"Not sent: item 1, Ada Lovelace (hibob:1:birthday:2026): 'employee.email' is empty; item 3, Employee 3 (hibob:3:birthday:2026): Employee 3 has no name",
			),
		});
		expect(reachdesk.sends.map(({ email }) => email)).toEqual(['person.2@example.com']);
	});
});

describe('an item whose gift must not be sent now', () => {
	const MODES = [
		'cli',
		'error',
		'integrated',
		'internal',
		'retry',
		'trigger',
		'webhook',
		'chat',
	] as const;
	const daysFromNow = (days: number) =>
		new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	const judged = (changes: IDataObject) => ({ ...birthday(1), judged: judgedToday(changes) });
	const ITEMS = {
		'a preview': judged({ preview: true }),
		'due tomorrow, in every zone': judged({ dueDate: daysFromNow(2) }),
		'judged 40 days ago': judged({ date: daysFromNow(-40), dueDate: daysFromNow(-40) }),
		skipped: { ...judged({}), reason: 'terminated' },
	};

	it.each(MODES.flatMap((mode) => Object.entries(ITEMS).map((entry) => [mode, ...entry] as const)))(
		'is not sent in mode %s: %s',
		async (mode, _, item) => {
			const before = posts();
			const { output } = await execute(node(), [item, birthday(2)], mode);
			expect(outcomes(output)).toEqual(['notDue', 'sent']);
			expect(output[0]?.json).toMatchObject({
				key: 'hibob:1:birthday:2026',
				explanation: expect.stringMatching(/^Nothing was sent\. ./),
				gift: null,
			});
			expect(posts()).toBe(before + 1);
			expect([...processedData.entries.values()].flat().join()).not.toContain(':1:');
		},
	);

	it('is not sent by Define Below either', async () => {
		const below = {
			recipientSource: 'defineBelow',
			giftKey: '={{ $json.key }}',
			firstName: 'Ada',
			lastName: 'Lovelace',
			email: 'ada@example.com',
		};
		const { output } = await execute(node(below), [ITEMS['a preview']]);
		expect(outcomes(output)).toEqual(['notDue']);
		const stripped = { key: 'hibob:1:birthday:2026' };
		await expect(execute(node(below), [stripped])).rejects.toThrow(
			'does not say when the gift is due',
		);
		const own = { key: 'welcome:1' };
		expect(outcomes((await execute(node(below), [own])).output)).toEqual(['sent']);
	});
});

describe('a row of HiBob: Get Employee', () => {
	const row = (changes: IDataObject = {}): IDataObject => ({
		id: '7',
		displayName: 'Ada Lovelace',
		firstName: 'Ada',
		lastName: 'Lovelace',
		workEmail: 'ada@example.com',
		status: 'Active',
		startDate: '2020-01-01',
		terminationDate: null,
		judged: { date: new Date().toISOString().slice(0, 10), timeZone: 'UTC' },
		...changes,
	});
	const holidays = { occasionKey: 'holidays:2026' };

	it('needs the occasion alone, and is sent once for it', async () => {
		const { output } = await execute(node(holidays), [
			row(),
			row({ id: '8', workEmail: 'b@x.com' }),
		]);
		expect(output.map(({ json }) => [json.key, json.outcome])).toEqual([
			['hibob:7:holidays:2026', 'sent'],
			['hibob:8:holidays:2026', 'sent'],
		]);
		expect(outcomes((await execute(node(holidays), [row()])).output)).toEqual(['alreadySent']);
		expect(reachdesk.sends[0]).toMatchObject({ providerContactId: '7' });
	});

	it('without an occasion is an error that says what to fill in', async () => {
		await expect(execute(node(), [row()])).rejects.toThrow("'Occasion Key' is empty");
		expect(reachdesk.sends).toEqual([]);
	});

	it('of somebody who is not known to be there is not sent', async () => {
		const { output } = await execute(node(holidays), [
			row({ status: 'Inactive' }),
			row({ id: '8', terminationDate: '2026-01-01' }),
		]);
		expect(outcomes(output)).toEqual(['notDue', 'notDue']);
		expect(reachdesk.sends).toEqual([]);
	});
});

describe('an item that is retried on a later day', () => {
	const judgedOn = (date: string, terminationDate: string | null, timeZone = 'UTC') => ({
		...birthday(1, { terminationDate }),
		judged: { date, timeZone },
	});
	const at = (instant: string) => jest.spyOn(Date, 'now').mockReturnValue(Date.parse(instant));
	afterEach(() => {
		jest.restoreAllMocks();
	});

	it.each([
		['somebody who stays', null, '2026-11-25T09:00:00Z', 'UTC'],
		['somebody on their last day', '2026-11-25', '2026-11-25T23:59:00Z', 'UTC'],
		[
			'somebody whose last day is not over there',
			'2026-11-24',
			'2026-11-25T09:00:00Z',
			'Pacific/Honolulu',
		],
		[
			'somebody who had left before, as the user wants it',
			'2026-11-20',
			'2026-11-25T09:00:00Z',
			'UTC',
		],
	])('still gives a gift to %s', async (_, terminationDate, instant, timeZone) => {
		at(instant);
		const { output } = await execute(node(), [judgedOn('2026-11-23', terminationDate, timeZone)]);
		expect(outcomes(output)).toEqual(['sent']);
	});

	it('gives none to somebody who has left since, and the others theirs', async () => {
		at('2026-11-25T09:00:00Z');
		const items = [judgedOn('2026-11-23', '2026-11-24'), birthday(2)];
		const { output } = await execute(node(), items);
		expect(outcomes(output)).toEqual(['notDue', 'sent']);
		expect(output[0]?.json.explanation).toContain(
			'Employee 1 left on 2026-11-24, after this item was created on 2026-11-23',
		);
		expect(reachdesk.sends.map(({ email }) => email)).toEqual(['person.2@example.com']);
	});
});

describe('care with money', () => {
	it('sends nothing in a run from the editor, and says so', async () => {
		const before = posts();
		const { output, hints } = await execute(node(), [birthday(1)], 'manual');
		expect(outcomes(output)).toEqual(['dryRun']);
		expect(hints.join()).toContain('Nothing was sent');
		expect(posts()).toBe(before);
		expect([...processedData.entries.values()].flat()).toEqual([]);
	});

	it('sends nothing in a retry of a run from the editor', async () => {
		const retried = newExecution();
		if (!retried.executionData) throw new Error('n8n keeps no execution data');
		retried.executionData.runtimeData = { version: 1, establishedAt: 0, source: 'manual' };
		const { output } = await execute(node(), [birthday(1)], 'retry', undefined, retried);
		expect(outcomes(output)).toEqual(['dryRun']);
		expect(reachdesk.sends).toEqual([]);
	});

	it('sends nothing in a dry run, and says what it could not check', async () => {
		const dry = node({ safety: { dryRun: true } });
		const { output } = await execute(dry, [birthday(1)]);
		expect(output[0]?.json).toEqual(
			itemOf(1, {
				outcome: 'dryRun',
				explanation:
					"Nothing was sent, because 'Dry Run' is on. Campaign and sender were not checked: Reachdesk checks them only when a gift is sent",
				gift: expect.objectContaining({ sender: reachdesk.sender, approved: 'auto' }),
			}),
		);
		expect(reachdesk.sends).toEqual([]);
	});

	it('says in a dry run what a real run would not send, and why', async () => {
		await execute(node(), [birthday(1)]);
		const dry = node({ safety: { dryRun: true } });
		const preview = { ...birthday(3), judged: judgedToday({ preview: true }) };
		const { output } = await execute(dry, [birthday(1), birthday(2), preview]);
		expect(outcomes(output)).toEqual(['dryRun', 'dryRun', 'dryRun']);
		expect(output.map(({ json }) => json.explanation)).toEqual([
			expect.stringMatching(/would not send it either\. Reachdesk lists send/),
			expect.stringMatching(/on\. The sender was not checked/),
			expect.stringMatching(/would not send it either\. This item is a preview/),
		]);
	});

	it('tells in a dry run that the token is wrong', async () => {
		const wrong = { ...node({ safety: { dryRun: true } }) };
		wrong.credential = { ...wrong.credential, apiToken: 'nobody' };
		await expect(execute(wrong, [birthday(1)])).rejects.toThrow('rejected the API token');
	});

	describe('with a test recipient', () => {
		const me = 'me@example.com';
		const test = (parameters: IDataObject = {}) =>
			node({ safety: { testRecipient: me }, ...parameters });
		const address = { line1: '1 High Street', city: 'London', country: 'UK', countryCode: 'GB' };

		it('a run from the editor sends one gift to that address, and uses up nobody’s', async () => {
			const items = [birthday(1, { address, phone: '+44 20 1' }), birthday(2)];
			const { output, hints } = await execute(test(), items, 'manual');
			expect(outcomes(output)).toEqual(['sent', 'dryRun']);
			expect(output[0]?.json).toMatchObject({
				recipientEmail: me,
				key: expect.stringMatching(/^test:/),
			});
			expect(hints.join()).toContain('goes to the test recipient');
			expect(reachdesk.sends.map(({ email }) => email)).toEqual([me]);
			const { body } = reachdesk.requests.filter(({ method }) => method === 'POST').at(-1) ?? {};
			expect(body).toMatchObject({ recipient: { first_name: 'Ada', email: me, country: 'GB' } });
			expect(JSON.stringify(body)).not.toMatch(/hibob|High Street|London|\+44/);
			const later = await execute(node(), items);
			expect(outcomes(later.output)).toEqual(['sent', 'sent']);
		});

		it('a preview can be seen, too', async () => {
			const preview = { ...birthday(1), judged: judgedToday({ preview: true }) };
			expect(outcomes((await execute(test(), [preview], 'manual')).output)).toEqual(['sent']);
			expect(reachdesk.sends.map(({ email }) => email)).toEqual([me]);
		});

		it('an execution sends one, however often n8n runs the node', async () => {
			const execution = newExecution();
			const run = async () =>
				outcomes((await execute(test(), [birthday(1)], 'manual', undefined, execution)).output);
			expect(await run()).toEqual(['sent']);
			expect(await run()).toEqual(['alreadySent']);
			expect(reachdesk.sends).toHaveLength(1);
		});

		it('a real run sends to the people alone', async () => {
			expect(outcomes((await execute(test(), [birthday(1)])).output)).toEqual(['sent']);
			expect(reachdesk.sends.map(({ email }) => email)).toEqual(['person.1@example.com']);
		});

		it('a dry run sends nothing', async () => {
			const dry = test({ safety: { testRecipient: me, dryRun: true } });
			expect(outcomes((await execute(dry, [birthday(1)], 'manual')).output)).toEqual(['dryRun']);
			expect(reachdesk.sends).toEqual([]);
		});

		it.each([
			['no address', 'me', "'Test Recipient' is not an email address"],
			['an expression', '={{ $json.employee.email }}', "'Test Recipient' is an expression"],
		])('that is %s sends nothing', async (_, testRecipient, message) => {
			const wrong = test({ safety: { testRecipient } });
			await expect(execute(wrong, [birthday(1)], 'manual')).rejects.toThrow(message);
			expect(reachdesk.sends).toEqual([]);
		});
	});

	it.each(['manual', 'trigger'] as const)(
		"says what has replaced 'Send in Test Runs', and sends nothing, in mode %s",
		async (mode) => {
			const old = node({ safety: { sendInTestRuns: true } });
			await expect(execute(old, [birthday(1)], mode)).rejects.toMatchObject({
				message: expect.stringContaining("'Send in Test Runs' no longer exists"),
				description: expect.stringContaining("Add 'Test Recipient' under 'Safety'"),
			});
			expect(reachdesk.sends).toEqual([]);
			const both = node({
				safety: { sendInTestRuns: true, testRecipient: 'me@example.com', dryRun: true },
			});
			expect(outcomes((await execute(both, [birthday(1)], mode)).output)).toEqual(['dryRun']);
		},
	);

	describe('the maximum per run', () => {
		let two: NodeUnderTest;
		beforeEach(() => {
			two = node({ safety: { maximumGifts: 2 } });
		});
		const dueOn = (person: number, dueDate: string) => ({
			...birthday(person),
			judged: judgedToday({ dueDate }),
		});

		it('stops the gifts of a day with more, names the last day, and does not count sent ones', async () => {
			const today = new Date(Date.now()).toISOString().slice(0, 10);
			await expect(execute(two, [birthday(1), birthday(2), birthday(3)])).rejects.toMatchObject({
				message: expect.stringContaining(`3 gifts due on ${today}, more than the 2 allowed`),
				description: expect.stringMatching(/they are no longer caught up after \d{4}-\d\d-\d\d/),
			});
			expect(reachdesk.sends).toEqual([]);
			await execute(two, [birthday(1)]);
			const { output } = await execute(two, [birthday(1), birthday(2), birthday(3)]);
			expect(outcomes(output)).toEqual(['alreadySent', 'sent', 'sent']);
		});

		it('lets the normal days of a backlog go out together', async () => {
			const days = [1, 2, 3].map((ago) =>
				new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10),
			);
			const items = days.flatMap((day, index) => [
				dueOn(2 * index, day),
				dueOn(2 * index + 1, day),
			]);
			expect(outcomes((await execute(two, items)).output)).toEqual(Array(6).fill('sent'));
		});

		it('stops one day, and not the others', async () => {
			const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
			const items = [birthday(1), birthday(2), birthday(3), dueOn(4, yesterday)];
			await expect(execute(two, items)).rejects.toThrow('3 of 4 gifts were not sent');
			expect(reachdesk.sends.map(({ email }) => email)).toEqual(['person.4@example.com']);
		});

		it('counts over the whole execution, as in a loop, and reads the list once', async () => {
			const execution = newExecution();
			const run = async (person: number) =>
				await execute(two, [birthday(person)], 'trigger', undefined, execution);
			const gets = () => reachdesk.requests.filter(({ method }) => method === 'GET').length;
			const before = gets();
			await run(1);
			await run(2);
			await expect(run(3)).rejects.toThrow('3 gifts due on');
			expect(reachdesk.sends).toHaveLength(2);
			expect(gets()).toBe(before + 1);
			// Retry On Fail: what was counted is not counted again
			expect(outcomes((await run(2)).output)).toEqual(['alreadySent']);
		});

		it('sends to an address and campaign gifts of one person over the whole execution', async () => {
			const execution = newExecution();
			const run = async (item: IDataObject) =>
				outcomes((await execute(node(), [item], 'trigger', undefined, execution)).output);
			reachdesk.variants.listingLagSeconds = 60;
			expect(await run(birthday(1))).toEqual(['sent']);
			const other = { ...birthday(1), key: 'hibob:1:workAnniversary:2026' };
			expect(await run(other)).toEqual(['sent']);
			expect(await run(birthday(3, { email: 'person.1@example.com' }))).toEqual(['unconfirmed']);
			expect(reachdesk.sends).toHaveLength(2);
		});
	});

	it('marks a gift that another wallet than the expected one pays', async () => {
		const expecting = (id: string) => node({ safety: { expectedWalletId: id } });
		const { output, hints } = await execute(expecting('4101'), [birthday(1)]);
		expect(output[0]?.json).toEqual(sentItem(1, { walletMismatch: false }));
		expect(hints).toEqual([]);
		const other = await execute(expecting('5101'), [birthday(2)]);
		expect(other.output[0]?.json).toEqual(
			sentItem(2, {
				walletMismatch: true,
				explanation: expect.stringContaining('wallet 4101 pays instead of 5101'),
			}),
		);
		expect(other.hints).toEqual([
			'1 of 1 gifts was paid by a wallet other than the expected one. See "walletMismatch" in the items.',
		]);
	});

	it('looks at the expected wallet of each item, which an expression may give', async () => {
		const { output } = await execute(
			node({ safety: { expectedWalletId: '={{ $json.wallet }}' } }),
			[
				{ ...birthday(1), wallet: '4101' },
				{ ...birthday(2), wallet: 5101 },
				{ ...birthday(3), wallet: '' },
			],
		);
		expect(output.map(({ json }) => json.walletMismatch)).toEqual([false, true, undefined]);
	});

	it('says so when Reachdesk does not tell which wallet pays', async () => {
		reachdesk.faults.add({ method: 'POST', times: 1, fault: { kind: 'emptyBody' } });
		const { output } = await execute(node({ safety: { expectedWalletId: '4101' } }), [birthday(1)]);
		expect(output[0]?.json).toEqual(
			sentItem(1, {
				walletMismatch: null,
				explanation: 'Reachdesk accepted the gift. Reachdesk does not say which wallet pays',
			}),
		);
	});

	it.each<[string, IDataObject[string], RegExp]>([
		['expectedWalletId', 'People', /'Expected Wallet ID' is "People"/],
		['expectedWalletId', {}, /'Expected Wallet ID'/],
		['dryRun', 'maybe', /'Dry Run' is "maybe"/],
		['dryRun', null, /'Dry Run'/],
		['duplicateProtection', 'off', /'Duplicate Protection' is "off"/],
		['unclearGifts', 'repeat', /'Unconfirmed Gifts' is "repeat"/],
		['settleMinutes', 0, /'Retry Delay \(Minutes\)' is "0"/],
	])('does not guess what %s = %j means', async (name, value, words) => {
		await expect(execute(node({ safety: { [name]: value } }), [birthday(1)])).rejects.toThrow(
			words,
		);
		expect(reachdesk.sends).toEqual([]);
	});

	it('says nothing of wallets when none is expected, also of a gift that names none', async () => {
		reachdesk.faults.add({ method: 'POST', times: 1, fault: { kind: 'emptyBody' } });
		const { output } = await execute(node(), [birthday(1), birthday(2)]);
		expect(output.map(({ json }) => json)).toEqual([sentItem(1), sentItem(2)]);
	});

	it('takes a "true" that an expression gives for a switch', async () => {
		const { output } = await execute(node({ safety: { dryRun: 'true' } }), [birthday(1)]);
		expect(outcomes(output)).toEqual(['dryRun']);
	});

	describe('an AI agent', () => {
		const tool = (safety: IDataObject = {}) =>
			node({ safety }, { type: 'n8n-nodes-hibob-reachdesk.reachdeskTool' });
		const called = async (person: number, safety?: IDataObject) =>
			outcomes((await execute(tool(safety), [birthday(person)])).output);

		it('leaves its gifts for review', async () => {
			expect(await called(1)).toEqual(['pendingReview']);
		});

		it('sends when a person has switched that on', async () => {
			expect(await called(1, { sendForAgents: true })).toEqual(['sent']);
		});

		it.each([
			['sendForAgents', "={{ $fromAI('allow', '', 'boolean') }}"],
			['sendForAgents', '={{ true }}'],
			['maximumGifts', "={{ $fromAI('most', '', 'number') }}"],
			['agentGiftsPerDay', "={{ $fromAI('perDay', '', 'number') }}"],
			['duplicateProtection', "={{ $fromAI('protect', '', 'boolean') }}"],
			['testRecipient', "={{ $fromAI('test') }}"],
		])('sends nothing when "%s" is %s', async (name, expression) => {
			await expect(called(1, { [name]: expression })).rejects.toMatchObject({
				message: expect.stringContaining('is an expression'),
				description: expect.stringMatching(/to Fixed/),
			});
			expect(reachdesk.sends).toEqual([]);
		});

		it("is allowed nothing by an expression in place of all of 'Safety'", async () => {
			const whole = tool();
			whole.parameters.safety = "={{ { sendForAgents: $fromAI('allow') } }}";
			// n8n drops it
			expect(outcomes((await execute(whole, [birthday(1)])).output)).toEqual(['pendingReview']);
		});

		it('creates so many gifts per day, over all calls', async () => {
			const safety = { agentGiftsPerDay: 2 };
			expect(await called(1, safety)).toEqual(['pendingReview']);
			expect(await called(2, safety)).toEqual(['pendingReview']);
			await expect(called(3, safety)).rejects.toThrow('AI agents have created 2 gifts');
			expect(reachdesk.sends).toHaveLength(2);
			// nobody else is counted, and the next day is another one
			expect(outcomes((await execute(node(), [birthday(4)])).output)).toEqual(['sent']);
			jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000);
			expect(await called(3, safety)).toEqual(['pendingReview']);
			jest.restoreAllMocks();
		});

		it('creates 20 gifts per day unless told', async () => {
			const people = Array.from({ length: 21 }, (_, person) => birthday(person));
			await expect(execute(tool(), people)).rejects.toThrow('AI agents have created 20 gifts');
			expect(reachdesk.sends).toHaveLength(20);
		});

		it('loses no place by a gift that Reachdesk refuses', async () => {
			const safety = { agentGiftsPerDay: 1 };
			reachdesk.faults.add({
				method: 'POST',
				times: 1,
				fault: { kind: 'status', when: 'before', status: 422 },
			});
			await expect(called(1, safety)).rejects.toThrow('422');
			expect(await called(2, safety)).toEqual(['pendingReview']);
		});

		it('sends no preview', async () => {
			const preview = { ...birthday(1), judged: judgedToday({ preview: true }) };
			const { output } = await execute(tool({ sendForAgents: true }), [preview]);
			expect(outcomes(output)).toEqual(['notDue']);
		});
	});

	it.each([
		['a person', '={{ $json.allow }}'],
		['data', '={{ true }}'],
	])("an expression in 'Send for AI Agents' counts for nobody (%s)", async (_, sendForAgents) => {
		const shared = node({ safety: { sendForAgents } });
		await expect(execute(shared, [birthday(1)])).rejects.toThrow(/is an expression/);
		expect(reachdesk.sends).toEqual([]);
	});
});

describe('a deliberate second gift', () => {
	const again = (otherSends: string) => node({ safety: { otherSends } }, { id: 'by hand' });
	const second = { ...birthday(1), key: 'hibob:1:birthday:2026:again:2026-11-26' };

	it('goes out when the first send is known to be another gift, and once', async () => {
		await execute(node(), [birthday(1)]);
		const first = String(reachdesk.sends[0]?.id);
		expect(outcomes((await execute(again(''), [second])).output)).toEqual(['alreadySent']);
		expect(outcomes((await execute(again('4711'), [second])).output)).toEqual(['alreadySent']);
		expect(outcomes((await execute(again(`4711, ${first}`), [second])).output)).toEqual(['sent']);
		expect(outcomes((await execute(again(first), [second])).output)).toEqual(['alreadySent']);
		expect(reachdesk.sends).toHaveLength(2);
	});

	it('is settled by its own send when the answer is lost', async () => {
		await execute(node(), [birthday(1)]);
		const first = String(reachdesk.sends[0]?.id);
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: { kind: 'status', when: 'after', status: 500 },
		});
		const { output } = await execute(again(first), [second]);
		expect(output[0]?.json).toMatchObject({
			outcome: 'sent',
			gift: { id: reachdesk.sends.at(-1)?.id },
		});
		expect(reachdesk.sends).toHaveLength(2);
	});
});

describe('an item that is too old, of a gift that was attempted before', () => {
	const old = (person: number) => ({
		...birthday(person),
		judged: { ...judgedToday(), preview: true },
	});

	it('is told as sent when it was, and is never sent', async () => {
		await execute(node(), [birthday(1)]);
		const { output } = await execute(node(), [old(1), old(2)]);
		expect(outcomes(output)).toEqual(['alreadySent', 'notDue']);
		expect(reachdesk.sends).toHaveLength(1);
	});

	it('is settled by Reachdesk’s list when n8n died after the request', async () => {
		const key = `hibob:1:birthday:2026`;
		processedData.beforeWrite = () => {
			if (reachdesk.sends.length > 0) throw new Error('n8n has died');
		};
		await execute(node(), [birthday(1)]);
		processedData.beforeWrite = () => undefined;
		const { output } = await execute(node(), [old(1)]);
		expect(output[0]?.json).toMatchObject({ key, outcome: 'alreadySent', knownBy: 'reachdesk' });
		expect(reachdesk.sends).toHaveLength(1);
	});

	it('does not keep the same gift from being sent when another item says that it is due', async () => {
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: { kind: 'status', when: 'before', status: 400 },
		});
		await execute(node(), [birthday(1)]).catch(() => undefined);
		const { output } = await execute(node(), [old(1), birthday(1)]);
		expect(outcomes(output)).toEqual(['notDue', 'sent']);
	});
});
