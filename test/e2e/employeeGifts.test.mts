import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestIdOf } from '../../nodes/Reachdesk/gifts/requestId.ts';
import { employeeGifts, GIFT_MAP } from '../../sandbox/demo/employeeGifts.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import type { MatteringPerson } from '../../sandbox/hibob/today.mts';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import type { StoredSend } from '../../sandbox/reachdesk/server.mts';
import { ONE_AT_A_TIME, SOON } from './soon.mts';

/**
 * Employee gifts as it is shipped: three occasions in one run, each gift by the row of the Gift Map that is
 * for it, and nothing by a row that cannot be used.
 */

const TIMEOUT = 180_000;
const DONATION = 'The works council asks for a donation instead';

let stage: Stage;
/** who has an occasion today and may get a gift, by HiBob’s own records */
let due: MatteringPerson[] = [];

beforeAll(async () => {
	stage = await setStage({ n8n: ONE_AT_A_TIME });
	due = whoMattersOn(stage.today, stage.hibob.people).filter(({ gift }) => gift);
	const birthdays = due.filter(({ occasion }) => occasion === 'birthday');
	for (const [index, { person }] of birthdays.entries()) {
		const country = PLACES[index % PLACES.length];
		Object.assign(person, { 'address.siteCountry': country, 'work.site': `${country ?? ''} Nord` });
	}
}, 300_000);
afterAll(async () => {
	await stage.stop();
}, 60_000);

/** where those who have a birthday work, in turn */
const PLACES = ['United Kingdom', 'Germany', 'Netherlands', 'Israel', 'Japan'];

const SENDER = 'gifts@example.com';
const ROWS = [
	{ occasion: 'birthday', country: 'UK', campaign: '1501', sender: SENDER, note: 'The usual card' },
	{ occasion: 'Birthday', country: 'Germany', no_gift: DONATION },
	{ occasion: 'Birthday', site: 'NETHERLANDS nord', campaign: '1605', sender: 'admin@example.com' },
	// what nobody has filled in
	{ occasion: 'Birthday', country: 'Israel', campaign: '1601', sender: '' },
	{ occasion: 'Start date', campaign: '1701', sender: SENDER, wallet: 'People', wallet_id: '5102' },
	{ occasion: 'Work anniversary', years_from: '5', campaign: '1610', sender: SENDER },
	// comes before the row above
	{
		...{ order: '1', occasion: 'Work  Anniversary', years_from: '5', years_to: '5' },
		...{ campaign: 'https://app.reachdesk.com/campaigns/1603/settings', sender: SENDER },
	},
];

const BIRTHDAYS: Readonly<Record<string, number | string>> = {
	'United Kingdom': 1501,
	Netherlands: 1605,
	Israel: 'refused',
};

/** What is to become of somebody: the id of a campaign, or the outcome without one. */
function expectedOf({ person, occasion, years }: MatteringPerson): number | string {
	if (occasion === 'startDate') return 1701;
	if (occasion === 'workAnniversary') {
		return years === 5 ? 1603 : (years ?? 0) > 5 ? 1610 : 'skipped';
	}
	const { 'address.siteCountry': country } = person;
	return (typeof country === 'string' ? BIRTHDAYS[country] : undefined) ?? 'skipped';
}

/** The id of the employee whose gift it is, by its key: two of them have one address. */
const employeeOf = ({ requestId, campaign }: StoredSend): unknown =>
	due.find(({ person, occasion }) => {
		const key = `hibob:${person['root.id']}:${occasion}:${stage.today.slice(0, 4)}`;
		return requestIdOf(key, campaign.id) === requestId;
	})?.person['root.id'];

