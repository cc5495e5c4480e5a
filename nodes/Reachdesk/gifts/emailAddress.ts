import { cleanEmail } from '../../shared/emailAddress';
import { ExplainedError } from '../../shared/explainedError';

// One plain address: no list, no display name, no mailto:
const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/;
// RFC 5321, section 4.5.3.1: 64 for the local part, 255 for the domain
const LONGEST = 320;

/**
 * An email address as it is sent: without surrounding spaces and without invisible characters,
 * which are pasted by accident and belong to no address.
 *
 * @param field - the field’s label in the panel
 * @throws ExplainedError naming the field; the address itself is not repeated
 */
export function emailAddress(field: string, value: unknown): string {
	const text = typeof value === 'string' ? cleanEmail(value) : '';
	if (text.length <= LONGEST && ADDRESS.test(text) && !text.includes('..')) return text;
	throw new ExplainedError(
		text === '' ? `'${field}' is empty` : `'${field}' is not an email address`,
		`Set '${field}' to one address, such as name@example.com`,
	);
}
