import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { timeZoneProperties } from '../../shared/schedule/timeZones';
import { triggerProperties } from './trigger/properties';

/** The first version of the HiBob node that follows the workflow’s time zone by default. */
export const WORKFLOW_ZONE_SINCE = 1.2;

const timeZones = timeZoneProperties(WORKFLOW_ZONE_SINCE);
const timeZoneNames = new Set(timeZones.map(({ name }) => name));
const shared = [...triggerProperties.filter(({ name }) => !timeZoneNames.has(name)), ...timeZones];

/** Properties of the trigger for an operation, so that both have the same settings. */
export const asInTrigger = ({ show }: IDisplayOptions, ...names: string[]): INodeProperties[] =>
	names.flatMap((name) =>
		shared
			.filter((property) => property.name === name)
			.map((property) => ({
				...property,
				displayOptions: { show: { ...property.displayOptions?.show, ...show } },
			})),
	);
