import { NodeApiError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays } from '../civilDate';
import { ownOf } from '../jsonObject';
import { Heartbeats, triggerOf } from './heartbeats';
import { Lessons } from './lessons';
import type { Lesson } from './lessons';
import { passedOverInNumbers, passedOverInWords, passedOverOf } from './passedOver';
import type { PassedOver, PassedOverOccasion } from './passedOver';
import { warnOfLatePolls } from './pollTimes';
import { givenUpInWords, runCompletedItem, withRunCompleted } from './runCompleted';
import type { RunReport, RunsBefore } from './runCompleted';
import { runDay } from './runSchedule';
import type { RunDay } from './runSchedule';
import {
	isAsWritten,
	isBelievable,
	laterState,
	readState,
	settled,
	writeState,
} from './scheduleState';
import type { MemoryFormat, TriggerState } from './scheduleState';
import { isAnyDue, isDue, scheduleRuns, withFirstRuns, withRuns } from './siteSchedules';
import type { ScheduleRun, Schedules } from './siteSchedules';
import { triedAgain } from './triedAgain';

/** What a poll returns, by output; null when there is nothing. */
export type PollResult = INodeExecutionData[][] | null;

/** The result of a run. */
interface Run<M> {
	memory: M;
	output: PollResult;
	report: RunReport;
	/** what to learn from the execution that the output starts */
	learn?: Lesson<M> | undefined;
}

/** The result of a publishing. */
interface Publishing<M> extends Run<M> {
	/** soonest first */
	passedOver?: readonly PassedOverOccasion[];
}

/** What the schedule needs to know about a trigger’s settings. */
interface ScheduleSettings extends Schedules {
	/** whether each run returns an item of the event Run Completed */
	reportsRuns: boolean;
}

/** What is specific to one kind of trigger. */
export interface TriggerPlan<M, T extends ScheduleSettings> {
	/** its name in n8n’s log */
	name: string;
	/** the output of the event Run Completed, which is the last one */
	runCompletedOutput: number;
	memory: MemoryFormat<M>;
	/** @throws ExplainedError that names the field and what to set it to */
	settings: (context: IPollFunctions) => T;
	/** what the trigger looks for by day; each has its own baseline */
	subjects: (settings: T) => readonly string[];
	/** how many days back a run looks for what was missed */
	catchUpDays: (settings: T) => number;
	/**
	 * Tries everything that a run needs.
	 *
	 * @param begins - what begins with this publishing, or began with an earlier one that no run has followed
	 * yet, with the instant of that publishing in ms since 1970
	 * @param runs - all schedules at this moment
	 * @returns what a first publishing begins with, and what this one skips
	 */
	tryOut: (
		context: IPollFunctions,
		settings: T,
		day: RunDay,
		begins: Readonly<Record<string, number>>,
		runs: readonly ScheduleRun[],
	) => Promise<(memory: M) => Publishing<M>>;
	/** What a publishing changes in the state of a trigger that has run before; the same state if nothing. */
	changed?: (state: TriggerState<M>, settings: T, day: RunDay) => TriggerState<M>;
	/** A run; it changes no state itself. @param due - the schedules that are due */
	run: (
		context: IPollFunctions,
		settings: T,
		state: TriggerState<M>,
		day: RunDay,
		due: readonly ScheduleRun[],
	) => Promise<Run<M>>;
}

/**
 * A trigger that runs once a day, or at every poll. n8n’s poll times are only a heartbeat: they decide how
 * often it checks whether a run is due. A run is due if the latest run time that has passed has had no good
 * run, so a later poll catches up on a run that was missed or failed.
 *
 * There is one for each kind of node. It distinguishes the nodes of this process by workflow and node id.
 */
export class ScheduledTrigger<M, T extends ScheduleSettings> {
	private readonly plan: TriggerPlan<M, T>;

	private readonly heartbeats = new Heartbeats<TriggerState<M>>();

	private readonly lessons = new Lessons<M>();

	constructor(plan: TriggerPlan<M, T>) {
		this.plan = plan;
	}

	/** A poll of the published workflow: at publishing, when n8n starts, or on a heartbeat. */
	async poll(context: IPollFunctions, now: number): Promise<PollResult> {
		switch (this.heartbeats.causeOf(context)) {
			case 'publish':
				return await this.publish(context, now);
			case 'n8nStart':
				return await this.withoutThrowing(context, async () => await this.beat(context, now));
			case 'heartbeat': {
				const isPaused = this.heartbeats.isPaused(triggerOf(context), now);
				return isPaused ? null : await this.beat(context, now);
			}
		}
	}

