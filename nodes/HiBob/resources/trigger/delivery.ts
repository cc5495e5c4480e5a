import type { INodeProperties, NodeTypeAndVersion } from 'n8n-workflow';
import { choiceIn, topLevel } from '../../../shared/declaredParameter';
import type { ParameterReader } from '../../../shared/parameterReader';
import type { RunSettings } from '../../runs/dailyRun';

const DELIVERIES = [
	{
		name: 'Automatic',
		value: 'automatic',
		description:
			'Until sent when Reachdesk: Send Gift or a sub-workflow follows the trigger, otherwise once',
	},
	{
		name: 'Once',
		value: 'once',
		description: 'Returns each occasion one time, for messages. A gift that fails is not retried.',
	},
	{
		name: 'Repeat Until Sent',
		value: 'repeat',
		description:
			'Returns an occasion again on the runs of the catch-up days while its gift is not known to be sent, so that a gift that failed is retried',
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
		'How often an occasion is returned. One that is returned again has "judged.offeredAgain": add a Filter for it before a node that sends messages.',
};

/**
 * The delivery, with Automatic decided by the nodes that follow the trigger.
 *
 * Rule: no gift is lost by default, and nobody hears of a birthday twice. With a node that may send
 * gifts, what is not known to be sent is returned again, once a day also when the trigger runs at every
 * poll; a node that sends messages gets each occasion once.
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
	// n8n leaves out parameters that have their default
	const { resource = 'gift', operation = 'send' } = parameters;
	return type.endsWith('.reachdesk') && resource === 'gift' && SENDING.includes(operation);
}
