import type { JsonObject } from '../../../shared/jsonObject';
import { oneOf, stringOf } from '../../../shared/parameterValue';
import { SWITCHABLE_REASONS } from '../../employees/eligibility';
import type { EligibilityRules } from '../../employees/eligibility';

const EMAIL_CHOICES = ['work', 'personal', 'workThenPersonal', 'personalThenWork'] as const;

/**
 * Reads the Who options. Every rule is on unless it is taken out of "Leave Out".
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function rulesOf(who: JsonObject, recipientEmail: unknown): EligibilityRules {
	const leaveOut = who.leaveOut === undefined ? SWITCHABLE_REASONS : stringsOf(who.leaveOut);
	return {
		reasons: new Set([
			...leaveOut.map((reason) => oneOf('Leave Out', reason, SWITCHABLE_REASONS)),
			'lifecycleExcluded',
			'personExcluded',
			'filteredOut',
		]),
		leavesOnLastDayOfWork: who.leavesOnLastDayOfWork === true,
		lifecycles: lowerCase(stringsOf(who.lifecycles)),
		persons: lowerCase(stringOf(who.excludedPeople).split(/[\s,;]+/)),
		filters: {
			site: lowerCase(stringsOf(who.sites)),
			department: lowerCase(stringsOf(who.departments)),
			employmentType: lowerCase(stringsOf(who.employmentTypes)),
			country: lowerCase(stringsOf(who.countries)),
		},
		recipientEmail: oneOf('Recipient Email', recipientEmail, EMAIL_CHOICES),
	};
}

/** The texts of a list; an expression may give one text with commas. */
export function stringsOf(value: unknown): string[] {
	const parts = Array.isArray(value) ? value.map(stringOf) : stringOf(value).split(',');
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

const lowerCase = (texts: readonly string[]): Set<string> =>
	new Set(texts.filter((text) => text !== '').map((text) => text.toLowerCase()));
