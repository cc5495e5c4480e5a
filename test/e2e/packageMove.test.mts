import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changedTemplate, readTemplate } from '../../sandbox/demo/templates.mts';
import {
	createCredentials,
	hibobCredential,
	reachdeskCredential,
} from '../../sandbox/demo/stage.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { installPackages, removePackages } from '../../sandbox/n8n/communityPackage.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import type { PackageSet } from '../../sandbox/n8n/ownPackages.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { gifts, roster, TRIGGER } from '../upgrade/workflows.mts';
import { ensureLibfaketime } from './libfaketime.mts';

// Workflows that have run for days with the combined package are moved to the pair while gifts are in
// doubt, by the shipped workflow, and back.
process.env.N8N_PACKAGES = 'combined';

const TIMEOUT = 480_000;
/** a run with gifts in doubt looks for each of them for a while, the longer the busier the machine is */
const RUN_TIMEOUT = 240_000;
const CAMPAIGN = 1601;
const LISTING_LAG_S = 20 * 60;
const STILL_LOOKS = 3;

let n8n: N8nHost;
let hibob: HiBobSandbox;
let reachdesk: ReachdeskSandbox;
let giftsId = '';
let rosterId = '';
let moveId = '';
let api = { id: '', name: '' };
/** the addresses to which a gift has fallen due so far; two people have one address */
const due: string[] = [];

beforeAll(async () => {
	await ensureLibfaketime();
	n8n = await startN8n({ fakeTime: '2026-11-16 06:30:00', editor: true });
	[hibob, reachdesk] = await Promise.all([
		startHiBob({ today: '2026-11-16', rateLimitPerMinute: 100_000 }),
		startReachdesk({ now: n8n.now }),
	]);
	for (const wallet of reachdesk.wallets) wallet.balance = 10_000_000;
	const credentials = await createCredentials(n8n, { hibob, reachdesk });
	const settings = { campaign: CAMPAIGN, sender: reachdesk.sender };
	giftsId = await n8n.importWorkflow(
		gifts('gifts', 'hiBobTrigger', 'repeat', settings, credentials),
	);
	rosterId = await n8n.importWorkflow(roster('hiBobTrigger', credentials));
	for (const id of [giftsId, rosterId]) await n8n.publish(id);
	const key = await n8n.createApiKey();
	api = await n8n.createCredential('n8nApi', 'n8n', {
		apiKey: key,
		baseUrl: `${n8n.url}/api/v1`,
	});
}, TIMEOUT);
afterAll(async () => {
	await n8n.stop();
	await Promise.all([hibob.stop(), reachdesk.stop()]);
}, 60_000);

/** Waits until nothing is being read or sent any more. */
async function quiet(): Promise<void> {
	let before = -1;
	let still = 0;
	await n8n.waitUntil(
		async () => {
			const executions = [...(await n8n.executions(giftsId)), ...(await n8n.executions(rosterId))];
			const running = executions.filter(({ stoppedAt }) => stoppedAt === undefined).length;
			const now = reachdesk.requests.length + hibob.requests.length;
			still = running === 0 && now === before ? still + 1 : 0;
			before = now;
			return still >= STILL_LOOKS;
		},
		{ timeoutMs: 120_000, what: 'everything to be quiet' },
	);
}

/** All that a node of a workflow has returned so far, execution by execution. */
async function putOut(workflow: string, node: string): Promise<Record<string, unknown>[][]> {
	const executions = await n8n.executions(workflow);
	const whole = await Promise.all(executions.map(async ({ id }) => await n8n.execution(id)));
	return whole.map((execution) => outputOf(execution, node));
}

/** Lets a day come, with all that is due on it. */
async function live(day: string): Promise<void> {
	hibob.setToday(day);
	const executions = (await n8n.executions(giftsId)).length;
	await n8n.moveClock(`${day} 07:00:01`);
	const today = whoMattersOn(day, hibob.people).filter(
		({ occasion, gift }) => gift && occasion === 'birthday',
	);
	due.push(...today.map(({ person }) => String(person['root.email']).toLowerCase()));
	await n8n.waitForExecutions(giftsId, { count: executions + 1, timeoutMs: RUN_TIMEOUT });
	await quiet();
}

