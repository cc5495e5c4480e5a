import { visibleText } from '../../shared/visibleText';
import type { Gift, Recipient } from './gift';

/**
 * The name that a gift is sent with: a first and a last name (all clients of the operation
 * trigger-campaign send both; its description requires neither). A person with a single name gets
 * it in both places, as on a ticket. Without either, the display name is split at its first space.
 *
 * @returns null when no name has visible characters
 */
export function recipientName(
	firstName: unknown,
	lastName: unknown,
	displayName?: unknown,
): Pick<Recipient, 'first_name' | 'last_name'> | null {
	const [first, last] = [seen(firstName), seen(lastName)];
	if (first !== null || last !== null) {
		return { first_name: first ?? last ?? '', last_name: last ?? first ?? '' };
	}
	const [given = '', ...others] = seen(displayName)?.split(' ') ?? [];
	if (given === '') return null;
	return { first_name: given, last_name: seen(others.join(' ')) ?? given };
}

/** The name of a gift's recipient as people read it: the display name in HiBob, else the name that is sent. */
export function shownNameOf({ about, request }: Pick<Gift, 'about' | 'request'>): string {
	const { first_name: first, last_name: last } = request.recipient;
	return about?.employee.displayName ?? (first === last ? first : `${first} ${last}`);
}

const seen = (name: unknown): string | null =>
	typeof name === 'string' ? visibleText(name) : null;
