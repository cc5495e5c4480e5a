import { Ajv, type SchemaObject, type ValidateFunction } from 'ajv';
import { isCountryCode } from './countries.mts';
import { CURRENCIES, type Currency } from './currencies.mts';

export interface Recipient {
	provider?: string;
	provider_contact_id?: string;
	provider_contact_type?: string;
	first_name: string;
	last_name: string;
	email: string;
	company_name?: string;
	street_address_1?: string;
	street_address_2?: string;
	city?: string;
	state?: string;
	zipcode?: string;
	country?: string;
	phone_number?: string;
	role?: string;
	tax_id?: string;
}

interface CustomAttribute {
	name: string;
	value: string;
}

export interface ItemQuantity {
	sku: string;
	quantity?: number;
}

export type Approval = 'true' | 'false' | 'auto';

interface GiftSettings {
	sender: string;
	payment_currency?: Currency;
	payment_wallet_type?: 'User' | 'Team';
	team_name?: string;
	confirm_address?: boolean;
	bundle_handwritten_note?: string;
	packaging_notes?: string;
	custom_attributes?: CustomAttribute[];
	send_method?: 'email' | 'link';
}

export interface TriggerBody extends GiftSettings {
	request_id?: string;
	source?: string;
	recipient: Recipient;
	items?: ItemQuantity[];
	approved?: Approval;
}

export interface BulkRecipient extends Recipient {
	sender?: string;
	payment_currency?: Currency;
}

export interface BulkSettings extends GiftSettings {
	request_id: string;
}

export interface BulkBody extends BulkSettings {
	campaign_id: number;
	recipients: BulkRecipient[];
}

export interface GdprBody {
	request: { request_type: 'erase_subject' | 'export_subject'; subject: string };
}

export const INT32_MAX = 2_147_483_647;
const MAX_BULK_RECIPIENTS = 5000;

const text: SchemaObject = { type: 'string' };
const filledText: SchemaObject = { type: 'string', minLength: 1 };
const email: SchemaObject = { type: 'string', format: 'email' };
const oneOf = (values: readonly string[]): SchemaObject => ({ type: 'string', enum: values });
const object = (properties: SchemaObject, required: string[] = []): SchemaObject => ({
	type: 'object',
	additionalProperties: false,
	properties,
	required,
});

const currency = oneOf(CURRENCIES);

const recipientProperties = {
	provider: oneOf([
		'salesforce',
		'msdynamics',
		'hubspotcrm',
		'salesloft',
		'influitive',
		'marketo',
		'hibob',
		'outreach',
	]),
	provider_contact_id: text,
	provider_contact_type: oneOf(['contact', 'lead', 'employee']),
	first_name: filledText,
	last_name: filledText,
	email,
	company_name: text,
	street_address_1: text,
	street_address_2: text,
	city: text,
	state: text,
	zipcode: text,
	country: { type: 'string', format: 'country' },
	phone_number: text,
	role: text,
	tax_id: text,
};
const recipientRequired = ['first_name', 'last_name', 'email'];

const giftSettings = {
	sender: email,
	payment_currency: currency,
	payment_wallet_type: oneOf(['User', 'Team']),
	team_name: text,
	confirm_address: { type: 'boolean' },
	bundle_handwritten_note: text,
	packaging_notes: text,
	custom_attributes: {
		type: 'array',
		items: object({ name: { type: 'string', format: 'attributeName' }, value: text }, [
			'name',
			'value',
		]),
	},
	send_method: oneOf(['link', 'email']),
};

const int32: SchemaObject = { type: 'integer', minimum: 1, maximum: INT32_MAX };

// allErrors: the log names all that is wrong, while the answer, as Reachdesk's, names one
const ajv = new Ajv({ allErrors: true, coerceTypes: false, removeAdditional: false });
ajv.addFormat('email', /^[^\s@<>(),;:"[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/);
ajv.addFormat('country', isCountryCode);
ajv.addFormat('attributeName', /^[A-Za-z0-9_]+$/);

/** Body of `POST /campaigns/{id}/trigger`; a missing request_id is not a fault of the shape. */
export const isTriggerBody: ValidateFunction<TriggerBody> = ajv.compile<TriggerBody>(
	object(
		{
			...giftSettings,
			request_id: filledText,
			source: text,
			recipient: object(recipientProperties, recipientRequired),
			items: { type: 'array', items: object({ sku: filledText, quantity: int32 }, ['sku']) },
			approved: oneOf(['true', 'false', 'auto']),
		},
		['sender', 'recipient'],
	),
);

/** Body of `POST /bulk_sends`; a recipient may name its own sender and currency. */
export const isBulkBody: ValidateFunction<BulkBody> = ajv.compile<BulkBody>(
	object(
		{
			...giftSettings,
			request_id: filledText,
			campaign_id: int32,
			recipients: {
				type: 'array',
				minItems: 1,
				maxItems: MAX_BULK_RECIPIENTS,
				items: object(
					{ ...recipientProperties, sender: email, payment_currency: currency },
					recipientRequired,
				),
			},
		},
		['request_id', 'campaign_id', 'sender', 'recipients'],
	),
);

/** Body of `POST /gdpr/requests`. */
export const isGdprBody: ValidateFunction<GdprBody> = ajv.compile<GdprBody>(
	object(
		{
			request: object(
				{ request_type: oneOf(['erase_subject', 'export_subject']), subject: email },
				['request_type', 'subject'],
			),
		},
		['request'],
	),
);
