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
	settleTime,
	settleTimeInBulk,
	testRecipient,
	unclearGifts,
	UNCLEAR_GIFTS,
} from './safetyProperties';
import { isTestRun } from './runMode';

/** How careful a run is that sends gifts. The same for all items of the run. */
export interface SafetySettings {
	/** why nothing is sent, or null when gifts go out */
	sendsNothing: 'dryRun' | 'testRun' | null;
	duplicateProtection: boolean;
	lookBackDays: number;
	settleMinutes: number;
	/** ids of sends that a person knows to be other gifts */
	otherSends: ReadonlySet<string>;
	unclearGifts: UnclearGifts;
	maximumGifts: number;
	/** gifts must wait for review whatever the approval says */
	reviewOnly: boolean;
	/** how many gifts agents may create per day; null when no agent calls */
	agentGiftsPerDay: number | null;
	/** where a test run sends its one real gift to; null when it sends none, and in other runs */
	testRecipient: string | null;
}

/** How careful a run of Gift > Send Many is. */
export interface BulkSafetySettings extends SafetySettings {
	giftsPerRequest: number;
}

/**
 * Reads the Safety options of Gift > Send.
 *
 * Rules: a run from the editor sends nothing but the gift to the test recipient. An AI agent’s gifts wait
 * for review unless a person allows more, and no option may come from the agent.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export const safetySettings = async (context: IExecuteFunctions): Promise<SafetySettings> =>
	await settingsIn(context, 'safety', { maximumGifts, settleTime });

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

/** Options that let more happen than by default. */
const PERMISSIONS = [sendForAgents, testRecipient];

/** @throws ExplainedError when an option is an expression, which may come from the agent */
function checkNothingFromAgent(context: IExecuteFunctions, collection: string): void {
	if (!holdsExpression(context.getNode().parameters[collection])) return;
	throw new ExplainedError(
		'An option under "Safety" is an expression, and an AI agent must not decide it',
		'Nothing was sent. Set all options under "Safety" to Fixed in the panel of this node',
	);
}

const replaced = new ExplainedError(
	`"${sendInTestRuns.displayName}" no longer exists, because it sent real gifts to people before their day`,
	`Nothing was sent. Add "${testRecipient.displayName}" under Safety and give your own address: a run from the editor then sends one real gift to it`,
);
