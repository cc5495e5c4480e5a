import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { calls, changedTemplate, filledIn, TEMPLATES } from '../../sandbox/demo/templates.mts';
import type { FillIn, Template } from '../../sandbox/demo/templates.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { isList, isRecord } from '../../sandbox/n8n/answers.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import { ONE_AT_A_TIME, SOON } from './soon.mts';

/**
 * The shipped gift workflows, changed only as their notes ask: red when a gift needs somebody, green on
 * a good day, and a Gift Log that equals what Reachdesk has.
 */

const TIMEOUT = 240_000;
/** so little that a test can fill it */
const ROOM_FOR_TABLES = 3_000_000;

let stage: Stage;

beforeAll(async () => {
	stage = await setStage({
		n8n: { env: { ...ONE_AT_A_TIME.env, N8N_DATA_TABLES_MAX_SIZE_BYTES: String(ROOM_FOR_TABLES) } },
	});
}, 300_000);
afterAll(async () => {
	await stage.stop();
}, 60_000);

const templateOf = (slug: string): Template => {
	const template = TEMPLATES.find((one) => one.slug === slug);
	if (!template) throw new Error(`There is no ${slug}`);
	return template;
};
const BIRTHDAY = templateOf('birthday-gift');
const ANNIVERSARY = templateOf('work-anniversary-gift');
const WELCOME = templateOf('new-starter-welcome');

const fillIn = (changes: Partial<FillIn> = {}): FillIn => ({
	sender: stage.reachdesk.sender,
	credentials: stage.credentials,
	trigger: SOON,
	office: stage.office,
	...changes,
});

const MINE = 'My Message';

/** A workflow with a node that a user has added behind another one, below everything else. */
function withMine({ connections, ...workflow }: WorkflowJson, behind: string): WorkflowJson {
	const own = {
		id: 'mine',
		name: MINE,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [2_000, 3_000],
		parameters: {},
	};
	const next = { node: MINE, type: 'main', index: 0 };
	const before: unknown = Reflect.get(connections, behind);
	const [first, ...others] = isRecord(before) && isList(before.main) ? before.main : [];
	return {
		...workflow,
		nodes: [...workflow.nodes, own],
		connections: {
			...connections,
			[behind]: { main: [[...(isList(first) ? first : []), next], ...others] },
		},
	};
}

/**
 * Publishes a workflow for its first runs.
 *
 * @param without - the id of a workflow that is unpublished meanwhile
 * @returns the last of the runs
 */
async function runOf(
	workflow: WorkflowJson,
	{ runs = 1, without }: { runs?: number; without?: string } = {},
): Promise<Execution> {
	const { n8n } = stage;
	const id = await n8n.importWorkflow(workflow);
	await n8n.publish(id);
	if (without !== undefined) await n8n.unpublish(without);
	const execution = await stage.dailyRun(id, runs, TIMEOUT);
	await n8n.retire(id);
	if (without !== undefined) await n8n.publish(without);
	return execution;
}

type Row = Record<string, unknown>;
const rowsOf = async (table: string): Promise<Row[]> =>
	await (await stage.n8n.dataTable(table)).rows();
const logged = async (occasion: string): Promise<Row[]> =>
	(await rowsOf('Gift Log')).filter((row) => row.occasion === occasion);

/** The send ids of a campaign, by Reachdesk's own record. */
const sendsOf = (campaign: number): string[] =>
	stage.reachdesk.sends.filter((send) => send.campaign.id === campaign).map(({ id }) => String(id));

