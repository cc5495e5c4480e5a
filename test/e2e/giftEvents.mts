import type { Stage } from '../../sandbox/demo/stage.mts';
import type { WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';

/** The Reachdesk Gift trigger in it. */
export const TRIGGER = 'Reachdesk Gift';

export const HEARTBEAT_S = 4;

/** A workflow that the Reachdesk Gift trigger starts, every few seconds, and that does nothing. */
export const giftEvents = (
	{ credentials }: Pick<Stage, 'credentials'>,
	parameters: object,
): WorkflowJson => ({
	name: 'Gift events',
	nodes: [
		{
			id: 'trigger',
			name: TRIGGER,
			type: nodeType('reachdeskTrigger'),
			typeVersion: 1,
			position: [0, 0],
			credentials: { reachdeskApi: credentials.reachdeskApi },
			parameters: {
				pollTimes: pollTimesAt(everySeconds(HEARTBEAT_S)),
				run: 'everyPoll',
				timeZone: 'UTC',
				...parameters,
			},
		},
		{
			id: 'end',
			name: 'End',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	],
	connections: { [TRIGGER]: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
});
