import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { asNodeError } from '../shared/nodeErrors';
import { accessProperties } from './resources/access/properties';
import { listOptions } from './resources/employeesTrigger/listOptions';
import { occasionProperties } from './resources/occasion/properties';
import { runOperation } from './resources/operations';
import { hiBobServiceUserApiTest } from './transport/credentialTest';

export class HiBob implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HiBob',
		name: 'hiBob',
		icon: { light: 'file:hibob.svg', dark: 'file:hibob.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Reads employees, occasions and permissions from HiBob, and never writes',
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
					{ name: 'Occasion', value: 'occasion' },
				],
				default: 'occasion',
			},
			...accessProperties,
			...occasionProperties,
		],
	};

	methods = {
		credentialTest: { hiBobServiceUserApiTest },
		loadOptions: listOptions,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			return [await runOperation(this)];
		} catch (error) {
			throw asNodeError(this.getNode(), error);
		}
	}
}
