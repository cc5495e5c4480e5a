import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { EMPLOYEE_TABLE, employeeSync, SYNC_TABLE } from '../../sandbox/demo/rosterSync.mts';
import type { GiftOffice } from '../../sandbox/demo/templates.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { labelOf } from '../../sandbox/hibob/namedLists.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { WorkflowJson } from '../../sandbox/n8n/host.mts';
import { Calendar, POLL_TIMES } from './calendar.mts';

const TIMEOUT = 400_000;
const FIRST_DAY = '2027-03-08';
/** The yyyy-MM-dd of so many days later. */
const day = (days: number) => plus(FIRST_DAY, { days });

let calendar: Calendar;
let office: GiftOffice;
let workflow = '';

beforeAll(async () => {
	calendar = await Calendar.open({ firstDay: FIRST_DAY, size: 2_350 });
	await calendar.moveTo(FIRST_DAY, '06:00:00');
	office = await openGiftOffice(calendar.n8n);
	workflow = await calendar.n8n.importWorkflow(syncWorkflow());
}, 180_000);
afterAll(async () => {
	await calendar.close();
}, 60_000);

const syncWorkflow = (): WorkflowJson =>
	employeeSync(calendar.credential, office, { pollTimes: POLL_TIMES });

/** What the Gift Log knows of the last run of the sync, which keeps no executions that succeeded. */
async function lastRun(of = workflow): Promise<Record<string, unknown> | undefined> {
	const runs = await tableRows('Gift Runs').catch(() => []);
	return runs.find(({ workflow_id: id }) => id === of);
}

/** Waits until a run of a day is recorded, which comes after everything else. */
async function recorded(date: string, of = workflow): Promise<void> {
	await calendar.n8n.waitUntil(async () => (await lastRun(of))?.day === date, {
		timeoutMs: 300_000,
		what: `the run of ${date}`,
	});
}

/** Waits for the run of a day that succeeds. */
async function runOf(date: string): Promise<void> {
	await calendar.moveTo(date, '07:00:00');
	await recorded(date);
}

const tableRows = async (name = EMPLOYEE_TABLE) =>
	await (await calendar.n8n.dataTable(name)).rows();

/** Who is in the roster, by the sandbox's own records, as a row each. */
function rosterOfHiBob(): Record<string, unknown>[] {
	const { people, lists } = calendar.hibob;
	const today = calendar.hibob.today();
	const names = new Map<unknown, string>(
		people.map((person) => [person['root.id'], person['root.displayName']]),
	);
	const label = (list: string, value: unknown) =>
		typeof value === 'string' ? labelOf(lists, list, value) : null;
	const isIn = (person: Person): boolean =>
		person['internal.status'] === 'Active' &&
		(person['internal.terminationDate'] ?? today) >= today &&
		(person['work.startDate'] ?? today) <= today;
	return people.filter(isIn).map((person) => ({
		employee_id: person['root.id'],
		display_name: person['root.displayName'],
		first_name: person['root.firstName'],
		last_name: person['root.surname'],
		work_email: person['root.email'],
		title: label('title', person['work.title']),
		department: label('department', person['work.department']),
		site: person['work.site'],
		manager: names.get(person['work.manager']) ?? null,
		start_date: person['work.startDate'],
		status: person['internal.status'],
		lifecycle_status: person['internal.lifecycleStatus'],
		termination_date: person['internal.terminationDate'],
	}));
}

const byId = (rows: Record<string, unknown>[]) =>
	rows.toSorted((one, other) => String(one.employee_id).localeCompare(String(other.employee_id)));

/** The rows of those who are in, with the columns that come from HiBob. */
async function rosterOfTable(): Promise<Record<string, unknown>[]> {
	const columns = Object.keys(rosterOfHiBob()[0] ?? {});
	return (await tableRows())
		.filter(({ roster }) => roster === 'in')
		.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
}

async function expectTableToEqualHiBob(): Promise<void> {
	expect(byId(await rosterOfTable())).toEqual(byId(rosterOfHiBob()));
}

/** People of no scenario who are nobody's manager. */
const ordinary = (): Person[] => {
	const managers = new Set(calendar.hibob.people.map((person) => person['work.manager']));
	return calendar.hibob.people.filter(
		(person) =>
			person.scenario === 'filler' &&
			person['internal.status'] === 'Active' &&
			person['internal.terminationDate'] === null &&
			!managers.has(person['root.id']),
	);
};

/** Takes up people with all of someone else's data but the ID and the email address. */
function join(like: Person, ids: readonly string[]): void {
	const people = ids.map((id) => ({ ...like, 'root.id': id, 'root.email': `${id}@example.com` }));
	calendar.hibob.people.push(...people);
}

