import type { IExecuteFunctions } from 'n8n-workflow';
import { executionIdOf } from '../../../shared/executionId';
import { ExecutionMemory } from './executionMemory';

/** Runs that a person starts in the editor as a test. */
const TEST_MODES: readonly unknown[] = ['manual', 'evaluation'];

// n8n has no limit; deeper nesting does not occur in practice
const MOST_LEVELS = 10;

/**
 * Whether a person started this run as a test.
 *
 * The mode of the run says so, or its execution context: a retry keeps the mode of the run that it
 * repeats as the source (n8n-core execution-context.js), and the execution of a sub-workflow holds
 * the context of its caller. A call that leaves no trace of its caller, such as an HTTP request to
 * a webhook of the workflow, counts as production.
 */
export const isTestRun = async (context: IExecuteFunctions): Promise<boolean> =>
	// remembered, or a loop in a sub-workflow would read the executions of its callers each time
	await (ExecutionMemory.of(context).isTest ??= wasStartedAsTest(context));

async function wasStartedAsTest(context: IExecuteFunctions): Promise<boolean> {
	if (TEST_MODES.includes(context.getMode())) return true;
	// n8n 1 has no execution context
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
