import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData, WorkflowActivateMode } from 'n8n-workflow';
import { stringOf } from '../../nodes/shared/parameterValue.ts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { clock, triggerNode } from '../HiBob/resources/publishedTrigger.mts';
import { DurableTrigger, PolledTrigger, savedAs } from '../n8nCore.mts';
import { answerWith, SMALL_COMPANY } from './smallCompany.mts';

// What the package of commit cc4ab71 left in n8n about the small company, in the words of that
// package: published on 19 November at 06:30, and run at 07:00 on each day until the 24th.

const ROSTER = {
	watched: [
		'workEmail',
		'firstName',
		'lastName',
		'displayName',
		'title',
		'department',
		'site',
		'manager',
		'startDate',
		'status',
		'lifecycleStatus',
		'terminationDate',
	],
	packed:
		'C5AyDvwgALtJc85-GAG2HfShK3eTAux3C5AyDvwgALuQew7IAQHXB_ShK3eTAux3C5AyDvwgALwMh9UsCAGMZPShK3eAAux3C5AyDvwgALybScOn1AGlefShK3eTAuxVC5AyDvwgALz_P1ehzQFDqfShK3eTAux3',
	others: { 'e-1005': 'V_7iLkAEh3PShK3eTAux3' },
};
const RUN = { baseline: '2026-11-18', lastRun: '2026-11-24', headCount: 7 };
const NOT_YET_RUN = { baseline: '2026-11-18', lastRun: null, headCount: 7, emitted: {} };
const BIRTHDAYS = {
	'hibob:3332883884017713901:birthday:2026': '2026-11-20',
	'hibob:e-1005:birthday:2026': '2026-11-24',
};
const FORMER = {
	once: {
		...RUN,
		emitted: { ...BIRTHDAYS, 'hibob:3332883884017713904:workAnniversary:2026': '2026-11-23' },
	},
	repeat: { ...RUN, emitted: {} },
	roster: { ...RUN, emitted: {}, roster: ROSTER },
	both: { ...RUN, emitted: BIRTHDAYS, roster: ROSTER },
};

const COMPARING = ['employeeAdded', 'employeeChanged', 'employeeLeft'];
const PARAMETERS: Readonly<Record<keyof typeof FORMER, IDataObject>> = {
	once: { events: ['birthday', 'workAnniversary'] },
	repeat: { events: ['birthday'], delivery: 'repeat' },
	roster: { events: COMPARING },
	both: { events: ['birthday', ...COMPARING] },
};

const DUE_LATER = [
	['25', '902:birthday'],
	['25', '903:birthday'],
	['28', '907:birthday'],
];
const ROSTER_LATER = [
	['25', '903:employeeAdded'],
	['25', '906:employeeLeft'],
	['28', '907:employeeChanged'],
];

let hibob: HiBobSandbox;
beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-24', rateLimitPerMinute: 100_000 });
});
afterEach(() => {
	jest.restoreAllMocks();
});
afterAll(async () => {
	await hibob.stop();
});

/** Whom an item is about, by the last digits of the id, and what happened. */
const named = (output: INodeExecutionData[][] | null): string[] =>
	(output?.[0] ?? [])
		.map(({ json }) => stringOf(json.key).replace(/^hibob:\d*(\d{3}|e-1005):([^:]+):.*$/, '$1:$2'))
		.sort();

/** What the runs from the 25th to the 29th return, each with its day. */
async function later(trigger: {
	heartbeat: () => Promise<INodeExecutionData[][] | null>;
}): Promise<string[][]> {
	const found: string[][] = [];
	for (const day of ['25', '26', '27', '28', '29']) {
		const company = SMALL_COMPANY.map((one) => {
			if (one.id.endsWith('903')) return { ...one, status: 'Active' as const };
			return one.id.endsWith('907') && day >= '28' ? { ...one, title: 'Cook' } : one;
		});
		answerWith(hibob, company);
		clock(`2026-11-${day}T07:00:31Z`);
		found.push(...named(await trigger.heartbeat()).map((name) => [day, name]));
		// and nothing more on that day
		clock(`2026-11-${day}T12:00:31Z`);
		found.push(...named(await trigger.heartbeat()).map((name) => [`${day} again`, name]));
	}
	return found;
}

