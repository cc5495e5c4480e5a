import type { IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { isObject } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import { ANY_TIME, timingOf } from '../../gifts/timing';
import type { GiftTiming } from '../../gifts/timing';

/** How gift keys of the HiBob nodes begin. */
const KEY_OF_HIBOB = 'hibob:';
const HIBOB_NODES = ['hiBobTrigger', 'hiBob'];

/**
 * When the gift of an input item may be sent. Where a node in between has replaced the item, that of
 * the HiBob node before it tells, as n8n pairs them.
 *
 * Rule: a key of the HiBob nodes has a due day. When that is not known, the gift is not sent. Other keys
 * are a person’s own, and so is their day.
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
		`The item of ${key} does not say when it is due`,
		'Nothing was sent for it. Keep "judged" and "occasion" of the HiBob item, in sub-workflows and Edit Fields, too',
	);
}

/** The item of a HiBob node that an input item comes from; null when n8n cannot tell. */
function itemOfHiBobNode(context: IExecuteFunctions, item: number): JsonObject | null {
	const nodes = context.getParentNodes(context.getNode().name);
	for (const { name, type } of nodes) {
		if (!HIBOB_NODES.includes(type.split('.').at(-1) ?? '')) continue;
		const found = evaluated(context, `{{ $(${JSON.stringify(name)}).item.json }}`, item);
		if (isObject(found)) return found;
	}
	return null;
}

/** What an expression gives; null when it fails, as for a node that has not run. */
function evaluated(context: IExecuteFunctions, expression: string, item: number): unknown {
	try {
		return context.evaluateExpression(expression, item);
	} catch {
		return null;
	}
}
