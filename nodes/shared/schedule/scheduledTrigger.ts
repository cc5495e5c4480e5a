import { NodeApiError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { CivilDate } from '../civilDate';
import { Heartbeats } from './heartbeats';
import type { Publication } from './heartbeats';
import { firstBaseline, runDay } from './runSchedule';
import type { RunSchedule } from './runSchedule';
import type { ScheduleState, StateFormat } from './scheduleState';
import { triedAgain } from './triedAgain';

/** What a poll puts out, by output; null when there is nothing. */
export type PollResult = INodeExecutionData[][] | null;

/** What a run, or a first activation, has come to. */
interface Run<S> {
	state: S;
	output: PollResult;
}

/** What a trigger does beside keeping to its schedule. */
export interface TriggerPlan<S extends ScheduleState, T extends { schedule: RunSchedule }> {
	/** as n8n’s log calls it */
	name: string;
	state: StateFormat<S>;
	/** @throws ExplainedError that names the field and what it takes */
	settings: (context: IPollFunctions) => T;
	/**
	 * Tries everything that a run needs. @returns what a first activation begins with, once it is
	 * asked for
	 */
	tryOut: (context: IPollFunctions, settings: T, today: CivilDate) => Promise<(state: S) => Run<S>>;
	/** A run on day `today`; it changes no state itself. */
	run: (
		context: IPollFunctions,
		settings: T,
		state: S & { baseline: CivilDate },
		today: CivilDate,
	) => Promise<Run<S>>;
}

/**
 * A trigger that runs once a day, or at every poll, whatever n8n’s poll times are: those are only a
 * heartbeat. A run that was missed or has failed is made up for by a later heartbeat.
 *
 * One for each kind of node; it knows the nodes of this process by workflow and node id.
 */
export class ScheduledTrigger<S extends ScheduleState, T extends { schedule: RunSchedule }> {
	private readonly plan: TriggerPlan<S, T>;

	private readonly heartbeats = new Heartbeats<S>();

	constructor(plan: TriggerPlan<S, T>) {
		this.plan = plan;
	}

	/** A poll of the published workflow: at publishing, when n8n starts, or on a heartbeat. */
	async poll(context: IPollFunctions, now: number): Promise<PollResult> {
		const trigger = `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
		const run = async () =>
			await this.heartbeats
				.alone(trigger, now, (isGivenUp) => this.runIfDue(context, trigger, now, isGivenUp))
				.catch((error: unknown) => {
					throw triedAgain(context.getNode(), error);
				});
		switch (this.heartbeats.causeOf(context)) {
			case 'publish':
				return await this.publish(context, trigger, now);
			case 'n8nStart':
				return await this.withoutThrowing(context, run);
			case 'heartbeat':
				return this.heartbeats.isPaused(trigger, now) ? null : await run();
		}
	}

	/**
	 * A person publishes: everything a run needs is tried now, so that a wrong credential, a missing
	 * permission or a wrong setting shows at once.
	 *
	 * Rule: what depends on days only looks forward. Publishing anew what was switched off sets a new
	 * baseline; publishing a change of a running workflow keeps the old one, and an outage of the
	 * service does not keep the change from going live.
	 */
	private async publish(
		context: IPollFunctions,
		trigger: string,
		now: number,
	): Promise<PollResult> {
		const settings = this.plan.settings(context);
		const { staticData, stored, state } = this.stateOf(context, trigger);
		const isNew = state.baseline === null || context.getActivationMode() === 'activate';
		const { today } = runDay(settings.schedule, now);
		const begin = await this.plan.tryOut(context, settings, today).catch((error: unknown) => {
			if (!isNew && mayPass(error)) return null;
			throw error;
		});
		if (isNew && begin) {
			const baseline = baselineNow(settings.schedule, now);
			const first = begin(state);
			this.save(trigger, staticData, { ...first.state, baseline });
			this.heartbeats.publishedWith(trigger, baseline);
			return first.output;
		}
		if (!this.plan.state.isSame(state, stored)) this.save(trigger, staticData, state);
		return null;
	}

	private async runIfDue(
		context: IPollFunctions,
		trigger: string,
		now: number,
		isGivenUp: () => boolean,
	): Promise<PollResult> {
		const settings = this.plan.settings(context);
		const { today, runTimeReached } = runDay(settings.schedule, now);
		const everyPoll = settings.schedule.mode === 'everyPoll';
		const publication = this.heartbeats.publicationOf(trigger);
		const isOver = (lastRun: CivilDate | null) =>
			!runTimeReached || (!everyPoll && lastRun !== null && lastRun >= today);
		const written = this.heartbeats.writtenState(trigger);
		// the usual heartbeat: a look at two days, however much is remembered
		if (
			written &&
			!publication &&
			!everyPoll &&
			isOver(written.lastRun) &&
			isAsWritten(context.getWorkflowStaticData('node'), written)
		) {
			return null;
		}
		const { staticData, stored, state: current } = this.stateOf(context, trigger);
		const state = withBaseline(current, publication, () =>
			firstBaseline(today, !everyPoll && runTimeReached),
		);
		if (this.plan.state.isSame(state, stored)) this.heartbeats.wrote(trigger, state);
		else this.save(trigger, staticData, state);
		if (isOver(state.lastRun)) return null;

		const run = await this.plan.run(context, settings, state, today);
		// Another run took this one's place, or someone published, while the service was answering: what
		// this run began with is no longer true
		if (isGivenUp() || this.heartbeats.publicationOf(trigger) !== publication) return null;
		this.save(trigger, staticData, run.state);
		return run.output;
	}

	/**
	 * What n8n has stored, and what a run may rely on. n8n keeps the state by the node’s name and we
	 * know a trigger by its id, so one that was renamed goes on where it was.
	 */
	private stateOf(
		context: IPollFunctions,
		trigger: string,
	): { staticData: IDataObject; stored: S; state: S } {
		const { read, upToDate } = this.plan.state;
		const staticData = context.getWorkflowStaticData('node');
		const stored = read(staticData);
		return {
			staticData,
			stored,
			state: upToDate(stored, this.heartbeats.writtenState(trigger)),
		};
	}

	private save(trigger: string, staticData: IDataObject, state: S): void {
		this.plan.state.write(staticData, state);
		this.heartbeats.wrote(trigger, state);
	}

	/**
	 * n8n gives up for good on a trigger whose first poll after a start fails, while the workflow
	 * goes on to look active. So such a failure is logged, and the next heartbeat tries again.
	 */
	private async withoutThrowing(
		context: IPollFunctions,
		poll: () => Promise<PollResult>,
	): Promise<PollResult> {
		try {
			return await poll();
		} catch (error) {
			const reason = error instanceof Error ? error.message : 'unknown reason';
			context.logger.warn(`${this.plan.name}: the run at start did not succeed. ${reason}`);
			return null;
		}
	}
}

function baselineNow(schedule: RunSchedule, now: number): CivilDate | null {
	const { today, runTimeReached } = runDay(schedule, now);
	// with At Every Poll the next heartbeat is the first run, and counts its own day
	return schedule.mode === 'everyPoll' ? null : firstBaseline(today, runTimeReached);
}

/** The state with the baseline of the last publishing, or of now where there is none. */
function withBaseline<S extends ScheduleState>(
	state: S,
	publication: Publication | undefined,
	now: () => CivilDate,
): S & { baseline: CivilDate } {
	const baseline = publication ? publication.baseline : state.baseline;
	return { ...state, baseline: baseline ?? now() };
}

/**
 * Whether what n8n has stored is what this process wrote last, by the days alone: with one run a day
 * everything else changes together with them.
 */
const isAsWritten = (
	{ baseline, lastRun }: Readonly<IDataObject>,
	written: ScheduleState,
): boolean => baseline === written.baseline && lastRun === written.lastRun;

/** Whether an error may pass by itself: no answer, too many requests, or trouble in the service. */
const mayPass = (error: unknown): boolean =>
	error instanceof NodeApiError &&
	(error.httpCode === null || error.httpCode === '429' || error.httpCode.startsWith('5'));
