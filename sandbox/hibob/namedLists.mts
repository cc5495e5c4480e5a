import { calendarIdOf, SITES } from './places.mts';

/** https://apidocs.hibob.com/reference/get_company-named-lists */
export interface ListItem {
	/** an integer in the lists `site` and `calendar`, text elsewhere (often digits) */
	id: string | number;
	value: string;
	name: string;
	archived: boolean;
	children: ListItem[];
}

export type NamedLists = Map<string, ListItem[]>;

const item = (id: string | number, label: string, archived = false): ListItem => ({
	id,
	value: label,
	name: label,
	archived,
	children: [],
});

const words = (text: string) => text.split(', ').map((label) => item(label, label));

/** Items whose id is a numeric string, as HiBob gives to items that a customer adds. */
const numbered = (first: number, text: string) =>
	text.split(', ').map((label, index) => item(String(first + index * 7), label));

const COUNTRIES =
	'Australia, Austria, Belgium, Brazil, Canada, Czech Republic, Denmark, Egypt, Finland, France, Germany, ' +
	'Greece, Hungary, Iceland, India, Ireland, Israel, Italy, Japan, Mexico, Netherlands, New Zealand, Norway, ' +
	'Poland, Portugal, Romania, Singapore, South Africa, Spain, Sweden, Switzerland, Turkey, Ukraine, ' +
	'United Arab Emirates, United Kingdom, United States';

export const JOB_TITLES =
	'Software Engineer, Senior Software Engineer, Product Manager, Product Designer, Account Executive, ' +
	'Customer Success Manager, Accountant, HR Business Partner, Recruiter, Marketing Manager, Legal Counsel, ' +
	'Office Manager, Data Analyst, Team Lead, Director, Chief Executive Officer';

/** The named lists of the sandbox company, by name (names are case-sensitive): fresh on every call. */
export function namedLists(): NamedLists {
	return new Map<string, ListItem[]>([
		['site', SITES.map(({ id, name }) => item(id, name))],
		[
			'department',
			[
				...words('Engineering, Product, Design, Sales, People'),
				...numbered(209192163, 'Account Receivables, Marketing, Customer Success, Legal'),
				item('209192201', 'Print Production', true),
			],
		],
		['title', [...numbered(255490048, JOB_TITLES), item('255490399', 'Telegraphist', true)]],
		[
			'lifecycleStatus',
			words('Hired, Employed, Leave, Parental leave, Garden leave, Terminated, Sabbatical'),
		],
		['status', words('Active, Inactive')],
		['countries', words(COUNTRIES)],
		['employmentstatus', words('Full time, Part time')],
		['payrollEmploymentType', words('Permanent, Fixed term, Contractor, Intern')],
		['salaryPayType', words('Salaried, Hourly')],
		[
			'terminationreason',
			words('Personal reasons, Career change, Position made redundant, Relocation'),
		],
		[
			'lifecycleReasonType',
			words('Resignation, Termination with cause, Parental leave, Unpaid leave'),
		],
		['workChangeType', words('New Employee, Promotion, Other')],
		['pronouns', words('She / Her, He / Him, They / Them')],
		['honorific', words('Mr, Ms, Mx, Dr')],
		['nationalities', SITES.map(({ nationality }) => item(nationality, nationality))],
		[
			'hobbies',
			numbered(
				31200410,
				'Animals, Baking, Chess, Climbing, Cycling, Gardening, Music, Reading, Sailing',
			),
		],
		['foodPreferences', words('Vegetarian, Vegan, Kosher, Halal, Gluten free')],
		['superpowers', words('Listening, Patience, Curiosity, Coffee')],
		['legalGenderEnhanced', words('Female, Male, Non-binary')],
		['familystatus', words('Single, Married, Divorced, Widowed')],
		['state', words('Uninvited, Invited, Activated')],
		['calendar', SITES.map((site) => item(calendarIdOf(site), `${site.country} holidays`))],
		['employer', SITES.map(({ id, country }) => item(String(id + 700), `Sandbox ${country}`))],
		['field_1667499206086', [item('1667499206101', 'Yes'), item('1667499206102', 'No')]],
	]);
}

/** The label of an item; a value that is on no list (a deleted item, a word of an integration) is its own label. */
export function labelOf(
	lists: NamedLists,
	listId: string | undefined,
	value: string | number,
): string {
	const items = (listId === undefined ? undefined : lists.get(listId)) ?? [];
	const text = String(value).toLowerCase();
	return items.find(({ id }) => String(id).toLowerCase() === text)?.name ?? String(value);
}
