import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNodeError, failedItem } from '../../shared/nodeErrors';
import { oneOf } from '../../shared/parameterValue';
import { checkAccess } from './access/check';
import { getEmployee } from './employee/get';
import { getEmployees } from './employee/getMany';
import { getEmployeeFields } from './employeeField/getMany';
import { getLists } from './list/getMany';
import { getUpcoming } from './occasion/getUpcoming';
import { Refusals } from './refusals';
import { getWhoIsOut } from './timeOff/getWhoIsOut';

/** What one operation gives for one input item. */
type Operation = (context: IExecuteFunctions, item: number) => Promise<IDataObject[]>;

const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	access: { check: checkAccess },
	employee: { get: getEmployee, getAll: getEmployees },
	employeeField: { getAll: getEmployeeFields },
	list: { getAll: getLists },
	occasion: { getUpcoming },
	timeOff: { getWhoIsOut },
};

/**
 * Runs the chosen operation once for each input item.
 *
 * @throws NodeOperationError or NodeApiError naming the item and the remedy, unless the node goes on
 * after an error; then the item carries it
 * @throws what n8n cancels the execution with
 */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const output: INodeExecutionData[] = [];
	const refusals = new Refusals();
	for (const item of context.getInputData().keys()) {
		const pairedItem = { item };
		context.getExecutionCancelSignal()?.throwIfAborted();
		try {
			refusals.check();
			const rows = await operation(context, item);
			output.push(...rows.map((json) => ({ json, pairedItem })));
		} catch (error) {
			const nodeError = asNodeError(context.getNode(), error, item);
			nodeError.context.itemIndex ??= item;
			refusals.note(nodeError);
			if (!context.continueOnFail()) throw nodeError;
			output.push(failedItem(nodeError, item));
		}
	}
	return output;
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = oneOf(
		'Resource',
		context.getNodeParameter('resource', 0),
		Object.keys(OPERATIONS),
	);
	const operations = OPERATIONS[resource] ?? {};
	const name = oneOf(
		'Operation',
		context.getNodeParameter('operation', 0),
		Object.keys(operations),
	);
	const operation = operations[name];
	if (!operation) throw new RangeError(`${name} is no operation`);
	return operation;
}
