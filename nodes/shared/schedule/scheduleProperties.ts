import type { INodeProperties } from 'n8n-workflow';
import { ExplainedError } from '../explainedError';
import type { ParameterReader } from '../parameterReader';
import { oneOf, shown, stringOf } from '../parameterValue';
import { isTimeZone } from '../timeZone';
import { isTimeOfDay } from './runSchedule';
import type { RunSchedule } from './runSchedule';

const MODES = ['onceADay', 'everyPoll'] as const;

const showOnlyOnceADay = { show: { run: ['onceADay'] } };

/** When a trigger runs. @param service - which a heartbeat with nothing to do never asks */
export const scheduleProperties = (service: string): INodeProperties[] => [
	{
		displayName: 'Run',
		name: 'run',
		type: 'options',
		default: 'onceADay',
		options: [
			{
				name: 'Once a Day',
				value: 'onceADay',
				description: 'On the first poll at or after the run time, also after an outage',
			},
			{
				name: 'At Every Poll',
				value: 'everyPoll',
				description: 'Each time that n8n polls; for tests and special schedules',
			},
		],
	},
	{
		displayName: 'Run At',
		name: 'runAt',
		type: 'string',
		required: true,
		default: '07:00',
		placeholder: 'e.g. 07:00',
		displayOptions: showOnlyOnceADay,
		description: 'Time of day of the daily run, as hours and minutes',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		required: true,
		default: 'UTC',
		placeholder: 'e.g. Europe/London',
		description: 'Decides what day it is and when the run time comes',
	},
	{
		displayName: `The poll times are only a heartbeat: a poll with nothing to do sends no request to ${service}. A missed or failed run is caught up at the next poll, so poll every minute or every hour.`,
		name: 'heartbeatNotice',
		type: 'notice',
		default: '',
		displayOptions: showOnlyOnceADay,
	},
];

/** @throws ExplainedError when the field holds no time zone */
export function timeZoneOf(reader: ParameterReader): string {
	const timeZone = stringOf(reader.getNodeParameter('timeZone', 'UTC')).trim();
	if (isTimeZone(timeZone)) return timeZone;
	throw new ExplainedError(
		`"${shown(timeZone)}" is not a time zone`,
		'Set "Time Zone" to a name such as UTC or Europe/London',
	);
}

/**
 * Reads and checks when a trigger runs.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function scheduleOf(context: ParameterReader): RunSchedule {
	const timeZone = timeZoneOf(context);
	const mode = oneOf('Run', context.getNodeParameter('run', 'onceADay'), MODES);
	if (mode === 'everyPoll') return { mode, timeZone };
	const runAt = stringOf(context.getNodeParameter('runAt', '07:00')).trim();
	if (!isTimeOfDay(runAt)) {
		throw new ExplainedError(
			`"${shown(runAt)}" is not a time of day`,
			'Set "Run At" to hours and minutes, such as 07:00',
		);
	}
	return { mode, runAt, timeZone };
}
