import { countryCodeOf } from '../../../shared/countryCode';
import { ExplainedError } from '../../../shared/explainedError';
import type { JsonObject } from '../../../shared/jsonObject';
import { flagOf, oneOf, presetFor, textsOf } from '../../../shared/parameterValue';
import { SWITCHABLE_REASONS } from '../../employees/eligibility';
import type { EligibilityRules, ExclusionReason } from '../../employees/eligibility';

const EMAIL_CHOICES = ['work', 'personal', 'workThenPersonal', 'personalThenWork'] as const;

/**
 * Reads the Who options. Every rule is on unless it is taken out of "Leave Out".
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function rulesOf(who: JsonObject, recipientEmail: unknown): EligibilityRules {
	return {
		reasons: new Set([
			...leftOut(who.leaveOut),
			'lifecycleExcluded',
			'personExcluded',
			'filteredOut',
		]),
		leavesOnLastDayOfWork: flagOf(
			'Use Last Day of Work',
			presetFor(who.leavesOnLastDayOfWork, false),
		),
		lifecycles: choices('Lifecycle Status Names or IDs', who.lifecycles),
		persons: lowerCase(textsOf('Exclude People', who.excludedPeople, /[\s,;]+/)),
		filters: {
			site: choices('Site Names or IDs', who.sites),
			department: choices('Department Names or IDs', who.departments),
			employmentType: choices('Employment Type Names or IDs', who.employmentTypes),
			country: countries(choices('Country Names or IDs', who.countries)),
		},
		recipientEmail: oneOf('Recipient Email', recipientEmail, EMAIL_CHOICES),
	};
}

/** All of the reasons unless the user has made a choice; an empty list is one, a blank text is none. */
function leftOut(leaveOut: unknown): readonly ExclusionReason[] {
	const isBlank = typeof leaveOut === 'string' && leaveOut.trim() === '';
	if (leaveOut === undefined || isBlank) return SWITCHABLE_REASONS;
	return textsOf('Leave Out', leaveOut).map((reason) =>
		oneOf('Leave Out', reason, SWITCHABLE_REASONS),
	);
}

/**
 * Entries of a HiBob list, chosen or given by an expression.
 *
 * @throws ExplainedError when an expression gives an empty text: that must not let everyone in
 */
function choices(label: string, value: unknown): Set<string> {
	const texts = textsOf(label, value);
	if (texts.length > 0 || value === undefined || Array.isArray(value)) return lowerCase(texts);
	throw new ExplainedError(
		`"${label}" is empty`,
		`Look at the expression in "${label}", or take the field away to let everyone in`,
	);
}

/** Countries by name and by code, so that "UK" finds people in the United Kingdom. */
const countries = (names: ReadonlySet<string>): Set<string> =>
	new Set([...names].flatMap((name) => [name, (countryCodeOf(name) ?? name).toLowerCase()]));

const lowerCase = (texts: readonly string[]): Set<string> =>
	new Set(texts.map((text) => text.toLowerCase()));
