import type { SelectableFields } from '../../../shared/recordOutput';

/** What an AI tool can do without: all but whose occasion it is, which one, when, and whether it counts. */
export const SELECTABLE_FIELDS: SelectableFields = {
	date: 'Date',
	days: 'Days After Start',
	displayName: 'Display Name',
	email: 'Email',
	explanation: 'Explanation',
	field: 'Field of Custom Date',
	name: 'Name',
	years: 'Years',
};