const publish = async (): Promise<string> => {
	const id = await stage.n8n.importWorkflow(employeeGifts(stage, SOON));
	await stage.n8n.publish(id);
	return id;
};
/** What the first execution after a publishing says. */
async function firstWords(id: string): Promise<string | undefined> {
	const [first] = await stage.n8n.waitForExecutions(id, { count: 1, timeoutMs: TIMEOUT });
	const { error } = await stage.n8n.execution(first?.id ?? '');
	process.stdout.write(`${error?.message ?? 'no error'}\n`);
	return error?.message;
}
const rowsOf = async (table: string) => await (await stage.n8n.dataTable(table)).rows();
/** A test run, which shows the next few of one occasion. */
const tried = async (occasion: string): Promise<Execution> => {
	const trigger = { ...SOON, events: [occasion, 'runCompleted'] };
	const id = await stage.n8n.importWorkflow(employeeGifts(stage, trigger));
	return await stage.n8n.waitForExecution(await stage.n8n.runManually(id, 'HiBob Employees'), {
		timeoutMs: TIMEOUT,
	});
};

describe('an empty Gift Map', () => {
	it(
		'is made by the first run, and refused as soon as the workflow is published',
		async () => {
			const id = await publish();
			expect(await firstWords(id)).toMatch(/^The data table Gift Map is empty.*add a row/);
			await stage.n8n.retire(id);
			expect(await rowsOf(GIFT_MAP)).toEqual([]);
			expect(stage.reachdesk.sends).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a Gift Map with rows', () => {
	let id = '';
	let execution: Execution;

	beforeAll(async () => {
		await (await stage.n8n.dataTable(GIFT_MAP)).insert(ROWS);
		id = await publish();
		execution = await stage.dailyRun(id, 1, TIMEOUT);
	}, TIMEOUT);

	it('has its bad row named as soon as the workflow is published', async () => {
		expect(await firstWords(id)).toBe(
			'1 row of the Gift Map cannot be used, so no gift is sent that it may decide. Row 4: the sender is empty',
		);
	});

	it('decides every gift of three occasions in one run', () => {
		expect(new Set(due.map(({ occasion }) => occasion)).size).toBe(3);
		const keyed = (of: MatteringPerson) => `${of.person['root.id']} ${of.occasion}`;
		const expected = new Map(due.map((one) => [keyed(one), expectedOf(one)]));
		expect(new Set(expected.values())).toEqual(
			new Set([1501, 1603, 1605, 1610, 1701, 'skipped', 'refused']),
		);
		const chosen = outputOf(execution, 'Choose Gift').filter(({ employee }) => isRecord(employee));
		const found = chosen.map(({ employee, event, row, outcome }) => [
			`${isRecord(employee) ? String(employee.id) : ''} ${String(event)}`,
			isRecord(row) ? Number(row.campaign) : (outcome ?? 'skipped'),
		]);
		expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
	});

	it('gives each gift the campaign, the sender and the wallet of its row', () => {
		const { sends } = stage.reachdesk;
		const made = sends.map((send) => [
			...[send.campaign.id, send.sender.email, send.wallet.owner.kind, employeeOf(send)],
		]);
		const gifts = due.flatMap((one) => {
			const campaign = expectedOf(one);
			if (typeof campaign === 'string') return [];
			const sender = campaign === 1605 ? 'admin@example.com' : SENDER;
			return [[campaign, sender, campaign === 1701 ? 'team' : 'user', one.person['root.id']]];
		});
		expect(made.sort()).toEqual(gifts.sort());
		expect(sends.find(({ campaign }) => campaign.id === 1701)?.wallet.id).toBe(5101);
		const mismatches = outputOf(execution, 'Gift Sent').filter(
			({ walletMismatch }) => walletMismatch !== undefined,
		);
		expect(new Set(mismatches.map(({ campaignId }) => campaignId))).toEqual(new Set([1701]));
		expect(mismatches[0]?.explanation).toMatch(/wallet 5101 pays instead of 5102/);
	});

	it('ends as an error that names the bad row, and the gifts that it keeps back', () => {
		const { error } = execution;
		process.stdout.write(`${error?.message ?? 'no error'}\n`);
		const refused = due.filter((one) => expectedOf(one) === 'refused').length;
		expect(refused).toBeGreaterThan(1);
		expect(error?.node).toBe('Stop, and Say Why');
		expect(error?.message).toMatch(
			/^1 row of the Gift Map cannot be used.*Row 4: the sender is empty/,
		);
		expect(error?.message).toMatch(
			new RegExp(`${String(refused)} were refused \\(Row 4 of the Gift Map may decide this gift`),
		);
		expect(execution.runs['All Results']).toHaveLength(1);
	});

	it('is in the Gift Log as a whole: gifts, reasons, and what was kept back', async () => {
		const log = await rowsOf('Gift Log');
		const logged = log.filter(({ workflow }) => workflow === 'Employee gifts');
		expect(new Set(logged.map(({ key }) => key)).size).toBe(logged.length);
		const keyOf = ({ person, occasion }: MatteringPerson) =>
			`hibob:${person['root.id']}:${occasion}:${stage.today.slice(0, 4)}`;
		for (const one of due) {
			const row = logged.find(({ key }) => key === keyOf(one));
			const expected = expectedOf(one);
			if (typeof expected === 'number') {
				expect(row).toMatchObject({ campaign: String(expected), send_id: expect.any(String) });
			} else {
				expect(row).toMatchObject({ outcome: expected, send_id: null });
			}
		}
		expect(logged).toContainEqual(
			expect.objectContaining({ reason: 'noCampaign', explanation: DONATION }),
		);
		expect(logged).toContainEqual(
			expect.objectContaining({
				reason: 'noCampaign',
				explanation: expect.stringMatching(
					/^No row of the Gift Map fits birthday, country Japan, site Japan Nord, employer Sandbox /,
				),
			}),
		);
		const [run] = (await rowsOf('Gift Runs')).filter(({ workflow_id: of }) => of === id);
		expect(run?.warnings).toMatch(/Row 4: the sender is empty/);
	});

	it(
		'sends nothing twice, and what its bad row kept back as soon as that is filled in',
		async () => {
			const before = stage.reachdesk.sends.length;
			const table = await stage.n8n.dataTable(GIFT_MAP);
			// in this order, because a run may read the table at any moment
			await table.insert([
				{ occasion: 'Birthday', country: 'Israel', campaign: '1601', sender: SENDER },
			]);
			await table.remove('sender', '');
			for (let number = 2, isRead = false; !isRead; number++) {
				const next = await stage.dailyRun(id, number, TIMEOUT);
				isRead = !outputOf(next, GIFT_MAP).some(({ sender }) => sender === '');
				if (isRead) expect(next.error).toBeUndefined();
			}
			await stage.n8n.retire(id);
			const later = stage.reachdesk.sends.slice(before);
			const kept = due.filter((one) => expectedOf(one) === 'refused');
			expect(later.map((send) => [send.campaign.id, employeeOf(send)]).sort()).toEqual(
				kept.map(({ person }) => [1601, person['root.id']]).sort(),
			);
		},
		TIMEOUT,
	);
});

describe('a service user who may not view the site country', () => {
	it(
		'needs no permission more; gifts that a row with a country may decide are kept back, and say why',
		async () => {
			const { hibob, reachdesk } = stage;
			const sends = reachdesk.sends.length;
			hibob.access.revokeCategory('address');
			const giftsFor = async (occasion: string) =>
				outputOf(await tried(occasion), 'Choose Gift').filter(({ event }) => event === occasion);
			const birthdays = await giftsFor('birthday');
			const starts = await giftsFor('startDate');
			hibob.access.grantCategory('address');
			expect(Math.min(birthdays.length, starts.length)).toBeGreaterThan(0);
			for (const gift of birthdays) {
				expect(gift).toMatchObject({
					fieldsNotReadable: ['address.siteCountry'],
					outcome: 'refused',
					explanation: expect.stringMatching(/^Row 1 .* view Site country \(Address\)$/),
				});
			}
			for (const gift of starts) {
				expect(gift).toMatchObject({ row: { campaign: '1701' } });
			}
			expect(reachdesk.sends).toHaveLength(sends);
		},
		TIMEOUT,
	);
});
