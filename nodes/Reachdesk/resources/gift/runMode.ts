import type { IExecuteFunctions } from 'n8n-workflow';
import { executionIdOf } from '../../../shared/executionId';
import { ExecutionMemory } from './executionMemory';

/** Runs that a person starts from the editor to see what happens. */
const TEST_MODES: readonly unknown[] = ['manual', 'evaluation'];

// n8n itself has no limit; nobody nests deeper
const MOST_LEVELS = 10;

/**
 * Whether a person started this run to see what happens.
 *
 * n8n tells it by the mode of the run, and behind that by its execution context: a retry keeps the mode
 * of the run that it repeats as the source (n8n-core execution-context.js), and a sub-workflow’s
 * execution holds the context of the one that called it. A call that leaves no trace of its
 * caller, such as an HTTP request to a webhook of the workflow, counts as production.
 */
export const isTestRun = async (context: IExecuteFunctions): Promise<boolean> =>
	// a loop in a sub-workflow would read the executions of its callers each time
	await (ExecutionMemory.of(context).isTest ??= wasStartedAsTest(context));

async function wasStartedAsTest(context: IExecuteFunctions): Promise<boolean> {
	if (TEST_MODES.includes(context.getMode())) return true;
	// before n8n 2 there is none
	const own = 'getExecutionContext' in context ? context.getExecutionContext() : undefined;
	if (TEST_MODES.includes(own?.source)) return true;
	let id = own?.parentExecutionId === undefined ? undefined : executionIdOf(context);
	for (let level = 0; level < MOST_LEVELS && id !== undefined; level++) {
		const data = await context.getExecutionDataById(id).catch(() => undefined);
		const caller = data?.parentExecution;
		if (TEST_MODES.includes(caller?.executionContext?.source)) return true;
		id = caller?.executionId;
	}
	return false;
}
