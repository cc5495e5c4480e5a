import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { CircuitBreaker } from './circuitBreaker';
import { asNodeError, failedItem } from './nodeErrors';
import { oneOf } from './parameterValue';

/** An operation, which returns the rows for one input item. */
type Operation = (context: IExecuteFunctions, item: number) => Promise<IDataObject[]>;

/** The operations of a node, by resource and name. */
export type Operations = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/**
 * Runs the chosen operation once for each input item.
 *
 * @throws NodeOperationError or NodeApiError naming the item and the remedy, unless the node
 * continues after errors; then the output item contains the error
 * @throws n8n’s error when the execution is cancelled
 */
export async function itemByItem(
	context: IExecuteFunctions,
	all: Operations,
): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context, all);
	const output: INodeExecutionData[] = [];
	const breaker = new CircuitBreaker();
	for (const item of context.getInputData().keys()) {
		const pairedItem = { item };
		context.getExecutionCancelSignal()?.throwIfAborted();
		try {
			breaker.check();
			const rows = await operation(context, item);
			output.push(...rows.map((json) => ({ json, pairedItem })));
		} catch (error) {
			const nodeError = asNodeError(context.getNode(), error, item);
			nodeError.context.itemIndex ??= item;
			breaker.note(nodeError);
			if (!context.continueOnFail()) throw nodeError;
			output.push(failedItem(nodeError, item));
		}
	}
	return output;
}

function chosenOperation(context: IExecuteFunctions, all: Operations): Operation {
	const resource = oneOf('Resource', context.getNodeParameter('resource', 0), Object.keys(all));
	const operations = all[resource] ?? {};
	const name = oneOf(
		'Operation',
		context.getNodeParameter('operation', 0),
		Object.keys(operations),
	);
	const operation = operations[name];
	if (!operation) throw new RangeError(`${name} is no operation`);
	return operation;
}
