import type { ExecutionSummary } from '../../sandbox/n8n/host.mts';
import { isFinished } from '../../sandbox/n8n/executionData.mts';
import type { Ledger } from '../queue/ledger.mts';
import type { BadRecords } from './badRecord.mts';
import { MISHAPS } from './mishaps.mts';
import type { DayPlan, Kill } from './plan.mts';
import type { Rig } from './rig.mts';

const SHORTLY_BEFORE_RUN_TIME = '06:59:50';
// By n8n's clock, in seconds. The longest is for a trigger that waits for HiBob to come back, or for
// n8n's durable scheduler to see that a poll has died.
const LONGEST_WAIT = 400;
const HEARTBEAT = 10;
const LOOK_EVERY = 2;

/** What happened on a day, besides gifts. */
export interface DayRecord {
	kills: string[];
	mishaps: string[];
	ending: string | null;
	retries: number;
}

/** Goes through a day: what is planned goes wrong, and then what is planned comes after the run. */
export async function liveThrough(
	plan: DayPlan,
	rig: Rig,
	ledger: Ledger,
	badRecords: BadRecords,
): Promise<DayRecord> {
	const { hibob } = rig.services;
	const record: DayRecord = { kills: [], mishaps: [], ending: null, retries: 0 };
	const known = new Set((await rig.executions()).map(({ id }) => id));
	hibob.setToday(plan.day);
	badRecords.repair();
	ledger.noteDay(plan.day, hibob.people, { mayBeLate: true });
	badRecords.damage(plan.day, hibob.people);
	for (const { name, after } of plan.mishaps) {
		MISHAPS[name]?.(rig.services, after);
		record.mishaps.push(name);
	}
	const [first, ...further] = plan.kills;
	armKill(first, rig, record);
	await rig.moveTo(plan.day, SHORTLY_BEFORE_RUN_TIME);
	await untilOver(plan, rig);
	for (const [index, kill] of plan.kills.entries()) {
		if (!rig.isDown) break;
		await rig.services.repair();
		armKill(further[index], rig, record);
		await rig.comeBack(kill.minutesDown);
		if (kill.retries > 0) record.retries += await retryLast(kill.retries, rig);
		await untilOver(plan, rig);
	}
	if (rig.isDown) await rig.comeBack(1);
	await rig.services.repair();
	if (plan.ending !== null) {
		await noteExecutions(rig, ledger, known);
		if (await end(plan.ending, rig, ledger)) record.ending = plan.ending;
	}
	await untilOver(plan, rig);
	await noteExecutions(rig, ledger, known);
	return record;
}

function armKill(kill: Kill | undefined, rig: Rig, record: DayRecord): void {
	if (!kill) return;
	const { hibob, reachdesk } = rig.services;
	let isOver = false;
	const strike = () => {
		if (isOver || rig.isDown) return;
		isOver = true;
		rig.kill();
		record.kills.push(kill.moment);
	};
	const later = () => setTimeout(strike, kill.delay);
	const search = { path: '/v1/people/search', times: 1 };
	const post = { method: 'POST', skip: kill.after, times: 1 };
	switch (kill.moment) {
		case 'while it asks HiBob':
			hibob.faults.add({ ...search, fault: { kind: 'interrupt', when: 'before', tell: strike } });
			break;
		case 'while HiBob answers':
			hibob.faults.add({ ...search, fault: { kind: 'interrupt', when: 'after', tell: strike } });
			break;
		case 'after HiBob has answered':
			hibob.faults.add({ ...search, fault: { kind: 'interrupt', when: 'answered', tell: later } });
			break;
		case 'while it lists the sends':
			reachdesk.faults.add({
				method: 'GET',
				path: '/api/v2/sends',
				times: 1,
				fault: { kind: 'interrupt', when: 'before', tell: strike },
			});
			break;
		case 'before the POST is acted on':
			reachdesk.faults.add({ ...post, fault: { kind: 'interrupt', when: 'before', tell: strike } });
			break;
		case 'after the POST is acted on':
			reachdesk.faults.add({ ...post, fault: { kind: 'interrupt', when: 'after', tell: strike } });
			break;
		case 'after the POST is answered':
			reachdesk.faults.add({
				...post,
				fault: { kind: 'interrupt', when: 'answered', tell: strike },
			});
			break;
		case 'between two gifts':
			reachdesk.faults.add({
				...post,
				fault: { kind: 'interrupt', when: 'answered', tell: later },
			});
			break;
		case 'at any moment':
			setTimeout(strike, 2_500 + kill.delay * 40);
			break;
	}
}

/** Waits until the run of the day is over, or n8n is down. */
async function untilOver({ day, gifts }: DayPlan, rig: Rig): Promise<void> {
	const end = rig.n8n.now() + LONGEST_WAIT * 1000;
	// a run that returns nothing leaves no trace
	await rig.pause(gifts > 0 ? HEARTBEAT : 3 * HEARTBEAT);
	let quiet = 0;
	while (!rig.isDown && rig.n8n.now() < end && quiet < HEARTBEAT) {
		const isOver = (gifts === 0 || rig.hasRunOn(day)) && (await rig.executions()).every(isFinished);
		quiet = isOver ? quiet + LOOK_EVERY : 0;
		await rig.pause(LOOK_EVERY);
	}
}

const CUT_OFF = new Set(['crashed', 'error']);

/** "Retry" on the last execution that did not succeed, as often at the same time. */
async function retryLast(times: number, rig: Rig): Promise<number> {
	const last = (await rig.executions()).findLast(({ status }) => CUT_OFF.has(status));
	return last ? await retry(last, times, rig) : 0;
}

async function retry({ id }: ExecutionSummary, times: number, rig: Rig): Promise<number> {
	const tries = Array.from({ length: times }, async () => {
		await rig.n8n.retryExecution(id);
	});
	const results = await Promise.allSettled(tries);
	return results.filter(({ status }) => status === 'fulfilled').length;
}

/** Does what is planned after the run. False when that would lose gifts that are still owed, by design. */
async function end(
	ending: NonNullable<DayPlan['ending']>,
	rig: Rig,
	ledger: Ledger,
): Promise<boolean> {
	const owed = ledger.tally(rig.services.reachdesk.sends);
	const isNothingOwed = owed.lost.length === 0 && owed.heldInTheEnd.length === 0;
	switch (ending) {
		case 'n8n is restarted':
			await rig.restart();
			return true;
		case 'the trigger is renamed':
			await rig.renameTrigger();
			return true;
		case 'the workflow is imported anew':
			if (isNothingOwed) await rig.publishAnew();
			return isNothingOwed;
		case 'the trigger gets an older state back':
			return await rig.restoreOldMemory();
		case 'n8n gets an older database back':
			return await rig.restoreOldDatabase();
		case 'the last execution is retried twice at the same time': {
			const last = (await rig.executions()).findLast(({ status }) => status !== 'success');
			return last ? (await retry(last, 2, rig)) > 0 : false;
		}
	}
}

async function noteExecutions(rig: Rig, ledger: Ledger, known: Set<string>): Promise<void> {
	const ended = (await rig.executions()).filter((execution) => isFinished(execution));
	for (const { id, status } of ended) {
		if (known.has(id) || status === 'crashed') continue;
		known.add(id);
		ledger.noteExecution(await rig.n8n.execution(id));
	}
}
