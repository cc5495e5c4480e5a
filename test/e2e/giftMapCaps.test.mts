import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { employeeGifts, GIFT_MAP } from '../../sandbox/demo/employeeGifts.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import type { MatteringPerson } from '../../sandbox/hibob/today.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import { ONE_AT_A_TIME, SOON } from './soon.mts';

/**
 * Caps as rows of the Gift Map, in Employee gifts as it is shipped: each is met exactly, by Reachdesk's own
 * record, and a person hears once of each gift that goes over.
 */

const TIMEOUT = 180_000;
const SENDER = 'gifts@example.com';
const PLACES = ['United Kingdom', 'Germany', 'Israel'];

let stage: Stage;
/** who gets a gift for one occasion today, by HiBob’s own records */
let due: MatteringPerson[] = [];

beforeAll(async () => {
	stage = await setStage({ n8n: ONE_AT_A_TIME });
	const all = whoMattersOn(stage.today, stage.hibob.people).filter(({ gift }) => gift);
	// a person with two occasions would count twice in a cap per person
	for (const { person, occasion } of all) {
		const others = all.filter((one) => one.person === person && one.occasion !== occasion);
		if (others.length > 0 && occasion !== 'birthday') person['personal.shortBirthDate'] = null;
	}
	due = whoMattersOn(stage.today, stage.hibob.people).filter(({ gift }) => gift);
	// two people at one address are another trouble, which is told each day
	for (const [index, { person }] of due.entries()) {
		const isTaken = due.slice(0, index).some((one) => emailOf(one) === emailOf({ person }));
		if (isTaken) person['root.email'] = `own.${String(index)}@example.com`;
	}
	for (const [index, { person }] of of('birthday').entries()) {
		Object.assign(person, { 'address.siteCountry': PLACES[index % PLACES.length] });
	}
}, 300_000);
afterAll(async () => {
	await stage.stop();
}, 60_000);

const of = (occasion: MatteringPerson['occasion']) =>
	due.filter((one) => one.occasion === occasion);
const emailOf = ({ person }: Pick<MatteringPerson, 'person'>) =>
	person['root.email']?.toLowerCase() ?? '';
const inIsrael = ({ person }: MatteringPerson) =>
	Reflect.get(person, 'address.siteCountry') === 'Israel';
const keyOf = ({ person, occasion }: MatteringPerson) =>
	`hibob:${person['root.id']}:${occasion}:${stage.today.slice(0, 4)}`;

const sendsFrom = (campaign: number) =>
	stage.reachdesk.sends.filter((send) => send.campaign.id === campaign);
const sendsTo = (one: MatteringPerson) =>
	stage.reachdesk.sends.filter(({ email }) => email === emailOf(one));
const map = async () => await stage.n8n.dataTable(GIFT_MAP);
const rowsOf = async (table: string) => await (await stage.n8n.dataTable(table)).rows();
const logged = async (outcome: string) =>
	(await rowsOf('Gift Log')).filter((row) => row.outcome === outcome);

const OLD_COLUMNS = [
	...['order', 'occasion', 'years_from', 'years_to', 'country', 'site', 'employer', 'campaign'],
	...['sender', 'wallet', 'wallet_id', 'no_gift', 'note'],
];
const CAP_COLUMNS = ['cap', 'most_gifts', 'most_amount', 'currency', 'cost_of_gift'];

const ANY_OCCASION = { campaign: '1501', sender: SENDER };
const BIRTHDAYS = { ...ANY_OCCASION, occasion: 'Birthday' };
const OTHERS = [
	{ occasion: 'Work anniversary', campaign: '1605', sender: SENDER },
	{ occasion: 'Start date', campaign: '1701', sender: SENDER, wallet: 'People' },
];

const workflow = async (): Promise<string> =>
	await stage.n8n.importWorkflow(employeeGifts(stage, SOON));
const tried = async (): Promise<Execution> =>
	await stage.n8n.waitForExecution(
		await stage.n8n.runManually(await workflow(), 'HiBob Employees'),
		{ timeoutMs: TIMEOUT },
	);
const giftMapIn = (execution: Execution) => outputOf(execution, 'Choose Gift').at(-1);

