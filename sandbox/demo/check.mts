import { isRead } from '../hibob/server.mts';
import { whoMattersOn } from '../hibob/today.mts';
import type { MatteringPerson } from '../hibob/today.mts';
import type { Stage } from './stage.mts';
import type { Template } from './templates.mts';

/** A gift that has to be there, by the sandbox's own reckoning. */
export interface ExpectedGift {
	campaignId: number;
	email: string;
	name: string;
}

/** What is not as it has to be, each in a sentence; empty when all is well. */
export interface Check {
	expected: number;
	made: number;
	problems: string[];
	hibobRequests: number;
	reachdeskRequests: number;
}

/** The address a template sends to: new starters may have no work address yet. */
const addressOf = ({ person, occasion }: MatteringPerson): string | null => {
	const personal = person['home.privateEmail'];
	const fallback = occasion === 'startDate' && typeof personal === 'string' ? personal : null;
	return person['root.email'] ?? fallback;
};

/** The gifts that the templates have to make on a day; one per campaign and address. */
export function expectedGifts(
	{ hibob, today }: Pick<Stage, 'hibob' | 'today'>,
	templates: readonly Template[],
): ExpectedGift[] {
	const gifts = new Map<string, ExpectedGift>();
	for (const row of whoMattersOn(today, hibob.people)) {
		const template = templates.find(({ occasion }) => occasion === row.occasion);
		const campaignId = template?.campaignFor(row.years) ?? null;
		const email = addressOf(row);
		const isDue = row.gift || (row.reason === 'noEmail' && email !== null);
		if (campaignId === null || email === null || !isDue) continue;
		const key = `${String(campaignId)} ${email.toLowerCase()}`;
		if (!gifts.has(key))
			gifts.set(key, { campaignId, email, name: row.person['root.displayName'] });
	}
	return [...gifts.values()];
}

/** Holds what Reachdesk got against what it has to get, and every request against its contract. */
export function check(stage: Stage, templates: readonly Template[]): Check {
	const { hibob, reachdesk } = stage;
	const expected = expectedGifts(stage, templates);
	const problems: string[] = [];
	const isFor = (gift: ExpectedGift) => (send: (typeof reachdesk.sends)[number]) =>
		send.campaign.id === gift.campaignId && send.email.toLowerCase() === gift.email.toLowerCase();
	for (const gift of expected) {
		const sends = reachdesk.sends.filter(isFor(gift)).length;
		if (sends === 0)
			problems.push(`${gift.name} got no gift of campaign ${String(gift.campaignId)}`);
		if (sends > 1) problems.push(`${gift.name} got ${String(sends)} gifts instead of one`);
	}
	for (const send of reachdesk.sends) {
		if (!expected.some((gift) => isFor(gift)(send))) {
			problems.push(`Send ${String(send.id)} went to someone who was to get none`);
		}
	}
	for (const request of hibob.requests) {
		if (!isRead(request)) problems.push(`HiBob got a write: ${request.method} ${request.url}`);
		for (const violation of request.violations) problems.push(`HiBob: ${violation}`);
	}
	for (const { violations } of reachdesk.requests) {
		for (const violation of violations) problems.push(`Reachdesk: ${violation}`);
	}
	return {
		expected: expected.length,
		made: reachdesk.sends.length,
		problems,
		hibobRequests: hibob.requests.length,
		reachdeskRequests: reachdesk.requests.length,
	};
}