describe('a gift that needs somebody makes the execution an error, after everything else', () => {
	it.each([
		[
			'the Reachdesk token has expired',
			async () => {
				const { n8n, credentials, reachdesk } = stage;
				const reachdeskApi = await n8n.createCredential('reachdeskApi', 'Expired', {
					apiToken: 'expired',
					baseUrl: reachdesk.url,
				});
				return filledIn(BIRTHDAY, fillIn({ credentials: { ...credentials, reachdeskApi } }));
			},
			/^(\d+) of \1 gifts need you: \1 were refused \(.*token/,
		],
		[
			'the campaign is not manual',
			() => Promise.resolve(filledIn({ ...BIRTHDAY, campaign: 1801 }, fillIn())),
			/^(\d+) of \1 gifts need you: \d+ were refused \(.*manual/,
		],
	])(
		'when %s',
		async (_, workflow, words) => {
			const sends = stage.reachdesk.sends.length;
			const execution = await runOf(withMine(await workflow(), 'Not Sent, and Why'));
			process.stdout.write(`${execution.error?.message ?? 'no error'}\n`);
			expect(execution.status).toBe('error');
			expect(execution.error?.node).toBe('Stop, and Say Why');
			expect(execution.error?.message).toMatch(words);
			const refused = outputOf(execution, 'Not Sent, and Why');
			expect(refused.length).toBeGreaterThan(10);
			expect(outputOf(execution, MINE)).toHaveLength(refused.length);
			expect(execution.runs['All Results']).toHaveLength(1);
			expect(stage.reachdesk.sends).toHaveLength(sends);
			const rows = await logged('birthday');
			expect(rows.filter(({ outcome }) => outcome === 'refused')).toHaveLength(refused.length);
			expect(await rowsOf('Gift Runs')).toContainEqual(
				expect.objectContaining({
					workflow_id: execution.workflowId,
					needs_you: execution.error?.message.split(' ')[0],
					message: execution.error?.message,
				}),
			);
		},
		TIMEOUT,
	);

	it('cannot be published while sender, campaign, Gift log and Gift holds are not filled in', async () => {
		const { n8n, credentials } = stage;
		const { hiBobServiceUserApi, reachdeskApi } = credentials;
		const id = await n8n.importWorkflow(
			changedTemplate('birthday-gift', {
				'HiBob Employees': { credentials: { hiBobServiceUserApi } },
				'Send Gift': { credentials: { reachdeskApi } },
			}),
		);
		const refusal = String(await n8n.publish(id).catch((error: unknown) => error));
		process.stdout.write(`${refusal}\n`);
		for (const word of ['sender', 'campaign', 'Gift Log', 'Gift Holds']) {
			expect(refusal).toMatch(new RegExp(word, 'i'));
		}
	});

	it(
		'when no campaign is filled in for any anniversary, as soon as it is published',
		async () => {
			const { n8n } = stage;
			const id = await n8n.importWorkflow(filledIn({ ...ANNIVERSARY, campaign: {} }, fillIn()));
			await n8n.publish(id);
			const [first] = await n8n.waitForExecutions(id, { count: 1 });
			await n8n.unpublish(id);
			const { error } = await n8n.execution(first?.id ?? '');
			expect(error?.message).toMatch(/'config.campaignByYears' in Gift Settings has no campaign/);
		},
		TIMEOUT,
	);
});

describe('a good day', () => {
	it(
		'is green; the log has a row for each gift and each skipped person, and equals Reachdesk’s record',
		async () => {
			const held = await holdSomebody();
			const execution = await runOf(withMine(filledIn(ANNIVERSARY, fillIn()), 'Gift Sent'));
			expect(execution.error).toBeUndefined();
			expect(execution.status).toBe('success');
			const sent = outputOf(execution, 'Gift Sent');
			expect(outputOf(execution, MINE)).toHaveLength(sent.length);
			const rows = await logged('workAnniversary');
			const sends = stage.reachdesk.sends.map(({ id }) => String(id));
			const gifts = rows.filter(({ outcome }) => outcome === 'sent');
			expect(gifts.map(({ send_id: id }) => id).sort()).toEqual(sends.sort());
			expect(gifts.length).toBeGreaterThan(2);
			for (const gift of gifts) {
				expect(gift).toMatchObject({
					key: expect.stringMatching(/^hibob:\d+:workAnniversary:\d{4}$/),
					workflow: 'Work anniversary gift',
					due_date: stage.today,
					campaign: expect.stringMatching(/^16\d\d$/),
					years: expect.stringMatching(/^\d+$/),
					cost: expect.stringMatching(/^\d/),
					run_day: stage.today,
				});
			}
			expect(rows.filter(({ outcome }) => outcome === 'held')).toMatchObject([{ key: held }]);
			const skipped = rows.filter(({ outcome }) => outcome === 'skipped');
			const expected = [
				...outputOf(execution, 'HiBob Employees', 1).map(({ reason }) => reason),
				...outputOf(execution, 'No Gift for This Year').map(() => 'noCampaign'),
			];
			expect(skipped.map(({ reason }) => reason).sort()).toEqual(expected.sort());
			expect(expected).toContain('noCampaign');
			const [run] = (await rowsOf('Gift Runs')).filter(
				({ workflow_id: id }) => id === execution.workflowId,
			);
			expect(run).toMatchObject({
				workflow: 'Work anniversary gift',
				trigger: 'HiBob Employees',
				day: stage.today,
				needs_you: '0',
				message: null,
			});
		},
		TIMEOUT,
	);

	/** Puts the gift of one anniversary on hold. @returns its key */
	async function holdSomebody(): Promise<string> {
		const row = whoMattersOn(stage.today, stage.hibob.people).find(
			({ occasion, gift, years }) => occasion === 'workAnniversary' && gift && years === 1,
		);
		const key = `hibob:${row?.person['root.id'] ?? ''}:workAnniversary:${stage.today.slice(0, 4)}`;
		await (await stage.n8n.dataTable('Gift Holds')).insert([{ key, why: 'On leave', by: 'HR' }]);
		return key;
	}
});

describe('runs that repeat', () => {
	it(
		'keep what is known of a gift, and replace what a run that failed has noted',
		async () => {
			const execution = await runOf(filledIn(BIRTHDAY, fillIn()), { runs: 3 });
			expect(outputOf(execution, 'HiBob Employees', 1).length).toBeGreaterThan(0);
			const rows = await logged('birthday');
			expect(rows.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
			// on a slow machine two of these runs overlap, and the second notes that a gift was sent before
			const gifts = rows.filter(({ outcome }) => outcome === 'sent' || outcome === 'alreadySent');
			expect(gifts.map(({ send_id: id }) => id).sort()).toEqual(sendsOf(1501).sort());
			expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
			const skipped = whoMattersOn(stage.today, stage.hibob.people)
				.filter(({ occasion, gift }) => occasion === 'birthday' && !gift)
				.map(({ reason }) => reason);
			const reasons = rows.filter(({ outcome }) => outcome === 'skipped');
			expect(reasons.map(({ reason }) => reason).sort()).toEqual(skipped.sort());
			for (const { name, explanation } of rows) {
				expect(name).toEqual(expect.any(String));
				expect(explanation).toEqual(expect.any(String));
			}
		},
		TIMEOUT,
	);

	it(
		'keep it also when Reachdesk refuses in between',
		async () => {
			const before = (await logged('birthday')).filter(({ send_id: id }) => id !== null);
			const refused = await runOf(filledIn({ ...BIRTHDAY, campaign: 1801 }, fillIn()));
			expect(refused.status).toBe('error');
			const after = (await logged('birthday')).filter(({ send_id: id }) => id !== null);
			expect(after).toEqual(before);
		},
		TIMEOUT,
	);

	it(
		'are not noted when they are test runs',
		async () => {
			const { n8n } = stage;
			const before = [await rowsOf('Gift Log'), await rowsOf('Gift Runs')];
			const id = await n8n.importWorkflow(filledIn(BIRTHDAY, fillIn()));
			const trial = await n8n.waitForExecution(await n8n.runManually(id, 'HiBob Employees'));
			expect(trial.error).toBeUndefined();
			expect(outputOf(trial, 'Dry Run').length).toBeGreaterThan(0);
			expect(outputOf(trial, 'Gift Log')).toEqual([{ needsYou: 0, message: null, rows: 0 }]);
			expect([await rowsOf('Gift Log'), await rowsOf('Gift Runs')]).toEqual(before);
		},
		TIMEOUT,
	);
});

describe('whatever items the Gift log is called with', () => {
	let path = '';
	beforeAll(async () => {
		const { n8n, office } = stage;
		const start = startedByWebhook('gift-log-caller');
		const next = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
		const id = await n8n.importWorkflow({
			name: 'Items of a workflow',
			nodes: [
				{ ...start, parameters: { ...start.parameters, responseMode: 'lastNode' } },
				{
					id: 'items',
					name: 'Items',
					type: 'n8n-nodes-base.splitOut',
					typeVersion: 1,
					position: [200, 0],
					parameters: { fieldToSplitOut: 'body.items' },
				},
				{
					id: 'log',
					name: 'Gift Log',
					type: 'n8n-nodes-base.executeWorkflow',
					typeVersion: 1.2,
					position: [400, 0],
					...calls(office.giftLog),
				},
			],
			connections: { [start.name]: next('Items'), Items: next('Gift Log') },
			settings: { executionOrder: 'v1' },
		});
		await n8n.publish(id);
		path = `${n8n.url}/webhook/gift-log-caller`;
	});

	const callWith = async (items: readonly object[]): Promise<unknown> => {
		const answer = await fetch(path, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ items }),
		});
		return await answer.json();
	};

	const sent = (number: number) => ({
		outcome: 'sent',
		explanation: 'Reachdesk accepted the gift',
		key: `odd:${String(number)}`,
		campaignId: 1501,
		gift: { id: 90_000 + number, status: 'sent', type: 'egift', egift: { amount: 25 } },
		employee: { id: String(number), displayName: `Person ${String(number)}` },
		occasion: { type: 'odd', date: stage.today, dueDate: stage.today, years: null },
	});

	it(
		'no odd item harms the others',
		async () => {
			const odd = [
				{},
				{ key: null, error: 'Nobody knows' },
				{ key: 7, employee: 'somebody', occasion: 3, gift: 'box', judged: 'yes' },
				{ outcome: { sent: true }, key: { a: 1 } },
				{ error: { message: 'An error that is an object' } },
				{ reason: 'dataUnreadable', explanation: 'No ID', employee: { id: null }, event: 'odd' },
				{ event: 'runCompleted', run: 'yes' },
				{ key: 'nul\u0000', outcome: 'sent' },
				{ outcome: 'overBudget', key: 'odd:budget', explanation: 'The budget is spent' },
			];
			const result = await callWith([...odd, sent(1), { ...sent(2), outcome: 'pendingReview' }]);
			expect(result).toEqual({
				needsYou: 4,
				message: expect.stringMatching(
					/^4 of \d gifts need you: .*1 is over budget \(The budget is spent\)/,
				),
				rows: expect.any(Number),
			});
			const rows = await rowsOf('Gift Log');
			expect(rows).toContainEqual(
				expect.objectContaining({
					key: `dataUnreadable:odd:${stage.today}`,
					outcome: 'skipped',
					explanation: 'No ID',
				}),
			);
			expect(rows).toContainEqual(expect.objectContaining({ key: 'odd:1', send_id: '90001' }));
		},
		TIMEOUT,
	);

	it(
		'calls at the same moment leave one row for each gift',
		async () => {
			const numbers = Array.from({ length: 20 }, (_, index) => 100 + index);
			const answers = await Promise.all(
				Array.from({ length: 4 }, async () => await callWith(numbers.map(sent))),
			);
			for (const answer of answers) expect(answer).toMatchObject({ needsYou: 0, message: null });
			// what was added twice is put right by the next call
			await callWith([sent(1)]);
			const keys = (await logged('odd')).map(({ key }) => key);
			expect(keys).toEqual(
				expect.arrayContaining(numbers.map((number) => `odd:${String(number)}`)),
			);
			expect(new Set(keys).size).toBe(keys.length);
		},
		TIMEOUT,
	);
});

