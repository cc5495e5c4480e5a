import type { Gift, Recipient } from './gift';
import { requestIdOf } from './requestId';
import { ANY_TIME } from './timing';

/**
 * The gift of an employee as it looks to the recipient, sent to somebody who tests the workflow.
 *
 * Rule: its key is nobody’s, so that the employee’s own gift stays to be sent. It keeps the names, but
 * nothing by which Reachdesk or a carrier would find the employee.
 */
export function giftToTester<G extends Gift>(gift: G, email: string, execution: string): G {
	const { first_name, last_name, company_name, country, role } = gift.request.recipient;
	const key = `test:${execution}`;
	const recipient: Recipient = {
		first_name,
		last_name,
		email,
		...(company_name === undefined ? {} : { company_name }),
		...(country === undefined ? {} : { country }),
		...(role === undefined ? {} : { role }),
	};
	const request_id = requestIdOf(key, gift.campaignId);
	return {
		...gift,
		key,
		request: { ...gift.request, request_id, recipient },
		timing: ANY_TIME,
		caps: [],
		alsoAt: [],
		about: null,
	};
}
