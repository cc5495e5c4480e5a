import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { extraFields, readAlso } from './employeesTrigger/optionsProperties';
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
	options: [extraFields, readAlso],
});
