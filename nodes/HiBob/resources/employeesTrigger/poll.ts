import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays } from '../../occasions/civilDate';
import type { CivilDate } from '../../occasions/civilDate';
import { dueWindow } from '../../occasions/dueWindow';
import { firstBaseline, runDay } from '../../occasions/runSchedule';
import { isPassing } from '../../transport/hibobErrors';
import { readCompany, readDue, readSample } from './company';
import { dailyRun, upcoming } from './dailyRun';
import { Heartbeats } from './heartbeats';
import type { Publication } from './heartbeats';
import { triggerSettings } from './settings';
import type { TriggerSettings } from './settings';
import { rosterRun, rosterSample } from './rosterRun';
import { isAsWritten, isSameState, readState, upToDate, writeState } from './state';
import type { TriggerState } from './state';
import { triedAgain } from './triedAgain';

type PollResult = INodeExecutionData[][] | null;

const heartbeats = new Heartbeats();

const A_YEAR = 366;
const PREVIEWED = 5;

/** "Fetch Test Event": the next real occasions, whatever the day, without touching the state. */
export async function preview(context: IPollFunctions, now: number): Promise<PollResult> {
	const settings = triggerSettings(context);
	const { today } = runDay(settings.schedule, now);
	const company = await readCompany(context, settings);
	const window = { from: today, until: addDays(today, A_YEAR) };
	const items = upcoming(company, settings, window, today, PREVIEWED);
	const roster = rosterSample(company, settings, today, PREVIEWED);
	if (items.length === 0 && roster.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			`None of ${String(company.headCount)} employees has such an occasion within a year`,
			{ description: 'Choose other events, or look at what "Who" leaves out' },
		);
	}
	const ofRoster = roster.map((item) => ({
		...item,
		preview: 'A test shows some of the roster, whatever has happened to them',
	}));
	const previewed = items.map((item) => ({
		...item,
		preview: `A test shows who comes next, whatever the day. This one is due on ${item.occasion.dueDate}`,
	}));
	return outputs(settings, today, { items: [...ofRoster, ...previewed], skipped: [] });
}