describe('when something behind the gifts fails', () => {
	it(
		'nothing is sent without the holds, and the execution is an error',
		async () => {
			const sends = stage.reachdesk.sends.length;
			const without = stage.office.giftHolds;
			const execution = await runOf(filledIn(WELCOME, fillIn()), { without });
			expect(execution.error?.node).toBe('Gift Holds');
			expect(stage.reachdesk.sends).toHaveLength(sends);
		},
		TIMEOUT,
	);

	it(
		'gifts go out when the Gift log cannot be called, and the error says so',
		async () => {
			const without = stage.office.giftLog;
			const execution = await runOf(filledIn(WELCOME, fillIn()), { without });
			process.stdout.write(`${execution.error?.message ?? 'no error'}\n`);
			expect(sendsOf(1701).length).toBeGreaterThan(1);
			expect(outputOf(execution, 'Gift Sent')).toHaveLength(sendsOf(1701).length);
			expect(execution.error?.message).toMatch(
				/^This run could not be written to the Gift Log \(.+\)\. Gifts were sent as usual/,
			);
		},
		TIMEOUT,
	);

	it(
		'gifts go out when the data tables are full, and the error counts what is missing',
		async () => {
			const { n8n } = stage;
			await n8n.createDataTable('Junk', ['text']);
			await (await n8n.dataTable('Junk')).insert([{ text: 'x'.repeat(ROOM_FOR_TABLES) }]);
			const execution = await runOf(filledIn({ ...WELCOME, campaign: 1501 }, fillIn()));
			process.stdout.write(`${execution.error?.message ?? 'no error'}\n`);
			expect(outputOf(execution, 'Gift Sent').length).toBeGreaterThan(1);
			expect(execution.error?.message).toMatch(
				/\d+ of \d+ rows could not be written to the Gift Log.* Gifts were sent as usual/,
			);
		},
		TIMEOUT,
	);
});
