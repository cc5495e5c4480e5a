import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { triggerProperties } from './trigger/properties';

/** The trigger’s own properties for an operation, so that both are set in the same way. */
export const asInTrigger = ({ show }: IDisplayOptions, ...names: string[]): INodeProperties[] =>
	names.flatMap((name) =>
		triggerProperties
			.filter((property) => property.name === name)
			.map((property) => ({
				...property,
				displayOptions: { show: { ...property.displayOptions?.show, ...show } },
			})),
	);