/** The sync, with a node that adds the new rows before it does, as another run at the same time may. */
function besideAnotherRun(): WorkflowJson {
	const sync = syncWorkflow();
	const adds = sync.nodes.filter(isRecord).find(({ name }) => name === 'Add New Rows');
	const other = { ...adds, id: 'other', name: 'Another Run', position: [2120, -400] };
	return {
		...sync,
		nodes: [...sync.nodes, other],
		connections: {
			...sync.connections,
			'New Rows': {
				main: [['Another Run', 'Add New Rows'].map((node) => ({ node, type: 'main', index: 0 }))],
			},
		},
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
	};
}

async function rowOf(person: Person): Promise<Record<string, unknown> | undefined> {
	return (await tableRows()).find(({ employee_id: id }) => id === person['root.id']);
}

const leave = (person: Person, date: string): void => {
	person['internal.terminationDate'] = date;
	person['internal.status'] = 'Inactive';
	person['internal.lifecycleStatus'] = 'Terminated';
};

const rehire = (person: Person, date: string): void => {
	person['work.startDate'] = date;
	person['internal.terminationDate'] = null;
	person['internal.status'] = 'Active';
	person['internal.lifecycleStatus'] = 'Employed';
};

describe('the employee sync of 2,000 people', () => {
	it(
		'writes nothing when it is tried in the editor',
		async () => {
			const { n8n } = calendar;
			const id = await n8n.importWorkflow(syncWorkflow());
			const trial = await n8n.waitForExecution(await n8n.runManually(id, 'HiBob Employees'));
			expect(trial.error).toBeUndefined();
			expect(outputOf(trial, 'Nothing Written')).toHaveLength(1);
			await expect(n8n.dataTable(EMPLOYEE_TABLE)).rejects.toThrow('no data table');
		},
		TIMEOUT,
	);

	it(
		'fills the table when it is published, records it, and keeps no copy of the company',
		async () => {
			await calendar.n8n.publish(workflow);
			await recorded(FIRST_DAY);
			await expectTableToEqualHiBob();
			const employees = rosterOfHiBob().length;
			expect(employees).toBeGreaterThan(2_000);
			const [record, ...more] = await tableRows(SYNC_TABLE);
			expect(more).toEqual([]);
			expect(record).toMatchObject({
				source: 'hibob',
				day: FIRST_DAY,
				employees,
				added: employees,
			});
			expect(record?.last_sync).toMatch(`${FIRST_DAY}T06:0`);
			const isKept = async () => (await calendar.n8n.executions(workflow)).length > 0;
			await calendar.n8n.waitUntil(async () => !(await isKept()), { what: 'no execution' });
		},
		TIMEOUT,
	);

	it(
		'does not repeat the initial sync at the run time of the same day',
		async () => {
			const before = await lastRun();
			const sync = await tableRows(SYNC_TABLE);
			await calendar.moveTo(FIRST_DAY, '07:00:00');
			await calendar.n8n.waitUntil(
				async () => (await lastRun())?.completed_at !== before?.completed_at,
				{ timeoutMs: TIMEOUT, what: 'the run of the same day' },
			);
			expect(await lastRun()).toMatchObject({ day: before?.day, due: '0' });
			expect(await tableRows(SYNC_TABLE)).toEqual(sync);
		},
		TIMEOUT,
	);

	it(
		'follows joiners, changes, leavers, a deletion and a rehire',
		async () => {
			const { people } = calendar.hibob;
			const [changes, leaves, deleted, unclear, joins, unreadable] = ordinary();
			if (!changes || !leaves || !deleted || !unclear || !joins || !unreadable) {
				throw new Error('too few people');
			}
			const lastDay = people.filter(
				(person) =>
					person['internal.status'] === 'Active' &&
					person['internal.terminationDate'] === FIRST_DAY,
			);
			expect(lastDay).not.toEqual([]);
			changes['root.surname'] = 'Newname';
			changes['root.displayName'] = 'Someone Newname';
			leave(leaves, FIRST_DAY);
			people.splice(people.indexOf(deleted), 1);
			join(joins, ['3999999999999999999']);
			const joiner = people.at(-1);
			if (!joiner) throw new Error('nobody has joined');
			await runOf(day(1));
			const written = (await tableRows())
				.filter(({ last_change_on: date }) => date === day(1))
				.map(({ employee_id: id }) => id);
			const expected = [changes, leaves, deleted, joiner, ...lastDay];
			expect(written.sort()).toEqual(expected.map((person) => person['root.id']).sort());
			await expectTableToEqualHiBob();
			expect(await rowOf(joiner)).toMatchObject({ last_change: 'added', last_change_on: day(1) });
			expect(await rowOf(changes)).toMatchObject({
				last_change: 'changed',
				changed_fields: 'display_name, last_name',
			});
			expect(await rowOf(leaves)).toMatchObject({
				roster: 'left',
				left_reason: `Left on ${FIRST_DAY}`,
			});
			expect(await rowOf(deleted)).toMatchObject({
				roster: 'left',
				left_reason: 'HiBob no longer lists this employee',
			});

			rehire(leaves, day(2));
			unclear['internal.status'] = null;
			const startDate = unreadable['work.startDate'];
			Reflect.set(unreadable, 'work.startDate', 'TBD');
			await runOf(day(2));
			expect(await rowOf(leaves)).toMatchObject({
				roster: 'in',
				last_change: 'returned',
				start_date: day(2),
			});
			expect(await rowOf(unclear)).toMatchObject({ roster: 'in', status: 'Active' });
			expect(await rowOf(unreadable)).toMatchObject({ roster: 'in', start_date: startDate });
			const [record] = await tableRows(SYNC_TABLE);
			expect(record).toMatchObject({ day: day(2), returned: 1, left: 0, unclear: 2 });
			unclear['internal.status'] = 'Active';
			Reflect.set(unreadable, 'work.startDate', startDate);
			await expectTableToEqualHiBob();
		},
		TIMEOUT,
	);

	it(
		'writes nothing on a day without changes, and records it',
		async () => {
			const before = await tableRows();
			await runOf(day(3));
			expect(await tableRows()).toEqual(before);
			expect((await tableRows(SYNC_TABLE))[0]).toMatchObject({
				last_sync: expect.stringMatching(`${day(3)}T07:0`),
				added: 0,
				changed: 0,
				left: 0,
			});
		},
		TIMEOUT,
	);

	it(
		'has each person once when another run adds the same people at the same time',
		async () => {
			const { n8n } = calendar;
			const [like] = ordinary();
			if (!like) throw new Error('too few people');
			join(like, ['3888888888888888801', '3888888888888888802']);
			const id = await n8n.importWorkflow(besideAnotherRun());
			await n8n.publish(id);
			await recorded(day(3), id);
			const [{ id: execution } = { id: '' }] = await n8n.waitForExecutions(id, { count: 1 });
			expect(outputOf(await n8n.execution(execution), 'Added Twice')).toHaveLength(2);
			await expectTableToEqualHiBob();
			await n8n.unpublish(id);
		},
		TIMEOUT,
	);

	it(
		'is completed by the next run when n8n is killed in the middle',
		async () => {
			const { n8n, hibob } = calendar;
			const changed = ordinary().slice(0, 300);
			for (const person of changed) person['root.surname'] = 'Killed';
			const joiners = Array.from(
				{ length: 50 },
				(_, index) => `39${String(index).padStart(17, '0')}`,
			);
			if (changed[0]) join({ ...changed[0], 'root.surname': 'Joined' }, joiners);
			hibob.setToday(day(4));
			await n8n.moveClock(`${day(4)} 07:00:00`);
			const writing = async () =>
				(await (await n8n.dataTable(EMPLOYEE_TABLE)).rowsWith('last_name', 'Killed')) > 20;
			await n8n.waitUntil(writing, { what: 'the first rows', timeoutMs: 60_000 });
			await n8n.kill();
			await calendar.restartAt(day(4), '07:05:00');
			const rows = await tableRows();
			const called = (surname: string) => rows.filter(({ last_name: name }) => name === surname);
			expect(called('Joined')).toHaveLength(joiners.length);
			expect(called('Killed').length).toBeLessThan(300);
			expect((await tableRows(SYNC_TABLE))[0]).toMatchObject({ day: day(3) });
			await runOf(day(5));
			await expectTableToEqualHiBob();
			expect((await tableRows(SYNC_TABLE))[0]).toMatchObject({ day: day(5) });
		},
		TIMEOUT,
	);

	it(
		'refuses a table that another source fills, and changes nothing in it',
		async () => {
			const table = await calendar.n8n.dataTable(EMPLOYEE_TABLE);
			await table.insert([{ employee_id: 'P-1', source: 'personio', roster: 'in' }]);
			const before = await table.rows();
			const { n8n } = calendar;
			await calendar.moveTo(day(6), '07:00:00');
			const failed = async () =>
				(await n8n.executions(workflow)).find(({ status }) => status === 'error');
			const { id } = await n8n.waitUntil(failed, { what: 'the refusal', timeoutMs: 90_000 });
			expect((await n8n.execution(id)).error?.message).toMatch(
				/Another source fills the table "HiBob Employees": 1 of its \d+ rows are from "personio"/,
			);
			expect(await table.rows()).toEqual(before);
			expect((await tableRows(SYNC_TABLE))[0]).toMatchObject({ day: day(5) });
			expect(await lastRun()).toMatchObject({ day: day(5) });
		},
		TIMEOUT,
	);
});
