import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check, expectedGifts } from '../../sandbox/demo/check.mts';
import { soonRunTime } from '../../sandbox/demo/runTime.mts';
import { hibobCredential, reachdeskCredential, setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { filledIn, readTemplate, TEMPLATES } from '../../sandbox/demo/templates.mts';
import type { Template } from '../../sandbox/demo/templates.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { isRead } from '../../sandbox/hibob/server.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { ONE_AT_A_TIME, SOON } from './soon.mts';

// The shipped workflows have a heartbeat once a minute.
const RUN_TIMEOUT = 240_000;

let stage: Stage;
const ids = new Map<string, string>();

beforeAll(async () => {
	stage = await setStage({ n8n: { ...ONE_AT_A_TIME, editor: true } });
}, 900_000);
afterAll(async () => {
	await stage.stop();
}, 60_000);

const birthdayTemplate = (): Template => {
	const template = TEMPLATES.find(({ slug }) => slug === 'birthday-gift');
	if (!template) throw new Error('There is no birthday template');
	return template;
};

const idOf = (slug: string): string => {
	const id = ids.get(slug);
	if (id === undefined) throw new Error(`${slug} was not published`);
	return id;
};

/** The ids of the two people who have one address. */
const sharingAddress = (): string[] =>
	stage.hibob.people
		.filter(({ scenario }) => scenario === 'sharedEmail')
		.map((person) => person['root.id']);

/** The n-th run of a shipped workflow, when it has ended. */
const executionOf = async (slug: string, number = 1): Promise<Execution> =>
	await stage.dailyRun(idOf(slug), number, RUN_TIMEOUT);

describe('the package in n8n', () => {
	it('is loaded by its real name from the packed tarball', async () => {
		const types = (await stage.n8n.nodeTypes()).map(({ name }) => name);
		expect(types).toEqual(
			expect.arrayContaining([
				nodeType('hiBobTrigger'),
				nodeType('reachdesk'),
				nodeType('reachdeskTool'),
			]),
		);
	});

	it.each([
		['hiBobServiceUserApi', () => hibobCredential(stage.hibob)],
		['reachdeskApi', () => reachdeskCredential(stage.reachdesk)],
	])('finds a right %s right', async (type, credential) => {
		expect(await stage.n8n.testCredential(type, credential())).toMatchObject({ status: 'OK' });
	});

	it.each([
		[
			'a wrong HiBob token',
			'hiBobServiceUserApi',
			() => ({ ...hibobCredential(stage.hibob), token: 'wrong' }),
			/rejected the service user ID or token/,
		],
		[
			'a HiBob host that is not there',
			'hiBobServiceUserApi',
			() => ({ ...hibobCredential(stage.hibob), customUrl: 'http://127.0.0.1:9/v1' }),
			/HiBob is not reachable/,
		],
		[
			'a HiBob path that is wrong',
			'hiBobServiceUserApi',
			() => ({ ...hibobCredential(stage.hibob), customUrl: stage.n8n.url }),
			/HiBob found no such path/,
		],
		[
			'a wrong Reachdesk token',
			'reachdeskApi',
			() => ({ ...reachdeskCredential(stage.reachdesk), apiToken: 'wrong' }),
			/rejected the API token/,
		],
		[
			'a Reachdesk host that is not there',
			'reachdeskApi',
			() => ({ ...reachdeskCredential(stage.reachdesk), baseUrl: 'http://127.0.0.1:9/api/v2' }),
			/Reachdesk cannot be reached/,
		],
	])('has words of its own for %s', async (_, type, credential, words) => {
		const { status, message } = await stage.n8n.testCredential(type, credential());
		expect(status).toBe('Error');
		expect(message).toMatch(words);
	});

	it('has words of its own for a caller whom HiBob blocks', async () => {
		stage.hibob.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status: 403 } });
		const { message } = await stage.n8n.testCredential(
			'hiBobServiceUserApi',
			hibobCredential(stage.hibob),
		);
		expect(message).toMatch(/refused access \(403\).*five minutes/);
	});
});

