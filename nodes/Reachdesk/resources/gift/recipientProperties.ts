import type { INodeProperties } from 'n8n-workflow';

/** The optional fields of a recipient, besides name and email address. */
export const recipientFields: INodeProperties[] = [
	{ displayName: 'City', name: 'city', type: 'string', default: '' },
	{ displayName: 'Company', name: 'company', type: 'string', default: '' },
	{
		displayName: 'Country',
		name: 'country',
		type: 'string',
		default: '',
		placeholder: 'e.g. GB',
		description: 'ISO 3166 code, or the name of the country in English or another common language',
	},
	{ displayName: 'Phone', name: 'phone', type: 'string', default: '' },
	{ displayName: 'Postal Code', name: 'postalCode', type: 'string', default: '' },
	{
		displayName: 'Role',
		name: 'role',
		type: 'string',
		default: '',
		placeholder: 'e.g. Account Executive',
	},
	{
		displayName: 'State',
		name: 'state',
		type: 'string',
		default: '',
		description: 'Required for addresses in the US, Canada and Australia',
	},
	{ displayName: 'Street Address', name: 'street1', type: 'string', default: '' },
	{ displayName: 'Street Address, Line 2', name: 'street2', type: 'string', default: '' },
	{ displayName: 'Tax ID', name: 'taxId', type: 'string', default: '' },
];
