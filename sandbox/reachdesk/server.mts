import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { Faults, installFaults } from '../http/faults.mts';
import { installRequestLog, type LoggedRequest } from '../http/requestLog.mts';
import { Accounts, API_TOKEN, type Wallet } from './accounts.mts';
import { BulkSends } from './bulkSends.mts';
import { seedCampaigns, type Campaign } from './campaigns.mts';
import type { TriggerBody } from './contract.mts';
import type { Currency } from './currencies.mts';
import { addListingRoutes } from './listingRoutes.mts';
import { addOrganizationRoutes } from './organizationRoutes.mts';
import { addPage } from './page.mts';
import { installCommonAnswers, installTokenCheck } from './protocol.mts';
import { RecipientActions } from './recipientActions.mts';
import { Sends, type PastGift, type StoredSend } from './sends.mts';
import { addTriggerRoutes } from './triggerRoutes.mts';
import { documentedVariants, type Variants } from './variants.mts';

export type { StoredSend } from './sends.mts';

export interface ReachdeskOptions {
	/** a free one when absent */
	port?: number;
	host?: string;
	/** milliseconds since the epoch; what gifts are dated by */
	now?: () => number;
}

interface PastSend extends PastGift {
	email: string;
	campaignId: number;
	/** the campaign's own when absent */
	currency?: Currency;
	/** whose wallet paid; the sender's own when absent */
	team?: string;
}

/** A running imitation of Reachdesk, seen from both sides of the wire. */
export interface ReachdeskSandbox {
	/** base of the API, `http://127.0.0.1:PORT/api/v2` */
	readonly url: string;
	/** a page for people that shows the gifts as they arrive */
	readonly pageUrl: string;
	readonly token: string;
	/** e-mail of a user with funded wallets, who may approve */
	readonly sender: string;
	/** every gift made, oldest first, whether or not the listing shows it */
	readonly sends: StoredSend[];
	readonly campaigns: Campaign[];
	readonly wallets: Wallet[];
	readonly requests: LoggedRequest[];
	readonly faults: Faults;
	readonly variants: Variants;
	/** Adds a gift that was made earlier, and paid for then. Throws for an unknown campaign. */
	addPastSend(past: PastSend): StoredSend;
	/** Approves a pending gift, which is paid now. Throws for one that cannot be approved. */
	approve(id: number): StoredSend;
	/** Rejects a pending gift, which is never paid. Throws for one that is not pending. */
	reject(id: number): StoredSend;
	/**
	 * Puts the cost of a gift back into its wallet, or a part of it. Throws for a gift that was not
	 * paid, and for more than is left of its cost.
	 */
	refund(id: number, amount?: number): StoredSend;
	/** What recipients do: unwrap, claim, redeem, decline and take that back. Each throws when it cannot be. */
	readonly recipients: RecipientActions;
	/** Moves a gift on as a recipient, courier or reviewer would. Throws for an unknown send. */
	changeStatus(id: number, status: string, latestAction?: string | null): StoredSend;
	/** Hands a gift to a courier. Throws for an unknown send. */
	ship(id: number): StoredSend;
	/** Ends the server at once, with the requests that still hang. */
	stop(): Promise<void>;
}

const SENDER = 'gifts@example.com';

// 5,000 recipients (operation bulk-create) with full addresses are a few megabytes
const BODY_LIMIT = 16 * 1024 * 1024;

function pastSendAdder(accounts: Accounts, campaigns: Campaign[], sends: Sends) {
	return ({ email, campaignId, currency, team, ...past }: PastSend): StoredSend => {
		const campaign = campaigns.find(({ id }) => id === campaignId);
		const sender = accounts.userByEmail(SENDER);
		if (!campaign || !sender) throw new Error(`The sandbox has no campaign ${String(campaignId)}`);
		const recipient = { first_name: 'Past', last_name: 'Recipient', email };
		const request: TriggerBody = {
			sender: SENDER,
			recipient,
			...(currency === undefined ? {} : { payment_currency: currency }),
			...(team === undefined ? {} : { payment_wallet_type: 'Team', team_name: team }),
		};
		return sends.addPast({ request, campaign, sender, bulkId: null }, past);
	};
}

/** Starts an imitation of Reachdesk with its own wallets, campaigns and gifts. */
export async function startReachdesk(options: ReachdeskOptions = {}): Promise<ReachdeskSandbox> {
	const { port = 0, host = '127.0.0.1', now = Date.now } = options;
	const requests: LoggedRequest[] = [];
	const faults = new Faults();
	const variants = documentedVariants();
	const accounts = new Accounts();
	const campaigns = seedCampaigns();
	const sends = new Sends(accounts, variants, now, 'https://claim.reachdesk.example/g');
	const bulkSends = new BulkSends(accounts, sends, variants);
	const openedAt = new Date(now()).toISOString();

	const app = fastify({
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		bodyLimit: BODY_LIMIT,
		genReqId: () => randomUUID(),
	});
	installCommonAnswers(app);
	installRequestLog(app, requests);
	installFaults(app, faults);
	await app.register(
		(api, _options, done) => {
			installTokenCheck(api);
			addTriggerRoutes(api, { accounts, campaigns, sends, bulkSends, variants });
			addListingRoutes(api, { accounts, sends, variants, openedAt });
			addOrganizationRoutes(api, variants, now);
			done();
		},
		{ prefix: '/api/v2' },
	);
	addPage(app, { sends, requests });
	await app.listen({ port, host });
	const served = app.addresses()[0];
	if (typeof served !== 'object') throw new Error('The Reachdesk sandbox does not listen');
	const origin = `http://127.0.0.1:${String(served.port)}`;

	return {
		url: `${origin}/api/v2`,
		pageUrl: `${origin}/`,
		token: API_TOKEN,
		sender: SENDER,
		sends: sends.all,
		campaigns,
		wallets: accounts.wallets,
		requests,
		faults,
		variants,
		addPastSend: pastSendAdder(accounts, campaigns, sends),
		recipients: new RecipientActions(sends, variants, now),
		approve: (id) => sends.approve(id),
		reject: (id) => sends.reject(id),
		refund: (id, amount) => sends.refund(id, amount),
		changeStatus: (id, status, latestAction) => sends.changeStatus(id, status, latestAction),
		ship: (id) => sends.ship(id),
		stop: async () => {
			bulkSends.stop();
			await app.close();
		},
	};
}