	/** One heartbeat: a run if one is due and none is in progress. */
	private async beat(context: IPollFunctions, now: number): Promise<PollResult> {
		const trigger = triggerOf(context);
		return await this.heartbeats
			.alone(trigger, now, async (isGivenUp) => {
				this.heartbeats.checkNodeId(context);
				return await this.runIfDue(context, trigger, now, isGivenUp);
			})
			.catch((error: unknown) => {
				throw triedAgain(context.getNode(), error);
			});
	}

	/**
	 * A person publishes: everything a run needs is tried now, so that a wrong credential, a missing
	 * permission or a wrong setting shows at once.
	 *
	 * Rules: only a trigger that has never run starts from nothing; what it does on days begins with the
	 * next run time. A trigger that is published again keeps what it knows and owes, and an outage of the
	 * service does not stop the change from going live. A trigger that was unpublished for longer than its
	 * catch-up days starts from scratch with its days, and reports which days it gives up.
	 */
	private async publish(context: IPollFunctions, now: number): Promise<PollResult> {
		const settings = this.plan.settings(context);
		this.heartbeats.checkNodeId(context);
		const trigger = triggerOf(context);
		const day = runDay(settings.schedule, now);
		warnOfLatePolls(context, this.plan.name, settings, day.today);
		const { staticData, stored, state } = this.stateOf(context, trigger, settings);
		const isFirst = state.lastRun === null;
		const known = this.settledState(context, state, settings, day, now);
		const runs = scheduleRuns(settings, known, now);
		const begins = beginsWith(known, state, now);
		const begin = await this.plan
			.tryOut(context, settings, day, begins, runs)
			.catch((error: unknown) => {
				if (!isFirst && mayPass(error)) return null;
				throw error;
			});
		const isNew = isFirst || known.passedOver !== null || Object.keys(begins).length > 0;
		const begun = isNew && begin ? begin(known.memory) : null;
		if (isNew && !begin) {
			context.logger.warn(
				`${this.plan.name}: the service did not respond, so it is not known which occasions fell due before this publishing`,
			);
		}
		const named = begun?.passedOver ?? [];
		// nothing new is known while the service does not respond
		const passedOver = isNew && begin ? passedOverOf(named) : known.passedOver;
		const first = isFirst ? begun : null;
		const next = first
			? withFirstRuns({ ...known, memory: first.memory, passedOver }, runs, now)
			: this.published(context, known, settings, day, passedOver, now);
		if (named.length > 0) {
			context.logger.warn(`${this.plan.name}: ${passedOverInWords(named)}`);
		}
		this.keep(trigger, staticData, stored, next);
		this.heartbeats.restart(trigger);
		return first && this.reported(context, settings, { givenUp: null, passedOver }, runs, first);
	}

	/** The items of a run, with its report if Run Completed is chosen. */
	private reported(
		context: IPollFunctions,
		settings: T,
		before: RunsBefore,
		runs: readonly ScheduleRun[],
		{ output, report }: Run<M>,
	): PollResult {
		if (!settings.reportsRuns) return output;
		const item = runCompletedItem(context, runs, before, report, Date.now());
		return withRunCompleted(output, item, this.plan.runCompletedOutput);
	}

	/** The state of a trigger that has run before. @param passedOver - as of this publishing */
	private published(
		context: IPollFunctions,
		state: TriggerState<M>,
		settings: T,
		day: RunDay,
		passedOver: PassedOver | null,
		now: number,
	): TriggerState<M> {
		const kept = this.withoutOldDays(context, state, settings, day, now);
		const changed = this.plan.changed?.(kept, settings, day) ?? kept;
		const isSame = JSON.stringify(passedOver) === JSON.stringify(changed.passedOver);
		return isSame ? changed : { ...changed, passedOver };
	}

	/** The state of a trigger that is published again, after what may have been too long. */
	private withoutOldDays(
		context: IPollFunctions,
		state: TriggerState<M>,
		settings: T,
		{ latest, baseline }: RunDay,
		now: number,
	): TriggerState<M> {
		const oldest = addDays(latest, -this.plan.catchUpDays(settings));
		const from = state.lastRun === null ? null : addDays(state.lastRun, 1);
		const isSwitchedOn = context.getActivationMode() === 'activate';
		if (!isSwitchedOn || from === null || from >= oldest) return state;
		const givenUp = { from, until: baseline };
		context.logger.warn(`${this.plan.name}: ${givenUpInWords(givenUp)}`);
		const subjects = this.plan.subjects(settings);
		const baselines = Object.fromEntries(subjects.map((subject) => [subject, baseline]));
		const began = Object.fromEntries(subjects.map((subject) => [subject, now]));
		return { ...state, baselines, began, givenUp };
	}

