import type { INodeProperties } from 'n8n-workflow';
import type { OccasionType } from '../../occasions/occasion';
import { employeesTriggerProperties } from '../employeesTrigger/properties';
import { limitProperties, simplifyProperty } from '../limit';

const showOnlyForOccasions = { show: { resource: ['occasion'] } };
const showOnlyForUpcoming = { show: { resource: ['occasion'], operation: ['getUpcoming'] } };

/** The trigger’s own properties, so that both are set in the same way. */
const asInTrigger = (...names: string[]): INodeProperties[] =>
	names.flatMap((name) =>
		employeesTriggerProperties
			.filter((property) => property.name === name)
			.map((property) => ({
				...property,
				displayOptions: { show: { ...property.displayOptions?.show, ...showOnlyForUpcoming.show } },
			})),
	);

const OCCASIONS: readonly OccasionType[] = [
	'birthday',
	'customDate',
	'startDate',
	'workAnniversary',
];

const isOccasion = (option: object): boolean =>
	'value' in option && OCCASIONS.some((occasion) => occasion === option.value);

/** The events of the trigger that come on a date. */
const events = asInTrigger('events').map((property) => ({
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
	...asInTrigger('anniversaryYears', 'customDates'),
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
	...asInTrigger('timeZone', 'recipientEmail', 'who', 'when'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: showOnlyForUpcoming,
		options: [
			{
				displayName: 'Extra Field Names or IDs',
				name: 'extraFields',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getFields' },
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				hint: 'Put out under "fields"; null when the service user may not read them',
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
				description:
					'Personal data that is read only when chosen here; not part of simplified rows',
			},
		],
	},
];
