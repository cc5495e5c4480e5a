import type { IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { isObject } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import { ANY_TIME, timingOf } from '../../gifts/timing';
import type { GiftTiming } from '../../gifts/timing';

/** The prefix of gift keys from the HiBob nodes. */
const KEY_OF_HIBOB = 'hibob:';
const HIBOB_NODES = ['hiBobTrigger', 'hiBob'];

/**
 * When the gift of an input item may be sent. If a node in between replaced the item, the paired
 * item of the HiBob node decides.
 *
 * Rule: a key from the HiBob nodes has a due day. If that day is not known, the gift is not sent.
 * Other keys are chosen by a person, and so is their day.
 *
 * @throws ExplainedError when it is not known
 */
export function giftTiming(
	context: IExecuteFunctions,
	item: number,
	key: string,
	lookBackDays: number,
): GiftTiming {
	const now = Date.now();
	const own = timingOf(context.getInputData()[item]?.json ?? {}, now, lookBackDays);
	if (own) return own;
	if (!key.startsWith(KEY_OF_HIBOB)) return ANY_TIME;
	const before = itemOfHiBobNode(context, item);
	const timing = before && timingOf(before, now, lookBackDays);
	if (timing) return timing;
	throw new ExplainedError(
		`The item of ${key} does not say when the gift is due`,
		'This gift was not sent. Keep "judged" and "occasion" of the HiBob item, also in sub-workflows and Edit Fields',
	);
}

/** The item of a HiBob node that an input item comes from; null when n8n does not know. */
function itemOfHiBobNode(context: IExecuteFunctions, item: number): JsonObject | null {
	const nodes = context.getParentNodes(context.getNode().name);
	for (const { name, type } of nodes) {
		if (!HIBOB_NODES.includes(type.split('.').at(-1) ?? '')) continue;
		const found = evaluated(context, `{{ $(${JSON.stringify(name)}).item.json }}`, item);
		if (isObject(found)) return found;
	}
	return null;
}

/** What an expression returns; null when it fails, as for a node that has not run. */
function evaluated(context: IExecuteFunctions, expression: string, item: number): unknown {
	try {
		return context.evaluateExpression(expression, item);
	} catch {
		return null;
	}
}
