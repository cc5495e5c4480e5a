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
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { documentedVariants } from '../../sandbox/reachdesk/variants.mts';
import { giftNode } from '../hostile/reachdeskNode.mts';
import { judgedToday } from './judgedToday.mts';
import { execute, processedData } from '../n8nCore.mts';
import type { Execution, NodeUnderTest } from '../n8nCore.mts';

const CAMPAIGN = 1501;
let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	reachdesk = await startReachdesk({ now: () => Date.now() });
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
	reachdesk.requests.length = 0;
	reachdesk.faults.clear();
	Object.assign(reachdesk.variants, documentedVariants(), { bulkDelayMilliseconds: 0 });
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.mocked(sleep).mockReset();
});

const node = (parameters: IDataObject = {}, settings = {}): NodeUnderTest =>
	giftNode(
		reachdesk,
		{ operation: 'sendMany', bulkFields: {}, bulkSafety: {}, ...parameters },
		settings,
	);

const emailOf = (person: number) => `person.${String(person)}@example.com`;
const birthday = (person: number): IDataObject => ({
	key: `hibob:${String(person)}:birthday:2026`,
	judged: judgedToday(),
	employee: {
		id: String(person),
		email: emailOf(person),
		firstName: 'Ada',
		lastName: 'Lovelace',
		title: 'Engineer',
	},
});
const birthdays = (count: number) => Array.from({ length: count }, (_, person) => birthday(person));

const outcomes = (output: INodeExecutionData[]) => output.map(({ json }) => json.outcome);
const posts = () => reachdesk.requests.filter(({ method }) => method === 'POST');
const recipientsSent = () => reachdesk.sends.map(({ email }) => email).sort();
const everybody = (count: number) =>
	birthdays(count)
		.map((_, person) => emailOf(person))
		.sort();

/** An execution some minutes later. */
async function later(minutes: number, run: () => Promise<Execution>): Promise<Execution> {
	const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + minutes * 60_000);
	try {
		return await run();
	} finally {
		clock.mockRestore();
	}
}
const HOURS = 60;

