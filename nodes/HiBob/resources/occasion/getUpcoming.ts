import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { choicesIn, someEvent, topLevel } from '../../../shared/declaredParameter';
import { oneOf, wholeNumber } from '../../../shared/parameterValue';
import { addDays } from '../../../shared/civilDate';
import { todayIn } from '../../../shared/timeZone';
import { timeZoneOf } from '../../../shared/schedule/scheduleProperties';
import { readCompany } from '../../runs/company';
import { judgementOf } from '../../runs/judgement';
import { simplifiedUpcoming, upcomingOccasions } from '../../runs/upcoming';
import { occasionSettings } from '../../settings/employeeSettings';
import { occasionOptions } from '../../settings/occasions';
import { isSimplified, limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { events } from './properties';

const MOST_DAYS = 366;
const SHOWN = ['everyone', 'eligible', 'leftOut'] as const;

/**
 * Occasion > Get Upcoming: what the trigger, with the same settings, will do on its next runs. One
 * item for each occasion, soonest first; not simplified, it is the trigger’s own item with
 * `eligible`, `runDate`, `reason` and `explanation`.
 *
 * @throws ExplainedError that names a setting, or a permission that is missing
 */
export async function getUpcoming(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const chosen = someEvent(choicesIn(topLevel(parameters, events), events, occasionOptions));
	const settings = occasionSettings(parameters, chosen);
	const timeZone = timeZoneOf(parameters);
	const days = wholeNumber('Days', parameters.getNodeParameter('days', 30), 1, MOST_DAYS);
	const shown = oneOf('Show', parameters.getNodeParameter('people', 'everyone'), SHOWN);
	const simplify = isSimplified(parameters);
	const limit = limitOf(parameters);

	const today = todayIn(timeZone, Date.now());
	const company = await readCompany(context, settings);
	const window = { from: today, until: addDays(today, days - 1) };
	return upcomingOccasions(company, settings, window, today)
		.filter(({ eligible }) => shown === 'everyone' || eligible === (shown === 'eligible'))
		.slice(0, limit)
		.map((upcoming): IDataObject => {
			const item = simplify ? simplifiedUpcoming(upcoming, settings.returned) : upcoming;
			const judged = judgementOf(upcoming, settings, { date: today, timeZone, preview: false });
			return { ...item, judged: { ...judged } };
		});
}
