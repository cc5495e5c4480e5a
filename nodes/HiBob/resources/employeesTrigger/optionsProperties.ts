import type { INodeProperties } from 'n8n-workflow';

/** HiBob fields that are put out beside those that every item has. */
export const extraFields: INodeProperties = {
	displayName: 'Extra Field Names or IDs',
	name: 'extraFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getFields' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Put out under "fields"; null when the service user may not read them',
};

/** Personal data, read on request alone. */
export const readAlso: INodeProperties = {
	displayName: 'Read Also',
	name: 'readAlso',
	type: 'multiOptions',
	default: [],
	options: [
		{ name: 'Home Address', value: 'address' },
		{ name: 'Mobile Phone', value: 'phone' },
		{ name: 'Personal Email', value: 'personalEmail' },
	],
	description: 'Personal data that is read and put out only when chosen here',
};

/** How it is put out, and what is put out besides. */
export const optionsProperties: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Delivery',
			name: 'delivery',
			type: 'options',
			default: 'once',
			options: [
				{
					name: 'Once',
					value: 'once',
					description: 'Each occasion comes out one time',
				},
				{
					name: 'Repeat Until Sent',
					value: 'repeat',
					description:
						'Each occasion comes out on every run of the catch-up days, so that an execution that broke off is finished by the next. Only with the duplicate protection of Reachdesk: Send Gift.',
				},
			],
		},
		extraFields,
		{
			displayName: 'Include Skipped',
			name: 'includeSkipped',
			type: 'boolean',
			default: false,
			description: 'Whether to add a second output with the people left out, and why',
		},
		{
			displayName: 'Largest Shrink',
			name: 'largestShrink',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 20,
			hint: 'In per cent',
			description:
				'By how many per cent the head-count may shrink between two runs. More than that looks like a lost permission and stops the run.',
		},
		readAlso,
	],
};
