import type { INodeProperties } from 'n8n-workflow';
import { scheduleProperties } from '../../../shared/schedule/scheduleProperties';
import { optionsProperties } from './optionsProperties';
import { whenProperties } from './whenProperties';
import { whoProperties } from './whoProperties';

/** The panel of the HiBob Employees Trigger: what and when first, the rest under Who, When, Options. */
export const employeesTriggerProperties: INodeProperties[] = [
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['birthday'],
		options: [
			{
				name: 'Birthday',
				value: 'birthday',
				description: 'Every year on the month and day of birth; the year of birth is never put out',
			},
			{
				name: 'Custom Date',
				value: 'customDate',
				description: 'Any date in HiBob, every year or once',
			},
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
				description: 'Who was in the roster at the last run and is not any more, with the reason',
			},
			{
				name: 'Employee Synced',
				value: 'employeeSynced',
				description: 'Everyone in the roster, at publishing and on each run',
			},
			{
				name: 'Start Date',
				value: 'startDate',
				description: 'On the first day of a new starter',
			},
			{
				name: 'Work Anniversary',
				value: 'workAnniversary',
				description: 'Every year on the day of the start date, from the first year on',
			},
		],
		description: 'What to look for in HiBob on each run',
	},
	{
		displayName: 'Anniversary Years',
		name: 'anniversaryYears',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1, 3, 5, 10+',
		displayOptions: { show: { events: ['workAnniversary'] } },
		description:
			'Which years count; 10+ means every year from the tenth on. Every year when empty.',
	},
	{
		displayName: 'Custom Dates',
		name: 'customDates',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Date',
		default: {},
		displayOptions: { show: { events: ['customDate'] } },
		options: [
			{
				displayName: 'Date',
				name: 'date',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'field',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getDateFields' },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Repeat',
						name: 'repeat',
						type: 'options',
						options: [
							{ name: 'Once', value: 'once', description: 'On the date itself' },
							{ name: 'Yearly', value: 'yearly', description: 'Every year on its month and day' },
						],
						default: 'yearly',
					},
				],
			},
		],
	},
	...scheduleProperties('HiBob'),
	{
		displayName: 'Recipient Email',
		name: 'recipientEmail',
		type: 'options',
		default: 'work',
		options: [
			{ name: 'Personal', value: 'personal' },
			{ name: 'Personal, Then Work', value: 'personalThenWork' },
			{ name: 'Work', value: 'work' },
			{ name: 'Work, Then Personal', value: 'workThenPersonal' },
		],
		description:
			'The address to use; where both kinds are allowed, the personal one comes first until the start date',
	},
	whoProperties,
	whenProperties,
	optionsProperties,
];
