import { isFromN8n, neverConnected } from '../../shared/httpAnswer';
import type { HttpAnswer, NoAnswer } from '../../shared/httpAnswer';
import { visibleText } from '../../shared/visibleText';
import { withoutTexts } from './withheld';

/** A refusal as people read it; `everyGift` when every other gift of the run would fail, too. */
export interface Refusal {
	message: string;
	remedy: string;
	everyGift: boolean;
	status: number | null;
}

/** The message for a token that Reachdesk rejects; null for any other status. */
function explainToken(status: number): Refusal | null {
	switch (status) {
		case 401:
			return {
				message: 'Reachdesk rejected the API token (401)',
				remedy:
					'Check the token in the credential. A Reachdesk admin creates tokens under Organization > Settings > API Tokens',
				everyGift: true,
				status,
			};
		case 403:
			return {
				message: 'Reachdesk denied access (403)',
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
 * The message for a gift that Reachdesk refused.
 *
 * @param withheld - texts to remove from Reachdesk’s own message, besides all addresses
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
			remedy: "Check 'Campaign', and 'Base URL' in the credential",
			everyGift: false,
			status,
		};
	}
	return {
		message: `Reachdesk refused the gift (${String(status)})${saidBy(body, withheld)}`,
		remedy:
			"Check that the campaign is active and manual, that 'Sender' is a Reachdesk user, and that the wallet has funds. Then check the recipient’s address, country and annual limit. If 'Link to HiBob in Reachdesk' is on, check that HiBob is connected there",
		everyGift: false,
		status,
	};
}

/** The message for a list or record that Reachdesk did not return. */
export function explainUnread({ status }: HttpAnswer): Refusal {
	const token = explainToken(status);
	if (token) return token;
	if (status === 429) {
		return {
			message: 'Reachdesk received too many requests (429)',
			remedy:
				'Try again in a few minutes, or run fewer workflows that use Reachdesk at the same time',
			everyGift: true,
			status,
		};
	}
	return {
		message: `Reachdesk returned an error (${String(status)})`,
		remedy:
			status < 500
				? "Check 'Base URL' in the credential"
				: 'Try again in a few minutes. If this keeps happening, ask Reachdesk support',
		everyGift: true,
		status,
	};
}

/** The message for a request without an answer. */
export function explainNoAnswer(failure: NoAnswer): Refusal {
	if (isFromN8n(failure)) {
		return {
			message: 'n8n did not complete the request to Reachdesk',
			remedy: 'Run again. Nothing is sent twice. If this keeps happening, check n8n’s log',
			everyGift: true,
			status: null,
		};
	}
	return {
		message: neverConnected(failure)
			? 'Reachdesk cannot be reached'
			: 'Reachdesk did not answer in time or closed the connection',
		// n8n replaces a message that contains such a code with its own, so it is here
		remedy: `Check 'Base URL' in the credential, and the network of this n8n (${failure.code})`,
		everyGift: true,
		status: null,
	};
}

// How many characters of Reachdesk’s own message are read, and how many are shown.
const LONGEST_READ = 1_000;
const LONGEST_SAID = 300;

/** Reachdesk’s own message from any of its error shapes, without addresses and other texts. */
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

// Several errors are declared as text although they contain JSON.
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
