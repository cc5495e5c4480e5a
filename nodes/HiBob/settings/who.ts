import type { INodeProperties } from 'n8n-workflow';
import { countryCodeOf } from '../../shared/countryCode';
import { choiceIn, choicesIn, flagIn, textsIn, topLevel } from '../../shared/declaredParameter';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import type { ParameterReader } from '../../shared/parameterReader';
import { collectionOf } from '../../shared/parameterValue';
import { FIXED_REASONS } from '../employees/eligibility';
import type { EligibilityRules, ExclusionReason } from '../employees/eligibility';
import { LISTS } from '../employees/lists';
import type { ListName } from '../employees/lists';
import { exceptPeople, exceptPeopleOf, exceptUntil } from './exceptPeople';
import { fieldIn } from './singleField';

const EMAILS = [
	{ name: 'Personal', value: 'personal' },
	{ name: 'Personal, Then Work', value: 'personalThenWork' },
	{ name: 'Work', value: 'work' },
	{ name: 'Work, Then Personal', value: 'workThenPersonal' },
] as const;

/** Which address a gift goes to. */
export const recipientEmail: INodeProperties = {
	displayName: 'Recipient Email',
	name: 'recipientEmail',
	type: 'options',
	default: 'work',
	options: [...EMAILS],
	description:
		'The address to use. Where both kinds are allowed, the personal one is used first until the start date.',
};

/** Countries, chosen from HiBob’s list. */
export const countries: INodeProperties = {
	displayName: 'Country Names or IDs',
	name: 'countries',
	type: 'multiOptions',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	typeOptions: { loadOptionsMethod: 'getCountries' },
	default: [],
};

const onlyCountries: INodeProperties = {
	...countries,
	displayName: 'Only Country Names or IDs',
	hint: 'Only people with a home address in one of these countries',
};

const onlyDepartments: INodeProperties = {
	displayName: 'Only Department Names or IDs',
	name: 'departments',
	type: 'multiOptions',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	typeOptions: { loadOptionsMethod: 'getDepartments' },
	default: [],
	hint: 'Only people in one of these departments',
};

const onlyEmploymentTypes: INodeProperties = {
	displayName: 'Only Employment Type Names or IDs',
	name: 'employmentTypes',
	type: 'multiOptions',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	typeOptions: { loadOptionsMethod: 'getEmploymentTypes' },
	default: [],
	hint: 'Only people with one of these employment types',
};

const exceptEmploymentTypes: INodeProperties = {
	...onlyEmploymentTypes,
	displayName: 'Except Employment Type Names or IDs',
	name: 'exceptEmploymentTypes',
	hint: 'People with one of these employment types are skipped, such as contractors',
};

const REASONS = [
	{
		name: 'Leaves Before the Occasion',
		value: 'leavesBeforeOccasion',
		description: 'The termination date is before the day itself',
	},
	{
		name: 'No Email',
		value: 'noEmail',
		description: 'HiBob has no address of the chosen kind',
	},
	{
		name: 'Not Active',
		value: 'notActive',
		description: 'Future starters and people on inactive leave',
	},
	{
		name: 'Status Unknown',
		value: 'statusUnknown',
		description: 'The employment status is missing or unknown',
	},
	{
		name: 'Terminated',
		value: 'terminated',
		description: 'The termination date has passed',
	},
] as const;

const leaveOut: INodeProperties = {
	displayName: 'Skip',
	name: 'leaveOut',
	type: 'multiOptions',
	options: [...REASONS],
	default: [...REASONS.map(({ value }) => value)],
	description: 'Remove a reason to include those people',
};

const exceptLifecycles: INodeProperties = {
	displayName: 'Except Lifecycle Status Names or IDs',
	name: 'lifecycles',
	type: 'multiOptions',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	typeOptions: { loadOptionsMethod: 'getLifecycleStatuses' },
	default: [],
	hint: 'People with one of these statuses are skipped, such as Parental leave or Garden leave',
};

const onlyLifecycles: INodeProperties = {
	...exceptLifecycles,
	displayName: 'Only Lifecycle Status Names or IDs',
	name: 'onlyLifecycles',
	hint: 'Only people with one of these statuses, such as Employed',
};

const optOutField: INodeProperties = {
	displayName: 'Opt-Out Field Name or ID',
	name: 'optOutField',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFields' },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'People are skipped unless this HiBob field is empty or says No, False or 0 (also Nein, Non, Não, Nie and the like)',
};

const optInField: INodeProperties = {
	displayName: 'Opt-In Field Name or ID',
	name: 'optInField',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFields' },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Only people for whom this HiBob field says Yes, True or 1 (also Ja, Oui, Sí, Sim, Tak and the like)',
};

/** Sites, chosen from HiBob’s list. */
export const sites: INodeProperties = {
	displayName: 'Site Names or IDs',
	name: 'sites',
	type: 'multiOptions',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	typeOptions: { loadOptionsMethod: 'getSites' },
	default: [],
};

