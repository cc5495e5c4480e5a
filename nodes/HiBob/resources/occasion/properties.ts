import type { INodeProperties } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { occasionOptions } from '../../settings/occasions';
import { readOnRequest } from '../../settings/readOnRequest';
import { asInTrigger } from '../sharedProperties';
import { hibobOutput } from '../outputProperties';
import { SELECTABLE_FIELDS } from './selectableFields';

const showOnlyForOccasions = { show: { resource: ['occasion'] } };
const showOnlyForUpcoming = { show: { resource: ['occasion'], operation: ['getUpcoming'] } };

/** The events that come on a date; those of the roster are not known ahead. */
export const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['birthday', 'startDate', 'workAnniversary'],
	options: [...occasionOptions].sort((one, other) => one.name.localeCompare(other.name)),
	displayOptions: showOnlyForUpcoming,
	description: 'What to look for in HiBob',
};

/** For how long the same question is answered without asking HiBob. */
export const reuseMinutes: INodeProperties = {
	displayName: 'Answer From Memory',
	name: 'reuseMinutes',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 0,
	hint: 'In minutes',
	description:
		'For how long n8n answers the same question from memory, without asking HiBob. For pages that people open often: HiBob takes 50 searches a minute from all of its users.',
};

/** Occasion: birthdays, work anniversaries, first days and custom dates to come. */
export const occasionProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForOccasions,
		options: [
			{
				name: 'Get Upcoming',
				value: 'getUpcoming',
				action: 'Get upcoming occasions',
				description:
					'List the occasions of the next days: whose, which and when, and who is skipped and why',
			},
		],
		default: 'getUpcoming',
	},
	events,
	...asInTrigger(showOnlyForUpcoming, 'anniversaryYears', 'daysAfterStart', 'customDates'),
	{
		displayName: 'Days',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 366 },
		default: 30,
		displayOptions: showOnlyForUpcoming,
		description: 'How many days to look at; today is the first',
	},
	{
		displayName: 'Show',
		name: 'people',
		type: 'options',
		displayOptions: showOnlyForUpcoming,
		options: [
			{ name: 'Eligible', value: 'eligible', description: 'What the trigger will return' },
			{
				name: 'Everyone',
				value: 'everyone',
				description: 'All of them; those who are skipped with the reason',
			},
			{ name: 'Left Out', value: 'leftOut', description: 'Who gets nothing, and why' },
		],
		default: 'everyone',
	},
	...limitProperties(showOnlyForUpcoming),
	...hibobOutput(showOnlyForUpcoming, SELECTABLE_FIELDS),
	...asInTrigger(showOnlyForUpcoming, 'timeZone', 'siteRules', 'recipientEmail', 'who', 'when'),
	readOnRequest(showOnlyForUpcoming, reuseMinutes),
];
