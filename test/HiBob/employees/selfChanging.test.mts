import { expect, test } from '@jest/globals';
import { isSelfChanging, YEAR_OF_BIRTH_FIELDS } from '../../../nodes/HiBob/employees/fields.ts';

test.each([
	['payroll.timeSinceLastSalaryChange', 'period'],
	['internal.periodSinceTermination', 'period'],
	['internal.yearsSinceTermination', 'number'],
	['work.durationOfEmployment', 'period'],
	['work.tenureDuration', 'period'],
	['work.tenureDurationYears', 'number'],
	['work.tenureYears', 'number'],
	['work.yearsOfService', 'number'],
	['work.directReports', 'number'],
	['work.indirectReports', 'number'],
	['personal.age', 'number'],
	['root.avatarUrl', 'avatar'],
	['root.coverImageUrl', 'text'],
	['about.avatar', 'text'],
	['peopleAnalytics.lowRiskCounter', 'number'],
	['peopleAnalytics.tenureRankRiskIndicator', 'list'],
	['work.custom.field_1', 'period'],
	['work.custom.field_2', 'avatar'],
])('%s, a %s, changes by itself', (id, type) => {
	expect(isSelfChanging(id, type)).toBe(true);
});

test.each([
	['payroll.timeSinceLastSalaryChange'],
	['internal.periodSinceTermination'],
	['work.directReports'],
])('%s is known by its id, too', (id) => {
	expect(isSelfChanging(id)).toBe(true);
});

test.each([
	['work.title', 'list'],
	['work.reportsTo', 'employee'],
	['work.manager', 'employee-reference'],
	['work.reportsToIdInCompany', 'number'],
	['work.daysOfPreviousService', 'number'],
	['internal.notice', 'duration_with_unit'],
	['payroll.salary.payPeriod', 'list'],
	['internal.terminationDate', 'date'],
	['about.foodPreferences', 'multi-list'],
	['employee.eligibleForRehire', 'list'],
	['work.custom.field_1', 'number'],
	['custom.column_of_language', 'text'],
	['work.agency.name', 'text'],
	['about.agenda', 'text'],
	['personal.agent', 'text'],
	['custom.peopleAnalytics.group', 'text'],
	['work.directReportsNote', 'text'],
])('%s, a %s, changes when somebody changes it', (id, type) => {
	expect(isSelfChanging(id, type)).toBe(false);
});

test('the date of birth and the age show how old a person is', () => {
	expect(YEAR_OF_BIRTH_FIELDS).toEqual(['personal.birthDate', 'personal.age']);
});