const onlySites: INodeProperties = {
	...sites,
	displayName: 'Only Site Names or IDs',
	hint: 'Only people at one of these sites',
};

const leavesOnLastDayOfWork: INodeProperties = {
	displayName: 'Use Last Day of Work',
	name: 'leavesOnLastDayOfWork',
	type: 'boolean',
	default: false,
	description:
		'Whether people count as leavers once their last day of work has passed, if it is before the termination date (garden leave)',
};

/** Who is eligible. */
export const whoProperties: INodeProperties = {
	displayName: 'Who',
	name: 'who',
	type: 'collection',
	placeholder: 'Add Rule',
	default: {},
	options: [
		exceptEmploymentTypes,
		exceptLifecycles,
		exceptPeople,
		exceptUntil,
		onlyCountries,
		onlyDepartments,
		onlyEmploymentTypes,
		onlyLifecycles,
		onlySites,
		optInField,
		optOutField,
		leaveOut,
		leavesOnLastDayOfWork,
	],
};

/** The Who settings, checked. */
export interface WhoSettings {
	rules: EligibilityRules;
	/** field that says whether an employee wants no gifts; null when none is chosen */
	optOutField: string | null;
	/** field that says whether an employee wants gifts; null when none is chosen */
	optInField: string | null;
	/** what was chosen from HiBob’s lists, as the user wrote it */
	chosenEntries: readonly ChosenEntries[];
}

/** What was chosen from one of HiBob’s lists. */
export interface ChosenEntries {
	/** as the panel calls it */
	label: string;
	list: ListName;
	entries: readonly string[];
}

/** What people are chosen by from HiBob’s lists. */
const LISTED = [
	[onlySites, LISTS.site],
	[onlyDepartments, LISTS.department],
	[onlyEmploymentTypes, LISTS.employmentType],
	[exceptEmploymentTypes, LISTS.employmentType],
	[onlyLifecycles, LISTS.lifecycleStatus],
	[exceptLifecycles, LISTS.lifecycleStatus],
	[onlyCountries, LISTS.country],
] as const;

/**
 * Reads the Who settings. Every reason counts unless it is removed from "Skip".
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function whoOf(reader: ParameterReader): WhoSettings {
	const who = collectionOf(reader.getNodeParameter(whoProperties.name, whoProperties.default));
	const chosenEntries = LISTED.map(([declared, list]) => ({
		label: declared.displayName,
		list,
		entries: entriesOf(who, declared),
	})).filter(({ entries }) => entries.length > 0);
	const chosen = (declared: INodeProperties): Set<string> => lowerCase(entriesOf(who, declared));
	return {
		rules: {
			reasons: new Set([...switchableReasons(who), ...FIXED_REASONS]),
			leavesOnLastDayOfWork: flagIn(who, leavesOnLastDayOfWork),
			lifecycles: chosen(exceptLifecycles),
			exceptEmploymentTypes: chosen(exceptEmploymentTypes),
			...exceptPeopleOf(who),
			filters: {
				site: chosen(onlySites),
				department: chosen(onlyDepartments),
				employmentType: chosen(onlyEmploymentTypes),
				lifecycleStatus: chosen(onlyLifecycles),
				country: withCodes(chosen(onlyCountries)),
			},
			recipientEmail: choiceIn(topLevel(reader, recipientEmail), recipientEmail, EMAILS),
		},
		optOutField: fieldIn(who, optOutField),
		optInField: fieldIn(who, optInField),
		chosenEntries,
	};
}

/** All of the reasons unless the user has made a choice; an empty list is a choice, a blank text is not. */
function switchableReasons(who: JsonObject): readonly ExclusionReason[] {
	const value = who[leaveOut.name];
	const isBlank = typeof value === 'string' && value.trim() === '';
	return value === undefined || isBlank
		? REASONS.map((reason) => reason.value)
		: choicesIn(who, leaveOut, REASONS);
}

/**
 * Entries of a HiBob list, chosen or from an expression, as the user wrote them.
 *
 * @throws ExplainedError when an expression returns an empty text: that must not include everyone
 */
function entriesOf(who: JsonObject, declared: INodeProperties): string[] {
	const value = who[declared.name];
	const texts = textsIn(who, declared, isOneCountry(value) ? NEVER : undefined);
	if (texts.length > 0 || value === undefined || Array.isArray(value)) return texts;
	throw new ExplainedError(
		`'${declared.displayName}' is empty`,
		`Check the expression in '${declared.displayName}', or remove the field to drop this filter`,
	);
}

/** Some country names have a comma. */
const isOneCountry = (value: unknown): boolean =>
	typeof value === 'string' && value.includes(',') && countryCodeOf(value) !== null;

const NEVER = /(?!)/;

/** Countries by name and by code, so that "UK" finds people in the United Kingdom. */
const withCodes = (names: ReadonlySet<string>): Set<string> =>
	new Set([...names].flatMap((name) => [name, (countryCodeOf(name) ?? name).toLowerCase()]));

const lowerCase = (texts: readonly string[]): Set<string> =>
	new Set(texts.map((text) => text.toLowerCase()));