/** The trigger in a new n8n with the new package, at noon of the 24th. */
function upgraded(state: IDataObject, parameters: IDataObject): PolledTrigger {
	answerWith(hibob, SMALL_COMPANY);
	clock('2026-11-24T12:00:00Z');
	return new PolledTrigger(triggerNode(hibob, parameters)).restartedWith(state);
}

const HOW: WorkflowActivateMode[] = ['init', 'update', 'activate'];

describe.each(HOW)('with the state of the package before, after %s', (mode) => {
	it.each([
		['once', DUE_LATER],
		['roster', ROSTER_LATER],
		['both', [...DUE_LATER, ...ROSTER_LATER]],
	] as const)('%s returns nothing twice and nothing too little', async (which, expected) => {
		const trigger = upgraded(FORMER[which], PARAMETERS[which]);
		expect(await trigger.activate(mode)).toBeNull();
		expect((await later(trigger)).sort()).toEqual([...expected].sort());
	});

	it('Repeat Until Sent offers what is within its catch-up days again, and nothing else', async () => {
		const trigger = upgraded(FORMER.repeat, PARAMETERS.repeat);
		expect(await trigger.activate(mode)).toBeNull();
		const found = await later(trigger);
		const on = (day: string) => found.filter(([one]) => one === day).map(([, name]) => name);
		const inTheWeek = ['902:birthday', '903:birthday', 'e-1005:birthday'];
		expect(on('25')).toEqual(['901:birthday', ...inTheWeek]);
		expect(on('28')).toEqual(['902:birthday', '903:birthday', '907:birthday', 'e-1005:birthday']);
		expect(on('29')).toEqual(on('28'));
	});
});

describe('with n8n’s durable scheduler', () => {
	it.each([
		['once', DUE_LATER],
		['both', [...DUE_LATER, ...ROSTER_LATER]],
	] as const)('%s returns nothing twice and nothing too little', async (which, expected) => {
		answerWith(hibob, SMALL_COMPANY);
		clock('2026-11-24T12:00:00Z');
		const trigger = new DurableTrigger(triggerNode(hibob, PARAMETERS[which]), FORMER[which]);
		expect(await trigger.publish('update')).toBeNull();
		expect((await later(trigger)).sort()).toEqual([...expected].sort());
	});
});

describe('a trigger that was published and had not run', () => {
	it('has its first run with the new package, for the day that the old one promised', async () => {
		const trigger = upgraded(NOT_YET_RUN, PARAMETERS.once);
		clock('2026-11-19T06:45:00Z');
		expect(await trigger.activate('init')).toBeNull();
		clock('2026-11-20T07:00:31Z');
		expect(named(await trigger.heartbeat())).toEqual(['901:birthday']);
	});

	it('does not sync its roster a second time', async () => {
		const trigger = upgraded({ ...NOT_YET_RUN, roster: ROSTER }, PARAMETERS.roster);
		clock('2026-11-19T06:45:00Z');
		expect(await trigger.activate('update')).toBeNull();
		clock('2026-11-19T07:00:31Z');
		expect(await trigger.heartbeat()).toBeNull();
	});
});

describe('what is stored after the first run', () => {
	const stored = async (which: keyof typeof FORMER): Promise<IDataObject> => {
		const trigger = upgraded(FORMER[which], PARAMETERS[which]);
		await trigger.activate('init');
		clock('2026-11-25T07:00:31Z');
		await trigger.heartbeat();
		return savedAs(trigger.state);
	};

	it('names nobody in clear any more', async () => {
		expect(JSON.stringify(await stored('once'))).not.toMatch(/hibob:|birthday:|33328838/);
	});

	it('is, of a roster that nobody joined or left, the same text', async () => {
		const { roster } = await stored('both');
		// somebody has left on the 24th
		const kept = ROSTER.packed.match(/.{32}/g)?.filter((_, index) => index !== 3);
		expect(roster).toEqual({ ...ROSTER, packed: kept?.join('') });
	});

	it('outlives some days with the package before, which writes beside it', async () => {
		const back = {
			...(await stored('once')),
			lastRun: '2026-11-28',
			headCount: 7,
			emitted: {
				'hibob:3332883884017713907:birthday:2026': '2026-11-28',
			},
		};
		const trigger = upgraded(back, PARAMETERS.once);
		clock('2026-11-28T12:00:00Z');
		expect(await trigger.activate('init')).toBeNull();
		clock('2026-11-29T07:00:31Z');
		expect(await trigger.heartbeat()).toBeNull();
	});
});
