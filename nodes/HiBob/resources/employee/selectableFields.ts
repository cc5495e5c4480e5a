import type { SelectableFields } from '../../../shared/recordOutput';

/**
 * What an AI tool can do without. Not among them, because Reachdesk: Send Gift needs them to skip leavers
 * and people who have yet to start: `status`, `startDate`, `terminationDate` and `judged`.
 */
export const SELECTABLE_FIELDS: SelectableFields = {
	department: 'Department',
	displayName: 'Display Name',
	email: 'Email',
	firstName: 'First Name',
	lastName: 'Last Name',
	lifecycleStatus: 'Lifecycle Status',
	manager: 'Manager',
	name: 'Name',
	site: 'Site',
	title: 'Job Title',
	workEmail: 'Work Email',
};
