import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '../../sandbox/demo/check.mts';
import { hibobCredential, reachdeskCredential, setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { TEMPLATES } from '../../sandbox/demo/templates.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import { ONE_AT_A_TIME, SOON } from './soon.mts';

// The packages of one service each, without the combined one. `N8N_PACKAGES=pair npm run test:e2e` runs
// all other end-to-end tests so, too.
process.env.N8N_PACKAGES = 'pair';

const RUN_TIMEOUT = 120_000;
const BIRTHDAYS = TEMPLATES.filter(({ slug }) => slug === 'birthday-gift');

let stage: Stage;

beforeAll(async () => {
	stage = await setStage({ n8n: { ...ONE_AT_A_TIME, editor: true } });
}, 300_000);
afterAll(async () => {
	await stage.stop();
}, 60_000);

describe('the two packages of one service', () => {
	it('are loaded, each under its own name', async () => {
		const types = (await stage.n8n.nodeTypes()).map(({ name }) => String(name));
		expect(types.filter((name) => /hibob|reachdesk/i.test(name)).sort()).toEqual([
			'n8n-nodes-hibob.hiBob',
			'n8n-nodes-hibob.hiBobTool',
			'n8n-nodes-hibob.hiBobTrigger',
			'n8n-nodes-reachdesk.reachdesk',
			'n8n-nodes-reachdesk.reachdeskTool',
			'n8n-nodes-reachdesk.reachdeskTrigger',
		]);
	});

	it('bring their credentials, which test themselves', async () => {
		const { n8n, hibob, reachdesk } = stage;
		expect(await n8n.testCredential('hiBobServiceUserApi', hibobCredential(hibob))).toMatchObject({
			status: 'OK',
		});
		expect(await n8n.testCredential('reachdeskApi', reachdeskCredential(reachdesk))).toMatchObject({
			status: 'OK',
		});
	});

	it(
		'send each person one gift, by the birthday workflow that is made for them',
		async () => {
			const [template] = BIRTHDAYS;
			if (template === undefined) throw new Error('There is no birthday template.');
			const id = await stage.publish(template, SOON);
			const run = await stage.dailyRun(id, 1, RUN_TIMEOUT);
			await stage.n8n.unpublish(id);
			expect(outputOf(run, 'Gift Sent').length).toBeGreaterThan(0);
			expect(check(stage, BIRTHDAYS).problems).toEqual([]);
		},
		RUN_TIMEOUT + 60_000,
	);
});
