import type { SelectableFields } from '../../../shared/recordOutput';

/**
 * What an AI tool can do without. Not among them, because Reachdesk: Send Gift skips leavers and those who
 * have yet to start by it: `status`, `startDate`, `terminationDate` and `judged`.
 */
export const SELECTABLE_FIELDS: SelectableFields = {
	department: 'Department',
	displayName: 'Display Name',
	firstName: 'First Name',
	lastName: 'Last Name',
	lifecycleStatus: 'Lifecycle Status',
	manager: 'Manager',
	site: 'Site',
	title: 'Job Title',
	workEmail: 'Work Email',
};
