import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { stringOf } from '../../../nodes/shared/parameterValue.ts';
import type { Person } from '../../../sandbox/hibob/people.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { DurableTrigger, PolledTrigger, savedAs } from '../../n8nCore.mts';
import { clock, triggerNode } from './publishedTrigger.mts';

const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'] as const;
const COMPARING = ['employeeAdded', 'employeeChanged', 'employeeLeft'];
let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: DAYS[0], rateLimitPerMinute: 100_000 });
	// whoever begins or has left on the day has done so
	hibob.setToday(DAYS[0]);
	clock(`${DAYS[0]}T06:30:00Z`);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});
const runOn = async (polled: PolledTrigger, day: string): Promise<IDataObject[]> => {
	hibob.setToday(day);
	clock(`${day}T07:00:31Z`);
	return itemsOf(await polled.heartbeat());
};

const itemsOf = (output: INodeExecutionData[][] | null, index = 0): IDataObject[] =>
	(output?.[index] ?? []).map(({ json }) => json);

const ordinary = (index: number): Person => {
	const person = hibob.people.filter(
		(one) => one.scenario === 'filler' && one['internal.terminationDate'] === null,
	)[index];
	if (!person) throw new Error('nobody ordinary is left');
	return person;
};

const tell = (items: IDataObject[]) =>
	items.map(({ event, key, changedFields, reason }) => ({ event, key, changedFields, reason }));

/** Who is in the roster, by the sandbox's own records. */
const eligible = (): string[] =>
	hibob.people
		.filter(
			(one) =>
				one['internal.status'] === 'Active' &&
				!(
					one['internal.terminationDate'] !== null &&
					one['internal.terminationDate'] < hibob.today()
				) &&
				!(one['work.startDate'] !== null && one['work.startDate'] > hibob.today()),
		)
		.map((one) => one['root.id'])
		.sort();

const idsOf = (items: IDataObject[]): string[] =>
	items.map(({ key }) => stringOf(key).split(':')[1] ?? '').sort();

