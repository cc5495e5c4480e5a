import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { oneOf, textsOf, wholeNumber } from '../../../shared/parameterValue';
import { addDays } from '../../../shared/civilDate';
import { runDay } from '../../../shared/schedule/runSchedule';
import { readCompany } from '../company';
import { triggerSettings } from '../employeesTrigger/settings';
import { isSimplified, limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { OCCASIONS } from './properties';
import { simplifiedUpcoming, upcomingOccasions } from './upcoming';

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
	for (const event of textsOf('Events', parameters.getNodeParameter('events', []))) {
		oneOf('Events', event, OCCASIONS);
	}
	const settings = triggerSettings(parameters);
	const days = wholeNumber('Days', parameters.getNodeParameter('days', 30), 1, MOST_DAYS);
	const shown = oneOf('Show', parameters.getNodeParameter('people', 'everyone'), SHOWN);
	const simplify = isSimplified(parameters);
	const limit = limitOf(parameters);

	const { today } = runDay(settings.schedule, Date.now());
	const company = await readCompany(context, settings);
	const window = { from: today, until: addDays(today, days - 1) };
	return upcomingOccasions(company, settings, window, today)
		.filter(({ eligible }) => shown === 'everyone' || eligible === (shown === 'eligible'))
		.slice(0, limit)
		.map((upcoming): IDataObject =>
			simplify ? simplifiedUpcoming(upcoming, settings.putsOut) : { ...upcoming },
		);
}
