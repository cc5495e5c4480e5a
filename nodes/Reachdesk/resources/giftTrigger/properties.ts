import type { INodeProperties } from 'n8n-workflow';
import { RUN_COMPLETED } from '../../../shared/schedule/runCompleted';
import { pollNotice, scheduleProperties } from '../../../shared/schedule/scheduleProperties';
import { UNCLAIMED_AFTER, WATCHED_DAYS } from './settings';

/** The panel of the Reachdesk Gift Trigger. */
export const giftTriggerProperties: INodeProperties[] = [
	pollNotice('Reachdesk'),
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['needsReview', 'failed', 'expired'],
		options: [
			{
				name: 'Claimed',
				value: 'claimed',
				description:
					'The recipient has unwrapped the gift, which claims it, or confirmed an address. It does not mean redeemed.',
			},
			{ name: 'Delivered', value: 'delivered' },
			{ name: 'Expired', value: 'expired', description: 'Nobody claimed it in time' },
			{
				name: 'Failed',
				value: 'failed',
				description:
					'It was rejected, declined, cancelled or returned. Recipients can take “No, thanks” back.',
			},
			{
				name: 'Needs Review',
				value: 'needsReview',
				description:
					'It waits until somebody approves it in Reachdesk. A claimed gift can come to wait as a duplicate claim.',
			},
			RUN_COMPLETED,
			{ name: 'Shipped', value: 'shipped' },
			{
				name: 'Status Changed',
				value: 'statusChanged',
				description:
					'Its status is another than at the last run, also one that nobody has seen yet',
			},
			{
				name: 'Unclaimed',
				value: 'unclaimed',
				description: 'The recipient was told some days ago and has not claimed it',
			},
		],
		description: 'Status Changed is told each time, everything else once for each gift',
	},
	{
		displayName: 'Unclaimed After',
		name: 'unclaimedAfter',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		required: true,
		default: UNCLAIMED_AFTER,
		displayOptions: { show: { events: ['unclaimed'] } },
		hint: 'In days',
		description: 'How many days after it was made a gift counts as unclaimed',
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
				description: 'Only gifts of these campaigns, by ID or URL; gifts of all when empty',
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
					'How long a gift is watched after it was made. Each run reads the list of all gifts of these days, a hundred with each request.',
			},
		],
	},
];