const sent = (): string[] =>
	reachdesk.sends
		.filter(({ campaign }) => campaign.id === CAMPAIGN)
		.map(({ email }) => email.toLowerCase());

/** What the last run says of the gifts that are in doubt, gift by gift. */
const inDoubt = async (): Promise<unknown[]> =>
	((await putOut(giftsId, 'Send Gift')).at(-1) ?? [])
		.filter(({ outcome }) => outcome === 'unconfirmed')
		.map(({ recipientEmail, explanation }) => `${String(recipientEmail)}: ${String(explanation)}`);

/** The ids of all whom the roster has reported as added. */
const added = async (): Promise<unknown[]> =>
	(await putOut(rosterId, TRIGGER))
		.flat()
		.filter(({ event }) => event === 'employeeAdded')
		.map(({ employee }) => (isRecord(employee) ? employee.id : null));

/** The trigger and Send Gift with their ids, and what n8n keeps for the trigger. */
async function kept() {
	const { nodes } = await n8n.workflow(giftsId);
	return {
		nodes: nodes.map(({ id, name, credentials }) => ({ id, name, credentials })),
		memory: [await n8n.staticData(giftsId), await n8n.staticData(rosterId)],
	};
}

const typesOf = async (workflow: string): Promise<unknown[]> =>
	(await n8n.workflow(workflow)).nodes.map(({ type }) => type);

const ourTypes = (packages: PackageSet): string[] => [
	nodeType('hiBobTrigger', packages),
	nodeType('reachdesk', packages),
];

/** Does what the note of package-move.json asks, and runs it in the editor. @returns what it lists */
async function move(to: PackageSet): Promise<{ moved: unknown[]; left: unknown[] }> {
	const template = changedTemplate('package-move', {
		Direction: { assignments: { to } },
		'All Workflows': { credentials: { n8nApi: api } },
		Save: { credentials: { n8nApi: api } },
	});
	// the editor shows what a run gave also when it is not saved
	const workflow = { ...template, settings: { ...template.settings, saveManualExecutions: true } };
	if (moveId === '') moveId = await n8n.importWorkflow(workflow);
	else await n8n.updateWorkflow(moveId, workflow);
	const run = await n8n.runManually(moveId, 'Run in the Editor');
	const execution = await n8n.waitForExecution(run);
	return { moved: outputOf(execution, 'Moved'), left: outputOf(execution, 'Left as They Are') };
}

/** Ends n8n, exchanges packages and starts it on the day that it is. */
async function restartWith(change: () => Promise<void> | void): Promise<void> {
	const now = new Date(n8n.now() + 60_000).toISOString().slice(0, 19).replace('T', ' ');
	await n8n.stopKeeping();
	await change();
	await n8n.restart({ fakeTime: now });
	for (const id of [giftsId, rosterId]) {
		expect(await n8n.settledPublication(id)).toMatchObject({ status: 'published' });
	}
}

const nobodyIsSyncedAnew = async () => {
	const all = await added();
	expect(new Set(all).size).toBe(all.length);
};

describe('a company with the combined package', () => {
	it(
		'has sent gifts, has some in doubt, and knows its people',
		async () => {
			const path = `/api/v2/campaigns/${String(CAMPAIGN)}`;
			const fault = { method: 'POST', path, times: 1 } as const;
			reachdesk.faults.add({ ...fault, fault: { kind: 'reset', when: 'before' } });
			reachdesk.faults.add({ ...fault, fault: { kind: 'reset', when: 'after' } });
			reachdesk.variants.listingLagSeconds = LISTING_LAG_S;
			await live('2026-11-16');
			// and one of the two people with one address, who gets theirs on a later run
			expect(await inDoubt()).toHaveLength(3);
			// of the two in doubt, one is made
			expect(sent()).toHaveLength(due.length - 2);
			expect((await added()).length).toBeGreaterThan(100);
			reachdesk.faults.clear();
			reachdesk.variants.listingLagSeconds = 0;
		},
		TIMEOUT,
	);
});

