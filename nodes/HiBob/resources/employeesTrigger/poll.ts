import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays } from '../../occasions/civilDate';
import { firstBaseline, runDay } from '../../occasions/runSchedule';
import { readCompany } from './company';
import { dailyRun, upcoming } from './dailyRun';
import { Heartbeats } from './heartbeats';
import { triggerSettings } from './settings';
import type { TriggerSettings } from './settings';
import { readState, writeState } from './state';
import type { TriggerState } from './state';

type PollResult = INodeExecutionData[][] | null;

const heartbeats = new Heartbeats();

const A_YEAR = 366;
const PREVIEWED = 5;

/** "Fetch Test Event": the next real occasions, whatever the day, without touching the state. */
export async function preview(context: IPollFunctions, now: number): Promise<PollResult> {
	const settings = triggerSettings(context);
	const { today } = runDay(settings.schedule, now);
	const roster = await readCompany(context, settings);
	const window = { from: today, until: addDays(today, A_YEAR) };
	const items = upcoming(roster, settings, window, today, PREVIEWED);
	if (items.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			`None of ${String(roster.length)} employees has such an occasion within a year`,
			{ description: 'Choose other events, or turn on "Include Skipped" to see who is left out' },
		);
	}
	return outputs(settings, { items, skipped: [] });
}

/** A poll of the published workflow: at publishing, when n8n starts, or on a heartbeat. */
export async function scheduledPoll(context: IPollFunctions, now: number): Promise<PollResult> {
	const trigger = `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
	const cause = heartbeats.causeOf(context);
	switch (cause) {
		case 'publish':
			return await publish(context, now);
		case 'n8nStart':
			return await withoutThrowing(context, () =>
				heartbeats.alone(trigger, now, () => runIfDue(context, now)),
			);
		case 'heartbeat':
			if (heartbeats.isPaused(trigger, now)) return null;
			return await heartbeats.alone(trigger, now, () => runIfDue(context, now));
	}
}

/**
 * A person publishes: everything a run needs is tried now, so that a wrong credential, a missing
 * permission or a wrong setting shows at once. Nothing is put out.
 *
 * Rule: occasions only look forward. Publishing anew what was switched off sets a new baseline;
 * publishing a change of a running workflow keeps the old one.
 */
async function publish(context: IPollFunctions, now: number): Promise<null> {
	const settings = triggerSettings(context);
	await readCompany(context, settings);
	const staticData = context.getWorkflowStaticData('node');
	const state = readState(staticData);
	if (state.baseline === null || context.getActivationMode() === 'activate') {
		writeState(staticData, { ...state, baseline: baselineNow(settings, now) });
	}
	return null;
}

function baselineNow({ schedule }: TriggerSettings, now: number): TriggerState['baseline'] {
	const { today, runTimeReached } = runDay(schedule, now);
	// with At Every Poll the next heartbeat is the first run, and counts its own day
	return schedule.mode === 'everyPoll' ? null : firstBaseline(today, runTimeReached);
}

async function runIfDue(context: IPollFunctions, now: number): Promise<PollResult> {
	const settings = triggerSettings(context);
	const { today, runTimeReached } = runDay(settings.schedule, now);
	const staticData = context.getWorkflowStaticData('node');
	const state = readState(staticData);
	const everyPoll = settings.schedule.mode === 'everyPoll';
	const baseline = state.baseline ?? firstBaseline(today, !everyPoll && runTimeReached);
	if (state.baseline === null) writeState(staticData, { ...state, baseline });
	const doneToday = !everyPoll && state.lastRun !== null && state.lastRun >= today;
	if (!runTimeReached || doneToday) return null;

	const roster = await readCompany(context, settings);
	const result = dailyRun(roster, settings, { ...state, baseline }, today);
	writeState(staticData, result.state);
	return outputs(settings, result);
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

function outputs(
	settings: TriggerSettings,
	{ items, skipped }: { items: IDataObject[]; skipped: IDataObject[] },
): PollResult {
	const asItems = (rows: IDataObject[]): INodeExecutionData[] => rows.map((json) => ({ json }));
	if (items.length === 0 && (skipped.length === 0 || !settings.includeSkipped)) return null;
	return settings.includeSkipped ? [asItems(items), asItems(skipped)] : [asItems(items)];
}