describe('sending many gifts', () => {
	it('takes one request, and tells of each gift what Reachdesk lists', async () => {
		const { output } = await execute(node(), birthdays(30));
		expect(posts()).toHaveLength(1);
		expect(recipientsSent()).toEqual(everybody(30));
		expect(output[3]).toEqual({
			pairedItem: { item: 3 },
			json: {
				name: 'Ada Lovelace',
				email: emailOf(3),
				outcome: 'sent',
				explanation: 'Reachdesk accepted the gift',
				key: 'hibob:3:birthday:2026',
				campaignId: CAMPAIGN,
				recipientEmail: emailOf(3),
				employee: { id: '3', displayName: 'Ada Lovelace' },
				occasion: null,
				requestId: expect.stringMatching(/^[\da-f]{8}-/),
				bulkSendId: expect.stringMatching(/^98\d+$/),
				gift: expect.objectContaining({ email: emailOf(3), status: 'processed' }),
			},
		});
		expect(new Set(output.map(({ json }) => json.requestId)).size).toBe(1);
	});

	it('sends the fields of the contract, and none that only single sends know', async () => {
		const bulkFields = {
			walletType: 'Team',
			teamName: 'People',
			currency: 'USD',
			confirmAddress: false,
			packagingNotes: 'Careful',
			customAttributes: { attribute: [{ name: 'first_day', value: 'Monday' }] },
		};
		await execute(
			node({ bulkFields, approval: 'false', giftFields: { source: 'x' } }),
			birthdays(2),
		);
		expect(posts()[0]?.body).toEqual({
			request_id: expect.any(String),
			campaign_id: CAMPAIGN,
			sender: reachdesk.sender,
			payment_wallet_type: 'Team',
			team_name: 'People',
			payment_currency: 'USD',
			confirm_address: false,
			packaging_notes: 'Careful',
			custom_attributes: [{ name: 'first_day', value: 'Monday' }],
			recipients: [0, 1].map((person) => ({
				provider: 'hibob',
				provider_contact_type: 'employee',
				provider_contact_id: String(person),
				first_name: 'Ada',
				last_name: 'Lovelace',
				email: emailOf(person),
				role: 'Engineer',
			})),
		});
	});

	it('puts those together that agree, up to the number of gifts in one request', async () => {
		const bulkFields = { packagingNotes: '={{ $json.employee.id % 2 ? "odd" : "even" }}' };
		const { output } = await execute(
			node({ bulkFields, bulkSafety: { giftsPerRequest: 3 } }),
			birthdays(10),
		);
		const sizes = posts().map(({ body }) =>
			typeof body === 'object' && body !== null && 'recipients' in body
				? [body.recipients].flat().length
				: 0,
		);
		expect(sizes).toEqual([3, 3, 2, 2]);
		expect(outcomes(output)).toEqual(Array(10).fill('sent'));
		expect(recipientsSent()).toEqual(everybody(10));
	});

	it('says pendingReview of gifts that Reachdesk holds', async () => {
		const { output } = await execute(node({ bulkFields: { currency: 'SEK' } }), birthdays(2));
		expect(outcomes(output)).toEqual(['pendingReview', 'pendingReview']);
	});

	it('sends nothing in a run from the editor, in a dry run, and beyond the maximum', async () => {
		expect(outcomes((await execute(node(), birthdays(2), 'manual')).output)).toEqual([
			'dryRun',
			'dryRun',
		]);
		const dry = node({ bulkSafety: { dryRun: true } });
		expect(outcomes((await execute(dry, birthdays(1))).output)).toEqual(['dryRun']);
		await expect(execute(node(), birthdays(101))).rejects.toThrow(
			/101 gifts due on .*, more than the 100 allowed$/,
		);
		expect(posts()).toEqual([]);
		expect(outcomes((await execute(node(), birthdays(2))).output)).toEqual(['sent', 'sent']);
	});

	it('is nothing for an AI agent, unless the user allows it', async () => {
		const asTool = (bulkSafety: IDataObject) => {
			const tool = node({ bulkSafety });
			tool.settings = { type: 'n8n-nodes-hibob-reachdesk.reachdeskTool' };
			return tool;
		};
		await expect(execute(asTool({}), birthdays(2))).rejects.toMatchObject({
			message: 'An AI agent cannot send in bulk, because bulk sends cannot be held for review',
			description: expect.stringContaining("turn on 'Send for AI Agents'"),
		});
		expect(posts()).toEqual([]);
		const { output } = await execute(asTool({ sendForAgents: true }), birthdays(2));
		expect(outcomes(output)).toEqual(['sent', 'sent']);
		expect(outcomes((await execute(asTool({ dryRun: true }), birthdays(2))).output)).toEqual([
			'dryRun',
			'dryRun',
		]);
	});
});

describe('a test run to a test recipient', () => {
	it('is bulk sending, too: it waits for another execution that is at it', async () => {
		const test = node({ bulkSafety: { testRecipient: 'me@example.com' } });
		let other: Promise<Execution> | undefined;
		jest.mocked(sleep).mockImplementation(async () => {
			other ??= execute(test, birthdays(2), 'manual');
			await other.catch(() => undefined);
		});
		await execute(node(), birthdays(4));
		await expect(other).rejects.toThrow('Another execution of this node is sending in bulk');
	});
});

describe('many gifts, each once', () => {
	it('are not sent a second time, and new ones among them are', async () => {
		await execute(node(), birthdays(5));
		const { output } = await execute(node(), birthdays(7));
		expect(output.map(({ json }) => json.knownBy ?? json.outcome)).toEqual([
			...Array<string>(5).fill('key'),
			'sent',
			'sent',
		]);
		expect(recipientsSent()).toEqual(everybody(7));
	});

	it('are found in Reachdesk’s list when n8n remembers nothing', async () => {
		await execute(node(), birthdays(5));
		processedData.entries.clear();
		const { output } = await execute(node(), birthdays(5));
		expect(output.map(({ json }) => json.knownBy)).toEqual(Array(5).fill('reachdesk'));
		expect(recipientsSent()).toEqual(everybody(5));
	});

	it('are known to a single send of the same node, and the other way round', async () => {
		await execute(node(), birthdays(2));
		const single = node({ operation: 'send', approval: 'auto', giftFields: {}, safety: {} });
		expect(outcomes((await execute(single, birthdays(3))).output)).toEqual([
			'alreadySent',
			'alreadySent',
			'sent',
		]);
		expect(outcomes((await execute(node(), birthdays(4))).output)).toEqual([
			'alreadySent',
			'alreadySent',
			'alreadySent',
			'sent',
		]);
		expect(recipientsSent()).toEqual(everybody(4));
	});

	it('are one for two items of one key, or of one address and campaign', async () => {
		const { output } = await execute(node(), [birthday(1), birthday(1), birthday(2)]);
		expect(outcomes(output)).toEqual(['sent', 'alreadySent', 'sent']);
		expect(recipientsSent()).toEqual([emailOf(1), emailOf(2)]);
	});

	it('wait for another execution that is at it', async () => {
		let other: Promise<Execution> | undefined;
		jest.mocked(sleep).mockImplementation(async () => {
			other ??= execute(node(), birthdays(4)).catch((error: unknown) => {
				throw error;
			});
			await other.catch(() => undefined);
		});
		const { output } = await execute(node(), birthdays(4));
		await expect(other).rejects.toMatchObject({
			message: expect.stringContaining('Another execution of this node is sending in bulk'),
			description: expect.stringMatching(/Run again when it has finished, or \d+ minutes after/),
		});
		expect(outcomes(output)).toEqual(Array(4).fill('sent'));
		expect(recipientsSent()).toEqual(everybody(4));
	});
});