describe('a Gift Map that was made before there were caps', () => {
	it(
		'works without their columns: n8n adds none to a table that is there',
		async () => {
			await stage.n8n.createDataTable(GIFT_MAP, OLD_COLUMNS);
			// the days decide whose occasion a test run shows
			await (await map()).insert([ANY_OCCASION]);
			const execution = await tried();
			expect(execution.error).toBeUndefined();
			expect(giftMapIn(execution)).toMatchObject({ rows: 1, problem: null });
			expect(Object.keys((await rowsOf(GIFT_MAP))[0] ?? {})).not.toContain('cap');
			expect(outputOf(execution, 'Dry Run').length).toBeGreaterThan(0);
		},
		TIMEOUT,
	);

	it(
		'is refused while it has some of them, and takes caps as soon as it has all',
		async () => {
			const [last, ...first] = CAP_COLUMNS;
			for (const column of first) await (await map()).addColumn(column);
			const execution = await tried();
			expect(giftMapIn(execution)?.problem).toMatch(/has no column cap, so no gift can be sent/);
			expect(outputOf(execution, 'Dry Run')).toEqual([]);
			await (await map()).addColumn(last ?? '');
			expect(giftMapIn(await tried())).toMatchObject({ problem: null });
		},
		TIMEOUT,
	);
});

