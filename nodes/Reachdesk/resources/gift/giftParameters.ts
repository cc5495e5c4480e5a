import type { IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { filled, isObject } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import {
	collectionOf,
	flagOf,
	oneOf,
	optionalIdOf,
	optionalTextOf,
	presetFor,
	shown,
	wholeNumber,
} from '../../../shared/parameterValue';
import { visibleText } from '../../../shared/visibleText';
import { aboutOf } from '../../gifts/about';
import { campaignIdOf } from '../../gifts/campaignId';
import { emailAddress } from '../../gifts/emailAddress';
import { CURRENCIES } from '../../gifts/gift';
import type { Gift, GiftRequest, Recipient, SingleGift } from '../../gifts/gift';
import { addressesOfEmployee, recipientOfEmployee } from '../../gifts/hibobEmployee';
import { recipientCountry } from '../../gifts/recipientCountry';
import { recipientName } from '../../gifts/recipientName';
import { requestIdOf } from '../../gifts/requestId';
import { capsIn } from './capSettings';
import { LINKS_ON_REQUEST, linkToHiBob } from './giftFieldProperties';
import { giftTiming } from './giftTiming';
import { expectedWalletId } from './safetyProperties';
import type { SafetySettings } from './safetySettings';

// of one item in one gift; a larger number is a mistake
const MOST_PIECES = 1_000;

type ReadFor = Pick<SafetySettings, 'lookBackDays'>;

/**
 * Reads the gift of one item that is sent with its own request, and checks what can be checked
 * without Reachdesk.
 *
 * @throws ExplainedError that names the field and what it accepts
 */
export function singleGiftOf(
	context: IExecuteFunctions,
	item: number,
	safety: ReadFor,
): SingleGift {
	const fields = collectionOf(context.getNodeParameter('giftFields', item, {}));
	const options = collectionOf(context.getNodeParameter('safety', item, {}));
	const gift = giftOf(context, item, { fields, options }, safety);
	const approved = oneOf('Approval', context.getNodeParameter('approval', item, 'auto'), [
		'auto',
		'false',
		'true',
	] as const);
	const items = itemsOf(fields);
	return {
		...gift,
		expectedWallet: expectedWalletOf(options),
		request: {
			...gift.request,
			source: optionalTextOf('Source', fields.source) ?? 'n8n',
			approved,
			...filled({
				items: items.length > 0 ? items : undefined,
				send_method: choiceOf('Send Method', fields.sendMethod, ['email', 'link'] as const),
			}),
		},
	};
}

/**
 * Reads the gift of one item that is sent together with others.
 *
 * @throws as {@link singleGiftOf}
 */
export const bulkGiftOf = (context: IExecuteFunctions, item: number, safety: ReadFor): Gift => {
	const fields = collectionOf(context.getNodeParameter('bulkFields', item, {}));
	const options = collectionOf(context.getNodeParameter('bulkSafety', item, {}));
	return giftOf(context, item, { fields, options }, safety);
};

function giftOf(
	context: IExecuteFunctions,
	item: number,
	{ fields, options }: { fields: JsonObject; options: JsonObject },
	{ lookBackDays }: ReadFor,
): Gift {
	const campaign: unknown = context.getNodeParameter('campaign', item, '');
	const campaignId = campaignIdOf(isObject(campaign) ? campaign.value : campaign);
	const sender = emailAddress('Sender', context.getNodeParameter('sender', item, ''));
	const isFromHiBob =
		oneOf('Recipient', context.getNodeParameter('recipientSource', item), [
			'hibobEmployee',
			'defineBelow',
		] as const) === 'hibobEmployee';
	const json = context.getInputData()[item]?.json ?? {};
	const { key, recipient } = isFromHiBob
		? recipientOfEmployee(json, occasionKeyOf(context, item), isLinkedToHiBob(context, fields))
		: recipientBelow(context, item);
	return {
		key,
		campaignId,
		request: {
			request_id: requestIdOf(key, campaignId),
			sender,
			recipient,
			...fieldsOfEveryGift(fields),
		},
		timing: giftTiming(context, item, key, lookBackDays),
		caps: capsIn(options),
		alsoAt: isFromHiBob ? addressesOfEmployee(json) : [],
		about: isFromHiBob ? aboutOf(json) : null,
	};
}

/** Whether Reachdesk gets the employee’s HiBob id. */
const isLinkedToHiBob = (context: IExecuteFunctions, fields: JsonObject): boolean =>
	flagOf(
		linkToHiBob.displayName,
		presetFor(fields[linkToHiBob.name], context.getNode().typeVersion < LINKS_ON_REQUEST),
	);

const occasionKeyOf = (context: IExecuteFunctions, item: number): string | undefined =>
	optionalIdOf('Occasion Key', context.getNodeParameter('occasionKey', item, ''));

function recipientBelow(
	context: IExecuteFunctions,
	item: number,
): { key: string; recipient: Recipient } {
	const parameter = (name: string): unknown => context.getNodeParameter(name, item, '');
	const key = optionalIdOf('Gift Key', parameter('giftKey'));
	if (key === undefined) throw isEmpty('Gift Key');
	const firstName = visibleTextOf('First Name', parameter('firstName'));
	const lastName = visibleTextOf('Last Name', parameter('lastName'));
	// only the last name is optional: an expression that returns no first name is a mistake
	const name = firstName === undefined ? null : recipientName(firstName, lastName);
	if (name === null) throw isEmpty('First Name');
	const fields = collectionOf(context.getNodeParameter('recipientFields', item, {}));
	const address: Partial<Recipient> = filled({
		street_address_1: visibleTextOf('Street Address', fields.street1),
		street_address_2: visibleTextOf('Street Address, Line 2', fields.street2),
		city: visibleTextOf('City', fields.city),
		state: visibleTextOf('State', fields.state),
		zipcode: visibleTextOf('Postal Code', fields.postalCode),
	});
	return {
		key,
		recipient: {
			...name,
			email: emailAddress('Email', parameter('email')),
			...address,
			...filled({
				company_name: visibleTextOf('Company', fields.company),
				country: recipientCountry(
					visibleTextOf('Country', fields.country),
					Object.keys(address).length > 0,
					"'Country'",
				),
				phone_number: optionalIdOf('Phone', fields.phone),
				role: visibleTextOf('Role', fields.role),
				tax_id: optionalIdOf('Tax ID', fields.taxId),
			}),
		},
	};
}

const isEmpty = (label: string): ExplainedError =>
	new ExplainedError(`'${label}' is empty`, `Fill in '${label}' for this recipient`);

/** A text about a person; undefined when it has no visible characters. */
function visibleTextOf(label: string, value: unknown): string | undefined {
	const text = optionalTextOf(label, value);
	return text === undefined ? undefined : (visibleText(text) ?? undefined);
}

function itemsOf(fields: JsonObject): { sku: string; quantity: number }[] {
	return rowsOf('Bundle Items', fields.items, 'item').map(({ sku, quantity }) => {
		const id = optionalIdOf('SKU', sku);
		if (id !== undefined) {
			return { sku: id, quantity: wholeNumber('Quantity', quantity, 1, MOST_PIECES) };
		}
		throw new ExplainedError(
			"'Bundle Items' has an entry without a SKU",
			'Enter a SKU of the campaign for each item',
		);
	});
}

function fieldsOfEveryGift(fields: JsonObject): Partial<GiftRequest> {
	const attributes = rowsOf('Custom Attributes', fields.customAttributes, 'attribute').map(
		({ name, value }) => {
			const id = optionalTextOf('Custom Attributes', name) ?? '';
			if (/^\w+$/.test(id)) {
				return {
					name: id,
					value: chosenText('Custom Attributes', value ?? null) ?? '',
				};
			}
			throw new ExplainedError(
				`'Custom Attributes' has the name "${shown(id)}"`,
				'Use letters, digits and underscores, such as years_of_service',
			);
		},
	);
	// Reachdesk’s own defaults apply to what is not set
	return filled({
		payment_currency: choiceOf('Payment Currency', fields.currency, CURRENCIES),
		payment_wallet_type: choiceOf('Payment Wallet', fields.walletType, ['User', 'Team'] as const),
		team_name: chosenText('Team Name', fields.teamName),
		confirm_address:
			fields.confirmAddress === undefined
				? undefined
				: flagOf('Confirm Address', fields.confirmAddress),
		bundle_handwritten_note: optionalTextOf('Handwritten Note', fields.handwrittenNote),
		packaging_notes: optionalTextOf('Packaging Notes', fields.packagingNotes),
		custom_attributes: attributes.length > 0 ? attributes : undefined,
	});
}

function rowsOf(label: string, collection: unknown, name: string): JsonObject[] {
	const rows = isObject(collection) ? collection[name] : collection;
	if (rows === undefined) return [];
	if (Array.isArray(rows) && rows.every(isObject)) return rows;
	throw new ExplainedError(
		`'${label}' is not a list`,
		`Check the expression in '${label}', or add the rows in the panel`,
	);
}

/** A text that an expression must return: it decides who pays, or is printed in a note. */
function chosenText(label: string, value: unknown): string | undefined {
	if (value !== null) return optionalTextOf(label, value);
	throw new ExplainedError(`'${label}' is empty`, `Check the expression in '${label}'`);
}

function choiceOf<T extends string>(
	label: string,
	value: unknown,
	known: readonly T[],
): T | undefined {
	return value === undefined || value === '' ? undefined : oneOf(label, value, known);
}

/** The wallet that should pay for an item’s gift; it may come from an expression. */
function expectedWalletOf(options: JsonObject): string | null {
	const value = options[expectedWalletId.name];
	if (value === undefined || value === '') return null;
	const id = optionalIdOf(expectedWalletId.displayName, value) ?? '';
	if (/^\d+$/.test(id)) return id;
	throw new ExplainedError(
		`'${expectedWalletId.displayName}' is "${shown(id)}", which is not a number`,
		'Use the number in "payment_wallet_id" of a gift that the right wallet paid for',
	);
}