describe('many gifts that Reachdesk lists late', () => {
	it('are sent when the second look finds them, and are looked for no more', async () => {
		// the sandbox shows them once their lag has passed: after the second pause
		reachdesk.variants.listingLagSeconds = 3_600;
		const pauses: number[] = [];
		jest.mocked(sleep).mockImplementation(async (milliseconds) => {
			pauses.push(milliseconds);
			if (milliseconds === 10_000) reachdesk.variants.listingLagSeconds = 0;
			await Promise.resolve();
		});
		const { output } = await execute(node(), birthdays(3));
		expect(outcomes(output)).toEqual(Array(3).fill('sent'));
		expect(pauses.filter((pause) => pause >= 3_000)).toEqual([3_000, 10_000]);
		const again = await execute(node(), birthdays(3));
		expect(again.output.map(({ json }) => json.knownBy)).toEqual(Array(3).fill('key'));
	});
});

describe('many gifts without duplicate protection', () => {
	it('are sent again, and nothing is noted or listed before', async () => {
		const unprotected = node({ bulkSafety: { duplicateProtection: false } });
		expect(outcomes((await execute(unprotected, birthdays(2))).output)).toEqual(['sent', 'sent']);
		// the list has two of each now, so nobody can say which is which
		const { output } = await execute(unprotected, birthdays(2));
		expect(outcomes(output)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(posts()).toHaveLength(2);
		expect(recipientsSent()).toHaveLength(4);
		expect([...processedData.entries.values()].flat()).toEqual([]);
		expect(reachdesk.requests[0]?.method).toBe('POST');
	});
});

describe('an unclear answer to many gifts', () => {
	it.each([
		['a 500 after they were taken', { kind: 'status', when: 'after', status: 500 }],
		['a 429 after they were taken', { kind: 'status', when: 'after', status: 429 }],
		['a connection that breaks after they were taken', { kind: 'reset', when: 'after' }],
		['half a body', { kind: 'cutBody' }],
		['an empty body', { kind: 'emptyBody' }],
		['a page', { kind: 'htmlBody' }],
	] as const)('after %s they are found in the list', async (_, fault) => {
		reachdesk.faults.add({ method: 'POST', times: 1, fault });
		const { output } = await execute(node(), birthdays(6));
		expect(outcomes(output)).toEqual(Array(6).fill('sent'));
		expect(output.map(({ json }) => json.bulkSendId)).toEqual(Array(6).fill(null));
		expect(posts()).toHaveLength(1);
		const again = await execute(node(), birthdays(6));
		expect(again.output.map(({ json }) => json.knownBy)).toEqual(Array(6).fill('key'));
		expect(recipientsSent()).toEqual(everybody(6));
	});

	it('stops the run when nothing was made; the next ones finish it, and nobody gets two', async () => {
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			skip: 1,
			fault: { kind: 'status', when: 'before', status: 503 },
		});
		const careful = node(
			{ bulkSafety: { giftsPerRequest: 4 } },
			{ onError: 'continueErrorOutput' },
		);
		const first = await execute(careful, birthdays(12));
		expect(outcomes(first.output)).toEqual([
			...Array<string>(4).fill('sent'),
			...Array<string>(4).fill('unconfirmed'),
			...Array<undefined>(4).fill(undefined),
		]);
		expect(first.output.at(-1)?.json.error).toContain(
			'an earlier request of this run got no clear answer',
		);
		const second = await later(20, async () => await execute(careful, birthdays(12)));
		expect(outcomes(second.output)).toEqual([
			...Array<string>(4).fill('alreadySent'),
			...Array<string>(4).fill('unconfirmed'),
			...Array<string>(4).fill('sent'),
		]);
		const third = await later(20 + 7 * HOURS, async () => await execute(careful, birthdays(12)));
		expect(outcomes(third.output).filter((outcome) => outcome === 'sent')).toHaveLength(4);
		expect(recipientsSent()).toEqual(everybody(12));
	});

	it('of a recipient whom Reachdesk drops is unconfirmed, and settled hours later', async () => {
		reachdesk.variants.bulkLosesEvery = 3;
		const { output } = await execute(node(), birthdays(7));
		expect(output[2]?.json).toEqual({
			name: 'Ada Lovelace',
			email: emailOf(2),
			outcome: 'unconfirmed',
			explanation: expect.stringContaining(
				'Reachdesk accepted the bulk send, and its list of sends does not show',
			),
			key: 'hibob:2:birthday:2026',
			campaignId: CAMPAIGN,
			recipientEmail: emailOf(2),
			employee: { id: '2', displayName: 'Ada Lovelace' },
			occasion: null,
			requestId: expect.any(String),
			bulkSendId: expect.stringMatching(/^98\d+$/),
			gift: null,
		});
		expect(outcomes(output).filter((outcome) => outcome === 'sent')).toHaveLength(5);
		reachdesk.variants.bulkLosesEvery = null;
		const soon = await later(5 * HOURS, async () => await execute(node(), birthdays(7)));
		expect(soon.output[2]?.json.outcome).toBe('unconfirmed');
		const after = await later(12 * HOURS, async () => await execute(node(), birthdays(7)));
		expect(after.output[2]?.json.outcome).toBe('sent');
		expect(recipientsSent()).toEqual(everybody(7));
	});

	it('is left to a human for good when the user says so', async () => {
		const careful = node({ bulkSafety: { unclearGifts: 'human' } });
		reachdesk.faults.add({
			method: 'POST',
			fault: { kind: 'status', when: 'before', status: 503 },
		});
		await execute(careful, birthdays(2));
		reachdesk.faults.clear();
		const { output } = await later(48 * HOURS, async () => await execute(careful, birthdays(2)));
		expect(outcomes(output)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(reachdesk.sends).toEqual([]);
	});

	it('is settled by the list after n8n died at any write', async () => {
		let writes = 0;
		for (let lives = 0; lives < 14; lives++) {
			processedData.entries.clear();
			reachdesk.sends.length = 0;
			writes = 0;
			processedData.beforeWrite = () => {
				if (writes++ >= lives) throw new Error('n8n is gone');
			};
			await execute(node(), birthdays(3)).catch(() => undefined);
			processedData.beforeWrite = () => undefined;
			await later(7 * HOURS, async () => await execute(node(), birthdays(3)));
			expect(recipientsSent()).toEqual(everybody(3));
		}
	});
});