describe('a Gift Map with caps', () => {
	let id = '';
	let birthdayCap = 0;
	let runs = 0;
	/** the anniversary of whoever has had a gift this year */
	let hadOne: MatteringPerson | undefined;
	/** The next run; when told, the first one that has read such rows, as one may be under way. */
	const nextRun = async (
		hasRead?: (rows: ReturnType<typeof outputOf>) => boolean,
	): Promise<Execution> => {
		for (;;) {
			runs += 1;
			const execution = await stage.dailyRun(id, runs, TIMEOUT);
			if (hasRead?.(outputOf(execution, GIFT_MAP)) ?? true) return execution;
		}
	};
	let first: Execution;

	beforeAll(async () => {
		const createdAt = new Date().toISOString();
		const { reachdesk } = stage;
		[hadOne] = of('workAnniversary');
		reachdesk.addPastSend({
			email: hadOne ? emailOf(hadOne) : '',
			campaignId: 1502,
			createdAt,
		});
		reachdesk.addPastSend({ email: 'past@example.com', campaignId: 1501, createdAt });
		const ofTeam = { campaignId: 1701, team: 'People', createdAt };
		reachdesk.addPastSend({ ...ofTeam, email: 'starter@example.com' });
		// one that was sent before, and two that go over
		birthdayCap = 1 + of('birthday').filter((one) => !inIsrael(one)).length - 2;
		const table = await map();
		await table.remove('campaign', ANY_OCCASION.campaign);
		await table.insert([
			{ ...BIRTHDAYS, cap: 'Campaign and month', most_gifts: String(birthdayCap) },
			...OTHERS,
			{ cap: 'person per year', occasion: 'Work anniversary', most_gifts: '1' },
			// 65 each, and one was sent before: the last does not fit
			{
				...{ cap: 'Team & month', wallet: 'people', currency: 'usd' },
				most_amount: String(65 * of('startDate').length),
			},
			{ cap: 'Month', occasion: 'Birthday', country: 'Israel', most_gifts: '5' },
		]);
		id = await workflow();
		await stage.n8n.publish(id);
		first = await nextRun();
	}, TIMEOUT);

	it('is met exactly, by what Reachdesk has', () => {
		expect(of('startDate').length).toBeGreaterThan(1);
		expect(of('workAnniversary').length).toBeGreaterThan(2);
		expect(sendsFrom(1501)).toHaveLength(birthdayCap);
		expect(sendsFrom(1701)).toHaveLength(of('startDate').length);
		const cost = sendsFrom(1701).reduce((sum, send) => sum + send.cost, 0);
		expect(cost).toBe(65 * of('startDate').length);
		for (const anniversary of of('workAnniversary')) expect(sendsTo(anniversary)).toHaveLength(1);
		expect(sendsFrom(1605)).toHaveLength(of('workAnniversary').length - 1);
	});

	it('is an error that says which caps are reached, with figures, and names the bad row', () => {
		process.stdout.write(`${first.error?.message ?? 'no error'}\n`);
		expect(first.error?.node).toBe('Stop, and Say Why');
		expect(first.error?.message).toMatch(
			/^1 row of the Gift Map cannot be used, so no gift is sent that it may limit\. Row \d+: cap "Month" is not known/,
		);
		const words = first.error?.message ?? '';
		const all = String(birthdayCap);
		expect(words).toMatch(
			new RegExp(
				`2 are over budget \\(There are ${all} gifts from this campaign in .* cap is ${all}`,
			),
		);
		expect(words).toMatch(/1 is over budget \(There is 1 gift to this person in \d{4}/);
		expect(words).toMatch(/1 is over budget \(Gifts paid by this team in .* USD 65\.00/);
		expect(words).toMatch(/\d+ were refused \(Row \d+ of the Gift Map may limit this gift/);
		expect(outputOf(first, 'Needs a Person')).toHaveLength(4);
	});

	it('comes with the item, as a list for "Caps of the Item"', () => {
		const gifts = outputOf(first, 'Choose Gift');
		const welcome = { per: 'teamMonth', gifts: '', currency: 'USD', unknownCost: 'lastCost' };
		expect(gifts.find(({ event }) => event === 'startDate')).toMatchObject({
			row: { campaign: '1701', caps: [welcome] },
		});
		expect(gifts.find(({ event }) => event === 'workAnniversary')).toMatchObject({
			row: { caps: [{ per: 'personYear', gifts: '1' }] },
		});
	});

	it('is in the Gift Log, a row for each gift', async () => {
		const over = await logged('overBudget');
		expect(over).toHaveLength(4);
		expect(over.map(({ key }) => key)).toContain(hadOne && keyOf(hadOne));
		for (const row of over) {
			expect(row).toMatchObject({
				send_id: null,
				campaign: expect.stringMatching(/^\d+$/),
				explanation: expect.stringMatching(/^Nothing was sent\. .*the cap is/),
			});
		}
		const israel = of('birthday').filter(inIsrael).map(keyOf);
		const refused = (await logged('refused')).map(({ key }) => key);
		expect(refused.sort()).toEqual(israel.sort());
		const keys = (await rowsOf('Gift Log')).map(({ key }) => key);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it(
		'sends nothing more, and tells only of what is new, when the bad row is gone',
		async () => {
			const sends = stage.reachdesk.sends.length;
			await (await map()).remove('cap', 'Month');
			const next = await nextRun((rows) => !rows.some(({ cap }) => cap === 'Month'));
			process.stdout.write(`${next.error?.message ?? 'no error'}\n`);
			const israel = of('birthday').filter(inIsrael).length;
			expect(next.error?.message).toMatch(
				new RegExp(`^${String(israel)} of \\d+ gifts need you: ${String(israel)} are over budget`),
			);
			expect(stage.reachdesk.sends).toHaveLength(sends);
			expect(await logged('overBudget')).toHaveLength(4 + israel);
		},
		TIMEOUT,
	);

	it(
		'tells nothing again while nothing changes: the gifts are offered, and the run is green',
		async () => {
			const sends = stage.reachdesk.sends.length;
			const before = await logged('overBudget');
			const next = await nextRun();
			expect(next.error).toBeUndefined();
			expect(outputOf(next, 'Needs a Person')).toHaveLength(before.length);
			expect(stage.reachdesk.sends).toHaveLength(sends);
			const keys = async () => (await logged('overBudget')).map(({ key }) => key).sort();
			expect(await keys()).toEqual(before.map(({ key }) => key).sort());
			const [run] = (await rowsOf('Gift Runs')).filter(({ workflow_id: one }) => one === id);
			expect(run).toMatchObject({ needs_you: '0', message: null });
		},
		TIMEOUT,
	);

	it(
		'sends what was over, once, as soon as the cap is raised',
		async () => {
			const table = await map();
			await table.remove('occasion', 'Birthday');
			await table.insert([{ ...BIRTHDAYS, cap: 'Campaign and month', most_gifts: '1000' }]);
			const next = await nextRun((rows) => rows.some(({ most_gifts: most }) => most === '1000'));
			await stage.n8n.unpublish(id);
			expect(next.error).toBeUndefined();
			for (const birthday of of('birthday')) {
				expect(sendsTo(birthday).filter(({ campaign }) => campaign.id === 1501)).toHaveLength(1);
			}
			expect(sendsFrom(1501)).toHaveLength(of('birthday').length + 1);
			expect((await logged('overBudget')).map(({ key }) => key).sort()).toEqual(
				[hadOne, ...of('startDate')]
					.filter((one) => one !== undefined)
					.filter((one) => one === hadOne || sendsTo(one).length === 0)
					.map(keyOf)
					.sort(),
			);
			expect(stage.reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
		},
		TIMEOUT,
	);
});
