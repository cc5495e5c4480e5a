import type { INodeProperties } from 'n8n-workflow';

/** On which day an occasion is due, and for how long. */
export const whenProperties: INodeProperties = {
	displayName: 'When',
	name: 'when',
	type: 'collection',
	placeholder: 'Add Rule',
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
			displayName: 'Count Anniversaries From',
			name: 'anniversaryFrom',
			type: 'options',
			options: [
				{ name: 'Original Start Date', value: 'originalStartDate' },
				{ name: 'Start Date', value: 'startDate' },
			],
			default: 'startDate',
			description: 'They differ for people who came back',
		},
		{
			displayName: 'Days Before',
			name: 'daysBefore',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 60 },
			default: 0,
			description: 'How many days before the day itself it is due, for gifts that travel',
		},
		{
			displayName: 'Holidays',
			name: 'holidays',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. 2026-12-25, 2026-12-26',
			description: 'Dates that count like weekends',
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
			displayName: 'Weekends and Holidays',
			name: 'shift',
			type: 'options',
			options: [
				{ name: 'Next Working Day', value: 'next' },
				{ name: 'Previous Working Day', value: 'previous' },
				{ name: 'Same Day', value: 'sameDay' },
			],
			default: 'sameDay',
			description: 'What to do when it is due on a day on which nobody works',
		},
		{
			displayName: 'Working Days',
			name: 'workingDays',
			type: 'multiOptions',
			options: [
				{ name: 'Friday', value: 5 },
				{ name: 'Monday', value: 1 },
				{ name: 'Saturday', value: 6 },
				{ name: 'Sunday', value: 7 },
				{ name: 'Thursday', value: 4 },
				{ name: 'Tuesday', value: 2 },
				{ name: 'Wednesday', value: 3 },
			],
			default: [1, 2, 3, 4, 5],
		},
	],
};
