import { ExplainedError } from '../../shared/explainedError';
import type { EligibilityRules } from '../employees/eligibility';
import { ADDRESS_FIELDS, ESSENTIAL_FIELDS, FIELDS } from '../employees/fields';
import type { FieldName } from '../employees/fields';
import { readsPersonalEmail } from '../employees/recipientEmail';
import type { WantedOccasion } from '../occasions/occasion';

/** apidocs.hibob.com/docs/people-read-api-contract */
const MOST_FIELDS = 400;

/** The ids of the fields to ask HiBob for. */
export interface RequestedFields {
	/** the run stops if one of these is not accessible */
	required: readonly string[];
	/** these are null if they are not accessible */
	optional: readonly string[];
	/** the required ones that a rule needs from each employee: nobody is eligible without them */
	decisive: readonly string[];
	/** the required ones that say where someone works; empty if that does not matter */
	place: readonly string[];
}

/** Whether a site is given by its id. Sites are found by name, too, unless the name is a number. */
export const isSiteId = (site: string): boolean => /^\d+$/.test(site);

interface Needs {
	wanted: readonly WantedOccasion[];
	rules: EligibilityRules;
	optOutField: string | null;
	optInField: string | null;
	preferredNameField: string | null;
	extraFields: readonly string[];
	readAlso: readonly string[];
	placeFields: readonly string[];
}

/**
 * The fields that are needed, and no more: what is not read cannot leak. For a field with a fallback,
 * {@link readCompany} finds out which of the two is accessible.
 *
 * Rule: a field that a rule needs is required, because the rule would otherwise include everyone. The same
 * is true of personal email addresses if people are excluded by address.
 *
 * @throws ExplainedError when there are more fields than HiBob returns at once
 */
export function requestedFields(needs: Needs): RequestedFields {
	const { wanted, rules, readAlso } = needs;
	const names: FieldName[] = [...ESSENTIAL_FIELDS];
	if (rules.leavesOnLastDayOfWork) names.push('lastDayOfWork');
	if (rules.filters.employmentType.size > 0 || rules.exceptEmploymentTypes.size > 0) {
		names.push('employmentType');
	}
	if (readAlso.includes('address')) names.push(...ADDRESS_FIELDS);
	else if (rules.filters.country.size > 0) names.push('addressCountry');
	if (readAlso.includes('phone')) names.push('phone');
	const excludesAddresses = [...rules.persons, ...rules.personsUntil.keys()].some((person) =>
		person.includes('@'),
	);
	const usesPersonalEmail =
		readsPersonalEmail(rules.recipientEmail) ||
		readAlso.includes('personalEmail') ||
		excludesAddresses;
	if (usesPersonalEmail) names.push('personalEmail');
	if ([...rules.filters.site].some(isSiteId)) names.push('siteId');
	const decisive: FieldName[] = [
		'startDate',
		...(rules.lifecycles.size > 0 || rules.filters.lifecycleStatus.size > 0
			? ['lifecycleStatus' as const]
			: []),
		...(rules.exceptEmploymentTypes.size > 0 ? ['employmentType' as const] : []),
		...(excludesAddresses ? ['workEmail' as const, 'personalEmail' as const] : []),
	];

	const required = new Set<string>([...names.map((name) => FIELDS[name].id), ...needs.placeFields]);
	for (const { fields, fallback } of wanted) {
		if (fallback === null) for (const field of fields) required.add(field);
	}
	const preferred = needs.preferredNameField === null ? [] : [needs.preferredNameField];
	for (const field of [needs.optOutField, needs.optInField, ...preferred]) {
		if (field !== null) required.add(field);
	}

	const optional = [...new Set(needs.extraFields)].filter((field) => !required.has(field));
	if (required.size + optional.length >= MOST_FIELDS) {
		throw new ExplainedError(
			`'Extra Field Names or IDs' has ${String(needs.extraFields.length)} fields`,
			`HiBob returns at most ${String(MOST_FIELDS)} fields at once. Choose fewer`,
		);
	}
	return {
		required: [...required],
		optional,
		decisive: [...decisive.map((name) => FIELDS[name].id), ...preferred],
		place: needs.placeFields,
	};
}
