import type { IPollFunctions, NodeTypeAndVersion } from 'n8n-workflow';
import { choicesIn, someEvent, topLevel } from '../../../shared/declaredParameter';
import type { ParameterReader } from '../../../shared/parameterReader';
import { collectionOf } from '../../../shared/parameterValue';
import { RUN_COMPLETED } from '../../../shared/schedule/runCompleted';
import type { RunSchedule } from '../../../shared/schedule/runSchedule';
import { scheduleOf } from '../../../shared/schedule/scheduleProperties';
import { isSelfChanging } from '../../employees/fields';
import { ROSTER_EVENTS } from '../../employees/rosterDiff';
import type { RunSettings } from '../../runs/dailyRun';
import { occasionSettings } from '../../settings/employeeSettings';
import { occasionOptions } from '../../settings/occasions';
import { siteSchedulesOf } from '../../settings/siteRules';
import { deliveryOf } from './delivery';
import { optionsOf } from './optionsProperties';
import { events, rosterOptions } from './properties';

/** The settings in the panel of the trigger, checked. */
export interface TriggerSettings extends RunSettings {
	schedule: RunSchedule;
	/** those of sites with another schedule */
	siteSchedules: readonly RunSchedule[];
	includeSkipped: boolean;
	/** whether each run returns an item of the event Run Completed */
	reportsRuns: boolean;
}

/**
 * Reads and checks the parameters.
 *
 * @param followers - all nodes behind the trigger, with their parameters
 * @throws ExplainedError that names the field and what to set it to
 */
export function triggerSettings(
	reader: ParameterReader,
	followers: readonly NodeTypeAndVersion[] = [],
): TriggerSettings {
	const options = [...occasionOptions, ...rosterOptions, RUN_COMPLETED];
	const chosen = someEvent(
		choicesIn(topLevel(reader, events), events, options),
		events.displayName,
	);
	const occasions = occasionSettings(reader, chosen);
	const schedule = scheduleOf(reader);
	return {
		...occasions,
		...optionsOf(collectionOf(reader.getNodeParameter('options', {}))),
		watchedFields: occasions.extraFields.filter((field) => !isSelfChanging(field)),
		rosterEvents: new Set(ROSTER_EVENTS.filter((event) => chosen.includes(event))),
		...deliveryOf(reader, followers),
		schedule,
		siteSchedules: siteSchedulesOf(occasions.siteRules, schedule),
		reportsRuns: chosen.includes(RUN_COMPLETED.value),
	};
}

/** The same for a trigger in n8n, which knows the nodes behind it. */
export function settingsIn(context: IPollFunctions): TriggerSettings {
	const { name } = context.getNode();
	return triggerSettings(context, context.getChildNodes(name, { includeNodeParameters: true }));
}
