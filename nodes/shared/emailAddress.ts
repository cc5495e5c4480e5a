import { visibleText } from './visibleText';

/**
 * One spelling of an email address for comparisons: the same for all spellings that servers deliver
 * to one mailbox, however HiBob, Reachdesk or a person writes it. Never send to it: it is not what
 * was typed.
 *
 * Rules: case, surrounding spaces, invisible characters, full-width forms and trailing dots do not
 * matter. A domain is the same in Unicode and in Punycode (UTS 46, as in WHATWG URLs). Dots and
 * plus tags in the local part are kept, because many servers distinguish them.
 *
 * @param email - any text; a text without an address is returned in lower case
 */
export function sameEmail(email: string): string {
	const text = cleanEmail(email.normalize('NFKC')).toLowerCase().normalize('NFKC');
	const at = text.lastIndexOf('@');
	return at === -1 ? text : `${text.slice(0, at)}@${domainOf(text.slice(at + 1))}`;
}

export const isSameEmail = (one: string, other: string): boolean =>
	sameEmail(one) === sameEmail(other);

/**
 * An address without surrounding spaces and without invisible characters that are pasted by
 * accident, such as a zero-width space: they belong to no address. A control character inside
 * becomes a space, so that two lines do not become one address.
 */
export const cleanEmail = (email: string): string =>
	visibleText(email.replace(INVISIBLE, '')) ?? '';

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;

const LONGEST_DOMAIN = 255;
// a URL would split anything else: ports, paths, percent signs
const DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;
// prevents a URL from reading numbers as an IP address
const LABEL = '.x';

function domainOf(text: string): string {
	if (text.length > LONGEST_DOMAIN) return text;
	const domain = text.replaceAll('\u3002', '.').replace(/\.+$/, '');
	if (!DOMAIN.test(domain)) return domain;
	const url = `http://${domain}${LABEL}`;
	return URL.canParse(url) ? new URL(url).hostname.slice(0, -LABEL.length) : domain;
}
