/** HiBob’s named lists that people are chosen by; their names are case-sensitive. */
export const LISTS = {
	site: 'site',
	department: 'department',
	employmentType: 'payrollEmploymentType',
	lifecycleStatus: 'lifecycleStatus',
	country: 'countries',
	calendar: 'calendar',
} as const;

export type ListName = (typeof LISTS)[keyof typeof LISTS];
