import type { INodeProperties } from 'n8n-workflow';
import { RUN_COMPLETED } from '../../../shared/schedule/runCompleted';
import { scheduleProperties } from '../../../shared/schedule/scheduleProperties';
import type { RosterEvent } from '../../employees/rosterDiff';
import { occasionOptions, occasionProperties } from '../../settings/occasions';
import { siteRules } from '../../settings/siteRules';
import { whenProperties } from '../../settings/when';
import { recipientEmail, whoProperties } from '../../settings/who';
import { delivery } from './delivery';
import { optionsProperties } from './optionsProperties';

/** What can happen to the roster. */
export const rosterOptions: readonly { name: string; value: RosterEvent; description: string }[] = [
	{
		name: 'Employee Added',
		value: 'employeeAdded',
		description: 'Who was not in the roster at the last run; at first everyone',
	},
	{
		name: 'Employee Changed',
		value: 'employeeChanged',
		description: 'Whose fields changed since the last run, with the names of the fields',
	},
	{
		name: 'Employee Left',
		value: 'employeeLeft',
		description: 'Who was in the roster at the last run and no longer is, with the reason',
	},
	{
		name: 'Employee Synced',
		value: 'employeeSynced',
		description: 'Everyone in the roster, at publishing and on each run',
	},
];

export const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['birthday'],
	options: [...occasionOptions, ...rosterOptions, RUN_COMPLETED].sort((one, other) =>
		one.name.localeCompare(other.name),
	),
	description: 'What to look for in HiBob on each run',
};

/** The panel of the HiBob Employees Trigger: what and when first, the rest under Who, When, Options. */
export const triggerProperties: INodeProperties[] = [
	events,
	...occasionProperties,
	...scheduleProperties('HiBob'),
	siteRules,
	recipientEmail,
	delivery,
	whoProperties,
	whenProperties,
	optionsProperties,
];
