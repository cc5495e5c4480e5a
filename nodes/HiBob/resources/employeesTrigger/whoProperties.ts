import type { INodeProperties } from 'n8n-workflow';

/** Who may get a gift. */
export const whoProperties: INodeProperties = {
	displayName: 'Who',
	name: 'who',
	type: 'collection',
	placeholder: 'Add Rule',
	default: {},
	options: [
		{
			displayName: 'Country Names or IDs',
			name: 'countries',
			type: 'multiOptions',
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			typeOptions: { loadOptionsMethod: 'getCountries' },
			default: [],
			hint: 'Only people with a home address in one of these countries',
		},
		{
			displayName: 'Department Names or IDs',
			name: 'departments',
			type: 'multiOptions',
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			typeOptions: { loadOptionsMethod: 'getDepartments' },
			default: [],
			hint: 'Only people in one of these departments',
		},
		{
			displayName: 'Employment Type Names or IDs',
			name: 'employmentTypes',
			type: 'multiOptions',
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			typeOptions: { loadOptionsMethod: 'getEmploymentTypes' },
			default: [],
			hint: 'Only people with one of these employment types',
		},
		{
			displayName: 'Exclude People',
			name: 'excludedPeople',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. 3332883884017713938, name@example.com',
			description: 'Employee IDs and e-mail addresses that never get anything',
		},
		{
			displayName: 'Leave Out',
			name: 'leaveOut',
			type: 'multiOptions',
			options: [
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
			],
			default: ['leavesBeforeOccasion', 'noEmail', 'notActive', 'statusUnknown', 'terminated'],
			description: 'All of these are left out unless you take one away here',
		},
		{
			displayName: 'Lifecycle Status Names or IDs',
			name: 'lifecycles',
			type: 'multiOptions',
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			typeOptions: { loadOptionsMethod: 'getLifecycleStatuses' },
			default: [],
			hint: 'People in one of these get nothing, such as Parental leave or Garden leave',
		},
		{
			displayName: 'Opt-Out Field Name or ID',
			name: 'optOutField',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getFields' },
			default: '',
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			hint: 'People for whom this HiBob field is filled with anything but No get nothing',
		},
		{
			displayName: 'Site Names or IDs',
			name: 'sites',
			type: 'multiOptions',
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			typeOptions: { loadOptionsMethod: 'getSites' },
			default: [],
			hint: 'Only people at one of these sites',
		},
		{
			displayName: 'Use Last Day of Work',
			name: 'leavesOnLastDayOfWork',
			type: 'boolean',
			default: false,
			description:
				'Whether people have left when their last day of work has passed, if it is before the termination date (garden leave)',
		},
	],
};
