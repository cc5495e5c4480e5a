import type { HttpAnswer, NoAnswer } from '../../shared/httpAnswer';
import { isFromN8n, neverConnected } from '../../shared/httpAnswer';
import { limitEnds } from './rateLimit';

/** What happened, and what to do next. */
export interface Explanation {
	message: string;
	remedy: string;
}

/** The words for a HiBob status, or null for success (apidocs.hibob.com/reference/error-handling). */
export function explainStatus({ status, headers }: HttpAnswer): Explanation | null {
	if (status >= 200 && status < 300) return null;
	switch (status) {
		case 400:
			return {
				message: 'HiBob did not accept the request (400)',
				remedy: 'Check the chosen fields: one of them may no longer exist in HiBob',
			};
		case 401:
			return {
				message: 'HiBob does not know this service user (401)',
				remedy:
					'Check the Service User ID and the token in the credential. A token can be reset in HiBob under Integrations > Automation > Service users',
			};
		case 403:
			return {
				message: 'HiBob refuses this caller (403)',
				remedy:
					'Either the service user is in no permission group, or your HiBob account limits API access to certain IP addresses, or HiBob has blocked this caller for five minutes after many refused requests (apidocs.hibob.com/reference/rate-limiting)',
			};
		case 404:
			return {
				message: 'HiBob has no such path or record (404)',
				remedy: 'Check the environment and the URL in the credential',
			};
		case 429:
			return {
				message: 'HiBob received too many requests (429)',
				remedy: `Everything that uses this service user shares 50 requests a minute${untilReset(headers)}. Let less use it at a time, or make a service user for this workflow alone (apidocs.hibob.com/docs/rate-limit)`,
			};
	}
	if (status >= 300 && status < 400) {
		return {
			message: `HiBob answered with a redirect (${String(status)}), which is not followed`,
			remedy: 'Check the environment and the URL in the credential',
		};
	}
	return {
		message: `HiBob could not answer (${String(status)})`,
		remedy: 'Try again in a few minutes',
	};
}

export function explainNoAnswer(failure: NoAnswer): Explanation {
	if (isFromN8n(failure)) {
		return {
			message: 'n8n did not carry out the request to HiBob',
			remedy: 'Try again in a few minutes. If it stays so, look at n8n’s log',
		};
	}
	return {
		message: neverConnected(failure)
			? 'HiBob cannot be reached'
			: 'HiBob did not answer in time or broke off',
		// n8n replaces a message that holds such a code with words of its own, so it stands here
		remedy: `Check the environment and URL in the credential and the network of this n8n (${failure.code})`,
	};
}

function untilReset(headers: HttpAnswer['headers']): string {
	const end = limitEnds(headers);
	return end === null ? '' : `; the next minute begins at ${new Date(end).toISOString()}`;
}
