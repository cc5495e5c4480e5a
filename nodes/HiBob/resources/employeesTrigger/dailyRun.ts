import { readEmployee } from '../../employees/employee';
import { employeeItem, skippedItem } from '../../employees/employeeItem';
import { verdict } from '../../employees/eligibility';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { addDays } from '../../occasions/civilDate';
import type { CivilDate } from '../../occasions/civilDate';
import { occasionsDueWithin } from '../../occasions/dueOccasions';
import { dueWindow } from '../../occasions/dueWindow';
import type { DueWindow } from '../../occasions/dueWindow';
import type { TriggerSettings } from './settings';
import type { TriggerState } from './state';

// A week also where fewer days are caught up on, so that changing the setting back repeats nothing.
const REMEMBERED_DAYS = 7;

export interface RunResult {
	items: ReturnType<typeof employeeItem>[];
	skipped: ReturnType<typeof skippedItem>[];
	state: TriggerState;
}

/**
 * One run on day `today` over the whole roster: what is due and has not been put out, who is left
 * out and why, and the state after it. The same input gives the same output.
 *
 * @throws ExplainedError when a record cannot be read; then nothing is put out
 */
export function dailyRun(
	roster: readonly HiBobRecord[],
	settings: TriggerSettings,
	state: TriggerState & { baseline: CivilDate },
	today: CivilDate,
): RunResult {
	const window = dueWindow(today, state.baseline, settings.catchUpDays);
	const due = window ? judged(roster, settings, window, today) : { items: [], skipped: [] };
	if (settings.delivery === 'repeat')
		return { ...due, state: { ...state, lastRun: today, emitted: {} } };
	const items = due.items.filter(({ key }) => !Object.hasOwn(state.emitted, key));
	const rememberedFrom = addDays(today, -Math.max(settings.catchUpDays, REMEMBERED_DAYS));
	const emitted = Object.fromEntries([
		...Object.entries(state.emitted).filter(([, dueDate]) => dueDate >= rememberedFrom),
		...items.map(({ key, occasion }) => [key, occasion.dueDate] as const),
	]);
	return { items, skipped: due.skipped, state: { ...state, lastRun: today, emitted } };
}

/** The next few occasions of eligible people, soonest first: what a test in the editor shows. */
export function upcoming(
	roster: readonly HiBobRecord[],
	settings: TriggerSettings,
	window: DueWindow,
	today: CivilDate,
	limit: number,
): RunResult['items'] {
	return judged(roster, settings, window, today)
		.items.sort((one, other) => one.occasion.dueDate.localeCompare(other.occasion.dueDate))
		.slice(0, limit);
}

function judged(
	roster: readonly HiBobRecord[],
	settings: TriggerSettings,
	window: DueWindow,
	today: CivilDate,
): Pick<RunResult, 'items' | 'skipped'> {
	const result: Pick<RunResult, 'items' | 'skipped'> = { items: [], skipped: [] };
	for (const record of roster) {
		const employee = readEmployee(record);
		for (const occasion of occasionsDueWithin(
			employee,
			settings.events,
			window,
			settings.leapDay,
		)) {
			const judgement = verdict(employee, occasion, today, settings.recipientEmail);
			if (judgement.eligible) result.items.push(employeeItem(employee, occasion, judgement.email));
			else result.skipped.push(skippedItem(employee, occasion, judgement));
		}
	}
	return result;
}
