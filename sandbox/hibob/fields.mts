/** A row of GET /company/people/fields. https://apidocs.hibob.com/docs/fields-metadata */
export interface FieldRow {
	id: string;
	category: string;
	categoryId: string;
	categoryDisplayName: string;
	name: string;
	description: string | null;
	/** where the machine value sits in an employee: the id, without `root.` */
	jsonPath: string;
	type: string;
	typeData: { listId?: string };
	historical: boolean;
}

/** Category of the custom section "Celebrations"; the standard service user has no view of it. */
export const CELEBRATIONS_CATEGORY = 'category_1726078147147';
export const GIFT_OPT_OUT_FIELD = 'work.custom.field_1667499206086';
export const WEDDING_ANNIVERSARY_FIELD = 'custom.category_1726078147147.field_1730210998067';

/** Each line: field id; name; type, with the named list after a colon; `historical` when it has a history. */
const CATEGORIES: { id: string; displayName: string; fields: string }[] = [
	{
		id: 'root',
		displayName: 'Basic info',
		fields: `
			root.id; ID; employee-reference
			root.companyId; Company id; number
			root.displayName; Display name; text
			root.fullName; Full name; text
			root.firstName; First name; text
			root.secondName; Middle name; text
			root.surname; Last name; text
			root.email; Email; text
			root.creationDateTime; Creation timestamp; time
			root.avatarUrl; Avatar URL; avatar
			root.coverImageUrl; Cover image URL; text`,
	},
	{
		id: 'about',
		displayName: 'About',
		fields: `
			about.about; About; text-area
			about.avatar; Profile personalization; text
			about.foodPreferences; Food preferences; multi-list:foodPreferences
			about.hobbies; Hobbies; multi-list:hobbies
			about.superpowers; Superpowers; multi-list:superpowers
			about.socialData.facebook; Social - Facebook; text
			about.socialData.linkedin; Social - LinkedIn; text
			about.socialData.twitter; Social - Twitter; text`,
	},
	{
		id: 'work',
		displayName: 'Work',
		fields: `
			work.startDate; Start date; date
			work.originalStartDate; Original start date; date
			work.shortStartDate; Work anniversary; short-date
			work.tenureYears; Work anniversary (years); number
			work.tenureDuration; Tenure (duration); period
			work.tenureDurationYears; Tenure (years); number
			work.durationOfEmployment; Accumulated tenure (duration); period
			work.yearsOfService; Accumulated tenure (years); number
			work.daysOfPreviousService; Tenure sum of previous lifecycle entries in days; number
			work.activeEffectiveDate; Work effective date; date; historical
			work.workChangeType; Change type; list:workChangeType; historical
			work.title; Job title; list:title; historical
			work.department; Department; list:department; historical
			work.site; Site; text
			work.siteId; Site; list_id:site; historical
			work.reportsTo; Reports to; employee; historical
			work.reportsTo.email; Manager's email; text
			work.reportsToIdInCompany; Manager's ID; number
			work.manager; Manager; employee-reference; historical
			work.secondLevelManager; Second level manager; employee-reference
			work.isManager; Is a manager; boolean
			work.directReports; Number of direct reports; number
			work.indirectReports; Number of direct and indirect reports; number
			work.employeeIdInCompany; Employee ID; number
			employee.buddy; Buddy; employee-reference
			employee.hrbp; HRBP; employee-reference
			employee.itAdmin; IT admin; employee-reference
			employee.orgLevel; Org level; list:orgLevels
			employee.payrollManager; Payroll manager; employee-reference
			${GIFT_OPT_OUT_FIELD}; Gift opt-out; list:field_1667499206086`,
	},
	{
		id: 'employment',
		displayName: 'Employment',
		fields: `
			payroll.employment.activeEffectiveDate; Employment effective date; date; historical
			employee.employerId; Employer; list:employer
			payroll.employment.contract; Employment contract; list:employmentstatus; historical
			payroll.employment.type; Employment type; list:payrollEmploymentType; historical
			payroll.employment.workingPattern; Working pattern; working_pattern; historical
			payroll.employment.standardWorkingPattern; Standard working pattern; working_pattern
			payroll.employment.standardWorkingPattern.workingPatternId; Full time working pattern; list_id:workingPattern_entity_list
			payroll.employment.personalWorkingPatternType; Personal working pattern; list:personalWorkingPatternTypes; historical
			payroll.employment.hoursInDayNotWorked; Hours in days not worked; number; historical
			payroll.employment.siteWorkingPattern; Site working pattern; working_pattern
			payroll.employment.actualWorkingPattern; Actual working pattern; working_pattern
			payroll.employment.calendarId; Holiday calendar ID; list_id:calendar; historical
			payroll.employment.salaryPayType; Salary pay type; list:salaryPayType; historical
			payroll.employment.flsaCode; FLSA code; list:flsaCode; historical
			payroll.employment.fte; FTE %; number; historical
			payroll.employment.weeklyHours; Weekly hours; number; historical`,
	},
	{
		id: 'lifecycle',
		displayName: 'Lifecycle',
		fields: `
			internal.lifecycleStatus; Lifecycle status; list:lifecycleStatus; historical
			internal.status; Status; list:status; historical
			internal.terminationReason; Reason for termination; list:terminationreason
			internal.terminationDate; Termination date; date
			internal.periodSinceTermination; Period since termination; period
			internal.yearsSinceTermination; Years since termination; number
			internal.notice; Notice period; duration_with_unit
			internal.probationEndDate; Probation end date; date
			internal.terminationType; Leave and termination type; list:lifecycleReasonType
			internal.currentActiveStatusStartDate; current active lifecycle start date; date
			employee.recentLeaveStartDate; Recent leave start date; date
			employee.recentLeaveEndDate; Recent leave end date; date
			employee.firstDayOfWork; First day of work; date
			employee.lastDayOfWork; Last day of work; date
			employee.eligibleForRehire; Eligible for Rehire; boolean; historical
			employee.regrettableTermination; Regrettable Termination; boolean; historical`,
	},
	{
		id: 'personal',
		displayName: 'Personal',
		fields: `
			personal.birthDate; Date of Birth; date
			personal.shortBirthDate; Birthday; short-date
			personal.age; Age; number
			personal.honorific; Prefix; list:honorific
			personal.nationality; Nationality; multi-list:nationalities
			personal.pronouns; Pronouns; list:pronouns
			employee.disabilityStatus; Disability status; list:disabilityStatus; historical
			employee.veteranStatus; Veteran status; multi-list:veteranStatus`,
	},
	{
		id: 'personalContact',
		displayName: 'Personal contact details',
		fields: `
			home.privateEmail; Personal email; text
			home.mobilePhone; Personal mobile; text
			home.privatePhone; Personal phone; text`,
	},
	{
		id: 'workContact',
		displayName: 'Work contact details',
		fields: `
			work.workMobile; Work mobile; text
			work.workPhone; Work phone; text
			personal.communication.skypeUsername; Skype username; text
			personal.communication.slackUsername; Slack username; text`,
	},
	{
		id: 'address',
		displayName: 'Address',
		fields: `
			address.line1; Address line 1; text; historical
			address.line2; Address line 2; text; historical
			address.city; City; text; historical
			address.postCode; Zip/Post/Postal code; text; historical
			address.usaState; State/Province/Region; text; historical
			address.country; Country; list:countries; historical
			address.fullAddress; Full address; text
			address.activeEffectiveDate; Address effective date; date; historical
			address.siteAddress1; Site address line 1; text
			address.siteAddress2; Site address line 2; text
			address.siteCity; Site city; text
			address.sitePostalCode; Site Zip/Post/Postal code; text
			address.siteState; Site State/Province/Region; text
			address.siteCountry; Site country; list:countries`,
	},
	{
		id: 'temporaryAddress',
		displayName: 'Temporary address',
		fields: `
			temporaryAddress.line1; Temporary address line 1; text
			temporaryAddress.line2; Temporary address line 2; text
			temporaryAddress.city; Temporary city; text
			temporaryAddress.postCode; Temporary Zip/Post/Postal code; text
			temporaryAddress.usaState; Temporary State/Province/Region; text
			temporaryAddress.country; Temporary country; list:countries`,
	},
	{
		id: 'home',
		displayName: 'Home',
		fields: `
			home.familyStatus; Marital status; list:familystatus
			home.legalGender; Gender; list:legalGenderEnhanced
			home.numberOfKids; Number of children; number
			home.spouse.firstName; Spouse's first name; text
			home.spouse.surname; Spouse's last name; text
			home.spouse.birthDate; Spouse's birth date; date
			home.spouse.shortBirthDate; Spouse's birthday; short-date
			home.spouse.gender; Spouse's gender; list:legalGenderEnhanced
			employee.legalSex; Legal sex; list:legalGender`,
	},
	{
		id: 'userData',
		displayName: 'User data',
		fields: `
			root.creationDate; Creation date; date
			root.state; State; list:state
			employee.enrolledInPayrollModuleStatus; Enrolled in Payroll; text; historical`,
	},
	{
		id: CELEBRATIONS_CATEGORY,
		displayName: 'Celebrations',
		fields: `
			${WEDDING_ANNIVERSARY_FIELD}; Wedding anniversary; date`,
	},
];

/** The field metadata of the sandbox company: a fresh array, so that a test may move or add fields. */
export function fieldRows(): FieldRow[] {
	return CATEGORIES.flatMap(({ id: categoryId, displayName, fields }) =>
		fields
			.trim()
			.split('\n')
			.map((line) => {
				const [id = '', name = '', typeAndList = '', history] = line.trim().split('; ');
				const [type = '', listId] = typeAndList.split(':');
				return {
					id,
					category: categoryId,
					categoryId,
					categoryDisplayName: displayName,
					name,
					description: null,
					jsonPath: id.replace(/^root\./, ''),
					type,
					typeData: listId === undefined ? {} : { listId },
					historical: history === 'historical',
				};
			}),
	);
}
