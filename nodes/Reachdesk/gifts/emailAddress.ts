import { ExplainedError } from '../../shared/explainedError';

// One plain address: no list, no display name, no mailto:
const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/;

/**
 * An e-mail address, trimmed.
 *
 * @param field - the field’s label in the panel
 * @throws ExplainedError naming the field; the address itself is not repeated
 */
export function emailAddress(field: string, value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (ADDRESS.test(text) && !text.includes('..') && !/\p{Cf}|\p{Cc}/u.test(text)) return text;
	throw new ExplainedError(
		text === '' ? `"${field}" is empty` : `"${field}" is not an e-mail address`,
		`Set "${field}" to one address, such as name@example.com`,
	);
}

/** One spelling of an address, for comparisons: Reachdesk and HiBob may write it in different ways. */
export const sameEmail = (email: string): string => email.trim().toLowerCase();

export const isSameEmail = (one: string, other: string): boolean =>
	sameEmail(one) === sameEmail(other);
