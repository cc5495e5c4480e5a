import type { Gift, Recipient } from './gift';
import { requestIdOf } from './requestId';
import { ANY_TIME } from './timing';

/**
 * An employee’s gift as the recipient would see it, sent to a person who tests the workflow.
 *
 * Rule: its key belongs to no employee, so that the employee’s own gift can still be sent. It keeps
 * the names, but nothing that lets Reachdesk or a carrier find the employee.
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
