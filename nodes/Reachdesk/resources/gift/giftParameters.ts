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
	shown,
	wholeNumber,
} from '../../../shared/parameterValue';
import { campaignIdOf } from '../../gifts/campaignId';
import { emailAddress } from '../../gifts/emailAddress';
import { CURRENCIES } from '../../gifts/gift';
import type { Gift, GiftRequest, Recipient, SingleGift } from '../../gifts/gift';
import { recipientOfEmployee } from '../../gifts/hibobEmployee';
import { recipientCountry } from '../../gifts/recipientCountry';
import { requestIdOf } from '../../gifts/requestId';
import { giftTiming } from './giftTiming';
import type { SafetySettings } from './safetySettings';

// of one article in one gift; more are a mistake
const MOST_PIECES = 1_000;

type ReadFor = Pick<SafetySettings, 'lookBackDays'>;

/**
 * Reads the gift of one item that is sent by a request of its own, checked as far as it can be
 * without Reachdesk.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function singleGiftOf(
	context: IExecuteFunctions,
	item: number,
	safety: ReadFor,
): SingleGift {
	const fields = collectionOf(context.getNodeParameter('giftFields', item, {}));
	const gift = giftOf(context, item, fields, safety);
	const approved = oneOf('Approval', context.getNodeParameter('approval', item, 'auto'), [
		'auto',
		'false',
		'true',
	] as const);
	const items = itemsOf(fields);
	return {
		...gift,
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
export const bulkGiftOf = (context: IExecuteFunctions, item: number, safety: ReadFor): Gift =>
	giftOf(context, item, collectionOf(context.getNodeParameter('bulkFields', item, {})), safety);

function giftOf(
	context: IExecuteFunctions,
	item: number,
	fields: JsonObject,
	{ lookBackDays }: ReadFor,
): Gift {
	const campaign: unknown = context.getNodeParameter('campaign', item, '');
	const campaignId = campaignIdOf(isObject(campaign) ? campaign.value : campaign);
	const sender = emailAddress('Sender', context.getNodeParameter('sender', item, ''));
	const { key, recipient } =
		oneOf('Recipient', context.getNodeParameter('recipientSource', item), [
			'hibobEmployee',
			'defineBelow',
		] as const) === 'hibobEmployee'
			? recipientOfEmployee(context.getInputData()[item]?.json, occasionKeyOf(context, item))
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
	};
}

const occasionKeyOf = (context: IExecuteFunctions, item: number): string | undefined =>
	optionalIdOf('Occasion Key', context.getNodeParameter('occasionKey', item, ''));

function recipientBelow(
	context: IExecuteFunctions,
	item: number,
): { key: string; recipient: Recipient } {
	const required = (name: string, label: string, read = optionalTextOf): string => {
		const text = read(label, context.getNodeParameter(name, item, ''));
		if (text !== undefined) return text;
		throw new ExplainedError(`"${label}" is empty`, `Fill in "${label}" for this recipient`);
	};
	const fields = collectionOf(context.getNodeParameter('recipientFields', item, {}));
	const address: Partial<Recipient> = filled({
		street_address_1: optionalTextOf('Street Address', fields.street1),
		street_address_2: optionalTextOf('Street Address, Line 2', fields.street2),
		city: optionalTextOf('City', fields.city),
		state: optionalTextOf('State', fields.state),
		zipcode: optionalTextOf('Postal Code', fields.postalCode),
	});
	return {
		key: required('giftKey', 'Gift Key', optionalIdOf),
		recipient: {
			first_name: required('firstName', 'First Name'),
			last_name: required('lastName', 'Last Name'),
			email: emailAddress('Email', context.getNodeParameter('email', item, '')),
			...address,
			...filled({
				company_name: optionalTextOf('Company', fields.company),
				country: recipientCountry(
					optionalTextOf('Country', fields.country),
					Object.keys(address).length > 0,
					'"Country"',
				),
				phone_number: optionalIdOf('Phone', fields.phone),
				role: optionalTextOf('Role', fields.role),
				tax_id: optionalIdOf('Tax ID', fields.taxId),
			}),
		},
	};
}

function itemsOf(fields: JsonObject): { sku: string; quantity: number }[] {
	return rowsOf('Bundle Items', fields.items, 'item').map(({ sku, quantity }) => {
		const id = optionalIdOf('SKU', sku);
		if (id !== undefined) {
			return { sku: id, quantity: wholeNumber('Quantity', quantity, 1, MOST_PIECES) };
		}
		throw new ExplainedError(
			'"Bundle Items" has an entry without SKU',
			'Give each item a SKU of the campaign',
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
				`"Custom Attributes" has the name "${shown(id)}"`,
				'Use letters, digits and underscores, such as years_of_service',
			);
		},
	);
	// what is not set is left to Reachdesk's own defaults
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
		`"${label}" is not a list`,
		`Look at the expression in "${label}", or add its rows in the panel`,
	);
}

/** A text that an expression may not leave out: it decides who pays, or stands in a note. */
function chosenText(label: string, value: unknown): string | undefined {
	if (value !== null) return optionalTextOf(label, value);
	throw new ExplainedError(`"${label}" is empty`, `Look at the expression in "${label}"`);
}

function choiceOf<T extends string>(
	label: string,
	value: unknown,
	known: readonly T[],
): T | undefined {
	return value === undefined || value === '' ? undefined : oneOf(label, value, known);
}
