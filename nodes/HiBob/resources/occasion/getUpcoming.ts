import { deepCopy } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { choicesIn, someEvent, topLevel, wholeNumberIn } from '../../../shared/declaredParameter';
import { collectionOf, oneOf, wholeNumber } from '../../../shared/parameterValue';
import { RecentAnswers } from '../../../shared/recentAnswers';
import { addDays } from '../../../shared/civilDate';
import { todayIn } from '../../../shared/timeZone';
import type { RunSchedule } from '../../../shared/schedule/runSchedule';
import { timeZoneOf } from '../../../shared/schedule/timeZones';
import { readCompany } from '../../runs/company';
import { withCompanyHolidays } from '../../runs/companyHolidays';
import { judgementOf } from '../../runs/judgement';
import { bySoonest, simplifiedUpcoming, upcomingOccasions } from '../../runs/upcoming';
import { occasionSettings } from '../../settings/employeeSettings';
import { siteSchedulesOf } from '../../settings/siteRules';
import { occasionOptions } from '../../settings/occasions';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { outputOf, shownRecord } from '../../../shared/recordOutput';
import { CREDENTIAL } from '../../transport/hibobRequest';
import { events, reuseMinutes } from './properties';
import { SELECTABLE_FIELDS } from './selectableFields';

const MOST_DAYS = 366;
const SHOWN = ['everyone', 'eligible', 'leftOut'] as const;

/**
 * Occasion > Get Upcoming: what the trigger, with the same settings, will do in its next runs. One item for
 * each occasion, soonest first; not simplified, it is the trigger’s own item with `eligible`, `runDate`,
 * `reason` and `explanation`.
 *
 * @throws ExplainedError that names a setting, or a permission that is missing
 */
export async function getUpcoming(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const options = collectionOf(context.getNodeParameter('options', item, {}));
	const minutes = wholeNumberIn(options, reuseMinutes);
	if (minutes === 0) return await readUpcoming(context, item);
	const now = Date.now();
	const question = [
		await context.getCredentials(CREDENTIAL, item),
		context.getTimezone(),
		Object.keys(context.getNode().parameters).map((name) => [
			name,
			context.getNodeParameter(name, item),
		]),
	];
	const answer = await recent.get(question, minutes * MINUTE, now, async () => {
		return await readUpcoming(context, item);
	});
	// a later node may change its input
	return deepCopy(answer);
}

const MINUTE = 60_000;
// HiBob blocks a caller after 50 refusals within this time (apidocs.hibob.com/reference/rate-limiting)
const FAILURE_KEPT_FOR = 10_000;
const recent = new RecentAnswers<IDataObject[]>(FAILURE_KEPT_FOR);

async function readUpcoming(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const chosen = someEvent(choicesIn(topLevel(parameters, events), events, occasionOptions));
	const chosenSettings = occasionSettings(parameters, chosen);
	const schedule: RunSchedule = { mode: 'everyPoll', timeZone: timeZoneOf(parameters) };
	const days = wholeNumber('Days', parameters.getNodeParameter('days', 30), 1, MOST_DAYS);
	const shown = oneOf('Show', parameters.getNodeParameter('people', 'everyone'), SHOWN);
	const output = outputOf(parameters, SELECTABLE_FIELDS);
	const limit = limitOf(parameters);

	const now = Date.now();
	const first = todayIn(schedule.timeZone, now);
	const { settings, warnings } = await withCompanyHolidays(
		context,
		chosenSettings,
		addDays(first, -1),
		addDays(first, days + chosenSettings.duePolicy.daysBefore),
	);
	for (const warning of warnings)
		context.addExecutionHints({ message: warning, location: 'outputPane' });
	const company = await readCompany(context, settings);
	const schedules = [schedule, ...siteSchedulesOf(settings.siteRules, schedule)];
	return schedules
		.flatMap((one) => {
			const { timeZone } = one;
			const today = todayIn(timeZone, now);
			const window = { from: today, until: addDays(today, days - 1) };
			return upcomingOccasions(company, { ...settings, schedule }, one, window, today).map(
				(upcoming) => ({ upcoming, date: today, timeZone }),
			);
		})
		.filter(
			({ upcoming: { eligible } }) => shown === 'everyone' || eligible === (shown === 'eligible'),
		)
		.sort((one, other) => bySoonest(one.upcoming, other.upcoming))
		.slice(0, limit)
		.map(({ upcoming, date, timeZone }): IDataObject => {
			const judged = judgementOf(upcoming, settings, { date, timeZone, preview: false });
			return shownRecord(output, {
				raw: { ...upcoming, judged },
				simplified: { ...simplifiedUpcoming(upcoming, settings.returned), judged },
			});
		});
}
