import { visibleText } from '../../shared/visibleText';
import type { Recipient } from './gift';

/**
 * The name that a gift goes out under, which takes a first and a last name (the practice of all clients
 * of the operation trigger-campaign; its description requires neither). Somebody with one name has it in
 * both places, as on a ticket; without either, the display name is taken apart at its first blank.
 *
 * @returns null when no name has anything to see
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

const seen = (name: unknown): string | null =>
	typeof name === 'string' ? visibleText(name) : null;
