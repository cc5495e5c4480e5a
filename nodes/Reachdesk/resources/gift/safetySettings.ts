import type { IExecuteFunctions } from 'n8n-workflow';
import { choiceIn, flagIn, wholeNumberIn } from '../../../shared/declaredParameter';
import { ExplainedError } from '../../../shared/explainedError';
import type { JsonObject } from '../../../shared/jsonObject';
import { collectionOf, shown, stringOf } from '../../../shared/parameterValue';
import type { UnclearGifts } from '../../gifts/duplicateCheck';
import { isToolCall } from '../toolCall';
import {
	dryRun,
	duplicateProtection,
	expectedWalletId,
	giftsPerRequest,
	lookBack,
	maximumGifts,
	maximumGiftsInBulk,
	sendForAgents,
	sendInTestRuns,
	settleTime,
	settleTimeInBulk,
	unclearGifts,
	UNCLEAR_GIFTS,
} from './safetyProperties';

/** How careful a run is that sends gifts. The same for all items of the run. */
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
	/** gifts must wait for review whatever the approval says */
	reviewOnly: boolean;
}

/** How careful a run of Gift > Send Many is. */
export interface BulkSafetySettings extends SafetySettings {
	giftsPerRequest: number;
}

// Runs that a person starts from the editor to see what happens.
const TEST_MODES = ['manual', 'evaluation'];

/**
 * Reads the Safety options of Gift > Send.
 *
 * Rule: a run from the editor sends nothing, and an AI agent’s gifts wait for review, unless the
 * user allows more.
 */
export const safetySettings = (context: IExecuteFunctions): SafetySettings =>
	settingsIn(context, collectionOf(context.getNodeParameter('safety', 0, {})), {
		maximumGifts,
		settleTime,
	});

/** Reads the Safety options of Gift > Send Many; the rules are those of {@link safetySettings}. */
export function bulkSafetySettings(context: IExecuteFunctions): BulkSafetySettings {
	const options = collectionOf(context.getNodeParameter('bulkSafety', 0, {}));
	return {
		...settingsIn(context, options, {
			maximumGifts: maximumGiftsInBulk,
			settleTime: settleTimeInBulk,
		}),
		giftsPerRequest: wholeNumberIn(options, giftsPerRequest),
	};
}

function settingsIn(
	context: IExecuteFunctions,
	options: JsonObject,
	own: { maximumGifts: typeof maximumGifts; settleTime: typeof settleTime },
): SafetySettings {
	const sendsInTestRuns = flagIn(options, sendInTestRuns);
	const sendsForAgents = flagIn(options, sendForAgents);
	const isTest = TEST_MODES.includes(context.getMode()) && !sendsInTestRuns;
	return {
		sendsNothing: flagIn(options, dryRun) ? 'dryRun' : isTest ? 'testRun' : null,
		duplicateProtection: flagIn(options, duplicateProtection),
		lookBackDays: wholeNumberIn(options, lookBack),
		settleMinutes: wholeNumberIn(options, own.settleTime),
		unclearGifts: choiceIn(options, unclearGifts, UNCLEAR_GIFTS),
		expectedWallet: walletId(options[expectedWalletId.name]),
		maximumGifts: wholeNumberIn(options, own.maximumGifts),
		reviewOnly: isToolCall(context) && !sendsForAgents,
	};
}

function walletId(value: unknown): string | null {
	if (value === undefined || value === '') return null;
	const id = stringOf(value).trim();
	if (/^\d+$/.test(id)) return id;
	throw new ExplainedError(
		`"${expectedWalletId.displayName}" is "${shown(id)}", which is no number`,
		'Take the number from "payment_wallet_id" of a gift that the right wallet paid',
	);
}
