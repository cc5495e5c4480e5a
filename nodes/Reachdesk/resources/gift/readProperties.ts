import type { INodeProperties } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { reachdeskOutput } from '../outputProperties';
import { SELECTABLE_FIELDS } from './selectableFields';

const showOnlyForGet = { show: { resource: ['gift'], operation: ['get'] } };
const showOnlyForGetMany = { show: { resource: ['gift'], operation: ['getAll'] } };

const day = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-12-24',
	description,
});

/** Gift: one, or many. */
export const readGiftProperties: INodeProperties[] = [
	{
		displayName: 'Gift ID',
		name: 'giftId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 70001',
		displayOptions: showOnlyForGet,
		description: 'The number of the gift in Reachdesk',
	},
	...limitProperties(showOnlyForGetMany),
	...reachdeskOutput(
		{ show: { resource: ['gift'], operation: ['get', 'getAll'] } },
		SELECTABLE_FIELDS,
	),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: showOnlyForGetMany,
		options: [
			day('Created Before', 'createdBefore', 'Only gifts created before this day'),
			day('Created From', 'createdFrom', 'Only gifts created on this day or later'),
			{
				displayName: 'Recipient Email',
				name: 'recipientEmail',
				type: 'string',
				default: '',
				placeholder: 'e.g. name@email.com',
				description:
					'Only gifts to this address. Reachdesk has no such filter, so n8n reads all gifts of the chosen days.',
			},
			day('Updated Before', 'updatedBefore', 'Only gifts that changed before this day'),
			day('Updated From', 'updatedFrom', 'Only gifts that changed on this day or later'),
		],
	},
];
