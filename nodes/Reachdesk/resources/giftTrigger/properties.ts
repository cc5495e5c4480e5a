import type { INodeProperties } from 'n8n-workflow';
import { RUN_COMPLETED } from '../../../shared/schedule/runCompleted';
import { pollNotice, scheduleProperties } from '../../../shared/schedule/scheduleProperties';
import { UNCLAIMED_AFTER, WATCHED_DAYS } from './settings';

/** The panel of the Reachdesk Gift Trigger. */
export const giftTriggerProperties: INodeProperties[] = [
	pollNotice('Reachdesk'),
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['needsReview', 'failed', 'expired'],
		options: [
			{
				name: 'Claimed',
				value: 'claimed',
				description:
					'The recipient unwrapped the gift, which claims it, or confirmed an address. Claimed does not mean redeemed.',
			},
			{ name: 'Delivered', value: 'delivered' },
			{ name: 'Expired', value: 'expired', description: 'The recipient did not claim it in time' },
			{
				name: 'Failed',
				value: 'failed',
				description:
					'It was rejected, declined, cancelled or returned. A recipient who declined can still change their mind.',
			},
			{
				name: 'Needs Review',
				value: 'needsReview',
				description:
					'It waits until a person approves it in Reachdesk. A claimed gift can also wait, as a duplicate claim.',
			},
			RUN_COMPLETED,
			{ name: 'Shipped', value: 'shipped' },
			{
				name: 'Status Changed',
				value: 'statusChanged',
				description: 'Its status differs from the last run, including statuses that are new to n8n',
			},
			{
				name: 'Unclaimed',
				value: 'unclaimed',
				description: 'The recipient was notified some days ago and has not claimed it',
			},
		],
		description:
			'The changes to a gift that start the workflow. Status Changed is reported each time, all others once per gift.',
	},
	{
		displayName: 'Unclaimed After (Days)',
		name: 'unclaimedAfter',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		required: true,
		default: UNCLAIMED_AFTER,
		displayOptions: { show: { events: ['unclaimed'] } },
		description: 'How many days after its creation a gift counts as unclaimed',
	},
	...scheduleProperties,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Campaigns',
				name: 'campaigns',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1503, 1601',
				description: 'Only gifts of these campaigns, by ID or URL. Leave empty for all campaigns.',
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
			{
				displayName: 'Watched Days',
				name: 'watchedDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 366 },
				default: WATCHED_DAYS,
				description:
					'How many days a gift is watched after its creation. Each run reads all gifts of these days, with one request per hundred gifts.',
			},
		],
	},
];
