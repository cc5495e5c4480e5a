import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GIFT_TEAM, giftFollowUp } from '../../sandbox/demo/giftFollowUp.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';

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
	workflow = await stage.n8n.importWorkflow(await giftFollowUp(stage, mailbox));
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
	const { n8n } = stage;
	const run = await n8n.runManually(workflow, 'Every Morning');
	const execution = await n8n.waitForExecution(run);
	expect(execution.error).toBeUndefined();
	expect(mailbox.mails.length).toBeLessThanOrEqual(1);
	return mailbox.mails[0];
}

/** Who is told about, by the heading above. */
const told = (html = ''): Record<string, string[]> =>
	Object.fromEntries(
		html
			.split('<h2>')
			.slice(1)
			.map((part) => [
				part.split('</h2>')[0] ?? '',
				Array.from(part.matchAll(/<th scope="row">(\w+)@/g), ([, name = '']) => name).sort(),
			]),
	);

describe('the gift follow-up', () => {
	it('tells a human of every gift that waits, failed or is not claimed, and what to do', async () => {
		const mail = await morning();
		expect(mail?.to).toEqual([GIFT_TEAM]);
		expect(told(mail?.html)).toEqual({
			'Waits for review': ['waits'],
			'Not delivered': ['back', 'late', 'refused'],
			'Not claimed': ['asks', 'asleep'],
			'Status not known': ['odd'],
		});
		expect(mail?.subject).toBe(
			'Gifts that need a human: 1 waits for review, 3 not delivered, 2 not claimed, 1 status not known',
		);
		expect(mail?.html).toContain('Sent 8 days ago');
		expect(mail?.html).not.toContain('<b>');
	}, 60_000);

	it('tells of each once, and again when something else becomes of it', async () => {
		expect(await morning()).toBeUndefined();
		stage.reachdesk.changeStatus(ids.get('asleep') ?? 0, 'expired');
		stage.reachdesk.changeStatus(ids.get('waits') ?? 0, 'delivered');
		gift('another', 'pending');
		expect(told((await morning())?.html)).toEqual({
			'Waits for review': ['another'],
			'Not delivered': ['asleep'],
		});
	}, 60_000);
});
