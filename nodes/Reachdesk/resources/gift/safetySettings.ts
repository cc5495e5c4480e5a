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
import { MOST_PER_REQUEST } from '../../gifts/bulkSend';
import type { UnclearGifts } from '../../gifts/duplicateCheck';
import { isToolCall } from '../toolCall';

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

/** Settings that differ between the two ways of sending. */
interface Presets {
	/** the name of the options in the panel */
	name: 'safety' | 'bulkSafety';
	settleMinutes: number;
	mostGifts: number;
}

/** How many gifts go out together unless told. */
export const GIFTS_PER_REQUEST = 1_000;
/** What Gift > Send Many does unless told, and how many gifts it takes. */
export const IN_BULK = {
	name: 'bulkSafety',
	settleMinutes: 360,
	// n8n’s store holds the entries of so many gifts whose answer is not known
	mostGifts: 20_000,
} as const;

// Runs that a person starts from the editor to see what happens.
const TEST_MODES = ['manual', 'evaluation'];

/**
 * Reads the Safety options of Gift > Send.
 *
 * Rule: a run from the editor sends nothing, and an AI agent’s gifts wait for review, unless the
 * user allows more.
 */
export const safetySettings = (context: IExecuteFunctions): SafetySettings =>
	settingsIn(context, { name: 'safety', settleMinutes: 15, mostGifts: 1_000_000 });

/**
 * Reads the Safety options of Gift > Send Many; the rules are those of {@link safetySettings}.
 *
 * Reachdesk makes the gifts of a bulk send in the background and says nothing of how long it takes,
 * so one that is not listed is left alone for hours.
 */
export function bulkSafetySettings(context: IExecuteFunctions): BulkSafetySettings {
	const options = collectionOf(context.getNodeParameter(IN_BULK.name, 0, {}));
	return {
		...settingsIn(context, IN_BULK),
		giftsPerRequest: wholeNumber(
			'Gifts per Request',
			presetFor(options.giftsPerRequest, GIFTS_PER_REQUEST),
			1,
			MOST_PER_REQUEST,
		),
	};
}

function settingsIn(context: IExecuteFunctions, presets: Presets): SafetySettings {
	const options = collectionOf(context.getNodeParameter(presets.name, 0, {}));
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
		settleMinutes: wholeNumber(
			'Settle Time',
			chosen('settleMinutes', presets.settleMinutes),
			1,
			1440,
		),
		unclearGifts: oneOf('Unclear Gifts', chosen('unclearGifts', 'settle'), ['settle', 'human']),
		expectedWallet: walletId(options.expectedWalletId),
		maximumGifts: wholeNumber(
			'Maximum Gifts per Run',
			chosen('maximumGifts', 100),
			1,
			presets.mostGifts,
		),
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
