import type { HttpAnswer, NoAnswer } from '../../shared/httpAnswer';
import { isFromN8n, neverConnected } from '../../shared/httpAnswer';
import { limitEnds } from './rateLimit';

/** What happened, and what to do next. */
export interface Explanation {
	message: string;
	remedy: string;
}

/** Explains a HiBob status; null for success (apidocs.hibob.com/reference/error-handling). */
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
				message: 'HiBob rejected the service user ID or token (401)',
				remedy:
					"Check 'Service User ID' and 'Token' in the credential. You can reset the token in HiBob under Integrations > Automation > Service users",
			};
		case 403:
			return {
				message: 'HiBob refused access (403)',
				remedy:
					'The service user may be in no permission group, your HiBob account may limit API access to certain IP addresses, or HiBob may have blocked this n8n for five minutes after many refused requests (apidocs.hibob.com/reference/rate-limiting)',
			};
		case 404:
			return {
				message: 'HiBob found no such path or record (404)',
				remedy: 'Check the environment and the URL in the credential',
			};
		case 429:
			return {
				message: 'HiBob received too many requests (429)',
				remedy: `All workflows with this service user share 50 requests a minute${untilReset(headers)}. Run fewer of them at the same time, or create a separate service user for this workflow (apidocs.hibob.com/docs/rate-limit)`,
			};
	}
	if (status >= 300 && status < 400) {
		return {
			message: `HiBob returned a redirect (${String(status)}), which is not followed`,
			remedy: 'Check the environment and the URL in the credential',
		};
	}
	return {
		message: `HiBob returned an error (${String(status)})`,
		remedy: 'Try again in a few minutes',
	};
}

export function explainNoAnswer(failure: NoAnswer): Explanation {
	if (isFromN8n(failure)) {
		return {
			message: 'n8n could not send the request to HiBob',
			remedy: 'Try again in a few minutes. If the error persists, check n8n’s log',
		};
	}
	return {
		message: neverConnected(failure)
			? 'HiBob is not reachable'
			: 'HiBob did not respond in time, or closed the connection',
		// n8n replaces a message that contains such a code with its own text, so the code is here
		remedy: `Check the environment and URL in the credential and the network of this n8n (${failure.code})`,
	};
}

function untilReset(headers: HttpAnswer['headers']): string {
	const end = limitEnds(headers);
	return end === null ? '' : `; the next minute begins at ${new Date(end).toISOString()}`;
}
