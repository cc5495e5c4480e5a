import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { itemByItem } from '../shared/itemByItem';
import { asNodeError } from '../shared/nodeErrors';
import { accessProperties } from './resources/access/properties';
import { employeeProperties } from './resources/employee/properties';
import { searchEmployees } from './resources/employee/searchEmployees';
import { employeeFieldProperties } from './resources/employeeField/properties';
import { listOptions } from './resources/listOptions';
import { listProperties } from './resources/list/properties';
import { occasionProperties } from './resources/occasion/properties';
import { OPERATIONS } from './resources/operations';
import { TOOL_OUTPUT_SINCE } from './resources/outputProperties';
import { WORKFLOW_ZONE_SINCE } from './resources/sharedProperties';
import { timeOffProperties } from './resources/timeOff/properties';
import { hiBobServiceUserApiTest } from './transport/credentialTest';

export class HiBob implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HiBob',
		name: 'hiBob',
		icon: { light: 'file:hibob.svg', dark: 'file:hibob.dark.svg' },
		group: ['input'],
		version: [1, TOOL_OUTPUT_SINCE, WORKFLOW_ZONE_SINCE],
		defaultVersion: WORKFLOW_ZONE_SINCE,
		subtitle:
			'={{ ($parameter["operation"].replace("getAll", "getMany") + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").replace(/(^| )[a-z]/g, (start) => start.toUpperCase()) }}',
		description:
			'Reads employees, occasions and permissions from HiBob. Never changes anything there.',
		defaults: { name: 'HiBob' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'hiBobServiceUserApi', required: true, testedBy: 'hiBobServiceUserApiTest' },
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Access', value: 'access' },
					{ name: 'Employee', value: 'employee' },
					{ name: 'Employee Field', value: 'employeeField' },
					{ name: 'List', value: 'list' },
					{ name: 'Occasion', value: 'occasion' },
					{ name: 'Time Off', value: 'timeOff' },
				],
				default: 'employee',
			},
			...accessProperties,
			...employeeProperties,
			...employeeFieldProperties,
			...listProperties,
			...occasionProperties,
			...timeOffProperties,
		],
	};

	methods = {
		credentialTest: { hiBobServiceUserApiTest },
		loadOptions: listOptions,
		listSearch: { searchEmployees },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			return [await itemByItem(this, OPERATIONS)];
		} catch (error) {
			throw asNodeError(this.getNode(), error);
		}
	}
}
