import { ExplainedError } from '../../nodes/shared/explainedError.ts';

/** The words of the ExplainedError that `attempt` throws; anything else fails the test. */
export function explanationOf(attempt: () => unknown): { message: string; remedy: string } {
	try {
		attempt();
	} catch (error) {
		if (error instanceof ExplainedError) return { message: error.message, remedy: error.remedy };
		throw error;
	}
	throw new Error('nothing was thrown');
}