describe('n8n’s database', () => {
	const inPairs = () =>
		node({ bulkSafety: { giftsPerRequest: 2 } }, { onError: 'continueErrorOutput' });
	const BUSY = Object.assign(new Error('SQLITE_BUSY: database is locked'), { code: 'SQLITE_BUSY' });
	/** Fails at the chosen writes after the first request that Reachdesk took. */
	function busyAfterFirstRequest(isBusy: (write: number) => boolean): void {
		let writes = 0;
		processedData.beforeWrite = () => {
			if (reachdesk.sends.length > 0 && isBusy(++writes)) throw BUSY;
		};
	}

	// two writes look whose the listed sends are, and two note that
	const CONFIRMATION = 4;

	it('that is busy when gifts are confirmed leaves them sent, and the next requests go out', async () => {
		busyAfterFirstRequest((write) => write === CONFIRMATION);
		const { output } = await execute(inPairs(), birthdays(4));
		expect(outcomes(output)).toEqual(Array(4).fill('sent'));
		expect(
			output.map(({ json }) => JSON.stringify(json.explanation).includes('could not record')),
		).toEqual([true, true, false, false]);
		processedData.beforeWrite = () => undefined;
		const again = await execute(node(), birthdays(4));
		expect(again.output.map(({ json }) => json.knownBy)).toEqual([
			'reachdesk',
			'reachdesk',
			'key',
			'key',
		]);
		expect(recipientsSent()).toEqual(everybody(4));
	});

	it('that is busy when the next request is claimed harms that request alone', async () => {
		busyAfterFirstRequest((write) => write === CONFIRMATION + 1);
		const { output } = await execute(inPairs(), birthdays(6));
		expect(outcomes(output)).toEqual(['sent', 'sent', undefined, undefined, 'sent', 'sent']);
		expect(output[2]?.json).toEqual({
			error:
				'hibob:2:birthday:2026 was not sent because n8n’s database was busy. Run again. Nothing is sent twice. If this keeps happening, check n8n’s log for SQLITE_BUSY',
		});
	});

	it('that is busy while the list is read looks again', async () => {
		busyAfterFirstRequest((write) => write === 1);
		const { output } = await execute(inPairs(), birthdays(4));
		expect(outcomes(output)).toEqual(Array(4).fill('sent'));
	});

	it('that fails for good stops the run, and what was sent is settled later', async () => {
		busyAfterFirstRequest(() => true);
		const { output } = await execute(inPairs(), birthdays(6));
		expect(outcomes(output)).toEqual([
			'unconfirmed',
			'unconfirmed',
			...Array<undefined>(4).fill(undefined),
		]);
		expect(output[5]?.json.error).toContain('n8n’s database was busy');
		expect(posts()).toHaveLength(1);
		processedData.beforeWrite = () => undefined;
		await later(7 * HOURS, async () => await execute(node(), birthdays(6)));
		expect(recipientsSent()).toEqual(everybody(6));
	});
});

