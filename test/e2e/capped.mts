import axios from 'axios';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import { chain, node } from './runModes.mts';
import type { Place } from './runModes.mts';

/** A published workflow that sends gifts under a cap when its webhook is called. */
export interface CappedWorkflow {
	id: string;
	path: string;
}

interface Sending {
	path: string;
	cap: object;
	campaign?: number;
	operation?: 'send' | 'sendMany';
}

const ITEMS = 'Items';
const SEND = 'Send Gift';

/** Items are the names in the body of the call: each is a person with a gift of their own. */
const workflowOf = (
	{ reachdesk, credentials }: Place,
	{ path, cap, campaign = 1501, operation = 'send' }: Sending,
): WorkflowJson => {
	const trigger = startedByWebhook(path);
	return {
		name: path,
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
		nodes: [
			trigger,
			node(ITEMS, 'splitOut', 1, { fieldToSplitOut: 'body.people' }),
			node(
				SEND,
				nodeType('reachdesk'),
				1,
				{
					resource: 'gift',
					operation,
					campaign: { __rl: true, mode: 'id', value: String(campaign) },
					sender: reachdesk.sender,
					recipientSource: 'defineBelow',
					giftKey: "={{ $json['body.people'] }}",
					email: "={{ $json['body.people'] }}@example.com",
					firstName: 'Ada',
					lastName: 'Lovelace',
					[operation === 'send' ? 'safety' : 'bulkSafety']: { caps: { cap: [cap] } },
				},
				{ credentials: { reachdeskApi: credentials.reachdeskApi } },
			),
		],
		connections: chain([trigger.name, ITEMS, SEND]),
	};
};

export async function publishCapped(place: Place, sending: Sending): Promise<CappedWorkflow> {
	const id = await place.n8n.importWorkflow(workflowOf(place, sending));
	await place.n8n.publish(id);
	return { id, path: sending.path };
}

/** Calls the webhook, which answers at once. */
export async function callFor(
	n8n: N8nHost,
	path: string,
	people: readonly string[],
): Promise<void> {
	await axios.post(`${n8n.url}/webhook/${path}`, { people });
}

/** What became of the gifts of an execution. */
export const outcomesOf = (execution: Execution): unknown[] =>
	outputOf(execution, SEND).map(({ outcome }) => outcome);

export const explanationsOf = (execution: Execution): unknown[] =>
	outputOf(execution, SEND).map(({ explanation }) => explanation);

/** Names of so many people, for one test alone. */
export const peopleOf = (test: string, count: number, first = 1): string[] =>
	Array.from({ length: count }, (_, index) => `${test}-${String(first + index)}`);
