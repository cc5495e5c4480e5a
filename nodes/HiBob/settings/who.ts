import type { INodeProperties } from 'n8n-workflow';
import { countryCodeOf } from '../../shared/countryCode';
import { choiceIn, choicesIn, flagIn, textsIn, topLevel } from '../../shared/declaredParameter';
import { sameEmail } from '../../shared/emailAddress';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import type { ParameterReader } from '../../shared/parameterReader';
import { collectionOf } from '../../shared/parameterValue';
import { FIXED_REASONS } from '../employees/eligibility';
import type { EligibilityRules, ExclusionReason } from '../employees/eligibility';
import { LISTS } from '../employees/lists';
import type { ListName } from '../employees/lists';
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
		'The address to use; where both kinds are allowed, the personal one comes first until the start date',
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
	hint: 'Only people with a home address in one of these countries',
};

const departments: INodeProperties = {
	displayName: 'Department Names or IDs',
	name: 'departments',
	type: 'multiOptions',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	typeOptions: { loadOptionsMethod: 'getDepartments' },
	default: [],
	hint: 'Only people in one of these departments',
};

const employmentTypes: INodeProperties = {
	displayName: 'Employment Type Names or IDs',
	name: 'employmentTypes',
	type: 'multiOptions',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	typeOptions: { loadOptionsMethod: 'getEmploymentTypes' },
	default: [],
	hint: 'Only people with one of these employment types',
};

const excludedPeople: INodeProperties = {
	displayName: 'Exclude People',
	name: 'excludedPeople',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. 3332883884017713938, name@example.com',
	description:
		'Employee IDs and email addresses of people who never get anything. Addresses need the permission to view personal contact details, because an address may be a private one; IDs do not.',
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
		description: 'The employment status is missing or not a known word',
	},
	{
		name: 'Terminated',
		value: 'terminated',
		description: 'The termination date has passed',
	},
] as const;

const leaveOut: INodeProperties = {
	displayName: 'Leave Out',
	name: 'leaveOut',
	type: 'multiOptions',
	options: [...REASONS],
	default: [...REASONS.map(({ value }) => value)],
	description: 'All of these are skipped unless you take one away here',
};

const lifecycles: INodeProperties = {
	displayName: 'Lifecycle Status Names or IDs',
	name: 'lifecycles',
	type: 'multiOptions',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	typeOptions: { loadOptionsMethod: 'getLifecycleStatuses' },
	default: [],
	hint: 'People in one of these are skipped, such as Parental leave or Garden leave',
};

const optOutField: INodeProperties = {
	displayName: 'Opt-Out Field Name or ID',
	name: 'optOutField',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFields' },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'People for whom this HiBob field holds anything but No, False or 0 (also as Nein, Non, Não, Nie and the like) are skipped',
};

const optInField: INodeProperties = {
	displayName: 'Opt-In Field Name or ID',
	name: 'optInField',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFields' },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Only people for whom this HiBob field says Yes, True or 1, also as Ja, Oui, Sí, Sim, Tak and the like',
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
	hint: 'Only people at one of these sites',
};

const leavesOnLastDayOfWork: INodeProperties = {
	displayName: 'Use Last Day of Work',
	name: 'leavesOnLastDayOfWork',
	type: 'boolean',
	default: false,
	description:
		'Whether people have left when their last day of work has passed, if it is before the termination date (garden leave)',
};

/** Who may get a gift. */
export const whoProperties: INodeProperties = {
	displayName: 'Who',
	name: 'who',
	type: 'collection',
	placeholder: 'Add Rule',
	default: {},
	options: [
		countries,
		departments,
		employmentTypes,
		excludedPeople,
		leaveOut,
		lifecycles,
		optInField,
		optOutField,
		sites,
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
const LISTED = {
	site: sites,
	department: departments,
	employmentType: employmentTypes,
	lifecycleStatus: lifecycles,
	country: countries,
} as const;

const LISTED_NAMES = [
	'site',
	'department',
	'employmentType',
	'lifecycleStatus',
	'country',
] as const;

/**
 * Reads the Who settings. Every rule is on unless it is taken out of "Leave Out".
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function whoOf(reader: ParameterReader): WhoSettings {
	const who = collectionOf(reader.getNodeParameter(whoProperties.name, whoProperties.default));
	const entries = {
		site: entriesOf(who, LISTED.site),
		department: entriesOf(who, LISTED.department),
		employmentType: entriesOf(who, LISTED.employmentType),
		lifecycleStatus: entriesOf(who, LISTED.lifecycleStatus),
		country: entriesOf(who, LISTED.country),
	};
	return {
		rules: {
			reasons: new Set([...switchableReasons(who), ...FIXED_REASONS]),
			leavesOnLastDayOfWork: flagIn(who, leavesOnLastDayOfWork),
			lifecycles: lowerCase(entries.lifecycleStatus),
			persons: new Set(textsIn(who, excludedPeople, /[\s,;]+/).map(sameEmail)),
			filters: {
				site: lowerCase(entries.site),
				department: lowerCase(entries.department),
				employmentType: lowerCase(entries.employmentType),
				country: withCodes(lowerCase(entries.country)),
			},
			recipientEmail: choiceIn(topLevel(reader, recipientEmail), recipientEmail, EMAILS),
		},
		optOutField: fieldIn(who, optOutField),
		optInField: fieldIn(who, optInField),
		chosenEntries: LISTED_NAMES.map((name) => ({
			label: LISTED[name].displayName,
			list: LISTS[name],
			entries: entries[name],
		})).filter((chosen) => chosen.entries.length > 0),
	};
}

/** All of the reasons unless the user has made a choice; an empty list is one, a blank text is none. */
function switchableReasons(who: JsonObject): readonly ExclusionReason[] {
	const value = who[leaveOut.name];
	const isBlank = typeof value === 'string' && value.trim() === '';
	return value === undefined || isBlank
		? REASONS.map((reason) => reason.value)
		: choicesIn(who, leaveOut, REASONS);
}

/**
 * Entries of a HiBob list, chosen or given by an expression, as the user wrote them.
 *
 * @throws ExplainedError when an expression returns an empty text: that must not let everyone in
 */
function entriesOf(who: JsonObject, declared: INodeProperties): string[] {
	const value = who[declared.name];
	const texts = textsIn(who, declared, isOneCountry(value) ? NEVER : undefined);
	if (texts.length > 0 || value === undefined || Array.isArray(value)) return texts;
	throw new ExplainedError(
		`"${declared.displayName}" is empty`,
		`Look at the expression in "${declared.displayName}", or take the field away to let everyone in`,
	);
}

/** Some names of countries have a comma. */
const isOneCountry = (value: unknown): boolean =>
	typeof value === 'string' && value.includes(',') && countryCodeOf(value) !== null;

const NEVER = /(?!)/;

/** Countries by name and by code, so that "UK" finds people in the United Kingdom. */
const withCodes = (names: ReadonlySet<string>): Set<string> =>
	new Set([...names].flatMap((name) => [name, (countryCodeOf(name) ?? name).toLowerCase()]));

const lowerCase = (texts: readonly string[]): Set<string> =>
	new Set(texts.map((text) => text.toLowerCase()));
