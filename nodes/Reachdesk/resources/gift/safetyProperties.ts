import type { INodeProperties } from 'n8n-workflow';
import { MOST_PER_REQUEST } from '../../gifts/bulkSend';
import { GIFTS_PER_REQUEST, IN_BULK } from './safetySettings';

const giftsPerRequest: INodeProperties = {
	displayName: 'Gifts per Request',
	name: 'giftsPerRequest',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST_PER_REQUEST },
	default: GIFTS_PER_REQUEST,
	description:
		'How many gifts go out with one request at most. Reachdesk refuses all of a request when one recipient is wrong.',
};

/** How careful a run is; read by safetySettings. */
export const safetyFields: INodeProperties[] = [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to check everything and send nothing',
	},
	{
		displayName: 'Duplicate Protection',
		name: 'duplicateProtection',
		type: 'boolean',
		default: true,
		description: 'Whether to send each gift once, also after restarts and unclear answers',
	},
	{
		displayName: 'Expected Wallet ID',
		name: 'expectedWalletId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5101',
		description:
			'Marks a gift that another wallet pays with "walletMismatch": Reachdesk changes to another wallet without saying so. The number is "payment_wallet_id" of an earlier gift.',
	},
	{
		displayName: 'Look Back',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 366 },
		default: 30,
		hint: 'In days',
		description:
			'How many days a send of the same campaign to the same address counts as this gift. Use one campaign per occasion, or lower this.',
	},
	{
		displayName: 'Maximum Gifts per Run',
		name: 'maximumGifts',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description: 'With more gifts to send than this, the node stops before the first one',
	},
	{
		displayName: 'Send for AI Agents',
		name: 'sendForAgents',
		type: 'boolean',
		default: false,
		description:
			'Whether an AI agent that uses this node as a tool may send gifts; otherwise its gifts are held for review',
	},
	{
		displayName: 'Send in Test Runs',
		name: 'sendInTestRuns',
		type: 'boolean',
		default: false,
		description: 'Whether a run from the editor sends real gifts',
	},
	{
		displayName: 'Settle Time',
		name: 'settleMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 15,
		hint: 'In minutes',
		description:
			'Minutes after an unclear answer before a gift that Reachdesk does not list is tried again',
	},
	{
		displayName: 'Unclear Gifts',
		name: 'unclearGifts',
		type: 'options',
		options: [
			{
				name: 'Leave to a Human',
				value: 'human',
				description: 'A gift whose answer was lost is never sent again by this node',
			},
			{
				name: 'Settle by Reachdesk’s List',
				value: 'settle',
				description: 'A gift that Reachdesk does not list after the settle time is sent',
			},
		],
		default: 'settle',
		description: 'What to do after an answer was lost and Reachdesk does not list the gift',
	},
];

/** How careful a bulk send is; read by bulkSafetySettings. */
export const bulkSafetyFields: INodeProperties[] = safetyFields.flatMap((field) => {
	switch (field.name) {
		// Reachdesk’s list does not tell which wallet pays
		case 'expectedWalletId':
			return [giftsPerRequest];
		case 'maximumGifts':
			return [{ ...field, typeOptions: { minValue: 1, maxValue: IN_BULK.mostGifts } }];
		case 'sendForAgents':
			return [
				{
					...field,
					description:
						'Whether an AI agent that uses this node as a tool may send gifts; bulk sends cannot be held for review',
				},
			];
		case 'settleMinutes':
			return [{ ...field, default: IN_BULK.settleMinutes }];
		default:
			return [field];
	}
});
