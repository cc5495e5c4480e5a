import { inCents, type Currency } from './currencies.mts';

type CampaignType = 'gift_card' | 'bundle' | 'marketplace' | 'note';

interface CampaignItem {
	sku: string;
	name: string;
	min: number;
	max: number;
	unitPrice: number;
}

export interface Campaign {
	id: number;
	name: string;
	type: CampaignType;
	currency: Currency;
	/** of one gift with the least quantity of each item */
	price: number;
	active: boolean;
	/** sends itself on a rule of its own; the API triggers only manual campaigns */
	automated: boolean;
	requiresAdminApproval: boolean;
	/** is posted, so an address must come with the send or from the recipient */
	requiresAddress: boolean;
	inStock: boolean;
	/** may be claimed again by somebody who claimed a gift of it before */
	exemptFromDuplicateCheck: boolean;
	items: CampaignItem[];
}

export interface SentItem {
	name: string;
	quantity: number;
	unitPrice: number;
}

const eGift = (id: number, name: string, price: number): Campaign => ({
	id,
	name,
	type: 'gift_card',
	currency: 'USD',
	price,
	active: true,
	automated: false,
	requiresAdminApproval: false,
	requiresAddress: false,
	inStock: true,
	exemptFromDuplicateCheck: false,
	items: [],
});

const bundle = (id: number, name: string, price: number, items: CampaignItem[]): Campaign => ({
	...eGift(id, name, price),
	type: 'bundle',
	requiresAddress: true,
	items,
});

/** The organization's campaigns, fresh for each sandbox, so that tests may change them. */
export function seedCampaigns(): Campaign[] {
	return [
		eGift(1501, 'Birthday', 25),
		{ ...eGift(1502, 'Birthday, approved by an admin', 25), requiresAdminApproval: true },
		{
			...eGift(1503, 'Get well soon flowers', 45),
			type: 'marketplace',
			currency: 'EUR',
			requiresAddress: true,
		},
		{ ...eGift(1504, 'Thank-you note', 5), type: 'note', currency: 'GBP', requiresAddress: true },
		eGift(1601, 'Work anniversary, 1 year', 50),
		eGift(1603, 'Work anniversary, 3 years', 75),
		eGift(1605, 'Work anniversary, 5 years', 100),
		bundle(1610, 'Work anniversary, 10 years', 180, [
			{ sku: 'TROPHY-10', name: 'Glass trophy', min: 1, max: 1, unitPrice: 120 },
			{ sku: 'CHOC-L', name: 'Chocolate box', min: 1, max: 2, unitPrice: 60 },
		]),
		bundle(1701, 'Welcome box', 65, [
			{ sku: 'HOODIE-M', name: 'Branded hoodie', min: 1, max: 1, unitPrice: 40 },
			{ sku: 'BOTTLE-1', name: 'Water bottle', min: 1, max: 3, unitPrice: 15 },
			{ sku: 'NOTEBOOK', name: 'Notebook', min: 1, max: 5, unitPrice: 10 },
		]),
		{
			...eGift(1801, 'Automated birthday', 25),
			automated: true,
			// Reachdesk's own recurring HRIS campaigns are
			exemptFromDuplicateCheck: true,
		},
		{ ...eGift(1802, 'Birthday, retired', 25), active: false },
	];
}

/** Whether a gift of this campaign needs an address; eGifts and notes are not asked for one. */
export function needsAddress(campaign: Campaign): boolean {
	const isPhysical = campaign.type === 'bundle' || campaign.type === 'marketplace';
	return isPhysical && campaign.requiresAddress;
}

/** The items of one gift, in the campaign's order; what is not asked for comes at its minimum. */
export function itemsOfGift(
	campaign: Campaign,
	asked: { sku: string; quantity?: number }[],
): SentItem[] {
	return campaign.items.map(({ sku, name, min, unitPrice }) => ({
		name,
		quantity: asked.find((item) => item.sku === sku)?.quantity ?? min,
		unitPrice,
	}));
}

/** What the items of a gift cost together, in the campaign's currency. */
export function costOfItems(items: SentItem[]): number {
	return inCents(items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0));
}

/** What one gift costs in the campaign's currency: its price and what goes beyond the minimum. */
export function priceOfGift(campaign: Campaign, items: SentItem[]): number {
	return inCents(campaign.price + costOfItems(items) - costOfItems(itemsOfGift(campaign, [])));
}
