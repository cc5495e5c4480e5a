import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { publishGiftByHand } from '../../sandbox/demo/giftByHand.mts';
import type { HandForm } from '../../sandbox/demo/giftByHand.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { byId } from '../../sandbox/demo/templates.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import { START } from '../../sandbox/n8n/workflowParts.mts';
import { giftBody, recipient, trigger } from '../sandbox/reachdeskClient.mts';

const TWIN = 'Sam <b>Lee</b>';
const BY = 'Dana ד';
const WHY = 'The parcel was lost';

let stage: Stage;
let form: HandForm;
/** ordinary people, of whom each test takes some */
let people: Person[] = [];

beforeAll(async () => {
	stage = await setStage();
	people = stage.hibob.people.filter(
		(person) =>
			person.scenario === 'filler' &&
			person['internal.status'] === 'Active' &&
			person['internal.terminationDate'] === null &&
			person['root.email'] !== null,
	);
	form = await publishGiftByHand(stage, stage.reachdesk);
	// makes the tables
	expect((await visit('')).status).toBe(200);
}, 400_000);
afterAll(async () => {
	await stage.stop();
	expect(stage.reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

const browser = axios.create({ proxy: false, validateStatus: () => true });

const visit = async (query: string): Promise<{ status: number; data: string }> =>
	await browser.get<string>(`${form.url}${query}`, { auth: form.visitor });

const somebody = (): Person => {
	const person = people.pop();
	if (!person) throw new Error('Nobody ordinary is left.');
	return person;
};
const idOf = (person: Person): string => person['root.id'];
const emailOf = (person: Person): string => person['root.email'] ?? '';
const keyOf = (person: Person): string => `hibob:${idOf(person)}:birthday:2025`;

const tokenIn = (page: string): string =>
	/<input type="hidden" name="form" value="(\w+)"/.exec(page)?.[1] ?? '';

type Fields = Record<string, string | string[]>;

/** Submits the form of a page. @returns the next page */
async function submit(page: string, fields: Fields): Promise<{ status: number; data: string }> {
	const body = new URLSearchParams();
	const all = { form: tokenIn(page), by: BY, why: WHY, end: 'yes', ...fields };
	for (const [name, values] of Object.entries(all)) {
		for (const value of [values].flat()) body.append(name, value);
	}
	return await browser.post<string>(form.url, body, { auth: form.visitor });
}

/** Opens the page of a person and submits its form. @returns what the next page says */
async function does(person: Person, fields: Fields): Promise<string> {
	const { data } = await visit(`?employee=${idOf(person)}`);
	return (await submit(data, fields)).data;
}

const giftsTo = (person: Person) =>
	stage.reachdesk.sends.filter(({ email }) => email === emailOf(person).toLowerCase());

const log = async () => await stage.n8n.dataTable('Gift Log');

/** A row of the Gift Log, as a gift workflow has left it. */
async function logged(person: Person, columns: Record<string, string>): Promise<void> {
	await (
		await log()
	).insert([
		{
			key: keyOf(person),
			employee_id: idOf(person),
			name: person['root.displayName'],
			occasion: 'birthday',
			occasion_date: plus(stage.today, { days: -20 }),
			due_date: plus(stage.today, { days: -20 }),
			campaign: '1501',
			...columns,
		},
	]);
}

const rowOf = async (key: string): Promise<Record<string, unknown> | undefined> =>
	(await (await log()).rows()).find((row) => row.key === key);

/** Reachdesk makes a gift from the campaign for birthdays, as another workflow would have it. */
async function gotBefore(person: Person): Promise<void> {
	const { sender } = stage.reachdesk;
	const to = recipient({ email: emailOf(person) });
	const { status } = await trigger(stage.reachdesk, giftBody({ sender, recipient: to }));
	expect(status).toBe(200);
}

describe('the form for gifts by hand', () => {
	it('asks for a password, and asks again when a name is not clear', async () => {
		expect((await browser.get(form.url)).status).toBe(401);
		const twins = [somebody(), somebody()];
		for (const twin of twins) twin['root.displayName'] = TWIN;
		const { data } = await visit(`?q=${encodeURIComponent('sam <b>lee')}`);
		expect(data).toContain('2 people have a name with');
		for (const twin of twins) expect(data).toContain(`?employee=${idOf(twin)}`);
		expect(data).not.toContain('<b>');
		expect((await visit('?q=Nobody%20at%20all')).data).toContain('Nobody found');
		expect((await visit('?q=99999999')).data).toContain('no such employee');
		const person = somebody();
		const byEmail = await visit(`?q=${encodeURIComponent(emailOf(person))}`);
		expect(byEmail.data).toContain(`HiBob ID ${idOf(person)}`);
	}, 100_000);

	it('sends another gift once, however often the form comes in, and notes who did it and why', async () => {
		const person = somebody();
		const { data } = await visit(`?employee=${idOf(person)}`);
		const pages = await Promise.all(
			[0, 1, 2].map(async () => await submit(data, { action: 'now', gift: 'other' })),
		);
		expect(pages.filter((page) => page.data.includes('Sent to '))).not.toEqual([]);
		const late = await submit(data, { action: 'now', gift: 'other' });
		expect(late.data).toContain('Sent to ');
		expect(giftsTo(person)).toMatchObject([{ campaign: { id: 1503 } }]);
		const row = await rowOf(`hibob:${idOf(person)}:byHand:${stage.today}`);
		expect(row).toMatchObject({ outcome: 'sent', approved_by: BY });
		expect(row?.explanation).toContain(WHY);
		expect(row?.workflow).toBe('Gift by hand');
	}, 100_000);

	it('does nothing when who or why is missing, and the form stays good', async () => {
		const person = somebody();
		const { data } = await visit(`?employee=${idOf(person)}`);
		const good = { action: 'now', gift: 'other' };
		const unclear: Fields[] = [
			{ ...good, by: ' ' },
			{ ...good, why: '' },
			{ gift: 'other' },
			{ action: 'now' },
			{ ...good, end: '' },
			{ ...good, action: 'everything' },
			{ ...good, gift: ['other', 'everything'] },
		];
		for (const fields of unclear) {
			expect(await submit(data, fields)).toMatchObject({ status: 422 });
		}
		expect((await submit(data, { ...good, form: 'made up' })).data).toContain('too old');
		for (const gift of ['everything', keyOf(somebody()), 'constructor']) {
			const other = await does(person, { action: 'now', gift });
			expect(other).toContain('nothing was sent');
		}
		expect(giftsTo(person)).toEqual([]);
		expect((await submit(data, good)).data).toContain('Sent to ');
	}, 100_000);

	it('names a gift for days after the start by their number', async () => {
		const person = somebody();
		const key = `hibob:${idOf(person)}:daysAfterStart30:2026`;
		await logged(person, { key, occasion: 'daysAfterStart', outcome: 'refused' });
		const { data } = await visit(`?employee=${idOf(person)}`);
		expect(data).toContain('30 days after the start, ');
	}, 100_000);

	it('sends a gift that nobody approved from its own campaign, unless Reachdesk lists it', async () => {
		const [person, served] = [somebody(), somebody()];
		await gotBefore(served);
		for (const one of [person, served]) await logged(one, { outcome: 'notApproved' });
		const page = await does(person, { action: 'now', gift: keyOf(person) });
		expect(page).toContain('Sent to ');
		expect(giftsTo(person)).toMatchObject([{ campaign: { id: 1501 } }]);
		expect(await rowOf(keyOf(person))).toMatchObject({ outcome: 'sent', approved_by: BY });
		expect(await does(served, { action: 'now', gift: keyOf(served) })).toContain('Reachdesk lists');
		expect(giftsTo(served)).toHaveLength(1);
	}, 100_000);

	it('sends a second gift on purpose, although Reachdesk lists the first one, once a day', async () => {
		const person = somebody();
		await gotBefore(person);
		await logged(person, { outcome: 'sent', send_id: '1' });
		const again = { action: 'again', gift: keyOf(person) };
		const now = await does(person, { action: 'now', gift: keyOf(person) });
		expect(now).toContain('got this gift');
		expect(giftsTo(person)).toHaveLength(1);
		// Reachdesk lists a gift that the log does not know: that may be this one
		expect(await does(person, again)).toContain('Reachdesk lists send');
		expect(giftsTo(person)).toHaveLength(1);
		await logged(person, { outcome: 'sent', send_id: String(giftsTo(person)[0]?.id) });
		expect(await does(person, again)).toContain('Sent to ');
		expect(giftsTo(person)).toHaveLength(2);
		expect(await does(person, again)).toContain('already sent this gift');
		const { data } = await visit(`?employee=${idOf(person)}`);
		await Promise.all([0, 1].map(async () => await submit(data, again)));
		expect(giftsTo(person)).toHaveLength(2);
		const row = await rowOf(`${keyOf(person)}:again:${stage.today}`);
		expect(row).toMatchObject({ outcome: 'sent', approved_by: BY });
		const never = somebody();
		await logged(never, { outcome: 'declined' });
		const refused = await does(never, { action: 'again', gift: keyOf(never) });
		expect(refused).toContain('Choose &#34;Send now&#34;');
		expect(giftsTo(never)).toEqual([]);
	}, 100_000);

	it('sends nothing to who left, has not started or is unknown to HiBob, and says why', async () => {
		const [left, starter, unknown] = [somebody(), somebody(), somebody()];
		left['internal.terminationDate'] = plus(stage.today, { days: -1 });
		left['internal.status'] = 'Inactive';
		starter['work.startDate'] = plus(stage.today, { days: 3 });
		const leftPage = await visit(`?employee=${idOf(left)}`);
		expect(leftPage.data).toContain('No gift can be sent');
		const before = await visit(`?employee=${idOf(unknown)}`);
		stage.hibob.people.splice(stage.hibob.people.indexOf(unknown), 1);
		const other = { action: 'now', gift: 'other' };
		const pages = [
			await submit(leftPage.data, other),
			{ data: await does(starter, other) },
			await submit(before.data, other),
		];
		for (const { data } of pages) expect(data).toContain('Nothing was sent to');
		expect(pages[1]?.data).toContain('starts on');
		expect(pages[2]?.data).toContain('no such employee');
		for (const person of [left, starter, unknown]) expect(giftsTo(person)).toEqual([]);
	}, 100_000);

	it('holds a gift or everything of a person, and releases it', async () => {
		const [all, one, free] = [somebody(), somebody(), somebody()];
		await does(all, { action: 'hold', gift: 'everything' });
		const key = `hibob:${idOf(one)}:birthday:${stage.today.slice(0, 4)}`;
		expect(await does(one, { action: 'hold', gift: key })).toContain('is on hold now');
		const items = () => [
			{ key: `hibob:${idOf(all)}:startDate:2020`, employee: { id: idOf(all) } },
			{ key, employee: { id: idOf(one) } },
			{ key: `${key}0`, employee: { id: idOf(one) } },
			{ key: keyOf(free), employee: { id: idOf(free) } },
			{ event: 'no key' },
			{ key: 7, employee: null },
		];
		const marked = await throughHolds(items());
		expect(marked.map(({ outcome }) => outcome ?? null)).toEqual([
			'held',
			'held',
			null,
			null,
			null,
			null,
		]);
		expect(marked[0]?.explanation).toContain(`held by ${BY}`);
		expect(marked[0]?.explanation).toContain(WHY);
		expect(marked.slice(2)).toEqual(items().slice(2));
		expect(await does(all, { action: 'now', gift: 'other' })).toContain('are on hold by');
		expect(giftsTo(all)).toEqual([]);
		expect(await rowOf(key)).toMatchObject({ outcome: 'held', approved_by: BY });
		expect(await does(all, { action: 'release', gift: 'everything' })).toContain(
			'no longer on hold',
		);
		await does(one, { action: 'release', gift: key });
		expect((await throughHolds(items())).filter(({ outcome }) => outcome)).toEqual([]);
		expect(await does(all, { action: 'release', gift: 'everything' })).toContain(
			'there is no hold',
		);
	}, 100_000);

	it('sends what was held after its catch-up days, to those who are still there', async () => {
		const [there, gone, kept, recent] = [somebody(), somebody(), somebody(), somebody()];
		const [over, overToday] = [somebody(), somebody()];
		for (const person of [there, gone, kept]) await logged(person, { outcome: 'held' });
		await logged(recent, { outcome: 'paused', due_date: stage.today });
		await logged(over, { outcome: 'overBudget' });
		await logged(overToday, { outcome: 'overBudget', due_date: stage.today });
		await does(kept, { action: 'hold', gift: 'everything' });
		gone['internal.terminationDate'] = plus(stage.today, { days: -2 });
		gone['internal.status'] = 'Inactive';
		const { data } = await visit('?held=1');
		const shown = Array.from(data.matchAll(/name="gift" value="([^"]*)"/g), ([, key]) => key);
		expect(shown.sort()).toEqual([keyOf(there), keyOf(gone), keyOf(over)].sort());
		expect(data).toContain('1 gift is still on hold');
		expect(data).toContain('1 gift is sent with the next run');
		expect(data).toContain('1 gift is over budget');
		const sneaked = await submit(data, { action: 'held', gift: [keyOf(there), keyOf(kept)] });
		expect(sneaked.data).toContain('is still on hold');
		expect(giftsTo(there)).toEqual([]);
		const next = await visit('?held=1');
		const page = await submit(next.data, { action: 'held', gift: [there, gone, over].map(keyOf) });
		expect(page.data).toContain(`Sent to \u2068${there['root.displayName']}`);
		expect(page.data).toContain(`Nothing was sent to \u2068${gone['root.displayName']}`);
		for (const person of [there, over]) {
			expect(giftsTo(person)).toMatchObject([{ campaign: { id: 1501 } }]);
		}
		expect([giftsTo(gone), giftsTo(kept), giftsTo(recent), giftsTo(overToday)]).toEqual([
			[],
			[],
			[],
			[],
		]);
		expect(await rowOf(keyOf(there))).toMatchObject({ outcome: 'sent' });
	}, 100_000);

	it('keeps no execution', async () => {
		expect(await stage.n8n.executions(form.workflowId)).toEqual([]);
	});
});

/** What Gift holds returns for some items. */
async function throughHolds(
	items: readonly Record<string, unknown>[],
): Promise<Record<string, unknown>[]> {
	const { n8n, office } = stage;
	const id = await n8n.importWorkflow({
		name: 'Calls Gift holds',
		nodes: [
			START,
			{
				id: 'items',
				name: 'Items',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				position: [200, 0],
				parameters: { jsCode: `return ${JSON.stringify(items.map((json) => ({ json })))};` },
			},
			{
				id: 'holds',
				name: 'Gift Holds',
				type: 'n8n-nodes-base.executeWorkflow',
				typeVersion: 1.2,
				position: [400, 0],
				parameters: { workflowId: byId(office.giftHolds), options: {} },
			},
		],
		connections: {
			[START.name]: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: 'Gift Holds', type: 'main', index: 0 }]] },
		},
	});
	const run = await n8n.runManually(id, START.name);
	return outputOf(await n8n.waitForExecution(run), 'Gift Holds');
}
