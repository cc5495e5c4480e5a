import { createHash } from 'node:crypto';
import { baseUrlOf, credentialOf } from './reachdeskRequest';
import type { ReachdeskContext } from './reachdeskRequest';
import { tokenHeader } from './tokenHeader';

/** Identifies a Reachdesk account in memory, without its token. */
export async function accountOf(context: ReachdeskContext): Promise<string> {
	const credential = await credentialOf(context);
	const { Authorization } = tokenHeader(credential);
	return createHash('sha256')
		.update(`${baseUrlOf(credential)} ${Authorization}`)
		.digest('base64url');
}
