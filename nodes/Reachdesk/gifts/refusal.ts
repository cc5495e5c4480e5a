import { isFromN8n, neverConnected } from '../../shared/httpAnswer';
import type { HttpAnswer, NoAnswer } from '../../shared/httpAnswer';
import { visibleText } from '../../shared/visibleText';
import { withoutTexts } from './withheld';

/** A refusal in the user’s words; `everyGift` when no other gift of the run would fare better. */
export interface Refusal {
	message: string;
	remedy: string;
	everyGift: boolean;
	status: number | null;
}

/** The words for a token that Reachdesk does not accept, or null for another status. */
function explainToken(status: number): Refusal | null {
	switch (status) {
		case 401:
			return {
				message: 'Reachdesk does not know this API token (401)',
				remedy:
					'Check the token in the credential. An admin makes tokens in Reachdesk under Organization > Settings > API Tokens',
				everyGift: true,
				status,
			};
		case 403:
			return {
				message: 'Reachdesk refuses this caller (403)',
				remedy:
					'Check that your Reachdesk plan includes API access and that the token is still valid',
				everyGift: true,
				status,
			};
		default:
			return null;
	}
}

/**
 * The words for a gift that Reachdesk refused.
 *
 * @param withheld - texts that are taken out of Reachdesk’s own words, beside all addresses
 */
export function explainRefusal(
	{ status, body }: HttpAnswer,
	withheld: readonly string[] = [],
): Refusal {
	const token = explainToken(status);
	if (token) return token;
	if (status === 404) {
		return {
			message: `Reachdesk has no such campaign (404)${saidBy(body, withheld)}`,
			remedy: 'Check "Campaign" and, in the credential, the base URL',
			everyGift: false,
			status,
		};
	}
	return {
		message: `Reachdesk did not accept the gift (${String(status)})${saidBy(body, withheld)}`,
		remedy:
			'Check that the campaign is active and manual, that "Sender" is a Reachdesk user, that the wallet has funds, and the recipient’s address, country and annual limit. With "Link to HiBob in Reachdesk", check that HiBob is connected there',
		everyGift: false,
		status,
	};
}

/** The words for a list or record that Reachdesk did not give. */
export function explainUnread({ status }: HttpAnswer): Refusal {
	const token = explainToken(status);
	if (token) return token;
	if (status === 429) {
		return {
			message: 'Reachdesk received too many requests (429)',
			remedy: 'Try again in a few minutes, or let less use Reachdesk at a time',
			everyGift: true,
			status,
		};
	}
	return {
		message: `Reachdesk could not answer (${String(status)})`,
		remedy:
			status < 500
				? 'Check the base URL in the credential'
				: 'Try again in a few minutes; if it stays so, ask Reachdesk',
		everyGift: true,
		status,
	};
}

/** The words for a request that got no answer. */
export function explainNoAnswer(failure: NoAnswer): Refusal {
	if (isFromN8n(failure)) {
		return {
			message: 'n8n did not carry out the request to Reachdesk',
			remedy: 'Run again: what was sent is not sent twice. If it stays so, look at n8n’s log',
			everyGift: true,
			status: null,
		};
	}
	return {
		message: neverConnected(failure)
			? 'Reachdesk cannot be reached'
			: 'Reachdesk did not answer in time or broke off',
		// n8n replaces a message that holds such a code with words of its own, so it stands here
		remedy: `Check the base URL in the credential and the network of this n8n (${failure.code})`,
		everyGift: true,
		status: null,
	};
}

// As much as is read of what Reachdesk says, and as much as is passed on.
const LONGEST_READ = 1_000;
const LONGEST_SAID = 300;

/** Reachdesk’s own words in any of its error shapes, with addresses and other texts taken out. */
function saidBy(body: unknown, withheld: readonly string[]): string {
	const parsed = typeof body === 'string' ? parseJson(body) : body;
	if (typeof parsed !== 'object' || parsed === null) return '';
	const said = [
		'message' in parsed ? parsed.message : null,
		'error' in parsed ? parsed.error : null,
	].find((text) => typeof text === 'string' && text.trim() !== '');
	const visible = typeof said === 'string' ? visibleText(said.slice(0, LONGEST_READ)) : null;
	if (visible === null) return '';
	const withoutAddresses = visible.replace(/\S+\s?(?:@|%40)\s?\S+/g, '(address)');
	const words = withoutTexts(withoutAddresses, withheld);
	return `: ${words.length > LONGEST_SAID ? `${words.slice(0, LONGEST_SAID)}…` : words}`;
}

// Several errors are declared as text though they hold JSON.
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
