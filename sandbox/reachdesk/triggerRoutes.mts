import type { FastifyInstance, FastifyReply } from 'fastify';
import { reportViolation } from '../http/requestLog.mts';
import type { Accounts, User } from './accounts.mts';
import { triggerAnswer } from './answers.mts';
import { bodyOf, itemComplaints, missingAddress, refuseParameters } from './bodyCheck.mts';
import type { BulkSends } from './bulkSends.mts';
import type { Campaign } from './campaigns.mts';
import { INT32_MAX, isBulkBody, isTriggerBody, type Recipient } from './contract.mts';
import { readQuery } from './queryCheck.mts';
import type { Sends } from './sends.mts';
import type { Variants } from './variants.mts';

export interface GiftingParts {
	accounts: Accounts;
	campaigns: Campaign[];
	sends: Sends;
	bulkSends: BulkSends;
	variants: Variants;
}

// JSON text under this type is what Reachdesk declares for these answers
const refuse = (reply: FastifyReply, status: 404 | 422, message: string): FastifyReply =>
	reply.code(status).type('text/plain; charset=utf-8').send(JSON.stringify({ message }));

function refusalOfCampaign(
	campaign: Campaign | undefined,
): { status: 404 | 422; message: string } | null {
	if (!campaign) return { status: 404, message: 'This campaign does not exist' };
	if (!campaign.active) return { status: 422, message: 'This campaign is not active' };
	if (campaign.automated) {
		return { status: 422, message: 'Automated campaigns cannot be triggered through the API' };
	}
	return null;
}

/** What is said of gifts for employees of a HiBob that is not linked, where that matters. */
function refusalOfProvider(recipients: Recipient[], variants: Variants): string | null {
	if (variants.unlinkedHiBob === 'ignored') return null;
	const isOfHiBob = recipients.some(({ provider }) => provider === 'hibob');
	return isOfHiBob ? 'The integration hibob is not connected' : null;
}

/** The two calls that make gifts: one at a time, and in bulk. */
export function addTriggerRoutes(api: FastifyInstance, parts: GiftingParts): void {
	const { accounts, campaigns, sends, bulkSends, variants } = parts;

	const lookUp = (
		campaignId: number,
		senderEmail: string,
	): { campaign: Campaign; sender: User } | { status: 404 | 422; message: string } => {
		const campaign = campaigns.find(({ id }) => id === campaignId);
		const refusal = refusalOfCampaign(campaign);
		if (refusal) return refusal;
		const sender = accounts.userByEmail(senderEmail);
		if (!campaign || !sender) return { status: 422, message: 'This sender does not exist' };
		return { campaign, sender };
	};

	api.post<{ Params: { id: string } }>('/campaigns/:id/trigger', (request, reply) => {
		readQuery(request, {});
		const { id } = request.params;
		if (!/^[1-9]\d*$/.test(id) || Number(id) > INT32_MAX) {
			return refuseParameters(request, reply, ['Parameter "id" must be an int32']);
		}
		const read = bodyOf(request, isTriggerBody);
		if ('complaints' in read) return refuseParameters(request, reply, read.complaints);
		const { body } = read;
		if (body.request_id === undefined) {
			reportViolation(request, 'Parameter "request_id" is missing: a repeat cannot be told apart');
		}
		const first =
			variants.honoursRequestId && body.request_id !== undefined
				? sends.byRequestId(body.request_id)
				: undefined;
		if (first) return triggerAnswer(first);

		const found = lookUp(Number(id), body.sender);
		if ('message' in found) return refuse(reply, found.status, found.message);
		const { campaign, sender } = found;
		const complaints = [
			...missingAddress(body.recipient, campaign, body.confirm_address),
			...itemComplaints(body.items, campaign),
		];
		if (complaints.length > 0) return refuseParameters(request, reply, complaints);
		if (body.bundle_handwritten_note !== undefined && campaign.type !== 'bundle') {
			reportViolation(request, 'Parameter "bundle_handwritten_note" is only for bundles');
		}

		const unlinked = refusalOfProvider([body.recipient], variants);
		if (unlinked !== null) return refuse(reply, 422, unlinked);
		const placed = sends.place({ request: body, campaign, sender, bulkId: null });
		if ('refusal' in placed) return refuse(reply, 422, placed.refusal);
		return triggerAnswer(placed);
	});

	api.post('/bulk_sends', (request, reply) => {
		readQuery(request, {});
		const read = bodyOf(request, isBulkBody);
		if ('complaints' in read) return refuseParameters(request, reply, read.complaints);
		const { campaign_id: campaignId, recipients, ...settings } = read.body;
		const found = lookUp(campaignId, settings.sender);
		if ('message' in found) return refuse(reply, found.status, found.message);
		const { campaign, sender } = found;
		const complaints = recipients.flatMap((recipient) =>
			missingAddress(recipient, campaign, settings.confirm_address),
		);
		if (complaints.length > 0) return refuseParameters(request, reply, complaints);
		const unlinked = refusalOfProvider(recipients, variants);
		if (unlinked !== null) return refuse(reply, 422, unlinked);
		const id = bulkSends.accept({ settings, recipients, campaign, sender });
		return reply.code(202).send({ id });
	});
}
