import type { INodeProperties } from 'n8n-workflow';
import { MOST_PER_REQUEST } from '../../gifts/bulkSend';
import { caps, capsOfItem } from './capProperties';

/** How careful a run is: each setting once, for the panel and for safetySettings. */

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
	description: 'Whether to send each gift once, also after restarts and unclear answers',
};

export const expectedWalletId: INodeProperties = {
	displayName: 'Expected Wallet ID',
	name: 'expectedWalletId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 5101',
	description:
		'Marks a gift that another wallet pays with "walletMismatch": Reachdesk changes to another wallet without saying so. The number is "payment_wallet_id" of an earlier gift.',
};

export const lookBack: INodeProperties = {
	displayName: 'Look Back',
	name: 'lookBackDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 366 },
	default: 30,
	hint: 'In days',
	description:
		'How many days a send of the same campaign to the same address counts as this gift, unless it is known to be another one. Use one campaign per occasion.',
};

export const otherSends: INodeProperties = {
	displayName: 'Sends of Other Gifts',
	name: 'otherSends',
	type: 'string',
	default: '',
	placeholder: 'e.g. 4711, 4712',
	description:
		'IDs of sends in Reachdesk that are known to be other gifts, so that they do not count as this one. For a deliberate second gift, such as after a lost parcel.',
};

export const maximumGifts: INodeProperties = {
	displayName: 'Maximum Gifts per Run',
	name: 'maximumGifts',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1_000_000 },
	default: 100,
	description:
		'With more new gifts than this for one due day, none of that day is sent and the run fails. All runs of the node in an execution count together, as in a loop.',
};

export const agentGiftsPerDay: INodeProperties = {
	displayName: 'Gifts per Day for AI Agents',
	name: 'agentGiftsPerDay',
	type: 'number',
	noDataExpression: true,
	typeOptions: { minValue: 1, maxValue: 1_000 },
	default: 20,
	description: 'How many gifts AI agents that use this node as a tool may create per day (UTC)',
};

export const sendForAgents: INodeProperties = {
	displayName: 'Send for AI Agents',
	name: 'sendForAgents',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether an AI agent that uses this node as a tool may send gifts; otherwise its gifts are held for review. An agent that calls a workflow with this node looks like any other caller: set "Approval" to Review First there.',
};

/**
 * What "Test Recipient" has replaced. It stays declared, because n8n drops what is not, and a workflow
 * that has it must say what to do instead.
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
		'Your own address. A run from the editor then sends one real gift to it, that of the first item, and uses up nobody’s gift. Everything else stays a dry run.',
};

export const settleTime: INodeProperties = {
	displayName: 'Settle Time',
	name: 'settleMinutes',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1440 },
	default: 15,
	hint: 'In minutes',
	description:
		'Minutes after an unclear answer before a gift that Reachdesk does not list is sent again',
};

export const UNCLEAR_GIFTS = [
	{
		name: 'Leave to a Person',
		value: 'human',
		description: 'A gift whose answer was lost is never sent again by this node',
	},
	{
		name: 'Settle by Reachdesk’s List',
		value: 'settle',
		description: 'A gift that Reachdesk does not list after the settle time is sent',
	},
] as const;

export const unclearGifts: INodeProperties = {
	displayName: 'Unclear Gifts',
	name: 'unclearGifts',
	type: 'options',
	options: [...UNCLEAR_GIFTS],
	default: 'settle',
	description: 'What to do after an answer was lost and Reachdesk does not list the gift',
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
		'How many gifts go out with one request at most. Reachdesk refuses all of a request when one recipient is wrong.',
};

// n8n’s store holds the entries of so many gifts whose answer is not known
const MOST_IN_BULK = 20_000;

export const maximumGiftsInBulk: INodeProperties = {
	...maximumGifts,
	typeOptions: { minValue: 1, maxValue: MOST_IN_BULK },
};

/**
 * Reachdesk makes the gifts of a bulk send in the background and does not say how long it takes, so one
 * that is not listed is left alone for hours.
 */
export const settleTimeInBulk: INodeProperties = { ...settleTime, default: 360 };

/** The Safety options of Gift > Send Many. Reachdesk’s list does not tell which wallet pays. */
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
			'Whether an AI agent that uses this node as a tool may send gifts; bulk sends cannot be held for review',
	},
	sendInTestRuns,
	settleTimeInBulk,
	testRecipient,
	unclearGifts,
];
