import type { INodeProperties } from 'n8n-workflow';
import { limitProperties } from '../../../shared/limit';
import { readOnRequest } from '../../settings/readOnRequest';
import { asInTrigger } from '../sharedProperties';
import { hibobOutput } from '../outputProperties';
import { SELECTABLE_FIELDS } from './selectableFields';

const showOnlyForEmployees = { show: { resource: ['employee'] } };
const showOnlyForGet = { show: { resource: ['employee'], operation: ['get'] } };
const showOnlyForGetMany = { show: { resource: ['employee'], operation: ['getAll'] } };
const showOnlyWithRules = { show: { ...showOnlyForGetMany.show, people: ['eligible', 'leftOut'] } };
const showForBoth = { show: { resource: ['employee'], operation: ['get', 'getAll'] } };

/** These need an occasion, and a list of people has none. */
const RULES_OF_OCCASIONS = ['leavesBeforeOccasion', 'noEmail'];

const needsOccasion = (reason: unknown): boolean =>
	RULES_OF_OCCASIONS.some((rule) => rule === reason);

const withoutRulesOfOccasions = (rule: INodeProperties): INodeProperties => ({
	...rule,
	options: (rule.options ?? []).filter(
		(option) => !('value' in option && needsOccasion(option.value)),
	),
	default: Array.isArray(rule.default)
		? rule.default.flatMap((reason) =>
				typeof reason === 'string' && !needsOccasion(reason) ? [reason] : [],
			)
		: rule.default,
});

/** The rules of the trigger about who is eligible. */
const who = asInTrigger(showOnlyWithRules, 'who').map((property) => ({
	...property,
	options: (property.options ?? []).map((option) =>
		'type' in option && option.name === 'leaveOut' ? withoutRulesOfOccasions(option) : option,
	),
}));

/** Employee: one, or many. */
export const employeeProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showOnlyForEmployees,
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get employee',
				description: 'Retrieve an employee by ID or work email address',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many employees',
				description:
					'Retrieve a list of employees: everyone, or only those who are eligible or skipped',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'Employee',
		name: 'employee',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		displayOptions: showOnlyForGet,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select an employee...',
				typeOptions: { searchListMethod: 'searchEmployees', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 3332883884017713938',
			},
			{
				displayName: 'By Email',
				name: 'email',
				type: 'string',
				placeholder: 'e.g. nathan@example.com',
			},
		],
	},
	{
		displayName: 'Show',
		name: 'people',
		type: 'options',
		displayOptions: showOnlyForGetMany,
		options: [
			{
				name: 'Eligible',
				value: 'eligible',
				description: 'People who are eligible today by the rules of the trigger',
			},
			{
				name: 'Everyone',
				value: 'everyone',
				description: 'Everyone the service user has access to, including people who left',
			},
			{
				name: 'Skipped',
				value: 'leftOut',
				description: 'People who are skipped today by the rules of the trigger, and why',
			},
		],
		default: 'everyone',
	},
	...limitProperties(showOnlyForGetMany),
	...hibobOutput(showForBoth, SELECTABLE_FIELDS),
	...asInTrigger(showOnlyWithRules, 'timeZone'),
	...who,
	readOnRequest(showForBoth),
];
