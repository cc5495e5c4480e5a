import type { IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import {
	collectionOf,
	flagOf,
	oneOf,
	presetFor,
	shown,
	stringOf,
	wholeNumber,
} from '../../../shared/parameterValue';
import type { UnclearGifts } from '../../gifts/duplicateCheck';
import { isToolCall } from '../toolCall';

/** How careful a run of Gift > Send is. The same for all items of the run. */
export interface SafetySettings {
	/** why nothing is sent, or null when gifts go out */
	sendsNothing: 'dryRun' | 'testRun' | null;
	duplicateProtection: boolean;
	lookBackDays: number;
	settleMinutes: number;
	unclearGifts: UnclearGifts;
	/** id of the wallet that should pay, or null when any will do */
	expectedWallet: string | null;
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
	const chosen = (name: string, preset: unknown) => presetFor(options[name], preset);
	const flag = (name: string, label: string, preset: boolean) =>
		flagOf(label, chosen(name, preset));
	const sendsInTestRuns = flag('sendInTestRuns', 'Send in Test Runs', false);
	const sendsForAgents = flag('sendForAgents', 'Send for AI Agents', false);
	const isTest = TEST_MODES.includes(context.getMode()) && !sendsInTestRuns;
	return {
		sendsNothing: flag('dryRun', 'Dry Run', false) ? 'dryRun' : isTest ? 'testRun' : null,
		duplicateProtection: flag('duplicateProtection', 'Duplicate Protection', true),
		lookBackDays: wholeNumber('Look Back', chosen('lookBackDays', 30), 1, 366),
		settleMinutes: wholeNumber('Settle Time', chosen('settleMinutes', 15), 1, 1440),
		unclearGifts: oneOf('Unclear Gifts', chosen('unclearGifts', 'settle'), ['settle', 'human']),
		expectedWallet: walletId(options.expectedWalletId),
		maximumGifts: wholeNumber('Maximum Gifts per Run', chosen('maximumGifts', 100), 1, 1_000_000),
		reviewOnly: isToolCall(context) && !sendsForAgents,
	};
}

function walletId(value: unknown): string | null {
	if (value === undefined || value === '') return null;
	const id = stringOf(value).trim();
	if (/^\d+$/.test(id)) return id;
	throw new ExplainedError(
		`"Expected Wallet ID" is "${shown(id)}", which is no number`,
		'Take the number from "payment_wallet_id" of a gift that the right wallet paid',
	);
}
