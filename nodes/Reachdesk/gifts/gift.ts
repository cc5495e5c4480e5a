/** Who a gift goes to. The names are those of Reachdesk’s `recipient`. */
export interface Recipient {
	first_name: string;
	last_name: string;
	email: string;
	company_name?: string;
	street_address_1?: string;
	street_address_2?: string;
	city?: string;
	state?: string;
	zipcode?: string;
	/** ISO 3166-1 alpha-2 */
	country?: string;
	phone_number?: string;
	role?: string;
	tax_id?: string;
	provider?: 'hibob';
	provider_contact_id?: string;
	provider_contact_type?: 'employee';
}

export const CURRENCIES = ['AUD', 'CAD', 'DKK', 'EUR', 'GBP', 'INR', 'NOK', 'SEK', 'USD'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** `auto` falls back to review, `false` is held for review, `true` is sent at once or refused. */
export type Approval = 'auto' | 'false' | 'true';

/** The body of POST /campaigns/{id}/trigger (Reachdesk API, operation trigger-campaign). */
export interface TriggerRequest {
	request_id: string;
	source: string;
	sender: string;
	recipient: Recipient;
	/** a string, not a boolean */
	approved: Approval;
	payment_currency?: Currency;
	payment_wallet_type?: 'User' | 'Team';
	team_name?: string;
	confirm_address?: boolean;
	items?: { sku: string; quantity: number }[];
	bundle_handwritten_note?: string;
	packaging_notes?: string;
	custom_attributes?: { name: string; value: string }[];
	send_method?: 'email' | 'link';
}

/** One gift to send. */
export interface Gift {
	/** names the occasion, the same whenever it is asked for */
	key: string;
	campaignId: number;
	request: TriggerRequest;
}

// Addresses of e-mail are taken out of messages anyway; the others are words of the contract
const NOT_LISTED: readonly string[] = ['email', 'country', 'provider', 'provider_contact_type'];
const SHORTEST = 2;

/** What a request says of the person it is for, beside the address of e-mail. */
export function personalTexts({
	recipient,
	custom_attributes: attributes = [],
	bundle_handwritten_note: note = '',
	packaging_notes: notes = '',
}: TriggerRequest): string[] {
	const about = Object.entries(recipient).flatMap(([name, text]: [string, string]) =>
		NOT_LISTED.includes(name) ? [] : [text],
	);
	return [...about, ...attributes.map(({ value }) => value), note, notes]
		.map((text) => text.trim())
		.filter(({ length }) => length >= SHORTEST);
}
