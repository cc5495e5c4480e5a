import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
	callFollowUp,
	FOLLOW_UP_TABLE,
	followUpOnCall,
	GIFT_TEAM,
	giftFollowUp,
} from '../../sandbox/demo/giftFollowUp.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';

const MANY = 5_001;

let mailbox: Mailbox;
let stage: Stage;
let workflow = '';
const ids = new Map<string, number>();

/** Makes a gift so many days ago to an address that is named after it. */
function gift(name: string, status: string, daysAgo = 1): void {
	const { reachdesk, today } = stage;
	const createdAt = `${plus(today, { days: -daysAgo })}T08:00:00.000Z`;
	const { id } = reachdesk.addPastSend({
		email: `${name}@example.com`,
		campaignId: 1501,
		createdAt,
	});
	reachdesk.changeStatus(id, status);
	ids.set(name, id);
}

beforeAll(async () => {
	mailbox = await startMailbox();
	stage = await setStage();
	gift('waits', 'pending');
	gift('refused', 'Rejected');
	gift('back', 'returned');
	gift('late', 'expired', 40);
	gift('asleep', 'sent', 8);
	gift('asks', 'awaiting_address_confirmation', 9);
	gift('fresh', 'sent', 2);
	gift('happy', 'delivered', 20);
	gift('done', 'processed', 20);
	gift('odd', 'teleported <b>');
	gift('old', 'pending', 90);
	workflow = await stage.n8n.importWorkflow(followUpOnCall(await giftFollowUp(stage, mailbox)));
	await stage.n8n.publish(workflow);
}, 400_000);
afterAll(async () => {
	const { requests } = stage.reachdesk;
	await stage.stop();
	await mailbox.stop();
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);
beforeEach(() => {
	mailbox.mails.length = 0;
});

async function morning(): Promise<Mail | undefined> {
	mailbox.mails.length = 0;
	const execution = await callFollowUp(stage.n8n, workflow);
	expect(execution.error).toBeUndefined();
	expect(mailbox.mails.length).toBeLessThanOrEqual(1);
	return mailbox.mails[0];
}

/** A morning on which no mail server answers. */
async function morningWithoutMail(): Promise<void> {
	const { n8n } = stage;
	await n8n.updateWorkflow(
		workflow,
		followUpOnCall(await giftFollowUp(stage, { ...mailbox, port: 1 })),
	);
	await n8n.publish(workflow);
	const execution = await callFollowUp(stage.n8n, workflow);
	expect(execution.error?.message).toContain('refused the connection');
	await n8n.updateWorkflow(workflow, followUpOnCall(await giftFollowUp(stage, mailbox)));
	await n8n.publish(workflow);
}

/** Who is reported, by the heading above. */
const told = (html = ''): Record<string, string[]> =>
	Object.fromEntries(
		html
			.split('<h2>')
			.slice(1)
			.map((part) => [
				part.split(':')[0] ?? '',
				Array.from(part.matchAll(/class="title"><bdi>(\w+)@/g), ([, name = '']) => name).sort(),
			]),
	);

const ALL = {
	'Waits for review': ['waits'],
	'Not delivered': ['back', 'late', 'refused'],
	'Not claimed': ['asks', 'asleep'],
	'Status not known': ['odd'],
};
const SUMMARY = '1 waiting for review, 3 not delivered, 2 not claimed, 1 with an unknown status';

describe('the gift follow-up', () => {
	it('says in the subject that a run from the editor is a test, and remembers nothing of it', async () => {
		const { n8n } = stage;
		const id = await n8n.runManually(workflow, 'Every Morning');
		expect((await n8n.waitForExecution(id)).error).toBeUndefined();
		expect(mailbox.mails.map(({ subject }) => subject)).toEqual([
			`[Test] 7 gifts need you: ${SUMMARY}`,
		]);
		expect(await (await n8n.dataTable(FOLLOW_UP_TABLE)).rows()).toEqual([]);
	}, 60_000);

	it('reports nothing as told on a morning on which the mail does not go out', async () => {
		await morningWithoutMail();
		expect(await (await stage.n8n.dataTable(FOLLOW_UP_TABLE)).rows()).toEqual([]);
	}, 90_000);

	it('reports every gift that waits, failed or is not claimed, and what to do', async () => {
		const mail = await morning();
		expect(mail?.to).toEqual([GIFT_TEAM]);
		expect(told(mail?.html)).toEqual(ALL);
		expect(mail?.subject).toBe(`7 gifts need you: ${SUMMARY}`);
		expect(mail?.html).toContain('Sent 8 days ago');
		expect(mail?.html).not.toContain('<b>');
		expect(mail?.text).toContain('• \u2068waits@example.com\u2069');
	}, 60_000);

	it('reports each once, and again when something else becomes of it', async () => {
		expect(await morning()).toBeUndefined();
		stage.reachdesk.changeStatus(ids.get('asleep') ?? 0, 'expired');
		stage.reachdesk.changeStatus(ids.get('waits') ?? 0, 'delivered');
		gift('another', 'pending');
		expect(told((await morning())?.html)).toEqual({
			'Waits for review': ['another'],
			'Not delivered': ['asleep'],
		});
	}, 60_000);

	it('writes what became of a gift, and its cost, into the Gift Log, and only what is new', async () => {
		const { n8n, today } = stage;
		const columns = [
			...['key', 'name', 'outcome', 'explanation', 'workflow', 'campaign', 'due_date', 'run_day'],
			...['send_id', 'status', 'cost', 'currency'],
		];
		await n8n.createDataTable('Gift Log', columns);
		const log = await n8n.dataTable('Gift Log');
		const logged = (name: string, more: object = {}) => ({
			...{ key: name, name, outcome: 'sent', run_day: today },
			...{ send_id: String(ids.get(name) ?? 999), ...more },
		});
		await log.insert([
			logged('waits', { status: 'pending' }),
			logged('happy', { outcome: 'unconfirmed' }),
			logged('unknown'),
		]);
		await morning();
		const first = await log.rows();
		expect(first).toMatchObject([
			{
				name: 'waits',
				status: 'delivered',
				cost: expect.stringMatching(/^\d/),
				currency: expect.stringMatching(/^[A-Z]{3}$/),
			},
			{ name: 'happy', status: 'delivered', outcome: 'sent' },
			{ name: 'unknown', status: null, cost: null },
		]);
		await morning();
		expect(await log.rows()).toEqual(first);
	}, 60_000);

	it('adds gifts of the same campaigns that no run has logged, until one does', async () => {
		const { n8n, today, reachdesk } = stage;
		const log = await n8n.dataTable('Gift Log');
		await log.insert([
			{ key: 'a', send_id: String(ids.get('odd')), campaign: '1501', run_day: today },
		]);
		reachdesk.addPastSend({
			email: 'customer@example.com',
			campaignId: 1601,
			createdAt: `${today}T08:00:00.000Z`,
		});
		await morning();
		const isAdded = ({ key }: { key?: unknown }) => String(key).startsWith('reachdesk:');
		const added = (await log.rows()).filter(isAdded);
		const lately = reachdesk.sends.filter(
			({ id, email, campaign }) =>
				campaign.id === 1501 && !/^(old|waits|happy|odd)@/.test(email) && id !== ids.get('old'),
		);
		expect(added.map(({ key }) => key).sort()).toEqual(
			lately.map(({ id }) => `reachdesk:${String(id)}`).sort(),
		);
		expect(added.find(({ name }) => name === 'fresh@example.com')).toMatchObject({
			outcome: 'sent',
			campaign: '1501',
			due_date: plus(today, { days: -2 }),
			send_id: String(ids.get('fresh')),
			explanation: expect.stringContaining('no run of a gift workflow has logged it'),
		});
		expect(added.find(({ name }) => name === 'another@example.com')?.outcome).toBe('pendingReview');
		await morning();
		expect((await log.rows()).filter(isAdded)).toHaveLength(added.length);
	}, 60_000);

	it('goes on with 5,001 open gifts, in a mail that can be read, and reports none of them twice', async () => {
		for (let index = 0; index < MANY; index++) gift(`many${String(index)}`, 'pending');
		const mail = await morning();
		expect(mail?.subject).toBe('5001 gifts need you: 5001 waiting for review');
		expect(told(mail?.html)['Waits for review']).toHaveLength(25);
		expect(mail?.html).toContain('and 4976 more');
		expect(mail?.html.length).toBeLessThan(50_000);
		expect(await morning()).toBeUndefined();
		gift('last', 'pending');
		expect(told((await morning())?.html)).toEqual({ 'Waits for review': ['last'] });
	}, 300_000);
});