describe('the roster', () => {
	it('is synced at publishing, and again on the run of each day that follows', async () => {
		const polled = new PolledTrigger(triggerNode(hibob, { events: ['employeeSynced'] }));
		const initial = itemsOf(await polled.activate('activate'));
		expect(idsOf(initial)).toEqual(eligible());
		expect(initial.length).toBeGreaterThan(200);
		expect(initial[0]).toMatchObject({ event: 'employeeSynced', occasion: null });
		expect(polled.state).not.toHaveProperty('roster');
		expect(await runOn(polled, DAYS[0])).toEqual([]);
		clock(`${DAYS[0]}T08:00:31Z`);
		expect(await polled.heartbeat()).toBeNull();
		expect((await runOn(polled, DAYS[1])).length).toBeGreaterThan(200);
	});

	it('says who has no place in it, and why, to whom it may concern', async () => {
		const unclear = ordinary(0);
		unclear['internal.status'] = null;
		const polled = new PolledTrigger(
			triggerNode(hibob, { events: ['employeeSynced'], options: { includeSkipped: true } }),
		);
		const output = await polled.activate('activate');
		const [synced, skipped] = [itemsOf(output), itemsOf(output, 1)];
		expect([...idsOf(synced), ...idsOf(skipped)].sort()).toEqual(
			hibob.people.map((person) => person['root.id']).sort(),
		);
		expect(idsOf(synced)).toEqual(eligible());
		const reasons = new Set(skipped.map(({ reason }) => reason));
		expect(reasons).toEqual(new Set(['terminated', 'notActive', 'statusUnknown']));
		const ofUnclear = skipped.find(({ key }) => stringOf(key).includes(unclear['root.id']));
		expect(ofUnclear).toMatchObject({
			event: 'employeeSynced',
			employee: { id: unclear['root.id'], email: null },
			reason: 'statusUnknown',
			explanation: 'HiBob returned no employment status',
		});
	});

	it('is added as a whole at first, and nobody of it again', async () => {
		const polled = new PolledTrigger(triggerNode(hibob, { events: COMPARING }));
		const initial = itemsOf(await polled.activate('activate'));
		expect(idsOf(initial)).toEqual(eligible());
		expect(initial.every(({ initial: isInitial }) => isInitial === true)).toBe(true);
		expect(await runOn(polled, DAYS[0])).toEqual([]);
	});

	it('tells who joins, changes, leaves, comes back and is deleted', async () => {
		const polled = new PolledTrigger(triggerNode(hibob, { events: COMPARING }));
		await polled.activate('activate');
		await runOn(polled, DAYS[0]);
		const [changes, leaves, deleted, joins] = [ordinary(0), ordinary(1), ordinary(2), ordinary(3)];
		hibob.people.splice(hibob.people.indexOf(joins), 1);
		await runOn(polled, DAYS[1]);

		changes['work.title'] = ordinary(5)['work.title'] === changes['work.title'] ? '999' : '998';
		changes['root.surname'] = 'Newname';
		leaves['internal.terminationDate'] = DAYS[1];
		leaves['internal.status'] = 'Inactive';
		leaves['internal.lifecycleStatus'] = 'Terminated';
		hibob.people.splice(hibob.people.indexOf(deleted), 1);
		hibob.people.push(joins);
		const told = tell(await runOn(polled, DAYS[2]));
		const key = (person: Person, event: string) => `hibob:${person['root.id']}:${event}:${DAYS[2]}`;
		expect(told).toEqual(
			expect.arrayContaining([
				{
					event: 'employeeChanged',
					key: expect.stringContaining(key(changes, 'employeeChanged')),
					changedFields: ['lastName', 'title'],
					reason: undefined,
				},
				{
					event: 'employeeLeft',
					key: key(leaves, 'employeeLeft'),
					changedFields: undefined,
					reason: 'terminated',
				},
				{
					event: 'employeeLeft',
					key: key(deleted, 'employeeLeft'),
					changedFields: undefined,
					reason: 'gone',
				},
				{
					event: 'employeeAdded',
					key: key(joins, 'employeeAdded'),
					changedFields: undefined,
					reason: undefined,
				},
			]),
		);

		leaves['internal.terminationDate'] = null;
		leaves['internal.status'] = 'Active';
		leaves['internal.lifecycleStatus'] = 'Employed';
		leaves['work.startDate'] = DAYS[3];
		const back = (await runOn(polled, DAYS[3])).filter(({ event }) => event === 'employeeAdded');
		expect(back).toMatchObject([{ employee: { id: leaves['root.id'] }, initial: false }]);
	});

	it('takes nobody for a leaver of whom HiBob says too little', async () => {
		const polled = new PolledTrigger(triggerNode(hibob, { events: COMPARING }));
		await polled.activate('activate');
		const unclear = [ordinary(0), ordinary(1)];
		for (const person of unclear) person['internal.status'] = null;
		expect(await runOn(polled, DAYS[0])).toEqual([]);
		for (const person of unclear) person['internal.status'] = 'Active';
		const later = (await runOn(polled, DAYS[1])).filter(({ key }) =>
			unclear.some((person) => stringOf(key).includes(person['root.id'])),
		);
		expect(later).toEqual([]);
	});

	it('that loses more than a fifth stops the run and forgets nothing', async () => {
		const polled = new PolledTrigger(triggerNode(hibob, { events: COMPARING }));
		await polled.activate('activate');
		const before = savedAs(polled.state);
		for (const person of hibob.people) {
			if (person.scenario === 'filler') person['internal.status'] = 'Inactive';
		}
		clock(`${DAYS[0]}T07:00:31Z`);
		await expect(polled.heartbeat()).rejects.toThrow(/would count as leavers/);
		expect(polled.state).toEqual(before);
	});

	it('of which a field may no longer be read has not changed', async () => {
		const polled = new PolledTrigger(triggerNode(hibob, { events: COMPARING }));
		await polled.activate('activate');
		hibob.faults.add({ fault: { kind: 'emptyBody' }, times: 1 });
		clock(`${DAYS[0]}T07:00:31Z`);
		await expect(polled.heartbeat()).rejects.toThrow();
		clock(`${DAYS[0]}T07:02:31Z`);
		expect(await polled.heartbeat()).toBeNull();
	});

	it('counts nothing as changed when other fields are watched than before', async () => {
		const node = triggerNode(hibob, { events: COMPARING });
		const polled = new PolledTrigger(node);
		await polled.activate('activate');
		const parameters = {
			...node.parameters,
			options: { extraFields: ['work.custom.field_1667499206086'] },
		};
		const changed = new PolledTrigger({ ...node, parameters });
		Object.assign(changed.state, savedAs(polled.state));
		await changed.activate('update');
		ordinary(0)['root.surname'] = 'Newname';
		expect(await runOn(changed, DAYS[0])).toEqual([]);
		ordinary(0)['root.surname'] = 'Newername';
		const told = tell(await runOn(changed, DAYS[1]));
		expect(told.filter(({ event }) => event === 'employeeChanged')).toMatchObject([
			{ changedFields: ['lastName'] },
		]);
	});

	it('is told along with occasions', async () => {
		const polled = new PolledTrigger(
			triggerNode(hibob, { events: ['employeeChanged', 'birthday'] }),
		);
		expect(await polled.activate('activate')).toBeNull();
		ordinary(0)['root.surname'] = 'Newname';
		const events = new Set((await runOn(polled, DAYS[0])).map(({ event }) => event));
		expect(events).toEqual(new Set(['employeeChanged', 'birthday']));
	});

	it('is synced once at publishing in the durable engine, too, and compared from then on', async () => {
		const durable = new DurableTrigger(triggerNode(hibob, { events: COMPARING }));
		expect(itemsOf(await durable.publish('activate')).length).toBe(eligible().length);
		ordinary(0)['root.surname'] = 'Newname';
		clock(`${DAYS[0]}T07:00:31Z`);
		expect(tell(itemsOf(await durable.heartbeat()))).toMatchObject([
			{ event: 'employeeChanged', changedFields: ['lastName'] },
		]);
	});

	it('is shown in part by a test in the editor', async () => {
		const polled = new PolledTrigger(triggerNode(hibob, { events: ['employeeLeft'] }));
		const shown = itemsOf(await polled.fetchTestEvent());
		expect(shown).toHaveLength(5);
		expect(shown[0]).toMatchObject({ event: 'employeeLeft', preview: expect.any(String) });
		expect(polled.state).toEqual({});
	});
});
