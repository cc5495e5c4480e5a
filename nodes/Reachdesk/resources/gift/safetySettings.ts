import type { IExecuteFunctions } from 'n8n-workflow';
import { choiceIn, flagIn, textsIn, wholeNumberIn } from '../../../shared/declaredParameter';
import { ExplainedError } from '../../../shared/explainedError';
import type { JsonObject } from '../../../shared/jsonObject';
import { collectionOf, optionalTextOf } from '../../../shared/parameterValue';
import { checkTyped, holdsExpression } from '../../../shared/typedByPerson';
import type { UnclearGifts } from '../../gifts/duplicateCheck';
import { emailAddress } from '../../gifts/emailAddress';
import { isToolCall } from '../toolCall';
import {
	agentGiftsPerDay,
	dryRun,
	duplicateProtection,
	giftsPerRequest,
	lookBack,
	maximumGifts,
	maximumGiftsInBulk,
	otherSends,
	sendForAgents,
	sendInTestRuns,
	sendPause,
	settleTime,
	settleTimeInBulk,
	testRecipient,
	unclearGifts,
	UNCLEAR_GIFTS,
} from './safetyProperties';
import { isTestRun } from './runMode';

/** The safety settings of a run that sends gifts. They are the same for all its items. */
export interface SafetySettings {
	/** why nothing is sent; null when gifts are sent */
	sendsNothing: 'dryRun' | 'testRun' | null;
	duplicateProtection: boolean;
	lookBackDays: number;
	settleMinutes: number;
	/** ids of sends that a person has marked as other gifts */
	otherSends: ReadonlySet<string>;
	unclearGifts: UnclearGifts;
	maximumGifts: number;
	/** whether gifts must wait for review, whatever the approval is set to */
	reviewOnly: boolean;
	/** how many gifts agents may create per day; null when no agent uses the node */
	agentGiftsPerDay: number | null;
	/** the address for the one real gift of a test run; null when it sends none, and in other runs */
	testRecipient: string | null;
}

/** The safety settings of Gift > Send. */
export interface SendSafetySettings extends SafetySettings {
	/** from the start of one request to the start of the next, ms */
	sendPause: number;
}

/** The safety settings of Gift > Send Many. */
export interface BulkSafetySettings extends SafetySettings {
	giftsPerRequest: number;
}

/**
 * Reads the Safety options of Gift > Send.
 *
 * Rules: a run from the editor sends nothing but the gift to the test recipient. An AI agent’s
 * gifts wait for review unless a person allows more, and the agent cannot set any option.
 *
 * @throws ExplainedError that names the field and what it accepts
 */
export async function safetySettings(context: IExecuteFunctions): Promise<SendSafetySettings> {
	return {
		...(await settingsIn(context, 'safety', { maximumGifts, settleTime })),
		sendPause: wholeNumberIn(optionsOf(context, 'safety'), sendPause),
	};
}

/** Reads the Safety options of Gift > Send Many; the rules are those of {@link safetySettings}. */
export async function bulkSafetySettings(context: IExecuteFunctions): Promise<BulkSafetySettings> {
	return {
		...(await settingsIn(context, 'bulkSafety', {
			maximumGifts: maximumGiftsInBulk,
			settleTime: settleTimeInBulk,
		})),
		giftsPerRequest: wholeNumberIn(optionsOf(context, 'bulkSafety'), giftsPerRequest),
	};
}

const optionsOf = (context: IExecuteFunctions, collection: string): JsonObject =>
	collectionOf(context.getNodeParameter(collection, 0, {}));

async function settingsIn(
	context: IExecuteFunctions,
	collection: 'safety' | 'bulkSafety',
	own: { maximumGifts: typeof maximumGifts; settleTime: typeof settleTime },
): Promise<SafetySettings> {
	const isAgent = isToolCall(context);
	if (isAgent) checkNothingFromAgent(context, collection);
	for (const { displayName, name } of PERMISSIONS) {
		checkTyped(context, displayName, collection, name);
	}
	const options = optionsOf(context, collection);
	const recipient = optionalTextOf(testRecipient.displayName, options[testRecipient.name]);
	if (flagIn(options, sendInTestRuns) && recipient === undefined) throw replaced;
	const sendsForAgents = flagIn(options, sendForAgents);
	const giftsPerDay = wholeNumberIn(options, agentGiftsPerDay);
	const isTest = await isTestRun(context);
	const sendsNothing = flagIn(options, dryRun) ? 'dryRun' : isTest ? 'testRun' : null;
	return {
		sendsNothing,
		duplicateProtection: flagIn(options, duplicateProtection),
		lookBackDays: wholeNumberIn(options, lookBack),
		settleMinutes: wholeNumberIn(options, own.settleTime),
		otherSends: new Set(textsIn(options, otherSends)),
		unclearGifts: choiceIn(options, unclearGifts, UNCLEAR_GIFTS),
		maximumGifts: wholeNumberIn(options, own.maximumGifts),
		reviewOnly: isAgent && !sendsForAgents,
		agentGiftsPerDay: isAgent ? giftsPerDay : null,
		testRecipient:
			sendsNothing === 'testRun' && recipient !== undefined
				? emailAddress(testRecipient.displayName, recipient)
				: null,
	};
}

/** Options that allow more than the default. */
const PERMISSIONS = [sendForAgents, testRecipient];

/** @throws ExplainedError when an option is an expression, which may come from the agent */
function checkNothingFromAgent(context: IExecuteFunctions, collection: string): void {
	if (!holdsExpression(context.getNode().parameters[collection])) return;
	throw new ExplainedError(
		"An option under 'Safety' is an expression, and an AI agent must not set it",
		"Nothing was sent. Set all options under 'Safety' to Fixed in the panel of this node",
	);
}

const replaced = new ExplainedError(
	`'${sendInTestRuns.displayName}' no longer exists, because it sent real gifts to employees before their day`,
	`Nothing was sent. Add '${testRecipient.displayName}' under 'Safety' and enter your own address: a run from the editor then sends one real gift to it`,
);
