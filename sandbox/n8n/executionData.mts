import { isList, isRecord, listAt, maybeTextAt, textAt } from './answers.mts';

/** An execution as n8n lists it. */
export interface ExecutionSummary {
	id: string;
	workflowId: string;
	/** such as `success`, `error`, `running`, `waiting`, `canceled`, `crashed` */
	status: string;
	/** such as `trigger`, `manual`, `retry`, `error` */
	mode: string;
	/** ISO instant */
	startedAt: string | undefined;
	/** ISO instant; undefined while it runs */
	stoppedAt: string | undefined;
}

interface ExecutionError {
	message: string;
	description: string | undefined;
	/** name of the node that failed */
	node: string | undefined;
}

interface Item {
	json: Record<string, unknown>;
	pairedItem?: unknown;
	error?: unknown;
}

/** One run of one node within an execution. */
interface NodeRun {
	status: string | undefined;
	error: ExecutionError | undefined;
	/** items by output; an output that got none is an empty list */
	outputs: Item[][];
}

export interface Execution extends ExecutionSummary {
	/** what ended the execution, undefined when it did not fail */
	error: ExecutionError | undefined;
	/** the runs of each node that ran, by its name */
	runs: Record<string, NodeRun[]>;
	/** names of all nodes of the workflow as it was executed */
	nodeNames: string[];
}

const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);

/** How long an execution took, in ms; NaN while it runs. */
export const durationOf = ({
	startedAt,
	stoppedAt,
}: Pick<ExecutionSummary, 'startedAt' | 'stoppedAt'>): number =>
	Date.parse(stoppedAt ?? '') - Date.parse(startedAt ?? '');

export function isFinished({ status }: ExecutionSummary): boolean {
	return !UNFINISHED.has(status);
}

/** Whether what an execution says agrees with how it has ended, which leaves something behind. */
export function isWritten({ status, runs, error }: Execution): boolean {
	const leavesSomething = status === 'success' || status === 'error';
	return !leavesSomething || error !== undefined || Object.keys(runs).length > 0;
}

/**
 * The items that a node gave out, over all its runs. An empty list when it did not run.
 *
 * @throws Error when the workflow has no node of that name
 */
export function outputOf(
	execution: Execution,
	nodeName: string,
	outputIndex = 0,
): Record<string, unknown>[] {
	if (!execution.nodeNames.includes(nodeName)) {
		throw new Error(
			`Execution ${execution.id} has no node "${nodeName}"; it has ${execution.nodeNames.join(', ')}.`,
		);
	}
	return (execution.runs[nodeName] ?? [])
		.flatMap((run) => run.outputs[outputIndex] ?? [])
		.map((item) => item.json);
}

const TOOL_EXECUTOR = 'PartialExecutionToolExecutor';

/**
 * What a tool answered that was run by itself.
 *
 * @throws Error with n8n's words when it gave no answer
 */
export function toolAnswer({ error, runs }: Execution): unknown {
	const [item] = runs[TOOL_EXECUTOR]?.[0]?.outputs[0] ?? [];
	if (item === undefined) throw new Error(error?.message ?? 'The tool gave no answer.');
	const text = textAt(item.json, 'text');
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

export function toSummary(answer: unknown): ExecutionSummary {
	return {
		id: textAt(answer, 'id'),
		workflowId: textAt(answer, 'workflowId'),
		status: textAt(answer, 'status'),
		mode: textAt(answer, 'mode'),
		startedAt: maybeTextAt(answer, 'startedAt'),
		stoppedAt: maybeTextAt(answer, 'stoppedAt'),
	};
}

/** @param answer of `GET /rest/executions/:id`, whose `data` is a text in the flatted format */
export function toExecution(answer: unknown): Execution {
	const data = unflatten(textAt(answer, 'data'));
	const result = isRecord(data) && isRecord(data.resultData) ? data.resultData : {};
	const runData = isRecord(result.runData) ? result.runData : {};
	return {
		...toSummary(answer),
		error: toError(result.error, maybeTextAt(result, 'lastNodeExecuted')),
		runs: Object.fromEntries(
			Object.entries(runData).map(([name, runs]) => [
				name,
				isList(runs) ? runs.map((run) => toRun(run, name)) : [],
			]),
		),
		nodeNames: listAt(answer, 'workflowData.nodes').map((node) => textAt(node, 'name')),
	};
}

function toRun(run: unknown, node: string): NodeRun {
	const main = isRecord(run) && isRecord(run.data) ? run.data.main : undefined;
	return {
		status: maybeTextAt(run, 'executionStatus'),
		error: isRecord(run) ? toError(run.error, node) : undefined,
		outputs: (isList(main) ? main : []).map((items) => (isList(items) ? items.map(toItem) : [])),
	};
}

function toItem(item: unknown): Item {
	// the answer of a tool is a text where everything else has an object
	if (isRecord(item) && typeof item.json === 'string') {
		return { ...item, json: { text: item.json } };
	}
	if (!isRecord(item) || !isRecord(item.json)) {
		throw new Error(`n8n gave an item without json: ${JSON.stringify(item)}`);
	}
	return { ...item, json: item.json };
}

function toError(error: unknown, node: string | undefined): ExecutionError | undefined {
	if (!isRecord(error)) return undefined;
	return {
		message: maybeTextAt(error, 'message') ?? '',
		description: maybeTextAt(error, 'description'),
		node: maybeTextAt(error, 'node.name') ?? node,
	};
}

/**
 * Decodes the format of the npm package `flatted`: a list of values in which every text inside an
 * object or a list is the index of another value, so that circles and repetitions survive.
 */
function unflatten(text: string): unknown {
	const values: unknown = JSON.parse(text);
	if (!isList(values)) throw new Error('The data of the execution is not in the flatted format.');
	const decoded = new Map<number, unknown>();
	const decode = (index: number): unknown => {
		if (decoded.has(index)) return decoded.get(index);
		const value = values[index];
		if (isList(value)) {
			const list: unknown[] = [];
			decoded.set(index, list);
			list.push(...value.map(resolve));
			return list;
		}
		if (isRecord(value)) {
			const record: Record<string, unknown> = {};
			decoded.set(index, record);
			for (const [key, member] of Object.entries(value)) record[key] = resolve(member);
			return record;
		}
		return value;
	};
	const resolve = (member: unknown): unknown =>
		typeof member === 'string' ? decode(Number(member)) : member;
	return decode(0);
}
