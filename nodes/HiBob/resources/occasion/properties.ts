import type { INodeProperties } from 'n8n-workflow';
import type { OccasionType } from '../../occasions/occasion';
import { limitProperties, simplifyProperty } from '../../../shared/limit';
import { asInTrigger, readOnRequest } from '../sharedProperties';

const showOnlyForOccasions = { show: { resource: ['occasion'] } };
const showOnlyForUpcoming = { show: { resource: ['occasion'], operation: ['getUpcoming'] } };

/** What can be asked for; the events of the roster are not known ahead. */
export const OCCASIONS: readonly OccasionType[] = [
	'birthday',
	'customDate',
	'startDate',
	'workAnniversary',
];

const isOccasion = (option: object): boolean =>
	'value' in option && OCCASIONS.some((occasion) => occasion === option.value);

/** The events of the trigger that come on a date. */
const events = asInTrigger(showOnlyForUpcoming, 'events').map((property) => ({
	...property,
	options: (property.options ?? []).filter(isOccasion),
	default: ['birthday', 'startDate', 'workAnniversary'],
	description: 'What to look for in HiBob',
}));

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
				description: 'List who, what and when in the next days, and who is left out and why',
			},
		],
		default: 'getUpcoming',
	},
	...events,
	...asInTrigger(showOnlyForUpcoming, 'anniversaryYears', 'customDates'),
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
			{ name: 'Eligible', value: 'eligible', description: 'What the trigger will put out' },
			{
				name: 'Everyone',
				value: 'everyone',
				description: 'All of them; those who are left out with the reason',
			},
			{ name: 'Left Out', value: 'leftOut', description: 'Who gets nothing, and why' },
		],
		default: 'everyone',
	},
	...limitProperties(showOnlyForUpcoming),
	simplifyProperty(showOnlyForUpcoming),
	...asInTrigger(showOnlyForUpcoming, 'timeZone', 'recipientEmail', 'who', 'when'),
	readOnRequest(showOnlyForUpcoming),
];
