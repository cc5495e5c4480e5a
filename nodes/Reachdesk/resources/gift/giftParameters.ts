import type { IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { isObject } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import { collectionOf, oneOf, stringOf, textOf } from '../../../shared/parameterValue';
import { campaignIdOf } from '../../gifts/campaignId';
import { emailAddress } from '../../gifts/emailAddress';
import { CURRENCIES } from '../../gifts/gift';
import type { Gift, Recipient, TriggerRequest } from '../../gifts/gift';
import { recipientOfEmployee } from '../../gifts/hibobEmployee';
import { recipientCountry } from '../../gifts/recipientCountry';
import { requestIdOf } from '../../gifts/requestId';

/**
 * Reads the gift of one item from the panel, checked as far as it can be without Reachdesk.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function giftOf(context: IExecuteFunctions, item: number): Gift {
	const campaignId = campaignIdOf(
		context.getNodeParameter('campaign', item, '', { extractValue: true }),
	);
	const sender = emailAddress('Sender', context.getNodeParameter('sender', item, ''));
	const { key, recipient } =
		context.getNodeParameter('recipientSource', item) === 'hibobEmployee'
			? recipientOfEmployee(context.getInputData()[item]?.json)
			: recipientBelow(context, item);
	const fields = collectionOf(context.getNodeParameter('giftFields', item, {}));
	return {
		key,
		campaignId,
		request: {
			request_id: requestIdOf(key, campaignId),
			source: textOf(fields.source) ?? 'n8n',
			sender,
			recipient,
			approved: oneOf('Approval', context.getNodeParameter('approval', item, 'auto'), [
				'auto',
				'false',
				'true',
			] as const),
			...requestFields(fields),
		},
	};
}

function recipientBelow(
	context: IExecuteFunctions,
	item: number,
): { key: string; recipient: Recipient } {
	const required = (name: string, label: string): string => {
		const text = textOf(context.getNodeParameter(name, item, ''));
		if (text !== undefined) return text;
		throw new ExplainedError(`"${label}" is empty`, `Fill in "${label}" for this recipient`);
	};
	const fields = collectionOf(context.getNodeParameter('recipientFields', item, {}));
	const country = textOf(fields.country);
	return {
		key: required('giftKey', 'Gift Key'),
		recipient: {
			first_name: required('firstName', 'First Name'),
			last_name: required('lastName', 'Last Name'),
			email: emailAddress('Email', context.getNodeParameter('email', item, '')),
			...filled({
				company_name: textOf(fields.company),
				street_address_1: textOf(fields.street1),
				street_address_2: textOf(fields.street2),
				city: textOf(fields.city),
				state: textOf(fields.state),
				zipcode: textOf(fields.postalCode),
				country: country === undefined ? undefined : recipientCountry(country),
				phone_number: textOf(fields.phone),
				role: textOf(fields.role),
				tax_id: textOf(fields.taxId),
			}),
		},
	};
}

function requestFields(fields: JsonObject): Partial<TriggerRequest> {
	const items = rowsOf(fields.items, 'item').map(({ sku, quantity }) => {
		if (Number.isInteger(quantity) && Number(quantity) >= 1 && textOf(sku) !== undefined) {
			return { sku: textOf(sku) ?? '', quantity: Number(quantity) };
		}
		throw new ExplainedError(
			'"Bundle Items" has an entry without SKU or quantity',
			'Give each item a SKU of the campaign and a whole number of pieces',
		);
	});
	const attributes = rowsOf(fields.customAttributes, 'attribute').map(({ name, value }) => {
		if (/^\w+$/.test(textOf(name) ?? '')) {
			return { name: textOf(name) ?? '', value: stringOf(value) };
		}
		throw new ExplainedError(
			`"Custom Attributes" has the name "${stringOf(name)}"`,
			'Use letters, digits and underscores, such as years_of_service',
		);
	});
	return filled({
		payment_currency: choiceOf('Payment Currency', fields.currency, CURRENCIES),
		payment_wallet_type: choiceOf('Payment Wallet', fields.walletType, ['User', 'Team'] as const),
		team_name: textOf(fields.teamName),
		confirm_address: typeof fields.confirmAddress === 'boolean' ? fields.confirmAddress : undefined,
		items: items.length > 0 ? items : undefined,
		bundle_handwritten_note: textOf(fields.handwrittenNote),
		packaging_notes: textOf(fields.packagingNotes),
		custom_attributes: attributes.length > 0 ? attributes : undefined,
		send_method: choiceOf('Send Method', fields.sendMethod, ['email', 'link'] as const),
	});
}

type Filled<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are not set: Reachdesk then takes its own defaults. */
function filled<T extends Record<keyof T, unknown>>(fields: T): Filled<T> {
	const result: Filled<T> = {};
	for (const [name, value] of Object.entries<unknown>(fields)) {
		if (value !== undefined) Object.assign(result, { [name]: value });
	}
	return result;
}

function rowsOf(collection: unknown, name: string): JsonObject[] {
	const rows = isObject(collection) ? collection[name] : undefined;
	return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function choiceOf<T extends string>(
	label: string,
	value: unknown,
	known: readonly T[],
): T | undefined {
	return value === undefined || value === '' ? undefined : oneOf(label, value, known);
}
