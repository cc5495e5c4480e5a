import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { NodeApiError } from 'n8n-workflow';
import type {
	IDataObject,
	INodeExecutionData,
	IPollFunctions,
	IRun,
	WorkflowActivateMode,
} from 'n8n-workflow';
import type { PassedOverOccasion } from '../../../nodes/shared/schedule/passedOver.ts';
import type { RunSchedule } from '../../../nodes/shared/schedule/runSchedule.ts';
import { ScheduledTrigger } from '../../../nodes/shared/schedule/scheduledTrigger.ts';
import type { PollResult, TriggerPlan } from '../../../nodes/shared/schedule/scheduledTrigger.ts';
import { ANY_NODE } from '../anyNode.mts';
import { deferred } from '../deferred.mts';
import { partial } from '../partial.mts';

type Memory = readonly string[];

interface Settings {
	schedule: RunSchedule;
	siteSchedules?: RunSchedule[];
	reportsRuns: boolean;
	subjects: string[];
}
type Plan = TriggerPlan<Memory, Settings>;

const DAILY: RunSchedule = { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' };
const CATCH_UP_DAYS = 3;
const at = (text: string): number => Date.parse(`${text}:00Z`);
const FIRST = at('2026-11-20T12:00');

const itemsOf = (...keys: string[]): INodeExecutionData[][] => [
	keys.map((key) => ({ json: { key } })),
];
const keysIn = (output: PollResult): unknown[][] | null =>
	output?.map((items) => items.map(({ json }) => json.key ?? json.event)) ?? null;
const NO_REPORT = { counts: {}, warnings: [] };

/** An error of a service; without an answer there is no status. */
const answered = (httpCode?: string) =>
	new NodeApiError(ANY_NODE, {}, { message: 'HiBob failed', ...(httpCode && { httpCode }) });

/** A trigger in a workflow, as n8n polls it. */
class Workflow {
	/** what n8n has stored */
	staticData: IDataObject = {};
	readonly warnings: string[] = [];
	readonly emitted: unknown[] = [];
	settings: Settings = { schedule: DAILY, reportsRuns: false, subjects: ['birthday'] };
	pollTimes: object = {};
	/** nodes that have connections */
	connected: string[] = [];

	readonly readMemory = jest.fn((data: Readonly<IDataObject>): Memory =>
		Array.isArray(data.memory) ? data.memory.map(String) : [],
	);
	readonly tryOut = jest.fn<Plan['tryOut']>();
	readonly run = jest.fn<Plan['run']>();
	readonly changed = jest.fn<NonNullable<Plan['changed']>>((state) => state);

	private readonly trigger = new ScheduledTrigger<Memory, Settings>({
		name: 'Birthdays',
		runCompletedOutput: 1,
		memory: {
			read: this.readMemory,
			write: (data, memory) => {
				data.memory = [...memory];
			},
		},
		settings: () => this.settings,
		subjects: ({ subjects }) => subjects,
		catchUpDays: () => CATCH_UP_DAYS,
		tryOut: this.tryOut,
		changed: this.changed,
		run: this.run,
	});

	private context = this.activation('activate');

	private ended: (execution: IRun | undefined) => void = () => undefined;

	constructor() {
		this.begins();
		this.runs(null);
	}

	/** What a publishing begins with and skips. */
	begins(memory: Memory = ['begun'], passedOver: PassedOverOccasion[] = []): void {
		this.tryOut.mockResolvedValue(() => ({
			memory,
			output: itemsOf('first'),
			report: NO_REPORT,
			passedOver,
		}));
	}

	/** What a run returns; null for nothing. */
	runs(key: string | null, learns = false): void {
		this.run.mockImplementation(
			async (_context, _settings, { memory }) =>
				await Promise.resolve({
					memory: [...memory, 'run'],
					output: key === null ? null : itemsOf(key),
					report: NO_REPORT,
					...(learns && {
						learn: (execution) => (before) => [...before, execution ? 'sent' : 'unknown'],
					}),
				}),
		);
	}

	/** The first poll of an activation. */
	async activate(mode: WorkflowActivateMode, now: number): Promise<PollResult> {
		this.context = this.activation(mode);
		return await this.trigger.poll(this.context, now);
	}

	async publish(now = FIRST): Promise<PollResult> {
		return await this.activate('activate', now);
	}

	async beat(now: number): Promise<PollResult> {
		return await this.trigger.poll(this.context, now);
	}

	/** Lets an execution end that the trigger has started itself. */
	async end(): Promise<void> {
		this.ended(partial<IRun>({ status: 'success' }));
		await new Promise(setImmediate);
	}

	/** A poll of another node of the same kind. */
	async pollOther(id: string, name: string, mode: WorkflowActivateMode): Promise<PollResult> {
		return await this.trigger.poll(this.activation(mode, id, name), FIRST);
	}

	private activation(mode: WorkflowActivateMode, id = 'n', name = 'HiBob'): IPollFunctions {
		return partial<IPollFunctions>({
			getActivationMode: () => mode,
			getWorkflow: () => ({ id: 'w', name: 'Gifts' }),
			getNode: () => ({ ...ANY_NODE, id, name }),
			getChildNodes: (node: string) => (this.connected.includes(node) ? [{}] : []),
			getTimezone: () => 'UTC',
			getNodeParameter: () => this.pollTimes,
			getWorkflowStaticData: () => this.staticData,
			logger: { warn: (text: string) => this.warnings.push(text) },
			helpers: {
				createDeferredPromise: () => ({
					promise: new Promise((resolve) => {
						this.ended = resolve;
					}),
				}),
			},
			__emit: (output: PollResult) => this.emitted.push(keysIn(output)),
		});
	}
}

let workflow: Workflow;
beforeEach(() => {
	workflow = new Workflow();
});

describe('the first publishing', () => {
	test('returns what it begins with, and the first run comes on the next morning', async () => {
		workflow.runs('second');
		expect(keysIn(await workflow.publish())).toEqual([['first']]);
		expect(workflow.tryOut).toHaveBeenCalledWith(
			expect.anything(),
			workflow.settings,
			expect.objectContaining({ today: '2026-11-20' }),
			{ birthday: FIRST },
			[expect.objectContaining({ isOwn: true, lastRun: null })],
		);
		expect(await workflow.beat(at('2026-11-21T06:59'))).toBeNull();
		expect(keysIn(await workflow.beat(at('2026-11-21T07:00')))).toEqual([['second']]);
		expect(await workflow.beat(at('2026-11-21T07:01'))).toBeNull();
		expect(workflow.staticData).toMatchObject({ memory: ['begun', 'run'], lastRun: '2026-11-21' });
		expect(workflow.warnings).toEqual([]);
	});

	test('reports itself and each run when that is chosen', async () => {
		workflow.settings.reportsRuns = true;
		expect(keysIn(await workflow.publish())).toEqual([['first'], ['runCompleted']]);
		expect(keysIn(await workflow.beat(at('2026-11-21T07:00')))).toEqual([[], ['runCompleted']]);
	});

	test.each([
		['no answer', answered()],
		['429', answered('429')],
		['500', answered('500')],
		['401', answered('401')],
		['an error of ours', new TypeError('ours')],
	])('fails when something that a run needs fails: %s', async (_, error) => {
		workflow.tryOut.mockRejectedValue(error);
		await expect(workflow.publish()).rejects.toBe(error);
		expect(workflow.staticData).toEqual({});
	});

	test('names in n8n’s log what it skips, and the next run says how many, once', async () => {
		workflow.begins([], [{ id: '7', event: 'birthday' }]);
		await workflow.publish();
		expect(workflow.warnings).toEqual([
			expect.stringMatching(/^Birthdays: 1 upcoming occasion fell due .* birthday of 7\./),
		]);
		expect(workflow.staticData.passedOver).toEqual({ count: 1, events: ['birthday'] });
		await workflow.beat(at('2026-11-21T07:00'));
		expect(workflow.warnings.slice(1)).toEqual([
			expect.stringMatching(/^Birthdays: 1 upcoming occasion .* Send these by hand$/),
		]);
		await workflow.beat(at('2026-11-22T07:00'));
		expect(workflow.warnings).toHaveLength(2);
		expect(workflow.staticData.passedOver).toBeNull();
	});

	test('warns of Poll Times that come hours late', async () => {
		workflow.pollTimes = { item: [{ mode: 'everyDay', hour: 12, minute: 0 }] };
		await workflow.publish();
		expect(workflow.warnings).toEqual([expect.stringMatching(/^Birthdays: .* up to 5 hours late/)]);
	});
});

describe('a publishing of a trigger that has run', () => {
	const AGAIN = at('2026-11-22T12:00');
	beforeEach(async () => {
		await workflow.publish();
		await workflow.beat(at('2026-11-21T07:00'));
		await workflow.beat(at('2026-11-22T07:00'));
	});
	const baselines = () => workflow.staticData.baselines;

	test('returns nothing and changes nothing', async () => {
		const before = structuredClone(workflow.staticData);
		expect(await workflow.activate('update', AGAIN)).toBeNull();
		expect(workflow.staticData).toEqual(before);
		expect(workflow.tryOut).toHaveBeenLastCalledWith(
			expect.anything(),
			workflow.settings,
			expect.anything(),
			{},
			expect.anything(),
		);
	});

	test('keeps what its kind of trigger changes', async () => {
		workflow.changed.mockImplementation((state) => ({ ...state, memory: ['changed'] }));
		await workflow.activate('update', AGAIN);
		expect(workflow.staticData.memory).toEqual(['changed']);
	});

	test.each([undefined, '429', '500', '503'])(
		'goes live without the service, and without a warning: %s',
		async (status) => {
			workflow.tryOut.mockRejectedValue(answered(status));
			expect(await workflow.activate('update', AGAIN)).toBeNull();
			expect(workflow.warnings).toEqual([]);
		},
	);

	test.each([
		['401', answered('401')],
		['403', answered('403')],
		['405', answered('405')],
		['ours', new TypeError('ours')],
	])('fails with an error that will not pass: %s', async (_, error) => {
		workflow.tryOut.mockRejectedValue(error);
		await expect(workflow.activate('update', AGAIN)).rejects.toBe(error);
	});

	test('looks up what a new event skips, and keeps the memory', async () => {
		workflow.settings.subjects = ['birthday', 'starting'];
		workflow.begins(['other'], [{ id: '7', event: 'starting' }]);
		expect(await workflow.activate('update', AGAIN)).toBeNull();
		expect(workflow.tryOut.mock.lastCall?.[3]).toEqual({ starting: AGAIN });
		expect(workflow.warnings).toEqual([expect.stringContaining('starting of 7')]);
		expect(baselines()).toEqual({ birthday: '2026-11-20', starting: '2026-11-22' });
		expect(workflow.staticData.memory).toEqual(['begun', 'run', 'run']);
		expect(workflow.staticData.passedOver).toEqual({ count: 1, events: ['starting'] });
	});

	test('says that this is unknown while the service does not respond', async () => {
		workflow.settings.subjects = ['birthday', 'starting'];
		workflow.tryOut.mockRejectedValue(answered('500'));
		await workflow.activate('update', AGAIN);
		expect(workflow.warnings).toEqual([
			'Birthdays: the service did not respond, so it is not known which occasions fell due before this publishing',
		]);
		expect(workflow.staticData.passedOver).toBeNull();
	});

	test('looks up again what an earlier one skipped, from that one’s moment on', async () => {
		workflow.settings.subjects = ['birthday', 'starting'];
		workflow.begins([], [{ id: '7', event: 'starting' }]);
		await workflow.activate('update', AGAIN);
		const later = AGAIN + 60_000;
		workflow.tryOut.mockRejectedValueOnce(answered());
		await workflow.activate('update', later);
		expect(workflow.tryOut.mock.lastCall?.[3]).toEqual({ starting: AGAIN });
		expect(workflow.staticData.passedOver).toEqual({ count: 1, events: ['starting'] });
		workflow.begins([], []);
		await workflow.activate('update', later);
		expect(workflow.staticData.passedOver).toBeNull();
	});
});

describe('a trigger that was switched off', () => {
	/** Ran on the 21st and is published at noon on a day. */
	async function back(day: string, mode: WorkflowActivateMode = 'activate') {
		await workflow.publish();
		await workflow.beat(at('2026-11-21T07:00'));
		const now = at(`${day}T12:00`);
		await workflow.activate(mode, now);
		return now;
	}

	test.each(['2026-11-21', '2026-11-24', '2026-11-25'])('until %s owes all days', async (day) => {
		await back(day);
		expect(workflow.warnings).toEqual([]);
		expect(workflow.staticData).toMatchObject({ givenUp: null });
	});

	test('for longer than Catch-Up Days gives the days up, and the next run says so once', async () => {
		const now = await back('2026-11-26');
		const words = expect.stringMatching(
			/^Birthdays: .* so what fell due from 2026-11-22 to 2026-11-26 is skipped$/,
		);
		expect(workflow.warnings).toEqual([words]);
		expect(workflow.staticData).toMatchObject({
			baselines: { birthday: '2026-11-26' },
			began: { birthday: now },
			givenUp: { from: '2026-11-22', until: '2026-11-26' },
		});
		await workflow.beat(at('2026-11-27T07:00'));
		expect(workflow.warnings).toEqual([words, words]);
		await workflow.beat(at('2026-11-28T07:00'));
		expect(workflow.warnings).toHaveLength(2);
		expect(workflow.staticData.givenUp).toBeNull();
	});

	test('after a last run that a wrong clock has dated gives nothing up', async () => {
		await workflow.publish();
		workflow.staticData = { ...workflow.staticData, lastRun: '2027-05-01', revision: 100 };
		await workflow.activate('activate', at('2026-11-30T12:00'));
		expect(workflow.staticData).toMatchObject({ givenUp: null });
		expect(workflow.warnings).toEqual([expect.stringContaining('dated 2027-05-01')]);
	});

	test('by nobody, but published with a change, owes all days', async () => {
		await back('2026-11-30', 'update');
		expect(workflow.staticData).toMatchObject({ givenUp: null });
	});
});

describe('a heartbeat', () => {
	test('with nothing due reads nothing of what is remembered', async () => {
		await workflow.publish();
		workflow.readMemory.mockClear();
		expect(await workflow.beat(at('2026-11-20T13:00'))).toBeNull();
		expect(workflow.readMemory).not.toHaveBeenCalled();
	});

	test('reads it when n8n has another state than this process wrote', async () => {
		await workflow.publish();
		workflow.staticData = {};
		await workflow.beat(at('2026-11-20T13:00'));
		expect(workflow.staticData).toMatchObject({ memory: ['begun'], lastRun: '2026-11-20' });
	});

	test('runs only the schedules that are due', async () => {
		const lima: RunSchedule = { ...DAILY, timeZone: 'America/Lima' };
		workflow.settings.siteSchedules = [lima];
		await workflow.publish();
		const zones = () => workflow.run.mock.lastCall?.[4].map(({ schedule }) => schedule.timeZone);
		await workflow.beat(at('2026-11-20T12:30'));
		expect(workflow.run).not.toHaveBeenCalled();
		await workflow.beat(at('2026-11-21T07:00'));
		expect(zones()).toEqual(['UTC']);
		await workflow.beat(at('2026-11-21T12:00'));
		expect(zones()).toEqual(['America/Lima']);
	});

	test('says that a run failed, waits, and a later one catches up', async () => {
		await workflow.publish();
		workflow.run.mockRejectedValueOnce(answered('500'));
		await expect(workflow.beat(at('2026-11-21T07:00'))).rejects.toThrow('HiBob failed');
		expect(await workflow.beat(at('2026-11-21T07:00'))).toBeNull();
		workflow.runs('late');
		expect(keysIn(await workflow.beat(at('2026-11-21T07:01')))).toEqual([['late']]);
	});

	test('ignores a last run that a wrong clock has dated, and says so', async () => {
		await workflow.publish();
		workflow.staticData = { ...workflow.staticData, lastRun: '2027-05-01', revision: 100 };
		workflow.runs('now');
		expect(keysIn(await workflow.beat(at('2026-11-21T07:00')))).toEqual([['now']]);
		expect(workflow.warnings).toEqual([
			'Birthdays: the last run is dated 2027-05-01, which is later than tomorrow. The clock must have been wrong then, so this date is ignored',
		]);
	});

	test('is without result when somebody publishes while it runs', async () => {
		await workflow.publish();
		workflow.runs('stale');
		const { promise, resolve } = deferred();
		const run = workflow.run.getMockImplementation();
		workflow.run.mockImplementationOnce(async (...all) => {
			await promise;
			if (!run) throw new Error('no run');
			return await run(...all);
		});
		const beat = workflow.beat(at('2026-11-21T07:00'));
		await workflow.activate('update', at('2026-11-21T07:00'));
		resolve();
		expect(await beat).toBeNull();
		expect(workflow.staticData).toMatchObject({ memory: ['begun'], lastRun: '2026-11-20' });
	});
});

describe('a run that learns from its execution', () => {
	beforeEach(async () => {
		await workflow.publish();
	});

	test('starts it itself, and the next heartbeat notes what came of it', async () => {
		workflow.runs('sent', true);
		expect(await workflow.beat(at('2026-11-21T07:00'))).toBeNull();
		expect(workflow.emitted).toEqual([[['sent']]]);
		expect(workflow.staticData.memory).toEqual(['begun', 'run']);
		await workflow.end();
		expect(await workflow.beat(at('2026-11-21T07:01'))).toBeNull();
		expect(workflow.staticData.memory).toEqual(['begun', 'run', 'sent']);
	});

	test('starts none without items', async () => {
		workflow.runs(null, true);
		expect(await workflow.beat(at('2026-11-21T07:00'))).toBeNull();
		expect(workflow.emitted).toEqual([]);
	});
});

describe('the start of n8n', () => {
	test('runs what is due', async () => {
		await workflow.publish();
		workflow.runs('morning');
		expect(keysIn(await workflow.activate('init', at('2026-11-21T08:00')))).toEqual([['morning']]);
	});

	test.each<[string, unknown]>([
		['HiBob failed', answered('500')],
		['a text', 'a text'],
	])('does not fail with a run, which retries: %s', async (reason, error) => {
		await workflow.publish();
		workflow.run.mockRejectedValueOnce(error);
		expect(await workflow.activate('init', at('2026-11-21T08:00'))).toBeNull();
		expect(workflow.warnings).toEqual([
			expect.stringContaining(
				'Birthdays: the run at the start of n8n failed and retries automatically.',
			),
		]);
		expect(workflow.warnings.join()).toContain(reason);
		workflow.runs('later');
		expect(keysIn(await workflow.beat(at('2026-11-21T08:01')))).toEqual([['later']]);
	});
});

describe('two triggers', () => {
	beforeEach(async () => {
		workflow.connected = ['HiBob', 'HiBob1'];
		await workflow.publish();
	});

	test('with one node ID are refused at publishing, and on a heartbeat', async () => {
		await expect(workflow.pollOther('n', 'HiBob1', 'activate')).rejects.toThrow('same node ID');
		expect(await workflow.pollOther('n', 'HiBob1', 'init')).toBeNull();
		expect(workflow.warnings).toEqual([expect.stringContaining('same node ID')]);
	});

	test('with their own have their own memory', async () => {
		workflow.staticData = {};
		expect(keysIn(await workflow.pollOther('other', 'HiBob1', 'activate'))).toEqual([['first']]);
	});
});