describe('publishing', () => {
	const publishingWith = async (
		trigger: Record<string, unknown>,
		credential?: object,
	): Promise<void> => {
		const { n8n, credentials, office, reachdesk } = stage;
		const hiBobServiceUserApi = credential
			? await n8n.createCredential('hiBobServiceUserApi', 'other', credential)
			: credentials.hiBobServiceUserApi;
		const id = await n8n.importWorkflow(
			filledIn(birthdayTemplate(), {
				sender: reachdesk.sender,
				credentials: { ...credentials, hiBobServiceUserApi },
				trigger,
				office,
			}),
		);
		await n8n.publish(id);
	};

	let refusals: string[] = [];
	beforeAll(async () => {
		const wrong = { ...hibobCredential(stage.hibob), token: 'wrong' };
		stage.hibob.access.revokeCategory('personal');
		// n8n tries each of them for 15 seconds
		const tries = await Promise.allSettled([
			publishingWith({ runAt: 'seven' }),
			publishingWith({}, wrong),
			publishingWith({}),
		]);
		stage.hibob.access.grantCategory('personal');
		refusals = tries.map((one) => (one.status === 'rejected' ? String(one.reason) : 'published'));
	}, 90_000);

	it.each([
		['refuses a wrong setting in words', 0, /"seven" is not a time of day/],
		['refuses a wrong credential in words', 1, /rejected the service user ID or token/],
		['names the permission that is missing', 2, /personal.shortBirthDate/],
	])('%s', (_, index, words) => {
		expect(refusals[index]).toMatch(words);
	});
});

