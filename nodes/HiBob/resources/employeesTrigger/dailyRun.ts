import { hasOptedOut } from '../../employees/chosenFields';
import { readEmployee } from '../../employees/employee';
import type { leftOutItem } from '../../employees/employeeItem';
import { employeeItem, skippedItem } from '../../employees/employeeItem';
import { verdict } from '../../employees/eligibility';
import { occasionDates } from '../../employees/occasionDates';
import { checkHeadCount } from '../../employees/roster';
import { addDays } from '../../../shared/civilDate';
import type { CivilDate } from '../../../shared/civilDate';
import { dueDates } from '../../occasions/dueDates';
import { dueOccasions } from '../../occasions/dueOccasions';
import { dueWindow } from '../../occasions/dueWindow';
import type { DueWindow } from '../../occasions/dueWindow';
import type { Company } from '../company';
import type { TriggerSettings } from './settings';
import { rosterRun } from './rosterRun';
import { chosenFieldsOf, withoutWhatOnlyRulesRead } from './shownFields';
import type { TriggerState } from './state';

// A month also where fewer days are caught up on, so that a corrected date, a postponed start or a
// changed setting repeats nothing.
const REMEMBERED_DAYS = 31;

export interface RunResult {
	/** of the roster */
	roster: object[];
	/** of the occasions */
	items: ReturnType<typeof employeeItem>[];
	skipped: (ReturnType<typeof skippedItem> | ReturnType<typeof leftOutItem>)[];
	state: TriggerState;
}

/** Occasions that are due: those that are put out, and those that are not. */
interface Judged {
	items: ReturnType<typeof employeeItem>[];
	skipped: ReturnType<typeof skippedItem>[];
}

/**
 * One run on day `today` over the whole company: what is due and has not been put out, who is left
 * out and why, and the state after it. The same input gives the same output.
 *
 * @throws ExplainedError when the head-count has shrunk too much or a record cannot be read; then
 * nothing is put out
 */
export function dailyRun(
	company: Company,
	settings: TriggerSettings,
	state: TriggerState & { baseline: CivilDate },
	today: CivilDate,
): RunResult {
	const { headCount } = company;
	checkHeadCount(state.headCount, headCount, settings.largestShrink);
	const window = dueWindow(today, state.baseline, settings.catchUpDays);
	const due = window ? judged(company, settings, window, today) : { items: [], skipped: [] };
	const roster = rosterRun(company, settings, state.roster, today);
	const skipped = [...roster.skipped, ...due.skipped];
	const after = { ...state, lastRun: today, headCount, roster: roster.after };
	if (settings.delivery === 'repeat') {
		return { roster: roster.items, items: due.items, skipped, state: { ...after, emitted: {} } };
	}

	const items = due.items.filter(({ key }) => !Object.hasOwn(state.emitted, key));
	const rememberedFrom = addDays(today, -Math.max(settings.catchUpDays, REMEMBERED_DAYS));
	const emitted = Object.fromEntries([
		...Object.entries(state.emitted).filter(([, dueDate]) => dueDate >= rememberedFrom),
		...items.map(({ key, occasion }) => [key, occasion.dueDate] as const),
	]);
	return { roster: roster.items, items, skipped, state: { ...after, emitted } };
}

/** The next few occasions of eligible people, soonest first: what a test in the editor shows. */
export function upcoming(
	company: Company,
	settings: TriggerSettings,
	window: DueWindow,
	today: CivilDate,
	limit: number,
): RunResult['items'] {
	return judged(company, settings, window, today)
		.items.sort((one, other) => one.occasion.dueDate.localeCompare(other.occasion.dueDate))
		.slice(0, limit);
}

/**
 * The occasions that are due within a window, judged on day `today`: those of eligible people, and
 * those of the others with the reason.
 *
 * @throws ExplainedError when a record cannot be read
 */
export function judged(
	{ roster, unreadable }: Company,
	settings: TriggerSettings,
	window: DueWindow,
	today: CivilDate,
): Judged {
	const result: Judged = { items: [], skipped: [] };
	const due = dueDates(window, settings.duePolicy);
	const { wanted, rules, optOutField } = settings;
	for (const record of roster) {
		const occasions = dueOccasions(occasionDates(record, settings), wanted, due);
		if (occasions.length === 0) continue;
		const employee = readEmployee(record);
		const optedOut = optOutField !== null && hasOptedOut(record, optOutField);
		const chosen = chosenFieldsOf(record, settings, unreadable);
		const shown = withoutWhatOnlyRulesRead(employee, settings);
		for (const occasion of occasions) {
			const judgement = verdict({ employee, optedOut, occasion, today, rules });
			if (judgement.eligible) {
				result.items.push(employeeItem(shown, occasion, chosen, judgement.email));
			} else {
				result.skipped.push(skippedItem(shown, occasion, chosen, judgement));
			}
		}
	}
	return result;
}
