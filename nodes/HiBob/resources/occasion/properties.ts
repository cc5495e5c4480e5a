import type { INodeProperties } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { occasionOptions } from '../../settings/occasions';
import { readOnRequest } from '../../settings/readOnRequest';
import { asInTrigger } from '../sharedProperties';
import { hibobOutput } from '../outputProperties';
import { SELECTABLE_FIELDS } from './selectableFields';

const showOnlyForOccasions = { show: { resource: ['occasion'] } };
const showOnlyForUpcoming = { show: { resource: ['occasion'], operation: ['getUpcoming'] } };

/** The events that come on a date; changes of the employee list are not known ahead. */
export const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['birthday', 'startDate', 'workAnniversary'],
	options: [...occasionOptions].sort((one, other) => one.name.localeCompare(other.name)),
	displayOptions: showOnlyForUpcoming,
	description: 'Which occasions to list',
};

/** For how long the same answer is used without a request to HiBob. */
export const reuseMinutes: INodeProperties = {
	displayName: 'Reuse Answer (Minutes)',
	name: 'reuseMinutes',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 0,
	description:
		'How long to return the same answer without asking HiBob again. For pages that people open often: HiBob allows 50 searches a minute for all service users together.',
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
					'List the occasions of the next days: who, what and when, and who is skipped and why',
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
		description: 'How many days to list, starting today',
	},
	{
		displayName: 'Show',
		name: 'people',
		type: 'options',
		displayOptions: showOnlyForUpcoming,
		options: [
			{
				name: 'Eligible',
				value: 'eligible',
				description: 'Occasions that the trigger will return',
			},
			{
				name: 'Everyone',
				value: 'everyone',
				description:
					'All occasions. People who are skipped have a reason; those who left more than 30 days ago are not listed.',
			},
			{
				name: 'Skipped',
				value: 'leftOut',
				description: 'Occasions of people who are skipped, and why',
			},
		],
		default: 'everyone',
	},
	...limitProperties(showOnlyForUpcoming),
	...hibobOutput(showOnlyForUpcoming, SELECTABLE_FIELDS),
	...asInTrigger(showOnlyForUpcoming, 'timeZone', 'siteRules', 'recipientEmail', 'who', 'when'),
	readOnRequest(showOnlyForUpcoming, reuseMinutes),
];