	private async runIfDue(
		context: IPollFunctions,
		trigger: string,
		now: number,
		isGivenUp: () => boolean,
	): Promise<PollResult> {
		const settings = this.plan.settings(context);
		const day = runDay(settings.schedule, now);
		const written = this.heartbeats.writtenState(trigger);
		// the usual heartbeat: compares a number and a day, however much is remembered
		if (
			written &&
			!this.lessons.isWaiting(trigger) &&
			isAsWritten(context.getWorkflowStaticData('node'), written) &&
			isBelievable(written.lastRun, day) &&
			!isAnyDue(settings, written, now)
		) {
			return null;
		}
		const { staticData, stored, state: current } = this.stateOf(context, trigger, settings);
		const taught = this.lessons.isWaiting(trigger)
			? { ...current, memory: this.lessons.noteIn(trigger, current.memory) }
			: current;
		const begun = this.settledState(context, taught, settings, day, now);
		const state = this.keep(trigger, staticData, stored, begun);
		const runs = scheduleRuns(settings, state, now);
		const due = runs.filter(isDue);
		if (due.length === 0) return null;

		if (state.givenUp) {
			context.logger.warn(`${this.plan.name}: ${givenUpInWords(state.givenUp)}`);
		}
		if (state.passedOver) {
			context.logger.warn(`${this.plan.name}: ${passedOverInNumbers(state.passedOver)}`);
		}
		const run = await this.plan.run(context, settings, state, day, due);
		// Another run replaced this one, or someone published, while the service was responding: what this
		// run began with is no longer true
		if (isGivenUp()) return null;
		const after = withRuns({ ...state, memory: run.memory, ...REPORTED }, runs, now);
		this.keep(trigger, staticData, state, after);
		const output = this.reported(context, settings, state, runs, run);
		if (output === null || run.learn === undefined) return output;
		this.lessons.start(context, trigger, output, run.learn);
		return null;
	}

	/** What n8n has stored, and what a run may rely on. */
	private stateOf(
		context: IPollFunctions,
		trigger: string,
		settings: T,
	): { staticData: IDataObject; stored: TriggerState<M>; state: TriggerState<M> } {
		const staticData = context.getWorkflowStaticData('node');
		const stored = readState(staticData, this.plan.memory, this.plan.subjects(settings));
		return {
			staticData,
			stored,
			state: laterState(stored, this.heartbeats.writtenState(trigger)),
		};
	}

	private settledState(
		context: IPollFunctions,
		state: TriggerState<M>,
		settings: T,
		day: RunDay,
		now: number,
	): TriggerState<M> {
		if (!isBelievable(state.lastRun, day)) {
			context.logger.warn(
				`${this.plan.name}: the last run is dated ${state.lastRun ?? ''}, which is later than tomorrow. The clock must have been wrong then, so this date is ignored`,
			);
		}
		return settled(state, this.plan.subjects(settings), day, now);
	}

	/**
	 * Keeps a state in n8n and in this process. A state that is neither the stored nor the last written one
	 * gets a new revision.
	 */
	private keep(
		trigger: string,
		staticData: IDataObject,
		stored: TriggerState<M>,
		state: TriggerState<M>,
	): TriggerState<M> {
		const isKnown = state === stored || state === this.heartbeats.writtenState(trigger);
		const kept = isKnown ? state : { ...state, revision: state.revision + 1 };
		if (kept !== stored) writeState(staticData, kept, this.plan.memory);
		this.heartbeats.wrote(trigger, kept);
		return kept;
	}

	/**
	 * If the first poll of a trigger after a start fails, n8n gives up on it permanently, while the workflow
	 * still looks active. So such a failure is logged, and the next heartbeat retries.
	 */
	private async withoutThrowing(
		context: IPollFunctions,
		poll: () => Promise<PollResult>,
	): Promise<PollResult> {
		try {
			return await poll();
		} catch (error) {
			const reason = error instanceof Error ? error.message : 'unknown reason';
			context.logger.warn(
				`${this.plan.name}: the run at the start of n8n failed and retries automatically. ${reason}`,
			);
			return null;
		}
	}
}

/**
 * What begins with a publishing, or began with an earlier one that no run has followed yet. What they skip
 * is looked up again, because settings may have changed and nobody’s day is kept.
 */
function beginsWith<M>(
	known: TriggerState<M>,
	before: TriggerState<M>,
	now: number,
): Record<string, number> {
	const waiting = known.passedOver?.events ?? [];
	return Object.fromEntries(
		Object.entries(known.baselines).flatMap(([subject, from]): [string, number][] => {
			if (ownOf(before.baselines, subject) !== from) return [[subject, now]];
			return waiting.includes(subject) ? [[subject, ownOf(known.began, subject) ?? now]] : [];
		}),
	);
}

/** A good run has reported what was given up and skipped. */
const REPORTED = { givenUp: null, passedOver: null } as const;

/** Whether an error may pass: no response, too many requests, or an error of the service. */
const mayPass = (error: unknown): boolean =>
	error instanceof NodeApiError &&
	(error.httpCode === null || error.httpCode === '429' || error.httpCode.startsWith('5'));
