import type { INodeProperties } from 'n8n-workflow';
import { MOST_PER_REQUEST } from '../../gifts/bulkSend';
import { caps, capsOfItem } from './capProperties';

/** How careful a run is: each setting is declared once, for the panel and for safetySettings. */

export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to check everything and send nothing',
};

export const duplicateProtection: INodeProperties = {
	displayName: 'Duplicate Protection',
	name: 'duplicateProtection',
	type: 'boolean',
	default: true,
	description:
		'Whether to send each gift only once, even after restarts and unclear answers from Reachdesk',
};

export const expectedWalletId: INodeProperties = {
	displayName: 'Expected Wallet ID',
	name: 'expectedWalletId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 5101',
	description:
		'The wallet that should pay. Reachdesk switches to another wallet without an error; such a gift is marked with "walletMismatch". You find the number in "payment_wallet_id" of an earlier gift.',
};

export const lookBack: INodeProperties = {
	displayName: 'Look Back (Days)',
	name: 'lookBackDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 366 },
	default: 30,
	description:
		'For this many days, a send from the same campaign to the same address counts as this gift, unless it is known to be another one. Use one campaign per occasion.',
};

export const otherSends: INodeProperties = {
	displayName: 'Sends of Other Gifts',
	name: 'otherSends',
	type: 'string',
	default: '',
	placeholder: 'e.g. 4711, 4712',
	description:
		'IDs of Reachdesk sends that you know to be other gifts, so that they do not count as this one. Use it for a deliberate second gift, such as after a lost parcel.',
};

export const maximumGifts: INodeProperties = {
	displayName: 'Maximum Gifts per Run',
	name: 'maximumGifts',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1_000_000 },
	default: 100,
	description:
		'If one due day has more new gifts than this, none of that day is sent and the run fails. All runs of the node in one execution count together, as in a loop.',
};

export const agentGiftsPerDay: INodeProperties = {
	displayName: 'Gifts per Day for AI Agents',
	name: 'agentGiftsPerDay',
	type: 'number',
	noDataExpression: true,
	typeOptions: { minValue: 1, maxValue: 1_000 },
	default: 20,
	description:
		'How many gifts AI agents can create per day (UTC) when they use this node as a tool',
};

export const sendForAgents: INodeProperties = {
	displayName: 'Send for AI Agents',
	name: 'sendForAgents',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		"Whether an AI agent that uses this node as a tool can send gifts. Otherwise its gifts are held for review. An agent that calls a workflow with this node looks like any other caller: set 'Approval' to Review First there.",
};

/**
 * The setting that "Test Recipient" replaced. It stays declared because n8n drops undeclared
 * parameters, and a workflow that still has it must report what to do instead.
 */
export const sendInTestRuns: INodeProperties = {
	displayName: 'Send in Test Runs',
	name: 'sendInTestRuns',
	type: 'hidden',
	default: false,
};

export const testRecipient: INodeProperties = {
	displayName: 'Test Recipient',
	name: 'testRecipient',
	type: 'string',
	noDataExpression: true,
	default: '',
	placeholder: 'e.g. name@email.com',
	description:
		'Your own address. A run from the editor then sends the gift of the first item to it, as one real gift that does not count as the employee’s. Everything else stays a dry run.',
};

export const sendPause: INodeProperties = {
	displayName: 'Pause Between Gifts (Milliseconds)',
	name: 'sendPause',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60_000 },
	default: 200,
	description:
		'How long after the start of one request to Reachdesk the next one starts, at the earliest. Reachdesk documents no limit.',
};

export const settleTime: INodeProperties = {
	displayName: 'Retry Delay (Minutes)',
	name: 'settleMinutes',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1440 },
	default: 15,
	description:
		'How long to wait after an unclear answer before a gift that Reachdesk does not list is sent again',
};

export const UNCLEAR_GIFTS = [
	{
		name: 'Leave to a Person',
		value: 'human',
		description: 'This node never sends the gift again; you check it in Reachdesk',
	},
	{
		name: 'Retry Automatically',
		value: 'settle',
		description: 'Sends the gift again if Reachdesk still does not list it after the retry delay',
	},
] as const;

export const unclearGifts: INodeProperties = {
	displayName: 'Unconfirmed Gifts',
	name: 'unclearGifts',
	type: 'options',
	options: [...UNCLEAR_GIFTS],
	default: 'settle',
	description: 'What to do when Reachdesk gave no clear answer and does not list the gift',
};

/** The Safety options of Gift > Send. */
export const safetyFields: INodeProperties[] = [
	caps,
	capsOfItem,
	dryRun,
	duplicateProtection,
	expectedWalletId,
	agentGiftsPerDay,
	lookBack,
	maximumGifts,
	sendPause,
	sendForAgents,
	sendInTestRuns,
	otherSends,
	settleTime,
	testRecipient,
	unclearGifts,
];

export const giftsPerRequest: INodeProperties = {
	displayName: 'Gifts per Request',
	name: 'giftsPerRequest',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST_PER_REQUEST },
	default: 1_000,
	description:
		'Max number of gifts in one request. If one recipient is wrong, Reachdesk refuses the whole request.',
};

// n8n’s store has room for the entries of this many gifts without a clear answer
const MOST_IN_BULK = 20_000;

export const maximumGiftsInBulk: INodeProperties = {
	...maximumGifts,
	typeOptions: { minValue: 1, maxValue: MOST_IN_BULK },
};

/**
 * Reachdesk creates the gifts of a bulk send in the background and does not document how long that
 * takes, so a gift that is not listed is not sent again for hours.
 */
export const settleTimeInBulk: INodeProperties = { ...settleTime, default: 360 };

/** The Safety options of Gift > Send Many. Reachdesk’s list does not show which wallet pays. */
export const bulkSafetyFields: INodeProperties[] = [
	caps,
	capsOfItem,
	dryRun,
	duplicateProtection,
	agentGiftsPerDay,
	giftsPerRequest,
	lookBack,
	maximumGiftsInBulk,
	{
		...sendForAgents,
		description:
			'Whether an AI agent that uses this node as a tool can send gifts. Bulk sends cannot be held for review.',
	},
	sendInTestRuns,
	settleTimeInBulk,
	testRecipient,
	unclearGifts,
];