describe('the daily run', () => {
	beforeAll(async () => {
		const runAt = soonRunTime(Date.now());
		for (const template of TEMPLATES) {
			ids.set(template.slug, await stage.publish(template, { runAt }));
		}
		expect(stage.reachdesk.sends).toEqual([]);
		for (const { slug } of TEMPLATES) await executionOf(slug);
	}, 300_000);

	it('fires by itself and makes every gift once, to the right people', () => {
		const { expected, made, problems } = check(stage, TEMPLATES);
		expect(problems).toEqual([]);
		expect(made).toBe(expected);
		expect(made).toBeGreaterThan(10);
	});

	it('puts a gift of every workflow out as sent', async () => {
		for (const { slug } of TEMPLATES) {
			const execution = await executionOf(slug);
			// of two people with one address, one waits for a later run
			const needsYou = outputOf(execution, 'Needs a Person').length;
			expect(needsYou).toBe(slug === 'birthday-gift' ? 1 : 0);
			expect(execution.status).toBe(needsYou > 0 ? 'error' : 'success');
			expect(outputOf(execution, 'Gift Sent').length).toBeGreaterThan(0);
			expect(outputOf(execution, 'Not Sent, and Why')).toEqual([]);
		}
	});

	it('gives the reason for everyone who is skipped', async () => {
		const skipped = outputOf(await executionOf('birthday-gift'), 'Skipped, and Why');
		const left = whoMattersOn(stage.today, stage.hibob.people).filter(
			({ occasion, gift }) => occasion === 'birthday' && !gift,
		);
		expect(skipped.map(({ reason }) => reason).sort()).toEqual(
			left.map(({ reason }) => reason).sort(),
		);
		expect(new Set(left.map(({ reason }) => reason))).toEqual(
			new Set(['terminated', 'notActive', 'statusUnknown', 'noEmail']),
		);
	});

	it('sends nothing when the workflow is run from the editor, and shows what it would send', async () => {
		const sends = stage.reachdesk.sends.length;
		const id = await stage.n8n.runManually(idOf('birthday-gift'), 'HiBob Employees');
		const execution = await stage.n8n.waitForExecution(id, { timeoutMs: 60_000 });
		expect(execution.status).toBe('success');
		expect(outputOf(execution, 'Dry Run').length).toBeGreaterThan(0);
		expect(outputOf(execution, 'Gift Sent')).toEqual([]);
		expect(stage.reachdesk.sends).toHaveLength(sends);
	}, 90_000);

	it('offers nothing again that it knows to be sent, and sends to who waited because of another’s address', async () => {
		const { n8n, credentials, office, reachdesk } = stage;
		const waiting = sharingAddress();
		expect(waiting).toHaveLength(2);
		const sends = reachdesk.sends.length;
		const again = filledIn(birthdayTemplate(), {
			sender: reachdesk.sender,
			credentials,
			trigger: SOON,
			office,
		});
		await n8n.updateWorkflow(idOf('birthday-gift'), again);
		await n8n.publish(idOf('birthday-gift'));
		const execution = await executionOf('birthday-gift', 3);
		await n8n.unpublish(idOf('birthday-gift'));
		// what the trigger skips comes with every run
		expect(outputOf(execution, 'Skipped, and Why').length).toBeGreaterThan(0);
		expect(outputOf(execution, 'Send Gift')).toMatchObject([
			{ outcome: 'sent', key: expect.stringMatching(new RegExp(`:(?:${waiting.join('|')}):`)) },
		]);
		expect(reachdesk.sends).toHaveLength(sends + 1);
	}, 300_000);

	it('gives no second gift when the workflow is imported a second time', async () => {
		const sends = stage.reachdesk.sends.length;
		const copy = await stage.publish(birthdayTemplate(), SOON);
		const first = await stage.dailyRun(copy, 1, RUN_TIMEOUT);
		await stage.n8n.unpublish(copy);
		const outcomes = outputOf(first, 'Send Gift');
		// of two sends to one address the copy cannot know whose each is
		const waiting = sharingAddress();
		const isShared = ({ key }: Record<string, unknown>): boolean =>
			waiting.some((id) => String(key).includes(`:${id}:`));
		const [shared, others] = [true, false].map((wanted) =>
			outcomes.filter((outcome) => isShared(outcome) === wanted),
		);
		expect(new Set(others?.map(({ knownBy }) => knownBy))).toEqual(new Set(['reachdesk']));
		expect(shared?.map(({ outcome }) => outcome)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(stage.reachdesk.sends).toHaveLength(sends);
	}, 300_000);
});

describe('bad input in a running workflow', () => {
	it('is an error that names the field, and nothing is sent', async () => {
		const { n8n, credentials, office, reachdesk } = stage;
		const sends = reachdesk.sends.length;
		const workflow = filledIn(birthdayTemplate(), {
			sender: 'no address',
			credentials,
			trigger: SOON,
			office,
		});
		const id = await n8n.importWorkflow(workflow);
		await n8n.publish(id);
		const first = await stage.dailyRun(id, 1, RUN_TIMEOUT);
		await n8n.unpublish(id);
		const items = outputOf(first, 'Not Sent, and Why');
		expect(items.length).toBeGreaterThan(0);
		for (const item of items) expect(item.error).toMatch(/'Sender' is not an email address/);
		expect(reachdesk.sends).toHaveLength(sends);
	}, 300_000);
});

describe('what reached the services', () => {
	it('was reads only at HiBob, and within the contract at Reachdesk', () => {
		const { hibob, reachdesk } = stage;
		const violations = [...hibob.requests, ...reachdesk.requests].flatMap(
			(request) => request.violations,
		);
		process.stdout.write(
			`HiBob: ${String(hibob.requests.length)} requests, ${String(hibob.requests.filter(isRead).length)} of them reads. ` +
				`Reachdesk: ${String(reachdesk.requests.length)} requests, ${String(violations.length)} violations of a contract.\n`,
		);
		expect(hibob.requests.filter((request) => !isRead(request))).toEqual([]);
		expect(violations).toEqual([]);
		// one of two people with one address got theirs on a later run
		expect(reachdesk.sends).toHaveLength(expectedGifts(stage, TEMPLATES).length + 1);
	});

	it('holds no secret in the shipped workflows', () => {
		for (const { slug } of TEMPLATES) {
			const workflow = readTemplate(slug);
			expect(workflow.nodes.filter((node) => 'credentials' in node)).toEqual([]);
			expect(workflow.settings).toMatchObject({ timezone: 'UTC' });
		}
	});
});
