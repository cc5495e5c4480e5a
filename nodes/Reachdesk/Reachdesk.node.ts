import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { asNodeError } from '../shared/nodeErrors';
import { oneOf } from '../shared/parameterValue';
import { searchCampaigns } from './resources/gift/searchCampaigns';
import { sendGifts } from './resources/gift/send';
import { sendProperties } from './resources/gift/sendProperties';
import { reachdeskApiTest } from './transport/credentialTest';

export class Reachdesk implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Reachdesk',
		name: 'reachdesk',
		icon: { light: 'file:reachdesk.svg', dark: 'file:reachdesk.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Sends gifts with Reachdesk, each of them once',
		defaults: { name: 'Reachdesk' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'reachdeskApi', required: true, testedBy: 'reachdeskApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Gift', value: 'gift' }],
				default: 'gift',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['gift'] } },
				options: [
					{
						name: 'Send',
						value: 'send',
						action: 'Send gift',
						description: 'Send a gift from a manual campaign',
					},
				],
				default: 'send',
			},
			...sendProperties,
		],
	};

	methods = { credentialTest: { reachdeskApiTest }, listSearch: { searchCampaigns } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			oneOf('Resource', this.getNodeParameter('resource', 0), ['gift']);
			oneOf('Operation', this.getNodeParameter('operation', 0), ['send']);
			return [await sendGifts(this)];
		} catch (error) {
			throw asNodeError(this.getNode(), error);
		}
	}
}
