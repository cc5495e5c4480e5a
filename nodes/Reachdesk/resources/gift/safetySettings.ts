import type { IExecuteFunctions } from 'n8n-workflow';
import { collectionOf, wholeNumber } from '../../../shared/parameterValue';

/** How careful a run of Gift > Send is. The same for all items of the run. */
export interface SafetySettings {
	/** why nothing is sent, or null when gifts go out */
	sendsNothing: 'dryRun' | 'testRun' | null;
	duplicateProtection: boolean;
	lookBackDays: number;
	settleMinutes: number;
	maximumGifts: number;
	/** gifts wait for review whatever the approval says */
	reviewOnly: boolean;
}

// Runs that a person starts from the editor to see what happens.
const TEST_MODES = ['manual', 'evaluation'];

/**
 * Reads the Safety options.
 *
 * Rule: a run from the editor sends nothing, and an AI agent’s gifts wait for review, unless the
 * user allows more.
 */
export function safetySettings(context: IExecuteFunctions): SafetySettings {
	const options = collectionOf(context.getNodeParameter('safety', 0, {}));
	const isTest = TEST_MODES.includes(context.getMode()) && options.sendInTestRuns !== true;
	return {
		sendsNothing: options.dryRun === true ? 'dryRun' : isTest ? 'testRun' : null,
		duplicateProtection: options.duplicateProtection !== false,
		lookBackDays: wholeNumber('Look Back', options.lookBackDays ?? 30, 1, 366),
		settleMinutes: wholeNumber('Settle Time', options.settleMinutes ?? 15, 1, 1440),
		maximumGifts: wholeNumber('Maximum Gifts per Run', options.maximumGifts ?? 100, 1, 1_000_000),
		reviewOnly: isToolCall(context) && options.sendForAgents !== true,
	};
}

// n8n offers a node to AI agents as a copy whose type ends in this word.
const isToolCall = (context: IExecuteFunctions): boolean => context.getNode().type.endsWith('Tool');
