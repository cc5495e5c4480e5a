import { visibleText } from './visibleText';

/**
 * One spelling of an email address, for comparisons: the same for what mail servers deliver to one
 * mailbox, however HiBob, Reachdesk or a person write it. Never send to it: it is not what was typed.
 *
 * Rules: case, blanks around, invisible characters and full-width forms do not count, nor dots at the
 * end; a domain is the same in Unicode and in Punycode (UTS 46, as the WHATWG URL does it). Dots and
 * plus tags of the local part stay, because many servers keep them apart.
 *
 * @param email - any text; one that is no address comes back in lower case
 */
export function sameEmail(email: string): string {
	const text = cleanEmail(email.normalize('NFKC')).toLowerCase().normalize('NFKC');
	const at = text.lastIndexOf('@');
	return at === -1 ? text : `${text.slice(0, at)}@${domainOf(text.slice(at + 1))}`;
}

export const isSameEmail = (one: string, other: string): boolean =>
	sameEmail(one) === sameEmail(other);

/**
 * An address without blanks around it and without the invisible characters that are pasted along, such
 * as a zero-width space: they belong to no address. A control character within becomes a blank, so that
 * two lines do not become one address.
 */
export const cleanEmail = (email: string): string =>
	visibleText(email.replace(INVISIBLE, '')) ?? '';

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;

const LONGEST_DOMAIN = 255;
// a URL would take anything else apart: ports, paths, percent signs
const DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;
// keeps a URL from reading numbers as an address of a computer
const LABEL = '.x';

function domainOf(text: string): string {
	if (text.length > LONGEST_DOMAIN) return text;
	const domain = text.replaceAll('\u3002', '.').replace(/\.+$/, '');
	if (!DOMAIN.test(domain)) return domain;
	const url = `http://${domain}${LABEL}`;
	return URL.canParse(url) ? new URL(url).hostname.slice(0, -LABEL.length) : domain;
}
