import type { Stage } from '../../sandbox/demo/stage.mts';
import type { WorkflowJson } from '../../sandbox/n8n/host.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';

/** The name of the trigger's node type in a version. */
export type TriggerType = 'hiBobEmployeesTrigger' | 'hiBobTrigger';

/** The name of the trigger in each workflow. */
export const TRIGGER = 'HiBob Employees';

type Credentials = Stage['credentials'];

const POLL_TIMES = pollTimesAt(everySeconds(10, 4));
const PACKAGE = 'n8n-nodes-hibob-reachdesk';

const trigger = (id: string, type: TriggerType, parameters: object, credentials: Credentials) => ({
	id: `${id}-trigger`,
	name: TRIGGER,
	type: `${PACKAGE}.${type}`,
	typeVersion: 1,
	position: [0, 0],
	parameters: { pollTimes: POLL_TIMES, ...parameters },
	credentials: { hiBobServiceUserApi: credentials.hiBobServiceUserApi },
});

const next = (name: string) => ({
	[TRIGGER]: { main: [[{ node: name, type: 'main', index: 0 }]] },
});

const SETTINGS = { executionOrder: 'v1', timezone: 'UTC' };

/** Sends a gift of a campaign for each birthday. */
export const gifts = (
	id: string,
	type: TriggerType,
	delivery: 'once' | 'repeat',
	{ campaign, sender }: { campaign: number; sender: string },
	credentials: Credentials,
): WorkflowJson => ({
	name: `Gifts, ${delivery}`,
	nodes: [
		trigger(id, type, { events: ['birthday'], delivery, options: { delivery } }, credentials),
		{
			id: `${id}-send`,
			name: 'Send Gift',
			type: `${PACKAGE}.reachdesk`,
			typeVersion: 1,
			position: [200, 0],
			onError: 'continueRegularOutput',
			parameters: {
				resource: 'gift',
				operation: 'send',
				campaign: { __rl: true, mode: 'id', value: String(campaign) },
				sender,
				recipientSource: 'hibobEmployee',
			},
			credentials: { reachdeskApi: credentials.reachdeskApi },
		},
	],
	connections: next('Send Gift'),
	settings: SETTINGS,
});

/** Reports who joins, changes and leaves. */
export const roster = (type: TriggerType, credentials: Credentials): WorkflowJson => ({
	name: 'Roster',
	nodes: [
		trigger(
			'roster',
			type,
			{ events: ['employeeAdded', 'employeeChanged', 'employeeLeft'] },
			credentials,
		),
		{
			id: 'roster-end',
			name: 'End',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	],
	connections: next('End'),
	settings: SETTINGS,
});
