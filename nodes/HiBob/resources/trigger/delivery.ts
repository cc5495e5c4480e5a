import type { INodeProperties, NodeTypeAndVersion } from 'n8n-workflow';
import { choiceIn, topLevel } from '../../../shared/declaredParameter';
import type { ParameterReader } from '../../../shared/parameterReader';
import type { RunSettings } from '../../runs/dailyRun';

const DELIVERIES = [
	{
		name: 'Automatic',
		value: 'automatic',
		description:
			'Repeat Until Sent if a gift-sending Reachdesk node or a sub-workflow follows the trigger, otherwise Once',
	},
	{
		name: 'Once',
		value: 'once',
		description: 'Returns each occasion once: for messages. A failed gift is not retried.',
	},
	{
		name: 'Repeat Until Sent',
		value: 'repeat',
		description:
			"Returns an occasion again on each run within 'Catch-Up Days' until its gift is sent, so that a failed gift is retried",
	},
] as const;

/** How often an occasion is returned. */
export const delivery: INodeProperties = {
	displayName: 'Delivery',
	name: 'delivery',
	type: 'options',
	default: 'automatic',
	options: [...DELIVERIES],
	description:
		'How often to return an occasion. Repeats have "judged.offeredAgain" set to true: filter them out before a node that sends messages.',
};

/**
 * The delivery. The nodes that follow the trigger decide what Automatic means.
 *
 * Rule: by default no gift is lost, and nobody is congratulated twice. Before a node that may send gifts,
 * an occasion is returned again until its gift is known to be sent: once a day, even if the trigger runs
 * at every poll. A node that sends messages gets each occasion once.
 *
 * @param followers - all nodes behind the trigger, with their parameters
 */
export function deliveryOf(
	reader: ParameterReader,
	followers: readonly NodeTypeAndVersion[],
): Pick<RunSettings, 'delivery' | 'offersOnceADay'> {
	const chosen = choiceIn(topLevel(reader, delivery), delivery, DELIVERIES);
	if (chosen !== 'automatic') return { delivery: chosen, offersOnceADay: false };
	const repeats = followers.some(maySendGifts);
	return { delivery: repeats ? 'repeat' : 'once', offersOnceADay: repeats };
}

const SUB_WORKFLOW = 'n8n-nodes-base.executeWorkflow';
const SENDING: readonly unknown[] = ['send', 'sendMany'];

/** Whether a node sends gifts, or calls a workflow that may. */
function maySendGifts({ type, disabled, parameters = {} }: NodeTypeAndVersion): boolean {
	if (disabled) return false;
	if (type === SUB_WORKFLOW) return true;
	// n8n does not list parameters that have their default
	const { resource = 'gift', operation = 'send' } = parameters;
	return type.endsWith('.reachdesk') && resource === 'gift' && SENDING.includes(operation);
}
