import { isSameEmail } from '../../../shared/emailAddress';
import { memberOf } from '../../../shared/jsonObject';
import { counted, dayOf, fine, warning } from './setupLine';
import type { LookBack, Rows, SetupLine } from './setupLine';

/**
 * Whether the sender is a Reachdesk user, as far as transactions show: they name the user who made
 * them, and the API has no list of users (operation list-transactions).
 */
export function senderLine(sender: string, transactions: Rows, { days }: LookBack): SetupLine {
	const theirs = transactions
		.filter(({ created_by: createdBy }) => {
			const email = memberOf(createdBy, 'email');
			return typeof email === 'string' && isSameEmail(email, sender);
		})
		.map((row) => dayOf(row.created_at) ?? '')
		.sort();
	const last = theirs.at(-1);
	if (last === undefined) {
		return warning(
			'Sender',
			`${sender} made no transaction in the last ${counted(days, 'day', 'days')}`,
			'Check in Reachdesk that this is the address of an active user. Reachdesk’s API has no list of users, and refuses an unknown sender only when a gift is sent',
		);
	}
	return fine(
		'Sender',
		`${sender} is a Reachdesk user: ${counted(theirs.length, 'transaction', 'transactions')} in the last ${counted(days, 'day', 'days')}${last === '' ? '' : `, the last on ${last}`}`,
		null,
	);
}
