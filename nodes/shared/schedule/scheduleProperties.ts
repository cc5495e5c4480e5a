import type { INodeProperties } from 'n8n-workflow';
import { ExplainedError } from '../explainedError';
import type { ParameterReader } from '../parameterReader';
import { oneOf, shown, stringOf } from '../parameterValue';
import { timeOfDay } from './runSchedule';
import type { RunSchedule } from './runSchedule';
import { timeZoneOf, timeZoneProperties } from './timeZones';

const MODES = ['onceADay', 'everyPoll'] as const;

const showOnlyOnceADay = { show: { run: ['onceADay'] } };

/**
 * What Poll Times are for. n8n puts Poll Times first in the panel, so this must be the first of the
 * trigger’s own properties.
 *
 * @param service - which a check with nothing to do never asks
 */
export const pollNotice = (service: string): INodeProperties => ({
	displayName: `Poll Times only sets how often n8n checks whether the daily run is due. Leave it at every minute or every hour: a check with nothing to do sends no request to ${service}.`,
	name: 'heartbeatNotice',
	type: 'notice',
	default: '',
	displayOptions: showOnlyOnceADay,
});

/** The first version of both triggers whose runs follow the workflow’s time zone by default. */
export const WORKFLOW_ZONE_SINCE = 1.1;

/** When a trigger runs. */
export const scheduleProperties: INodeProperties[] = [
	{
		displayName: 'Run',
		name: 'run',
		type: 'options',
		default: 'onceADay',
		options: [
			{
				name: 'Once a Day',
				value: 'onceADay',
				description: 'At the run time, or as soon as n8n is back',
			},
			{
				name: 'At Every Poll',
				value: 'everyPoll',
				description: 'Each time n8n polls: for tests and special schedules',
			},
		],
	},
	{
		displayName: 'Run At',
		name: 'runAt',
		type: 'string',
		required: true,
		default: '07:00',
		placeholder: 'e.g. 9:00',
		displayOptions: showOnlyOnceADay,
		description: 'Time of the daily run in hours and minutes, on a 24-hour clock',
	},
	...timeZoneProperties(WORKFLOW_ZONE_SINCE),
];

/**
 * Reads and checks when a trigger runs.
 *
 * @throws ExplainedError that names the field and what to set it to
 */
export function scheduleOf(reader: ParameterReader): RunSchedule {
	const timeZone = timeZoneOf(reader);
	const mode = oneOf('Run', reader.getNodeParameter('run', 'onceADay'), MODES);
	if (mode === 'everyPoll') return { mode, timeZone };
	const text = stringOf(reader.getNodeParameter('runAt', '07:00')).trim();
	const runAt = timeOfDay(text);
	if (runAt !== null) return { mode, runAt, timeZone };
	throw new ExplainedError(
		`"${shown(text)}" is not a time of day`,
		"Set 'Run At' to hours and minutes, such as 9:00 or 14:30",
	);
}