describe('a refusal of many gifts', () => {
	it.each([
		['an unknown campaign', { campaign: { __rl: true, mode: 'id', value: '999999' } }, 'no such'],
		['an inactive campaign', { campaign: { __rl: true, mode: 'id', value: '1802' } }, 'not active'],
		['an unknown sender', { sender: 'nobody@example.com' }, 'refused the gift'],
	])('of %s is an error of each, and they can be sent later', async (_, parameters, message) => {
		const failing = node(parameters, { onError: 'continueErrorOutput' });
		const { output } = await execute(failing, birthdays(3));
		for (const { json } of output) {
			expect(json.error).toContain(message);
			expect(json.error).toContain('All 3 gifts of the request were refused');
		}
		expect(outcomes((await execute(node(), birthdays(3))).output)).toEqual(Array(3).fill('sent'));
	});

	it('of one request does not keep the others from being sent', async () => {
		const campaign = '={{ $json.employee.id === "1" ? "1802" : "1501" }}';
		const mixed = node(
			{ campaign: { __rl: true, mode: 'id', value: campaign } },
			{ onError: 'continueErrorOutput' },
		);
		const { output } = await execute(mixed, birthdays(3));
		expect(outcomes(output)).toEqual(['sent', undefined, 'sent']);
	});

	it('of the token stops the run at once', async () => {
		reachdesk.faults.add({
			method: 'POST',
			fault: { kind: 'status', when: 'before', status: 401 },
		});
		await expect(
			execute(node({ bulkSafety: { giftsPerRequest: 2 } }), birthdays(6)),
		).rejects.toThrow('6 of 6 gifts were not sent');
		expect(posts()).toHaveLength(1);
	});

	it('before the first request is told of each item when the node goes on after errors', async () => {
		const goesOn = node({ bulkSafety: { maximumGifts: 2 } }, { onError: 'continueRegularOutput' });
		const { output } = await execute(goesOn, birthdays(3));
		expect(output).toHaveLength(3);
		for (const { json } of output) {
			expect(json.error).toMatch(/3 gifts due on .*, more than the 2 allowed/);
		}
		expect(posts()).toEqual([]);
	});

	it('repeats no word about a person', async () => {
		reachdesk.faults.add({
			method: 'POST',
			fault: {
				kind: 'status',
				when: 'before',
				status: 422,
				body: '{"message":"No stock for Ada Lovelace, person.1@example.com"}',
			},
		});
		const error = await execute(node(), birthdays(3)).catch(String);
		expect(error).toContain('No stock for (withheld) (withheld), (address)');
	});
});
