import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { employeesTriggerProperties } from './employeesTrigger/properties';

/** The trigger’s own properties for an operation, so that both are set in the same way. */
export const asInTrigger = ({ show }: IDisplayOptions, ...names: string[]): INodeProperties[] =>
	names.flatMap((name) =>
		employeesTriggerProperties
			.filter((property) => property.name === name)
			.map((property) => ({
				...property,
				displayOptions: { show: { ...property.displayOptions?.show, ...show } },
			})),
	);

/** What is read and put out only on request. */
export const readOnRequest = (displayOptions: IDisplayOptions): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions,
	options: [
		{
			displayName: 'Extra Field Names or IDs',
			name: 'extraFields',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getFields' },
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			hint: 'Put out under "fields"; null when the service user may not read them',
		},
		{
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
		},
	],
});
