import type { INodeProperties } from 'n8n-workflow';

const showOnlyOnceADay = { show: { run: ['onceADay'] } };

/** The panel of the HiBob Employees Trigger: what and when first, the rest under Options. */
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
				description: 'Every year on the month and day of birth; the year of birth is never read',
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
		displayName:
			'The poll times are only a heartbeat: a poll before the run time, or after the day’s run, asks HiBob nothing. A run that was missed or did not succeed is made up for at the next poll.',
		name: 'heartbeatNotice',
		type: 'notice',
		default: '',
		displayOptions: showOnlyOnceADay,
	},
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
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Catch-Up Days',
				name: 'catchUpDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 60 },
				default: 7,
				description: 'How many days back a run still looks for what was missed',
			},
			{
				displayName: 'Delivery',
				name: 'delivery',
				type: 'options',
				default: 'once',
				options: [
					{
						name: 'Once',
						value: 'once',
						description: 'Each occasion comes out one time',
					},
					{
						name: 'Repeat Until Sent',
						value: 'repeat',
						description:
							'Each occasion comes out on every run of the catch-up days, so that an execution that broke off is finished by the next. Only with the duplicate protection of Reachdesk: Send Gift.',
					},
				],
			},
			{
				displayName: 'Include Skipped',
				name: 'includeSkipped',
				type: 'boolean',
				default: false,
				description: 'Whether to add a second output with the people left out, and why',
			},
			{
				displayName: 'Leap Day',
				name: 'leapDay',
				type: 'options',
				default: 'february28',
				options: [
					{ name: '1 March', value: 'march1' },
					{ name: '28 February', value: 'february28' },
				],
				description: 'When to celebrate 29 February in a year that has none',
			},
			{
				displayName: 'Read Also',
				name: 'readAlso',
				type: 'multiOptions',
				default: [],
				options: [
					{ name: 'Home Address', value: 'address' },
					{ name: 'Mobile Phone', value: 'phone' },
					{ name: 'Personal Email', value: 'personalEmail' },
				],
				description: 'Personal data that is read and put out only when chosen here',
			},
		],
	},
];
