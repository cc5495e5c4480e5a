import type { INodeProperties } from 'n8n-workflow';
import { RUN_COMPLETED } from '../../../shared/schedule/runCompleted';
import { pollNotice, scheduleProperties } from '../../../shared/schedule/scheduleProperties';
import type { RosterEvent } from '../../employees/rosterDiff';
import { occasionOptions, occasionProperties } from '../../settings/occasions';
import { siteRules } from '../../settings/siteRules';
import { whenProperties } from '../../settings/when';
import { recipientEmail, whoProperties } from '../../settings/who';
import { delivery } from './delivery';
import { optionsProperties } from './optionsProperties';

/** What can happen to the employee list. */
export const rosterOptions: readonly { name: string; value: RosterEvent; description: string }[] = [
	{
		name: 'Employee Added',
		value: 'employeeAdded',
		description: 'New since last run; first run: everyone',
	},
	{
		name: 'Employee Changed',
		value: 'employeeChanged',
		description: 'Changed since last run, with the names of the changed fields',
	},
	{
		name: 'Employee Left',
		value: 'employeeLeft',
		description: 'Left or no longer eligible since last run, with the reason',
	},
	{
		name: 'Employee Synced',
		value: 'employeeSynced',
		description: 'Every eligible employee, when you publish and on each run',
	},
];

export const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['birthday'],
	options: [...occasionOptions, ...rosterOptions, RUN_COMPLETED].sort((one, other) =>
		one.name.localeCompare(other.name),
	),
	description: 'Starts the workflow when a run finds one of these in HiBob',
};

/** The panel of the HiBob Employees Trigger: what and when first, then Who, When and Options. */
export const triggerProperties: INodeProperties[] = [
	pollNotice('HiBob'),
	events,
	...occasionProperties,
	...scheduleProperties,
	siteRules,
	recipientEmail,
	delivery,
	whoProperties,
	whenProperties,
	optionsProperties,
];
