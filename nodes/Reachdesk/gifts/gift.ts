import type { About } from './about';
import type { Cap } from './caps';
import type { GiftTiming } from './timing';

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
type Currency = (typeof CURRENCIES)[number];

/** `auto` falls back to review, `false` is held for review, `true` is sent at once or refused. */
type Approval = 'auto' | 'false' | 'true';

/** The request for a gift, alone or in bulk. Reachdesk’s defaults apply to what is not set. */
export interface GiftRequest {
	request_id: string;
	/** email address of a Reachdesk user */
	sender: string;
	recipient: Recipient;
	payment_currency?: Currency;
	payment_wallet_type?: 'User' | 'Team';
	team_name?: string;
	confirm_address?: boolean;
	bundle_handwritten_note?: string;
	packaging_notes?: string;
	custom_attributes?: { name: string; value: string }[];
}

/** The body of POST /campaigns/{id}/trigger (Reachdesk API, operation trigger-campaign). */
interface TriggerRequest extends GiftRequest {
	source: string;
	/** a string, not a boolean */
	approved: Approval;
	items?: { sku: string; quantity: number }[];
	send_method?: 'email' | 'link';
}

/** One gift to send. */
export interface Gift {
	/** identifies the occasion; always the same for the same occasion */
	key: string;
	campaignId: number;
	request: GiftRequest;
	timing: GiftTiming;
	/** the limits for this gift */
	caps: readonly Cap[];
	/** other addresses of the same person, whose gifts count as theirs */
	alsoAt: readonly string[];
	/** null for a recipient defined by hand */
	about: About | null;
}

/** A gift that is sent with its own request. */
export interface SingleGift extends Gift {
	request: TriggerRequest;
	/** id of the wallet that should pay; null for any wallet */
	expectedWallet: string | null;
}

// Email addresses are removed from messages anyway; the others are terms of the API
const NOT_LISTED: readonly string[] = ['email', 'country', 'provider', 'provider_contact_type'];
const SHORTEST = 2;

/** What a request contains about its recipient, besides the email address. */
export function personalTexts({
	recipient,
	custom_attributes: attributes = [],
	bundle_handwritten_note: note = '',
	packaging_notes: notes = '',
}: GiftRequest): string[] {
	const about = Object.entries(recipient).flatMap(([name, text]: [string, string]) =>
		NOT_LISTED.includes(name) ? [] : [text],
	);
	return [...about, ...attributes.map(({ value }) => value), note, notes]
		.map((text) => text.trim())
		.filter(({ length }) => length >= SHORTEST);
}