describe('both packages in one n8n', () => {
	it(
		'load, and share the credentials',
		async () => {
			await restartWith(async () => {
				await installPackages(n8n.userFolder, { packages: 'pair' });
			});
			const types = (await n8n.nodeTypes()).map(({ name }) => name);
			expect(types).toEqual(expect.arrayContaining([...ourTypes('combined'), ...ourTypes('pair')]));
			const tests = [
				await n8n.testCredential('hiBobServiceUserApi', hibobCredential(hibob)),
				await n8n.testCredential('reachdeskApi', reachdeskCredential(reachdesk)),
			];
			expect(tests).toMatchObject([{ status: 'OK' }, { status: 'OK' }]);
		},
		TIMEOUT,
	);
});

describe('the move to the pair', () => {
	it(
		'leaves a workflow with unpublished changes alone, and says so',
		async () => {
			const published = await n8n.workflow(rosterId);
			const [first, ...others] = published.nodes;
			await n8n.updateWorkflow(rosterId, {
				...published,
				nodes: [{ ...first, notes: 'not published' }, ...others],
			});
			const before = await kept();
			const { moved, left } = await move('pair');
			expect(moved).toEqual([{ workflow: 'Gifts, repeat', state: 'published again' }]);
			expect(left).toEqual([
				{ workflow: 'Roster', reason: expect.stringContaining('changes that are not published') },
			]);
			expect(await kept()).toEqual(before);
		},
		TIMEOUT,
	);

	it(
		'changes nothing but the types, and publishes again what was published',
		async () => {
			await n8n.publish(rosterId);
			const before = await kept();
			expect(await move('pair')).toEqual({
				moved: [{ workflow: 'Roster', state: 'published again' }],
				left: [],
			});
			expect(await kept()).toEqual(before);
			expect(await typesOf(giftsId)).toEqual(ourTypes('pair'));
			for (const id of [giftsId, rosterId]) {
				expect(await n8n.settledPublication(id)).toMatchObject({ status: 'published' });
			}
		},
		TIMEOUT,
	);

	it(
		'sends nothing twice, loses nothing and syncs nobody anew once the combined package is gone',
		async () => {
			await quiet();
			await restartWith(() => {
				removePackages(n8n.userFolder, 'combined');
			});
			await live('2026-11-18');
			expect(await inDoubt()).toEqual([]);
			expect(sent().sort()).toEqual(due.toSorted());
			await nobodyIsSyncedAnew();
		},
		TIMEOUT,
	);

	it(
		'changes a shipped workflow that was imported with the types of the other package',
		async () => {
			const id = await n8n.importWorkflow(readTemplate('birthday-gift'));
			expect(await move('pair')).toEqual({
				moved: [{ workflow: 'Birthday gift', state: 'saved' }],
				left: [],
			});
			expect(await typesOf(id)).toEqual(expect.arrayContaining(ourTypes('pair')));
			expect(await n8n.publicationStatus(id)).toMatchObject({ status: 'not_published' });
		},
		TIMEOUT,
	);

	it(
		'goes back the same way',
		async () => {
			await restartWith(async () => {
				await installPackages(n8n.userFolder, { packages: 'combined' });
			});
			expect((await move('combined')).moved).toHaveLength(3);
			expect(await typesOf(giftsId)).toEqual(ourTypes('combined'));
			await restartWith(() => {
				removePackages(n8n.userFolder, 'pair');
			});
			await live('2026-11-20');
			expect(sent().sort()).toEqual(due.toSorted());
			await nobodyIsSyncedAnew();
		},
		TIMEOUT,
	);
});
