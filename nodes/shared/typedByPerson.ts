import type { IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from './explainedError';
import { isObject } from './jsonObject';

/**
 * Rule: a permission counts only when a person typed or switched it in the panel. An expression
 * could get it from an AI agent or from incoming data.
 *
 * @param path - of the parameter, such as `safety` and `sendForAgents`
 * @throws ExplainedError naming the field, when it or its parent is an expression
 */
export function checkTyped(
	context: IExecuteFunctions,
	label: string,
	...path: readonly string[]
): void {
	let stored: unknown = context.getNode().parameters;
	for (const name of path) {
		stored = isObject(stored) ? stored[name] : undefined;
		if (isExpression(stored)) throw notTyped(label);
	}
}

/** Whether a stored value is an expression or contains one. */
export function holdsExpression(stored: unknown): boolean {
	if (isObject(stored)) return Object.values(stored).some(holdsExpression);
	return Array.isArray(stored) ? stored.some(holdsExpression) : isExpression(stored);
}

// n8n removes the "=" where it allows no expression, except in one of an AI agent (node-helpers.js)
const isExpression = (stored: unknown): boolean =>
	typeof stored === 'string' && /^=|\{\{/.test(stored);

const notTyped = (label: string) =>
	new ExplainedError(
		`'${label}' is an expression, and it counts only when a person sets it`,
		`Nothing was done. Set '${label}' to Fixed in the panel of this node`,
	);
