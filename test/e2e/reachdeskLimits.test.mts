import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callFollowUp, followUpOnCall, giftFollowUp } from '../../sandbox/demo/giftFollowUp.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import { documentedVariants } from '../../sandbox/reachdesk/variants.mts';
import { judgedToday } from '../Reachdesk/judgedToday.mts';
import { giftEvents, TRIGGER } from './giftEvents.mts';

/**
 * Reachdesk's own limits, each switched on: what Send Gift, the gift trigger and the follow-up mail then
 * say, beside what the sandbox has on record.
 */

const BIRTHDAY = 1501;
const ANNIVERSARY = 1601;
const SENDING = 'Send Gift';
const USD_WALLET = 4101;
const TIMEOUT = 120_000;

let mailbox: Mailbox;
let stage: Stage;
let followUp = '';
let events = '';
let sent = 0;

beforeAll(async () => {
	mailbox = await startMailbox();
	stage = await setStage();
	const { n8n } = stage;
	followUp = await n8n.importWorkflow(followUpOnCall(await giftFollowUp(stage, mailbox)));
	events = await n8n.importWorkflow(
		giftEvents(stage, { events: ['claimed', 'failed', 'needsReview', 'statusChanged'] }),
	);
	await n8n.publish(followUp);
	await n8n.publish(events);
}, 400_000);
afterAll(async () => {
	const { requests } = stage.reachdesk;
	await stage.stop();
	await mailbox.stop();
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);
beforeEach(() => {
	Object.assign(stage.reachdesk.variants, documentedVariants());
});

const emailOf = (name: string) => `${name}@example.com`;
const balance = () => stage.reachdesk.wallets.find(({ id }) => id === USD_WALLET)?.balance ?? 0;

/** What the sandbox has on record of the newest gift to somebody. */
function recordOf(name: string) {
	const record = stage.reachdesk.sends.findLast(({ email }) => email === emailOf(name));
	if (!record) throw new Error(`${name} has no gift`);
	return record;
}

/** A gift that somebody had before, today or some days ago. */
const had = (name: string, campaignId: number, more: { cost?: number; daysAgo?: number } = {}) => {
	const day = plus(stage.today, { days: -(more.daysAgo ?? 0) });
	const createdAt = `${day}T00:00:01.000Z`;
	const { cost } = more;
	return stage.reachdesk.addPastSend({ email: emailOf(name), campaignId, createdAt, cost });
};

/** Sends a birthday gift to each of them in production. @returns what comes out, and the error */
async function send(
	names: readonly string[],
	parameters: object = {},
	typeVersion = 1.1,
): Promise<{ items: Record<string, unknown>[]; error: string }> {
	const { n8n, credentials, reachdesk } = stage;
	const webhook = `limits-${String(++sent)}`;
	const people = names.map((name) => ({
		key: `hibob:${name}:birthday:2026`,
		judged: judgedToday(),
		employee: { id: name, email: emailOf(name), firstName: name, lastName: 'Lovelace' },
	}));
	const id = await n8n.importWorkflow({
		name: webhook,
		nodes: [
			startedByWebhook(webhook),
			{
				id: 'people',
				name: 'People',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				position: [200, 0],
				parameters: { jsCode: `return ${JSON.stringify(people)}.map((json) => ({ json }));` },
			},
			{
				id: 'sending',
				name: SENDING,
				type: nodeType('reachdesk'),
				typeVersion,
				position: [400, 0],
				credentials: { reachdeskApi: credentials.reachdeskApi },
				parameters: {
					resource: 'gift',
					operation: 'send',
					campaign: { __rl: true, mode: 'id', value: String(BIRTHDAY) },
					sender: reachdesk.sender,
					recipientSource: 'hibobEmployee',
					...parameters,
				},
			},
		],
		connections: {
			Start: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
			People: { main: [[{ node: SENDING, type: 'main', index: 0 }]] },
		},
	});
	await n8n.publish(id);
	const execution = await n8n.waitForExecution(await n8n.runByWebhook(id, webhook), {
		timeoutMs: TIMEOUT,
	});
	const { message = '', description = '' } = execution.error ?? {};
	return {
		items: execution.error ? [] : outputOf(execution, SENDING),
		error: `${message} ${description}`.trim(),
	};
}

const outcomes = ({ items }: Awaited<ReturnType<typeof send>>) =>
	items.map(({ outcome }) => outcome);

/** The follow-up's mail of a morning, when there is one. */
async function morning(): Promise<Mail | undefined> {
	mailbox.mails.length = 0;
	const execution = await callFollowUp(stage.n8n, followUp);
	expect(execution.error).toBeUndefined();
	expect(mailbox.mails.length).toBeLessThanOrEqual(1);
	return mailbox.mails[0];
}

/** Who is named in a mail, with the rest of the line. */
const lineOf = (mail: Mail | undefined, name: string): string =>
	(mail?.text ?? '').split('\n').find((line) => line.includes(emailOf(name))) ?? '';

/** The names of events that the trigger has told of somebody's newest gift. */
async function toldOf(name: string): Promise<string[]> {
	const { n8n } = stage;
	const keys: string[] = [];
	for (const { id } of await n8n.executions(events)) {
		const items = outputOf(await n8n.waitForExecution(id), TRIGGER);
		keys.push(...items.map(({ key }) => String(key)));
	}
	const own = `reachdesk:${String(recordOf(name).id)}:`;
	return keys.filter((key) => key.startsWith(own)).map((key) => key.slice(own.length));
}

/** Waits until the trigger has told this of somebody. */
async function isTold(name: string, event: string): Promise<void> {
	await stage.n8n.waitUntil(async () => ((await toldOf(name)).includes(event) ? true : undefined), {
		timeoutMs: TIMEOUT,
		what: `${event} of ${name}`,
	});
}

describe('the annual limit per recipient', () => {
	const limit = (over: 'pending' | 'refused') => {
		stage.reachdesk.variants.annualLimit = { amount: 75, currency: 'USD', over };
	};

	it(
		'is met exactly by one, and holds the gift of another who is a cent over it',
		async () => {
			limit('pending');
			had('exact', ANNIVERSARY, { cost: 50 });
			had('over', ANNIVERSARY, { cost: 50.01 });
			const before = balance();
			const answer = await send(['exact', 'over']);
			expect(outcomes(answer)).toEqual(['sent', 'pendingReview']);
			expect(answer.items[1]?.explanation).toContain('or the recipient is over the annual limit');
			expect(recordOf('over')).toMatchObject({
				status: 'pending',
				pendingReason: 'Recipient is over the annual spend limit',
				processedAt: null,
			});
			expect(balance()).toBe(before - 25);

			await isTold('over', 'needsReview');
			expect(await toldOf('exact')).not.toContain('needsReview');
			const mail = await morning();
			expect(mail?.subject).toBe('1 gift needs you: 1 waiting for review');
			expect(lineOf(mail, 'over')).toContain(
				'2 gifts of 2026 to this person cost 75.01 USD, without deducting refunds: if that is over the annual limit, this is the likely cause'.replace(
					'2026',
					stage.today.slice(0, 4),
				),
			);
			expect(lineOf(mail, 'exact')).toBe('');
		},
		2 * TIMEOUT,
	);

	it(
		'counts what is left after a refund',
		async () => {
			limit('pending');
			const { id } = had('refunded', ANNIVERSARY, { cost: 50.01 });
			stage.reachdesk.refund(id, 0.01);
			expect(outcomes(await send(['refunded']))).toEqual(['sent']);
		},
		TIMEOUT,
	);

	it(
		'refuses an immediate gift, and every gift where Reachdesk blocks instead',
		async () => {
			had('blocked', ANNIVERSARY, { cost: 75 });
			limit('pending');
			const immediate = await send(['blocked'], { approval: 'true' });
			limit('refused');
			const automatic = await send(['blocked']);
			for (const { error } of [immediate, automatic]) {
				expect(error).toContain(
					'Reachdesk refused the gift (422): Recipient is over the annual spend limit',
				);
				expect(error).toContain('annual limit');
			}
			expect(recordOf('blocked').campaign.id).toBe(ANNIVERSARY);
			limit('pending');
			expect(outcomes(await send(['blocked']))).toEqual(['pendingReview']);
		},
		2 * TIMEOUT,
	);
});

describe('a yearly gift from one manual campaign', () => {
	it(
		'is sent, and held when it is claimed: the mail names last year’s gift and what to do',
		async () => {
			const { reachdesk, today } = stage;
			reachdesk.variants.holdsDuplicateClaims = true;
			await morning();
			reachdesk.recipients.claim(had('yearly', BIRTHDAY, { daysAgo: 365 }).id);
			expect(outcomes(await send(['yearly', 'newcomer']))).toEqual(['sent', 'sent']);
			expect(await morning()).toBeUndefined();

			const { id } = recordOf('yearly');
			reachdesk.recipients.claim(id);
			reachdesk.recipients.claim(recordOf('newcomer').id);
			expect(recordOf('yearly')).toMatchObject({
				status: 'pending',
				pendingReason: 'Duplicate claim',
				cost: 25,
				refunded: 0,
			});
			expect(recordOf('newcomer').status).toBe('claimed');
			await isTold('yearly', 'needsReview');
			await isTold('newcomer', 'claimed');

			const mail = await morning();
			expect(mail?.subject).toBe('1 gift needs you: 1 waiting for review');
			expect(lineOf(mail, 'yearly')).toMatch(
				new RegExp(
					`Likely cause: a gift from the same campaign on \\d+ \\w+ ${plus(today, { days: -365 }).slice(0, 4)} –`,
				),
			);
			expect(mail?.text).toContain('most likely as a duplicate claim');
			expect(mail?.text).toContain(
				'use a campaign for each occasion and year, or ask Reachdesk to exempt the campaign',
			);
			expect(await morning()).toBeUndefined();

			const before = balance();
			expect(reachdesk.approve(id).status).toBe('claimed');
			expect(balance()).toBe(before);
			await isTold('yearly', 'claimed');
			expect(await morning()).toBeUndefined();
		},
		3 * TIMEOUT,
	);

	it(
		'is not held when the campaign is exempt',
		async () => {
			const { reachdesk } = stage;
			reachdesk.variants.holdsDuplicateClaims = true;
			const campaign = reachdesk.campaigns.find(({ id }) => id === BIRTHDAY);
			if (campaign) campaign.exemptFromDuplicateCheck = true;
			reachdesk.recipients.claim(had('exempt', BIRTHDAY, { daysAgo: 365 }).id);
			await send(['exempt']);
			reachdesk.recipients.claim(recordOf('exempt').id);
			await isTold('exempt', 'claimed');
			expect(await toldOf('exempt')).not.toContain('needsReview');
			expect(await morning()).toBeUndefined();
		},
		2 * TIMEOUT,
	);
});

describe('a gift that is unwrapped', () => {
	it(
		'is claimed by that and told as claimed, though nothing is redeemed; the mail stays away',
		async () => {
			const { reachdesk } = stage;
			reachdesk.variants.claimsOnUnwrap = true;
			await send(['opens']);
			reachdesk.recipients.unwrap(recordOf('opens').id);
			await isTold('opens', 'claimed');
			expect(recordOf('opens')).toMatchObject({ status: 'claimed', redeemedAt: null });
			expect(await morning()).toBeUndefined();
		},
		2 * TIMEOUT,
	);

	it(
		'and declined is told once, with the word that it can be taken back, and taking it back is no news',
		async () => {
			const { reachdesk } = stage;
			Object.assign(reachdesk.variants, { claimsOnUnwrap: true, noThanksStatus: 'declined' });
			await send(['declines']);
			const { id } = recordOf('declines');
			reachdesk.recipients.unwrap(id);
			reachdesk.recipients.decline(id);
			await isTold('declines', 'failed');
			const mail = await morning();
			expect(mail?.subject).toBe('1 gift was declined');
			expect(lineOf(mail, 'declines')).toContain('status \u2068declined\u2069');
			expect(mail?.text).toContain('can be taken back while the choice is open (90 days)');
			expect(mail?.text).toContain('Claimed does not mean redeemed');

			reachdesk.recipients.takeBack(id);
			await isTold('declines', 'statusChanged:claimed');
			expect(await morning()).toBeUndefined();
			reachdesk.recipients.decline(id);
			expect(await morning()).toBeUndefined();
			expect(recordOf('declines')).toMatchObject({ cost: 25, refunded: 0 });
		},
		3 * TIMEOUT,
	);
});

describe('a HiBob that is not linked in Reachdesk', () => {
	const linked = { giftFields: { linkToHiBob: true } };

	it.each(['ignored', 'refused'] as const)(
		'does not matter to a gift without a link: %s',
		async (unlinkedHiBob) => {
			stage.reachdesk.variants.unlinkedHiBob = unlinkedHiBob;
			const name = `plain-${unlinkedHiBob}`;
			expect(outcomes(await send([name]))).toEqual(['sent']);
			expect(recordOf(name)).toMatchObject({ providerContactId: null });
		},
		TIMEOUT,
	);

	it(
		'may refuse a gift with a link, which nodes of version 1 have, and the error says what to check',
		async () => {
			const { variants, sends } = stage.reachdesk;
			variants.unlinkedHiBob = 'refused';
			const before = sends.length;
			for (const answer of [await send(['linked'], linked), await send(['linked'], {}, 1)]) {
				expect(answer.error).toContain('The integration hibob is not connected');
				expect(answer.error).toContain(
					"If 'Link to HiBob in Reachdesk' is on, check that HiBob is connected there",
				);
			}
			expect(sends).toHaveLength(before);
			variants.unlinkedHiBob = 'ignored';
			expect(outcomes(await send(['linked'], linked))).toEqual(['sent']);
			expect(outcomes(await send(['linked-before'], {}, 1))).toEqual(['sent']);
			expect(recordOf('linked')).toMatchObject({ providerContactId: 'linked' });
			expect(recordOf('linked-before')).toMatchObject({ providerContactId: 'linked-before' });
		},
		2 * TIMEOUT,
	);
});