/** A poll of the published workflow: at publishing, when n8n starts, or on a heartbeat. */
export async function scheduledPoll(context: IPollFunctions, now: number): Promise<PollResult> {
	const trigger = `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
	const run = async () =>
		await heartbeats
			.alone(trigger, now, () => runIfDue(context, trigger, now))
			.catch((error: unknown) => {
				throw triedAgain(context.getNode(), error);
			});
	switch (heartbeats.causeOf(context)) {
		case 'publish':
			return await publish(context, trigger, now);
		case 'n8nStart':
			return await withoutThrowing(context, run);
		case 'heartbeat':
			return heartbeats.isPaused(trigger, now) ? null : await run();
	}
}

/**
 * A person publishes: everything a run needs is tried now, so that a wrong credential, a missing
 * permission or a wrong setting shows at once. Of occasions nothing is put out; the roster events
 * begin with the initial sync.
 *
 * Rule: occasions only look forward. Publishing anew what was switched off sets a new baseline;
 * publishing a change of a running workflow keeps the old one, and an outage of HiBob does not
 * keep the change from going live.
 */
async function publish(context: IPollFunctions, trigger: string, now: number): Promise<PollResult> {
	const settings = triggerSettings(context);
	const { staticData, stored, state } = stateOf(context, trigger);
	const isNew = state.baseline === null || context.getActivationMode() === 'activate';
	const read = settings.rosterEvents.size > 0 ? readCompany : readSample;
	const company = await read(context, settings).catch((error: unknown) => {
		if (!isNew && error instanceof NodeApiError && isPassing(error.httpCode)) return null;
		throw error;
	});
	if (isNew && company) {
		const baseline = baselineNow(settings, now);
		const { headCount } = company;
		const { today } = runDay(settings.schedule, now);
		const initial = rosterRun(company, settings, null, today);
		save(trigger, staticData, { ...state, baseline, headCount, roster: initial.after });
		heartbeats.publishedWith(trigger, baseline);
		return outputs(settings, today, initial);
	}
	if (!isSameState(state, stored)) {
		save(trigger, staticData, state);
	}
	return null;
}

function baselineNow({ schedule }: TriggerSettings, now: number): CivilDate | null {
	const { today, runTimeReached } = runDay(schedule, now);
	// with At Every Poll the next heartbeat is the first run, and counts its own day
	return schedule.mode === 'everyPoll' ? null : firstBaseline(today, runTimeReached);
}

async function runIfDue(
	context: IPollFunctions,
	trigger: string,
	now: number,
): Promise<PollResult> {
	const settings = triggerSettings(context);
	const { today, runTimeReached } = runDay(settings.schedule, now);
	const everyPoll = settings.schedule.mode === 'everyPoll';
	const publication = heartbeats.publicationOf(trigger);
	const isOver = (lastRun: CivilDate | null) =>
		!runTimeReached || (!everyPoll && lastRun !== null && lastRun >= today);
	const written = heartbeats.writtenState(trigger);
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
	const { staticData, stored, state: current } = stateOf(context, trigger);
	const state = withBaseline(current, publication, () =>
		firstBaseline(today, !everyPoll && runTimeReached),
	);
	if (isSameState(state, stored)) heartbeats.wrote(trigger, state);
	else save(trigger, staticData, state);
	if (isOver(state.lastRun)) return null;

	const window = dueWindow(today, state.baseline, settings.catchUpDays);
	const company =
		settings.rosterEvents.size > 0
			? await readCompany(context, settings)
			: await readDue(context, settings, window);
	// Someone published while HiBob was answering: what this run began with is no longer true
	if (heartbeats.publicationOf(trigger) !== publication) return null;
	const result = dailyRun(company, settings, state, today);
	save(trigger, staticData, result.state);
	return outputs(settings, today, { ...result, items: [...result.roster, ...result.items] });
}

/**
 * What n8n has stored, and what a run may rely on. n8n keeps the state by the node’s name and we
 * know a trigger by its id, so one that was renamed goes on where it was.
 */
function stateOf(
	context: IPollFunctions,
	trigger: string,
): { staticData: IDataObject; stored: TriggerState; state: TriggerState } {
	const staticData = context.getWorkflowStaticData('node');
	const stored = readState(staticData);
	return { staticData, stored, state: upToDate(stored, heartbeats.writtenState(trigger)) };
}

function save(trigger: string, staticData: IDataObject, state: TriggerState): void {
	writeState(staticData, state);
	heartbeats.wrote(trigger, state);
}

/** The state with the baseline of the last publishing, or of now where there is none. */
function withBaseline(
	state: TriggerState,
	publication: Publication | undefined,
	now: () => CivilDate,
): TriggerState & { baseline: CivilDate } {
	const baseline = publication ? publication.baseline : state.baseline;
	return { ...state, baseline: baseline ?? now() };
}

/**
 * n8n gives up for good on a trigger whose first poll after a start fails, while the workflow
 * goes on to look active. So such a failure is logged, and the next heartbeat tries again.
 */
async function withoutThrowing(
	context: IPollFunctions,
	poll: () => Promise<PollResult>,
): Promise<PollResult> {
	try {
		return await poll();
	} catch (error) {
		const reason = error instanceof Error ? error.message : 'unknown reason';
		context.logger.warn(`HiBob Employees: the run at start did not succeed. ${reason}`);
		return null;
	}
}

/** The items of a run, each with the day for which it was judged: a later day may judge otherwise. */
function outputs(
	settings: TriggerSettings,
	today: CivilDate,
	{ items, skipped }: { items: object[]; skipped: object[] },
): PollResult {
	const judged = { date: today, timeZone: settings.schedule.timeZone };
	const asItems = (rows: object[]): INodeExecutionData[] =>
		rows.map((row): INodeExecutionData => ({ json: { ...row, judged } satisfies IDataObject }));
	if (items.length === 0 && (skipped.length === 0 || !settings.includeSkipped)) return null;
	return settings.includeSkipped ? [asItems(items), asItems(skipped)] : [asItems(items)];
}
